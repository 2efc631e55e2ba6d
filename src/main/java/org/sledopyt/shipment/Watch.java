package org.sledopyt.shipment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's wish to hear of a parcel.
 *
 * @param since what happened before is history to this person, not news
 * @param mutedUntil nothing is told before; null: not muted
 * @param title what the person calls the shipment; may be empty
 */
public record Watch(
        int bucket,
        UUID parcelId,
        UUID accountId,
        UUID shipmentId,
        Instant since,
        @Nullable Instant mutedUntil,
        String title) {

    public boolean isMuted(Instant now) {
        return mutedUntil != null && now.isBefore(mutedUntil);
    }
}
