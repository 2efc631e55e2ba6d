package org.sledopyt.source;

import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;

/**
 * One thing a source says happened to a parcel.
 *
 * @param text the carrier's own words, unchanged; may be empty
 * @param code the source's code, attribute after a slash ({@code 8/2}); null if it gives none
 * @param how what the stage rests on
 * @param carrier code of the carrier that did it, where the source names it; null: the source's own carrier
 * @param number number the parcel had at that moment, where it differs from the one asked for
 * @param withdrawn the source takes back what it said before under the same code, time and place
 */
public record SourceEvent(
        EventTime time,
        String text,
        @Nullable String code,
        Stage stage,
        How how,
        @Nullable Place place,
        @Nullable String carrier,
        @Nullable TrackingNumber number,
        boolean withdrawn) {

    /** What a stage rests on, best first. */
    public enum How {
        CODE,
        CODE_ANY_ATTRIBUTE,
        CODE_PREFIX,
        TEXT,
        /** no rule: the stage is {@code UNKNOWN} */
        NONE
    }

    public SourceEvent(EventTime time, String text, @Nullable String code, Codes.Match match, @Nullable Place place) {
        this(time, text, code, match.stage(), match.how(), place, null, null, false);
    }
}
