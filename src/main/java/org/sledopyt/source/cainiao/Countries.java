package org.sledopyt.source.cainiao;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Csv;

/** English names of countries as Cainiao displays them, and the two-letter codes themselves. */
final class Countries {

    private static final Map<String, String> CODES = read();

    private Countries() {}

    /** ISO 3166 two letters; null if the name is not known. */
    static @Nullable String code(@Nullable String name) {
        return name == null ? null : CODES.get(name.toLowerCase(Locale.ROOT));
    }

    private static Map<String, String> read() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            codes.put(code.toLowerCase(Locale.ROOT), code);
            codes.put(Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
        }
        for (Map<String, String> row : Csv.rows(Countries.class, "countries.csv")) {
            codes.put(Csv.cell(row, "name").toLowerCase(Locale.ROOT), Csv.cell(row, "country"));
        }
        return codes;
    }
}
