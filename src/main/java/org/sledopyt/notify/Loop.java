package org.sledopyt.notify;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one kind of work for ever on a thread of its own: where it is called to, and now and then wherever something is due. */
final class Loop {

    /** Work that lies in buckets. */
    interface Work {
        /** Buckets with something to do. */
        Set<Integer> due();

        /** Does a part of it; returns the buckets where there may be more. */
        Set<Integer> go(Set<Integer> buckets);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final int EVERYWHERE = -1;

    private final String name;
    private final Work work;
    private final Duration every;
    private final BlockingQueue<Integer> calls = new LinkedBlockingQueue<>();
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /** @param every how often to look without being called */
    Loop(String name, Work work, Duration every) {
        this.name = name;
        this.work = work;
        this.every = every;
    }

    void start() {
        stopped = false;
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** Something may be due: in the bucket written there, or anywhere. Returns at once. */
    void call(String bucket) {
        int called = bucket.matches("\\d{1,3}") ? Integer.parseInt(bucket) : EVERYWHERE;
        // at most one call of each bucket waits, so the queue stays short however long the work takes
        if (!calls.contains(called)) {
            calls.add(called);
        }
    }

    /** Ends after the part of the work that is being done. Returns at once. */
    void stop() {
        stopped = true;
        call("");
    }

    /** Waits for the end after {@link #stop()}; what lasts longer is cut short. */
    void awaitEnd(Duration patience) throws InterruptedException {
        Thread running = thread;
        if (running != null && !running.join(patience)) {
            running.interrupt();
        }
    }

    private void run() {
        boolean lost = false;
        long lookedAt = System.nanoTime() - every.toNanos();
        Set<Integer> buckets = new LinkedHashSet<>();
        while (!stopped) {
            try {
                Duration wait = every.minusNanos(System.nanoTime() - lookedAt);
                boolean everywhere = listen(buckets, buckets.isEmpty() ? wait : Duration.ZERO);
                if (everywhere || System.nanoTime() - lookedAt >= every.toNanos()) {
                    lookedAt = System.nanoTime();
                    buckets.addAll(work.due());
                }
                buckets = buckets.isEmpty() || stopped ? buckets : new LinkedHashSet<>(work.go(buckets));
                if (lost) {
                    LOG.info("{} goes on", name);
                    lost = false;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!lost) {
                    LOG.error("{} is stuck and tries again every {} s", name, every.toSeconds(), e);
                    lost = true;
                }
                buckets.clear();
            }
        }
    }

    /** Adds the buckets called for, waiting for the first call; returns whether to look everywhere. */
    private boolean listen(Set<Integer> buckets, Duration wait) throws InterruptedException {
        boolean everywhere = false;
        Integer call = calls.poll(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
        while (call != null) {
            if (call == EVERYWHERE) {
                everywhere = true;
            } else {
                buckets.add(call);
            }
            call = calls.poll();
        }
        return everywhere;
    }
}
