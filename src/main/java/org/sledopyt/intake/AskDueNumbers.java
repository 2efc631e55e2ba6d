package org.sledopyt.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.storage.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The worker between T1 and T2. Each source has a loop of its own, so that one that hangs delays nobody else: claim what is due (T1), ask
 * in batches through the source's gate, read, hand over to T2.
 */
@Component
@Lazy(false)
public class AskDueNumbers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AskDueNumbers.class);

    /** Calls under way to a source that sets no distance between calls. */
    private static final int PARALLEL = 16;

    /** A closed gate that opens sooner is waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int MOST_PASSED_OVER = 5_000;

    private final Sources sources;
    private final IntakeSettings settings;
    private final Keyring keyring;
    private final Gates gates;
    private final Asks asks;
    private final Tickets tickets;
    private final KeepAnswers keepAnswers;
    private final UnknownCodes unknownCodes;
    private final Extras extras;
    private final Tallies tallies;
    private final Wake wake;
    private final Clock clock;
    private final Map<String, Loop> loops = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile Outgoing outgoing;
    private volatile Asking asking;
    private volatile AnswerQueue queue;

    AskDueNumbers(
            Sources sources,
            IntakeSettings settings,
            Keyring keyring,
            Gates gates,
            Asks asks,
            Tickets tickets,
            KeepAnswers keepAnswers,
            UnknownCodes unknownCodes,
            Extras extras,
            Tallies tallies,
            Wake wake,
            Clock clock) {
        this.sources = sources;
        this.settings = settings;
        this.keyring = keyring;
        this.gates = gates;
        this.asks = asks;
        this.tickets = tickets;
        this.keepAnswers = keepAnswers;
        this.unknownCodes = unknownCodes;
        this.extras = extras;
        this.tallies = tallies;
        this.wake = wake;
        this.clock = clock;
        this.outgoing = new Outgoing(Set.copyOf(settings.allow()));
        this.asking = new Asking(outgoing, new SignIns(outgoing, clock, keyring::keep), clock);
        this.queue = new AnswerQueue(keepAnswers, unknownCodes, 0);
    }

    @Override
    public void start() {
        if (!settings.enabled() || running) {
            return;
        }
        running = true;
        queue = new AnswerQueue(keepAnswers, unknownCodes, 4);
        for (Source source : sources.all()) {
            if (source.manifest().isAsked()
                    && settings.of(source.manifest().code()).enabled()) {
                Loop loop = new Loop(source);
                loops.put(source.manifest().code(), loop);
                loop.thread = Thread.ofVirtual()
                        .name("ask-" + source.manifest().code())
                        .start(loop);
            }
        }
        wake.onCall(call -> {
            if (call.concerns("asks")) {
                loops.values().forEach(loop -> {
                    loop.due.called(call.detail());
                    loop.wakeUp();
                });
            }
        });
    }

    @Override
    public void stop() {
        running = false;
        // Nobody is interrupted: that would cut connections to the database. Asks under way end with their connection
        // and are given back.
        outgoing.close();
        loops.values().forEach(Loop::wakeUp);
        loops.values().forEach(Loop::await);
        loops.clear();
        queue.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Tries a source with what was entered. Gives what refused it; empty if it answered. */
    public Optional<Reading.Refused> test(Source source, Credentials by) {
        Manifest.Door door =
                settings.apply(source.manifest().code(), source.manifest().door(by.door()));
        Credentials telling =
                by.telling(Map.of(Probe.claim(source.manifest()).number(), Probe.extras(source.manifest(), door)));
        return Optional.ofNullable(asking.probe(source, door, telling));
    }

    /** One source's loop. */
    private final class Loop implements Runnable {
        private final Source source;
        private final String code;
        private final Semaphore parallel = new Semaphore(PARALLEL);
        private final DueBuckets due;

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition woken = lock.newCondition();
        private boolean wakeUp;
        private volatile @Nullable Thread thread;

        Loop(Source source) {
            this.source = source;
            this.code = source.manifest().code();
            this.due = new DueBuckets(() -> asks.firstDue(code), clock);
        }

        void wakeUp() {
            lock.lock();
            try {
                wakeUp = true;
                woken.signal();
            } finally {
                lock.unlock();
            }
        }

        /** Waits until the loop and its asks are over. */
        void await() {
            try {
                Thread own = thread;
                if (own != null) {
                    own.join(10_000);
                }
                if (parallel.tryAcquire(PARALLEL, 10, TimeUnit.SECONDS)) {
                    parallel.release(PARALLEL);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void run() {
            while (running) {
                try {
                    sleep(round());
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException e) {
                    if (running) {
                        LOG.error("Asking {} stumbled; going on", code, e);
                        pause();
                    }
                }
            }
        }

        private void pause() {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void sleep(Duration time) throws InterruptedException {
            lock.lock();
            try {
                if (running && !wakeUp && !time.isZero()) {
                    woken.await(Math.min(time.toMillis(), DueBuckets.LONGEST.toMillis()), TimeUnit.MILLISECONDS);
                }
                wakeUp = false;
            } finally {
                lock.unlock();
            }
        }

        /** Asks what is due and can be asked now; gives how long there is nothing to do. */
        private Duration round() throws InterruptedException {
            Credentials by = keyring.of(source.manifest()).orElse(null);
            if (by == null) {
                return DueBuckets.LONGEST;
            }
            Manifest.Door door = settings.apply(code, source.manifest().door(by.door()));
            Gates.Gate gate = gates.of(code);
            Duration closed = closedFor(gate, door);
            if (!closed.isZero()) {
                passOver(closed);
                return closed;
            }
            if (door.tickets() && collectOne(door, by)) {
                return Duration.ZERO;
            }
            int calls = calls(gate, door);
            if (calls == 0) {
                return DueBuckets.LONGEST;
            }
            Duration idle = due.fill();
            if (!idle.isZero()) {
                return idle;
            }
            int most = door.batch() * calls;
            List<Claimed> claimed = new ArrayList<>();
            while (claimed.size() < most && !due.isEmpty()) {
                int wanted = most - claimed.size();
                List<Claimed> taken = asks.claim(due.first(), code, wanted, lease(door));
                claimed.addAll(taken);
                if (taken.size() < wanted) {
                    due.removeFirst();
                }
            }
            ask(
                    door,
                    by,
                    claimed.stream().filter(one -> !Asking.isToRegister(one)).toList(),
                    gate);
            ask(door, by, claimed.stream().filter(Asking::isToRegister).toList(), gate);
            return Duration.ZERO;
        }

        /** What was not asked yet does not wait for a gate that stays closed for long: other sources get their turn. */
        private void passOver(Duration closed) {
            if (closed.compareTo(PATIENCE) > 0) {
                asks.waitingFor(code, MOST_PASSED_OVER)
                        .forEach((bucket, parcels) -> keepAnswers.passOver(bucket, code, parcels));
            }
        }

        private Duration closedFor(Gates.Gate gate, Manifest.Door door) {
            Instant now = clock.instant();
            Manifest.Budget budget = door.budget();
            Integer left = gate.left(door, now);
            Instant free = left != null && left <= 0 && budget != null ? Gates.nextDay(budget, now) : gate.freeAt(now);
            return free.isAfter(now) ? Duration.between(now, free) : Duration.ZERO;
        }

        /**
         * How many calls may be begun now: one after the other where calls keep a distance or the source is just being tried again, else as
         * many as are free, once half of all are. None: a call that ends wakes the loop.
         */
        private int calls(Gates.Gate gate, Manifest.Door door) {
            int free = parallel.availablePermits();
            boolean single = !door.spacing().isZero() || gate.failures() > 0;
            int most = single ? (free == PARALLEL ? 1 : 0) : (free >= PARALLEL / 2 ? free : 0);
            Integer left = gate.left(door, clock.instant());
            return left == null ? most : Math.min(most, left);
        }

        /** The answer must be there before the lease ends, even at the back of the round. */
        private Duration lease(Manifest.Door door) {
            Duration needed = door.timeout().multipliedBy(3);
            return needed.compareTo(settings.lease()) > 0 ? needed : settings.lease();
        }

        private void ask(Manifest.Door door, Credentials by, List<Claimed> claimed, Gates.Gate gate)
                throws InterruptedException {
            for (int from = 0; from < claimed.size(); from += door.batch()) {
                List<Claimed> batch = claimed.subList(from, Math.min(from + door.batch(), claimed.size()));
                parallel.acquire();
                Thread.ofVirtual().name("ask-" + code).start(() -> {
                    try {
                        askBatch(door, by, batch, gate);
                    } catch (RuntimeException e) {
                        LOG.error("Asking {} about {} numbers failed; they will be asked again", code, batch.size(), e);
                    } finally {
                        parallel.release();
                        if (parallel.availablePermits() >= PARALLEL / 2) {
                            wakeUp();
                        }
                    }
                });
            }
        }

        private void askBatch(Manifest.Door door, Credentials key, List<Claimed> all, Gates.Gate gate) {
            Extras.Prepared prepared = extras.prepare(source.manifest(), door, key, all);
            rest(prepared.lacking());
            List<Claimed> batch = prepared.able();
            if (batch.isEmpty()) {
                return;
            }
            boolean free = door.spacing().isZero() && door.budget() == null;
            if (!free && gates.take(code, door).isEmpty()) {
                giveBack(batch);
                return;
            }
            Asking.Result result = asking.ask(source, door, prepared.by(), batch);
            if (!running) {
                giveBack(batch);
                return;
            }
            Asking.Order order = result.order();
            if (order != null) {
                tickets.keep(code, order);
            }
            keep(result, gate);
            extras.learn(prepared, result.answers());
        }

        /** Numbers that the source cannot be asked for before somebody tells more of their parcels. */
        private void rest(List<Claimed> lacking) {
            Map<Integer, List<Claimed>> byBucket = new LinkedHashMap<>();
            lacking.forEach(claim -> byBucket.computeIfAbsent(claim.bucket(), b -> new ArrayList<>())
                    .add(claim));
            byBucket.forEach((bucket, claims) -> keepAnswers.lack(bucket, code, claims));
        }

        private void keep(Asking.Result result, Gates.Gate gate) {
            Reading.Refused refused = result.refused();
            List<Answered> answers = result.answers();
            tallies.count(code, result);
            if (refused != null) {
                Instant opens = gates.failed(code, refused.why(), refused.retryAfter(), refused.detail());
                answers = answers.stream()
                        .map(answer -> answer instanceof Answered.Failed failed
                                ? new Answered.Failed(
                                        failed.claim(), failed.why(), failed.retryAfter(), failed.detail(), opens)
                                : answer)
                        .toList();
            } else {
                answers.stream()
                        .filter(answer ->
                                answer instanceof Answered.Read read && read.reading() instanceof Reading.Unreadable)
                        .findFirst()
                        .ifPresentOrElse(answer -> gates.unreadable(code, where(answer)), () -> gates.succeeded(gate));
            }
            queue.put(answers).join();
            answers.stream()
                    .filter(answer ->
                            answer instanceof Answered.Noted noted && noted.reading() instanceof Reading.Unregistered)
                    .forEach(answer -> due.called(String.valueOf(answer.claim().bucket())));
        }

        private static String where(Answered answer) {
            return answer instanceof Answered.Read read && read.reading() instanceof Reading.Unreadable unreadable
                    ? unreadable.where()
                    : "";
        }

        private void giveBack(List<Claimed> batch) {
            giveBack(batch, clock.instant().plusSeconds(1));
        }

        private void giveBack(List<Claimed> batch, Instant soon) {
            due.lookBy(soon);
            Map<Integer, List<Claimed>> byBucket = new LinkedHashMap<>();
            batch.forEach(claim -> byBucket.computeIfAbsent(claim.bucket(), b -> new ArrayList<>())
                    .add(claim));
            byBucket.forEach((bucket, claims) -> asks.release(bucket, code, claims, soon));
        }

        /** Collects one ordered answer if there is one; false if there was none. */
        private boolean collectOne(Manifest.Door door, Credentials by) {
            for (int bucket : tickets.dueBuckets(code)) {
                for (Tickets.Ticket ticket : tickets.claim(bucket, code, lease(door))) {
                    collect(door, by, ticket);
                    return true;
                }
            }
            return false;
        }

        private void collect(Manifest.Door door, Credentials by, Tickets.Ticket ticket) {
            Instant now = clock.instant();
            if (ticket.expiresAt().isBefore(now) || gates.take(code, door).isEmpty()) {
                finish(ticket, door, now);
                return;
            }
            Asking.Result result = asking.collect(source, door, by, ticket.ticket(), ticket.claims());
            Duration notReady = result.notReady();
            if (notReady != null) {
                tickets.notReady(ticket, now.plus(notReady));
                return;
            }
            keep(result, gates.of(code));
            tickets.done(ticket);
        }

        /** An expired order is ordered anew, not sooner than one may ask again. */
        private void finish(Tickets.Ticket ticket, Manifest.Door door, Instant now) {
            if (ticket.expiresAt().isBefore(now)) {
                giveBack(ticket.claims(), now.plus(door.every()));
                tickets.done(ticket);
            } else {
                tickets.notReady(ticket, now.plusSeconds(5));
            }
        }
    }
}
