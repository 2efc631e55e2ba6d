package org.sledopyt.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attention in the making. */
final class Raised {

    private final Attention.Code code;
    private final Attention.Urgency urgency;
    private final List<Attention.Reason> reasons = new ArrayList<>();
    private @Nullable Instant since;
    private Attention.@Nullable Deadline deadline;
    private @Nullable String variant;
    private boolean told;

    private Raised(Attention.Code code, Attention.Urgency urgency) {
        this.code = code;
        this.urgency = urgency;
    }

    static Raised of(Attention.Code code, Attention.Urgency urgency) {
        return new Raised(code, urgency);
    }

    Raised since(@Nullable Instant moment) {
        since = moment;
        return this;
    }

    Raised until(@Nullable LocalDate day, Attention.Known known) {
        deadline = day == null ? null : new Attention.Deadline(day, known);
        return this;
    }

    Raised until(Attention.@Nullable Deadline until) {
        deadline = until;
        return this;
    }

    Raised because(Attention.Reason reason) {
        reasons.add(reason);
        return this;
    }

    Raised because(String reason, Map<String, String> args) {
        return because(new Attention.Reason(reason, args));
    }

    /** What to do differs by where it lies: {@code todo.<code>.text.<variant>}. */
    Raised todo(String variant) {
        this.variant = variant;
        return this;
    }

    /** The news of the parcel's new stage says it already. */
    Raised told(boolean byStage) {
        told = byStage;
        return this;
    }

    Attention made() {
        if (reasons.isEmpty()) {
            throw new IllegalStateException(code + " without a reason");
        }
        return new Attention(
                code,
                urgency,
                since,
                deadline,
                List.copyOf(reasons),
                "todo." + code + ".text" + (variant == null ? "" : "." + Objects.requireNonNull(variant)),
                told);
    }
}
