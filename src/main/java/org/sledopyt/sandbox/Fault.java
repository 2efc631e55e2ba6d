package org.sledopyt.sandbox;

import java.time.Duration;

/**
 * A fault to come.
 *
 * @param times how often it strikes, then it is over
 * @param percent of the requests that it strikes, evenly spread
 * @param length how long SLOW is slow, and what {@code Retry-After} says
 * @param path strikes only requests whose path (below the carrier's) begins with it
 */
public record Fault(FaultKind kind, int times, int percent, Duration length, String path) {

    public Fault {
        if (times < 1 || percent < 1 || percent > 100 || length.isNegative()) {
            throw new IllegalArgumentException("a fault strikes at least once, 1 to 100 percent, for a length of time");
        }
    }

    /** Strikes every request until it is healed. */
    public static Fault of(FaultKind kind) {
        return new Fault(kind, Integer.MAX_VALUE, 100, Duration.ofSeconds(kind == FaultKind.SLOW ? 3 : 120), "");
    }

    public Fault times(int times) {
        return new Fault(kind, times, percent, length, path);
    }

    public Fault percent(int percent) {
        return new Fault(kind, times, percent, length, path);
    }

    public Fault length(Duration length) {
        return new Fault(kind, times, percent, length, path);
    }

    public Fault on(String path) {
        return new Fault(kind, times, percent, length, path);
    }
}
