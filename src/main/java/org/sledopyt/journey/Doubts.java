package org.sledopyt.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;

/** Finds times that cannot be true. Their events are shown, but decide neither the order nor where the parcel stands. */
final class Doubts {

    /** Clocks run wrong, and zones are taken wrongly: less than this proves nothing. */
    private static final Duration AHEAD = Duration.ofHours(48);

    /** A carrier may be told of a parcel some days after it has it. */
    private static final Duration BEFORE = Duration.ofDays(7);

    /** Longer before, it is an earlier parcel of that number: see {@link Cycles}. */
    private static final Duration AGES_BEFORE = Duration.ofDays(120);

    private record Of(String carrier, String number) {}

    private Doubts() {}

    static void mark(List<Told> told) {
        Set<String> timed = new HashSet<>();
        for (Told one : told) {
            if (one.isAheadOfItself(AHEAD)) {
                one.doubt(Journey.Doubt.FUTURE);
            } else if (one.middle() != null) {
                timed.add(one.report().source());
            }
        }
        for (Told one : told) {
            String written = one.time().written();
            if (one.time().local() == null
                    && !written.isBlank()
                    && timed.contains(one.report().source())) {
                one.doubt(Journey.Doubt.UNREADABLE);
            }
        }
        markBeforeAnnouncement(told);
    }

    private static void markBeforeAnnouncement(List<Told> told) {
        Map<Of, Instant> announced = new HashMap<>();
        for (Told one : told) {
            Instant at = one.middle();
            if (at != null && one.stage().milestone() == Milestone.INFO_RECEIVED) {
                announced.merge(of(one), at, (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        if (announced.isEmpty()) {
            return;
        }
        // A parcel that had the number before and arrived: what precedes is its journey, and true.
        for (Told one : told) {
            Instant at = one.middle();
            Instant first = announced.get(of(one));
            if (at != null && first != null && at.isBefore(first) && isOver(one.stage())) {
                announced.remove(of(one));
            }
        }
        for (Told one : told) {
            Instant latest = one.latest();
            Instant first = announced.get(of(one));
            if (latest != null && first != null && isBetween(latest, first.minus(AGES_BEFORE), first.minus(BEFORE))) {
                one.doubt(Journey.Doubt.BEFORE_ANNOUNCED);
            }
        }
    }

    private static boolean isBetween(@Nullable Instant at, Instant from, Instant to) {
        return at != null && at.isAfter(from) && at.isBefore(to);
    }

    private static boolean isOver(Stage stage) {
        return stage.milestone() == Milestone.DELIVERED || stage.milestone() == Milestone.RETURN;
    }

    private static Of of(Told one) {
        return new Of(one.carrier(), one.report().number().text());
    }
}
