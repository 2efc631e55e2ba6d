package org.sledopyt.journey;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A difference between two journeys of a parcel that somebody may care for.
 *
 * @param details what is needed to say it: {@code milestone}, {@code sub}, {@code place}, {@code at} (when it happened), {@code text}, {@code source}, {@code from}, {@code to},
 *     {@code attention} with {@code todo} and {@code until}
 */
public record Change(int bucket, UUID id, UUID parcelId, Kind kind, Map<String, String> details, Instant madeAt) {

    /** The same with more to say. */
    public Change with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(details);
        all.putAll(more);
        return new Change(bucket, id, parcelId, kind, Map.copyOf(all), madeAt);
    }

    public enum Kind {
        /** a new milestone or sub-status was reached */
        MILESTONE,
        /** the carrier's date was given or moved */
        PROMISE,
        /** the parcel goes on under another number */
        NUMBER,
        /** somebody has to do something: {@code attention} is its code, {@code shipment} the one it concerns */
        ATTENTION
    }
}
