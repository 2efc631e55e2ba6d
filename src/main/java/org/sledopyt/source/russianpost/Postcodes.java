package org.sledopyt.source.russianpost;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Csv;

/** Zones of Russian post offices by the first three digits of the postcode, which name the region. */
final class Postcodes {

    private static final Map<Integer, ZoneId> ZONES = read();

    private Postcodes() {}

    /** Null for foreign offices, and for the few groups whose region lies in several zones. */
    static @Nullable ZoneId zone(@Nullable String postcode) {
        return postcode == null || !postcode.matches("\\d{6}") ? null : ZONES.get(Integer.parseInt(postcode) / 1000);
    }

    private static Map<Integer, ZoneId> read() {
        Map<Integer, ZoneId> zones = new HashMap<>();
        for (Map<String, String> row : Csv.rows(Postcodes.class, "postcodes.csv")) {
            int last = Integer.parseInt(Csv.cell(row, "to"));
            for (int group = Integer.parseInt(Csv.cell(row, "from")); group <= last; group++) {
                zones.put(group, ZoneId.of(Csv.cell(row, "zone")));
            }
        }
        return zones;
    }
}
