package org.sledopyt.place;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where on earth something happened.
 *
 * @param country ISO 3166 two letters
 * @param names of the town or airport by language, {@code en} always; empty for a country
 * @param zone null where a country has several
 */
public record Spot(
        How how,
        String country,
        Map<String, String> names,
        double latitude,
        double longitude,
        @Nullable ZoneId zone) {

    /** What the carrier wrote that told us. */
    public enum How {
        /** a code of an office of exchange, such as {@code RUMOWS} */
        OFFICE,
        /** a code of an airport or of a city with airports */
        AIRPORT,
        CITY,
        /** the region's main town, by the first digits of a Russian postcode */
        POSTCODE,
        /** nothing finer: the point is only the middle of the country */
        COUNTRY
    }

    public boolean isExact() {
        return how != How.COUNTRY;
    }

    /** Along the great circle. */
    public double kilometresTo(Spot other) {
        return Tables.kilometres(latitude, longitude, other.latitude, other.longitude);
    }
}
