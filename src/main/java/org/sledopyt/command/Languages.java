package org.sledopyt.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The language to speak on the command line. */
final class Languages {

    private Languages() {}

    /** The chosen one, else the system's, as far as we speak it; else English. */
    static String of(@Nullable String chosen) {
        String language = chosen == null ? Locale.getDefault().getLanguage() : chosen;
        return language.equals("ru") ? "ru" : "en";
    }
}
