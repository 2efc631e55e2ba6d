package org.sledopyt.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Countries as sources write them: ISO 3166 with two or three letters, or the English name. */
public final class Countries {

    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** The code of two letters; null if it is no country. */
    public static @Nullable String code(@Nullable String written) {
        return written == null ? null : CODES.get(written.strip().toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            codes.put(country.getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT), code);
            codes.put(country.getISO3Country(), code);
            codes.put(code, code);
        }
        codes.putAll(
                Map.of("UK", "GB", "XK", "XK", "USA", "US", "UNITED STATES OF AMERICA", "US", "GREAT BRITAIN", "GB"));
        codes.putAll(Map.of(
                "RUSSIAN FEDERATION", "RU", "KOREA, REPUBLIC OF", "KR", "VIET NAM", "VN", "CZECH REPUBLIC", "CZ"));
        return Map.copyOf(codes);
    }
}
