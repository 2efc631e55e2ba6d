package org.sledopyt.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the environment says of a source: {@code SLEDOPYT_SOURCE_<CODE>_<FIELD>}, or a file that {@code …_<FIELD>_FILE} names. */
final class Variables {

    private static final Logger LOG = LoggerFactory.getLogger(Variables.class);

    private Variables() {}

    /** The value; null if nothing is said, or only blanks. A file that cannot be read is told in the log. */
    static @Nullable String value(String source, String field, Function<String, @Nullable String> environment) {
        String name = "SLEDOPYT_SOURCE_"
                + (source + "_" + field).toUpperCase(Locale.ROOT).replace('-', '_');
        String value = environment.apply(name);
        String file = environment.apply(name + "_FILE");
        if ((value == null || value.isBlank()) && file != null && !file.isBlank()) {
            try {
                value = Files.readString(Path.of(file));
            } catch (IOException e) {
                LOG.warn("{}_FILE names a file that cannot be read: {}", name, file);
            }
        }
        return value == null || value.isBlank() ? null : value.strip();
    }
}
