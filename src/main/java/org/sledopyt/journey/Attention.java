package org.sledopyt.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something about a parcel that a person should do or know. Its sentences are {@code todo.<code>.*} of the catalogue.
 *
 * @param since when it came to that; null without a known time
 * @param deadline until when something can be done; null where nobody can say
 * @param reasons why it is said, the strongest first; never empty
 * @param todo key of the sentence that says what to do now
 * @param told whether the news of the parcel's new stage says it already
 */
public record Attention(
        Code code,
        Urgency urgency,
        @Nullable Instant since,
        @Nullable Deadline deadline,
        List<Reason> reasons,
        String todo,
        boolean told) {

    /** A: act now; B: act soon; C: good to know. */
    public enum Urgency {
        A,
        B,
        C
    }

    /** In the order in which equally urgent ones are read. */
    public enum Code {
        PICKUP_URGENT,
        DUTY,
        DOCUMENTS,
        PAYMENT,
        ATTEMPT,
        CHECK_ADDRESS,
        BRING_ID,
        REFUSED,
        PICKUP,
        NOT_RECEIVED,
        WRONG_PLACE,
        DAMAGED,
        PARTIAL,
        RETURN,
        LOST,
        FAKE_NUMBER,
        CANCELLED,
        LOOK,
        CHECK_NUMBER,
        NOT_HANDED_OVER,
        STALE,
        TODAY,
        CONFIRM_RECEIPT,
        PLACE_CHANGED,
        CUSTOMS_LONG,
        LINK_NUMBER,
        NO_MORE_SCANS
    }

    /** How a deadline is known. */
    public enum Known {
        /** a source named the day */
        STATED,
        /** the carrier's storage period, counted from arrival */
        TABLE,
        /** a rule of thumb of ours */
        RULE
    }

    /** The last day on which something can be done, as the calendar of the place has it. */
    public record Deadline(LocalDate on, Known known) {}

    /** Why: {@code attention.reason.<code>} of the catalogue with {@code args}; days and moments in ISO 8601. */
    public record Reason(String code, Map<String, String> args) {}

    /** Whether the person has to do something about it. */
    public boolean waits() {
        return urgency != Urgency.C;
    }
}
