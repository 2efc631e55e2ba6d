package org.sledopyt.intake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Reading;

/** How long a source is left alone after it refused. Pure. */
final class Breaker {

    private Breaker() {}

    /**
     * @param failures refusals in a row, this one included
     * @param retryAfter what the source asked for; obeyed, up to a day
     * @return zero: go on
     */
    static Duration openFor(Reading.Refusal why, int failures, @Nullable Duration retryAfter) {
        Duration own =
                switch (why) {
                    // A block grows when one keeps knocking: stay away for hours at once.
                    case BLOCKED -> doubled(Duration.ofHours(2), failures, Duration.ofHours(24));
                    case SIGN_IN -> doubled(Duration.ofMinutes(10), failures, Duration.ofHours(6));
                    case QUOTA -> doubled(Duration.ofMinutes(5), failures, Duration.ofHours(6));
                    // One slow answer is no outage; three in a row are.
                    case OUTAGE ->
                        failures < 3
                                ? Duration.ZERO
                                : doubled(Duration.ofSeconds(30), failures - 2, Duration.ofMinutes(30));
                };
        if (retryAfter == null) {
            return own;
        }
        return retryAfter.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : retryAfter;
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration wait = first.multipliedBy(1L << Math.min(times - 1, 10));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
