package org.sledopyt.intake;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Stage;

/**
 * A number that this node is to ask a source for, until its lease ends.
 *
 * @param outcome what came of the last time
 * @param failures asks in a row that brought no answer
 * @param rawHash of the last answer; null before the first
 * @param addedAt since when the parcel is known
 */
record Claimed(
        int bucket,
        UUID parcelId,
        TrackingNumber number,
        String source,
        Outcome outcome,
        int failures,
        @Nullable UUID rawId,
        byte @Nullable [] rawHash,
        Stage stage,
        @Nullable Instant lastEventAt,
        Instant addedAt) {}
