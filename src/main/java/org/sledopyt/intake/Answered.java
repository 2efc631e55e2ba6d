package org.sledopyt.intake;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;

/** What an ask brought for one claimed number, ready to be kept by T2. */
sealed interface Answered {

    Claimed claim();

    /** The very same answer as the last time. */
    record Same(Claimed claim) implements Answered {}

    /** An answer about this number: found, not found, rejected or unreadable. */
    record Read(Claimed claim, Raw raw, byte[] hash, Reading reading) implements Answered {}

    /** The source spoke of the number, not of the parcel: it has to be registered, or just was. */
    record Noted(Claimed claim, Reading reading) implements Answered {}

    /**
     * The ask failed for all its numbers or for this one; says nothing about the parcel.
     *
     * @param notBefore when the source's gate opens again
     */
    record Failed(
            Claimed claim, Reading.Refusal why, @Nullable Duration retryAfter, String detail, Instant notBefore)
            implements Answered {}
}
