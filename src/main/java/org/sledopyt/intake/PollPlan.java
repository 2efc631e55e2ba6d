package org.sledopyt.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Stage;

/**
 * When to ask again. Pure. Near the door often, over the ocean seldom, and slower the longer nothing happens; never more often than
 * the source allows; with some jitter, so that what was added together is not asked together for ever.
 */
final class PollPlan {

    /** What is known when an ask is over. {@code lastEventAt} and {@code addedAt} tell how long nothing has happened. */
    record Asked(
            Outcome outcome,
            Stage stage,
            @Nullable Instant lastEventAt,
            Instant addedAt,
            int failures,
            @Nullable Duration retryAfter) {}

    /** What a source was just given it has to look for itself. */
    static final Duration FIRST_LOOK = Duration.ofMinutes(15);

    private static final Duration FIRST_RETRY = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofHours(48);

    private final double pace;
    private final DoubleSupplier random;

    PollPlan(double pace) {
        this(pace, () -> ThreadLocalRandom.current().nextDouble());
    }

    PollPlan(double pace, DoubleSupplier random) {
        this.pace = pace;
        this.random = random;
    }

    /** The next time to ask; null: no more. */
    @Nullable
    Instant next(Asked asked, Manifest.Door door, Instant now) {
        if (asked.outcome == Outcome.UNREGISTERED) {
            return now;
        }
        Duration wait =
                switch (asked.outcome) {
                    case FOUND -> found(asked, now);
                    case NOT_FOUND -> notFound(Duration.between(asked.addedAt, now));
                    case REJECTED -> null;
                    case UNREADABLE -> Duration.ofHours(6);
                    case SIGN_IN, QUOTA, BLOCKED, OUTAGE, WAITING, LATER, UNREGISTERED, NO_KEY, NO_EXTRAS -> null;
                };
        if (asked.outcome == Outcome.REJECTED || (wait == null && asked.outcome.isAnswer())) {
            return null;
        }
        if (wait == null) {
            Duration retry = FIRST_RETRY.multipliedBy(1L << Math.min(asked.failures, 8));
            Duration capped = retry.compareTo(Duration.ofHours(6)) > 0 ? Duration.ofHours(6) : retry;
            return now.plus(scaled(Objects.requireNonNullElse(asked.retryAfter, capped)));
        }
        Duration scaled = scaled(wait);
        return now.plus(scaled.compareTo(door.every()) < 0 ? jittered(door.every()) : scaled);
    }

    private static @Nullable Duration found(Asked asked, Instant now) {
        Duration quiet = Duration.between(Objects.requireNonNullElse(asked.lastEventAt, asked.addedAt), now);
        if (asked.stage.ends()) {
            // A delivery may be taken back, or the parcel return: look some more times, then let it rest.
            return quiet.toDays() < 3 ? Duration.ofHours(24) : quiet.toDays() < 15 ? Duration.ofDays(3) : null;
        }
        if (quiet.toDays() > 180) {
            return null;
        }
        Duration base =
                switch (asked.stage.milestone()) {
                    case OUT_FOR_DELIVERY -> Duration.ofMinutes(30);
                    case AVAILABLE_FOR_PICKUP, DELIVERY_FAILURE -> Duration.ofHours(2);
                    case RETURN, CANCELLED, EXPIRED -> Duration.ofHours(12);
                    case NOT_FOUND, INFO_RECEIVED, IN_TRANSIT, EXCEPTION, UNKNOWN, NO_CHANGE, DELIVERED ->
                        switch (asked.stage.phase()) {
                            case LAST_MILE -> Duration.ofHours(1);
                            case DESTINATION, IMPORT -> Duration.ofHours(2);
                            case PRE, ORIGIN, KEEP -> Duration.ofHours(4);
                            case LINE_HAUL, RETURN, CLOSED -> Duration.ofHours(6);
                        };
                };
        long slower = quiet.toDays() > 21 ? 8 : quiet.toDays() > 7 ? 3 : quiet.toDays() > 3 ? 2 : 1;
        Duration wait = base.multipliedBy(slower);
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static @Nullable Duration notFound(Duration since) {
        if (since.toDays() > 90) {
            return null;
        }
        return since.toHours() < 6
                ? Duration.ofHours(1)
                : since.toDays() < 4
                        ? Duration.ofHours(4)
                        : since.toDays() < 30 ? Duration.ofHours(12) : Duration.ofHours(48);
    }

    private Duration scaled(Duration wait) {
        return jittered(Duration.ofMillis((long) (wait.toMillis() * pace)));
    }

    /** Up to a tenth more, never less: limits of a source are lower bounds. */
    private Duration jittered(Duration wait) {
        return wait.plusMillis((long) (wait.toMillis() * 0.1 * random.getAsDouble()));
    }
}
