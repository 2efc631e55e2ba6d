package org.sledopyt.source;

import org.jspecify.annotations.Nullable;

/**
 * Where a source says something happened; whatever it gives, nothing invented.
 *
 * @param country ISO 3166 two letters
 * @param office name of the building, office or facility
 */
public record Place(
        @Nullable String country,
        @Nullable String city,
        @Nullable String postcode,
        @Nullable String office) {

    /** The place, or null if there is nothing in it. Blank parts become null. */
    public static @Nullable Place of(
            @Nullable String country, @Nullable String city, @Nullable String postcode, @Nullable String office) {
        Place place = new Place(blankToNull(country), blankToNull(city), blankToNull(postcode), blankToNull(office));
        return place.country == null && place.city == null && place.postcode == null && place.office == null
                ? null
                : place;
    }

    /** The same, with the country as the source writes it; see {@link Countries}. */
    public static @Nullable Place in(
            @Nullable String country, @Nullable String city, @Nullable String postcode, @Nullable String office) {
        return of(Countries.code(country), city, postcode, office);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
