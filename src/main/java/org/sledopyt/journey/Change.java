package org.sledopyt.journey;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A difference between two journeys of a parcel that somebody may care for.
 *
 * @param details what is needed to say it: {@code milestone}, {@code sub}, {@code place}, {@code at} (when it happened), {@code text}, {@code source}, {@code from}, {@code to}
 */
public record Change(int bucket, UUID id, UUID parcelId, Kind kind, Map<String, String> details, Instant madeAt) {

    public enum Kind {
        /** a new milestone or sub-status was reached */
        MILESTONE,
        /** the carrier's date was given or moved */
        PROMISE,
        /** the parcel goes on under another number */
        NUMBER
    }
}
