package org.sledopyt.sandbox;

import java.time.Instant;

/** So many calls in one second of world time. */
final class CallLimit {

    private final int most;
    private long second = Long.MIN_VALUE;
    private int calls;

    /** @param most 0: any number */
    CallLimit(int most) {
        this.most = most;
    }

    /** Counts this call. */
    synchronized boolean exceeded(Instant now) {
        calls = now.getEpochSecond() == second ? calls + 1 : 1;
        second = now.getEpochSecond();
        return most > 0 && calls > most;
    }
}
