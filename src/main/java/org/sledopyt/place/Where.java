package org.sledopyt.place;

import org.jspecify.annotations.Nullable;

/**
 * What a carrier wrote of a place.
 *
 * @param country ISO 3166 two letters
 * @param office name of a building or facility
 * @param text the words of the event: only codes in them count
 */
public record Where(
        @Nullable String country,
        @Nullable String city,
        @Nullable String postcode,
        @Nullable String office,
        String text) {}
