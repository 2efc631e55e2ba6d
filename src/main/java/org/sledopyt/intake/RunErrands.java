package org.sledopyt.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.source.Stages;
import org.sledopyt.storage.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tells sources what is to become of numbers that were registered with them, one after the other, through the same gates as all asks. */
@Component
@Lazy(false)
class RunErrands implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunErrands.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofMinutes(3);

    /** Minutes, then hours: about a day in all. What a source has not taken by then is not worth more calls. */
    private static final int MOST_FAILURES = 8;

    private final Sources sources;
    private final IntakeSettings settings;
    private final Keyring keyring;
    private final Doors doors;
    private final Gates gates;
    private final Errands errands;
    private final Raws raws;
    private final Wake wake;
    private final Clock clock;
    private final Outgoing outgoing;
    private final Asking asking;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    RunErrands(
            Sources sources,
            IntakeSettings settings,
            Keyring keyring,
            Doors doors,
            Gates gates,
            Errands errands,
            Raws raws,
            Wake wake,
            Clock clock) {
        this.sources = sources;
        this.settings = settings;
        this.keyring = keyring;
        this.doors = doors;
        this.gates = gates;
        this.errands = errands;
        this.raws = raws;
        this.wake = wake;
        this.clock = clock;
        this.outgoing = new Outgoing(Set.copyOf(settings.allow()));
        this.asking = new Asking(outgoing, new SignIns(outgoing, clock, keyring::keep), clock);
    }

    @Override
    public void start() {
        if (!settings.enabled() || running) {
            return;
        }
        running = true;
        thread = Thread.ofVirtual().name("errands").start(this::run);
        wake.onCall(call -> {
            if (call.concerns("errands")) {
                woken.release();
            }
        });
    }

    @Override
    public void stop() {
        running = false;
        outgoing.close();
        woken.release();
        try {
            if (thread != null) {
                thread.join(10_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                List<Source> told = sources.all().stream()
                        .filter(source -> !source.wishes().isEmpty())
                        .filter(source -> doors.isOpen(source.manifest()))
                        .toList();
                told.forEach(this::round);
                woken.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.error("Telling sources of registered numbers stumbled; going on", e);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(Source source) {
        String code = source.manifest().code();
        for (int bucket : errands.dueBuckets(code)) {
            Errands.Errand errand = errands.claim(bucket, code, LEASE).orElse(null);
            while (running && errand != null) {
                run(source, errand);
                errand = errands.claim(bucket, code, LEASE).orElse(null);
            }
        }
    }

    private void run(Source source, Errands.Errand errand) {
        Credentials by = keyring.of(source.manifest()).orElse(null);
        Manifest.Door door = doors.of(source.manifest());
        Request request = by == null ? null : source.change(errand.wish(), last(errand), by);
        if (by == null || request == null) {
            errands.done(errand);
            return;
        }
        if (gates.take(errand.source(), door).isEmpty()) {
            errands.later(
                    errand,
                    errand.failures(),
                    clock.instant().plus(door.spacing()).plusSeconds(1));
            return;
        }
        Reading.Refused refused = asking.tell(source, door, by, request, claim(errand));
        if (refused == null) {
            errands.done(errand);
        } else if (errand.failures() >= MOST_FAILURES) {
            LOG.warn(
                    "Source {} does not take {} of a number: {}",
                    errand.source(),
                    errand.wish().kind(),
                    refused.detail());
            errands.done(errand);
        } else {
            errands.later(
                    errand, errand.failures() + 1, clock.instant().plus(Duration.ofMinutes(1L << errand.failures())));
        }
    }

    private @Nullable Raw last(Errands.Errand errand) {
        return raws.of(errand.bucket(), List.of(errand.parcelId())).getOrDefault(errand.parcelId(), List.of()).stream()
                .filter(kept -> kept.number().equals(errand.wish().number())
                        && kept.raw().source().equals(errand.source()))
                .reduce((first, later) -> later)
                .map(Raws.Replayed::raw)
                .orElse(null);
    }

    private Claimed claim(Errands.Errand errand) {
        return new Claimed(
                errand.bucket(),
                errand.parcelId(),
                errand.wish().number(),
                errand.source(),
                Outcome.WAITING,
                0,
                null,
                null,
                Stages.NO_DATA,
                null,
                clock.instant());
    }
}
