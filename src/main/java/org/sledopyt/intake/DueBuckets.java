package org.sledopyt.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The buckets in which one source has something due: those that wake-ups name, and now and then a look into all of them, which is paid
 * with a rest in proportion to what it cost.
 */
final class DueBuckets {

    /** When the first number of a bucket is due. */
    record Due(int bucket, Instant at) {}

    /** All buckets are looked into this often at least; a wake-up may get lost. */
    static final Duration LONGEST = Duration.ofSeconds(15);

    /** Looking takes at most a twentieth of the time. */
    private static final int REST = 20;

    private final Supplier<List<Due>> look;
    private final Clock clock;
    private final Deque<Integer> buckets = new ArrayDeque<>();
    private final Set<Integer> called = new LinkedHashSet<>();
    private Instant lookAt = Instant.MIN;
    private long lookedAt;
    private long restNanos;

    DueBuckets(Supplier<List<Due>> look, Clock clock) {
        this.look = look;
        this.clock = clock;
    }

    /** @param detail a bucket's number; anything else: somewhere */
    synchronized void called(String detail) {
        if (detail.matches("\\d{1,3}")) {
            called.add(Integer.parseInt(detail));
        } else {
            lookAt = Instant.MIN;
        }
    }

    /** Something will be due then, in whatever bucket. */
    synchronized void lookBy(Instant moment) {
        lookAt = moment.isBefore(lookAt) ? moment : lookAt;
    }

    /** Looks for buckets if none is known; gives how long there is none. */
    synchronized Duration fill() {
        buckets.addAll(called);
        called.clear();
        if (buckets.isEmpty()) {
            Duration wait = untilLook();
            if (!wait.isZero()) {
                return wait;
            }
            look();
        }
        return buckets.isEmpty() ? untilLook() : Duration.ZERO;
    }

    private Duration untilLook() {
        long since = System.nanoTime() - lookedAt;
        if (restNanos > since) {
            return Duration.ofNanos(restNanos - since);
        }
        Duration wait = lookAt.equals(Instant.MIN) ? Duration.ZERO : Duration.between(clock.instant(), lookAt);
        Duration longest = LONGEST.minusNanos(since);
        Duration shorter = wait.compareTo(longest) < 0 ? wait : longest;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    private void look() {
        long begun = System.nanoTime();
        lookAt = Instant.MAX;
        Instant now = clock.instant();
        List<Integer> found = new ArrayList<>();
        for (Due due : look.get()) {
            if (due.at.isAfter(now)) {
                lookBy(due.at);
            } else {
                found.add(due.bucket);
            }
        }
        // Two nodes that look at the same time begin in different places.
        Collections.shuffle(found);
        buckets.addAll(found);
        lookedAt = System.nanoTime();
        restNanos = REST * (lookedAt - begun);
    }

    synchronized boolean isEmpty() {
        return buckets.isEmpty();
    }

    synchronized int first() {
        return buckets.getFirst();
    }

    synchronized void removeFirst() {
        buckets.removeFirst();
    }
}
