package org.sledopyt.source;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The carrier's own date of delivery: first and last day, equal where it names one day. */
public record Promise(LocalDate from, LocalDate to) {

    /** From one day to another in whichever order; one of them may be missing. Null if both are. */
    public static @Nullable Promise between(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null || to == null) {
            return from == null && to == null ? null : on(from == null ? Objects.requireNonNull(to) : from);
        }
        return from.isAfter(to) ? new Promise(to, from) : new Promise(from, to);
    }

    public static Promise on(LocalDate day) {
        return new Promise(day, day);
    }
}
