package org.sledopyt.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sledopyt.journey.Attentions;
import org.sledopyt.storage.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Days end and periods run out without anybody saying so. Visits the shipments whose moment has come, and no others: claim those of a
 * bucket (lease in the row), look at their parcels.
 */
@Component
@Lazy(false)
class WatchTheClock implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WatchTheClock.class);
    private static final int AT_ONCE = 100;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Attentions attentions;
    private final LookAgain lookAgain;
    private final IntakeSettings settings;
    private final Wake wake;
    private final DueBuckets due;
    private final Semaphore calls = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    WatchTheClock(Attentions attentions, LookAgain lookAgain, IntakeSettings settings, Wake wake, Clock clock) {
        this.attentions = attentions;
        this.lookAgain = lookAgain;
        this.settings = settings;
        this.wake = wake;
        this.due = new DueBuckets(
                () -> attentions.firstDue().stream()
                        .map(one -> new DueBuckets.Due(one.bucket(), one.at()))
                        .toList(),
                clock);
    }

    @Override
    public void start() {
        if (!settings.enabled() || running) {
            return;
        }
        running = true;
        thread = Thread.ofVirtual().name("watch-the-clock").start(this::run);
        wake.onCall(call -> {
            if (call.concerns("attentions")) {
                due.called(call.detail());
                calls.release();
            }
        });
    }

    private void run() {
        boolean lost = false;
        while (running) {
            try {
                Duration idle = due.fill();
                if (!idle.isZero()) {
                    calls.tryAcquire(Math.max(1, idle.toMillis()), TimeUnit.MILLISECONDS);
                    calls.drainPermits();
                } else if (!visit(due.first())) {
                    due.removeFirst();
                }
                if (lost) {
                    LOG.info("Watching the clock again");
                    lost = false;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!lost && running) {
                    LOG.error("Not watching the clock", e);
                    lost = true;
                }
                if (!due.isEmpty()) {
                    due.removeFirst();
                }
                pause();
            }
        }
    }

    /** Looks at what is due in a bucket; gives whether there may be more. */
    boolean visit(int bucket) {
        Set<UUID> parcels = attentions.claim(bucket, AT_ONCE, LEASE);
        if (!parcels.isEmpty()) {
            lookAgain.look(bucket, parcels);
        }
        return !parcels.isEmpty();
    }

    private void pause() {
        try {
            calls.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        calls.release();
        Thread one = thread;
        if (one != null) {
            try {
                one.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
