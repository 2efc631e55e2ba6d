package org.sledopyt.source;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;

/** What an answer says, about one number or about the whole ask. */
public sealed interface Reading {

    /** The number it is about; null if it is about none or the answer does not say which. */
    default @Nullable TrackingNumber number() {
        return null;
    }

    /**
     * The source knows the number. {@code events} may be empty (announced only) and are ordered oldest first as far as the
     * source tells; a webhook may bring a part only. A null number: the answer does not repeat it and nobody said what was asked.
     */
    record Found(@Nullable TrackingNumber number, List<SourceEvent> events, Facts facts) implements Reading {}

    /** The source does not know the number (yet). Null: the answer does not repeat it and nobody said what was asked. */
    record NotFound(@Nullable TrackingNumber number) implements Reading {}

    /** Cannot be a number of this source, or is not ours to see; asking again is pointless. */
    record Rejected(@Nullable TrackingNumber number, String why) implements Reading {}

    /** The source takes the order and answers later. */
    record Ordered(String ticket, Duration collectAfter, Duration livesFor) implements Reading {}

    /** The ordered answer is not ready yet. */
    record NotReady(Duration askAgainAfter) implements Reading {}

    /** The source looks only for numbers it was given, and this is none of them: {@link Source#register} comes first. */
    record Unregistered(@Nullable TrackingNumber number) implements Reading {}

    /** The source took the number and looks for it from now on; says nothing about the parcel. */
    record Registered(@Nullable TrackingNumber number) implements Reading {}

    /** The whole ask failed, or the part of it that is about one number of several; says nothing about any parcel. */
    record Refused(Refusal why, @Nullable Duration retryAfter, String detail) implements Reading {}

    /** The answer has a shape we do not know; the raw is kept. {@code where} says what was met and where. */
    record Unreadable(String where) implements Reading {}

    /** Why a whole ask failed. */
    enum Refusal {
        /** no key, wrong key, expired sign-in */
        SIGN_IN,
        /** too many requests, for now or for today */
        QUOTA,
        /** captcha, block page, forbidden address */
        BLOCKED,
        /** down, slow, broken or not reached */
        OUTAGE
    }
}
