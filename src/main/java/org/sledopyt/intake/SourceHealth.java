package org.sledopyt.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.springframework.stereotype.Component;

/** How each source is doing, of all nodes together: for the screen, the API, {@code doctor} and the metrics. */
@Component
public class SourceHealth {

    /** How a source is, in a word. */
    public enum State {
        /** it answered the last time */
        FINE,
        /** could be asked, but never was */
        IDLE,
        /** switched off in the settings */
        OFF,
        NO_KEY,
        /** does not let us in */
        SIGN_IN,
        /** our limit there is used up */
        QUOTA,
        /** refuses us */
        BLOCKED,
        /** is down or not reached */
        OUTAGE,
        /** is there, but its answers have another form than we know */
        UNREADABLE;

        /** As in the API: {@code sign-in}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether something is wrong that should not be. */
        public boolean isTrouble() {
            return switch (this) {
                case FINE, IDLE, OFF, NO_KEY -> false;
                case SIGN_IN, QUOTA, BLOCKED, OUTAGE, UNREADABLE -> true;
            };
        }
    }

    /**
     * Calls of late.
     *
     * @param since the beginning of the first hour that is counted; null: there were none
     * @param failures by kind, as {@link State#code}; only those there were
     */
    public record Calls(@Nullable Instant since, long calls, Map<String, Long> failures) {}

    /**
     * @param door the way it is asked, with what the settings say of it
     * @param since since when it is in trouble
     * @param detail its own words about the trouble
     * @param nextCallAt when it is asked again at the earliest; null: at any time
     * @param budgetUsed of today
     * @param queue numbers that are due
     * @param unknownCodes how many different ones it used
     */
    public record Health(
            Manifest source,
            Manifest.Door door,
            Keyring.From key,
            State state,
            @Nullable Instant since,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String detail,
            @Nullable Instant nextCallAt,
            @Nullable Integer budgetUsed,
            @Nullable Integer budget,
            int queue,
            int unknownCodes,
            Calls day,
            Calls week) {

        public boolean ready() {
            return key != Keyring.From.MISSING && state != State.OFF;
        }
    }

    private final Sources sources;
    private final IntakeSettings settings;
    private final Keyring keyring;
    private final Doors doors;
    private final Gates gates;
    private final Asks asks;
    private final UnknownCodes unknownCodes;
    private final Tallies tallies;
    private final Clock clock;

    SourceHealth(
            Sources sources,
            IntakeSettings settings,
            Keyring keyring,
            Doors doors,
            Gates gates,
            Asks asks,
            UnknownCodes unknownCodes,
            Tallies tallies,
            Clock clock) {
        this.sources = sources;
        this.settings = settings;
        this.keyring = keyring;
        this.doors = doors;
        this.gates = gates;
        this.asks = asks;
        this.unknownCodes = unknownCodes;
        this.tallies = tallies;
        this.clock = clock;
    }

    /** Of all sources that are asked, by code. */
    public List<Health> all() {
        Map<String, Gates.Gate> gate = gates.of(
                sources.all().stream().map(source -> source.manifest().code()).toList());
        Map<String, Integer> queues = asks.queues();
        Map<String, Integer> codes = unknownCodes.counts();
        Map<String, Tallies.Lately> day = tallies.lately(Duration.ofDays(1));
        Map<String, Tallies.Lately> week = tallies.lately(Duration.ofDays(7));
        Instant now = clock.instant();
        List<Health> all = new ArrayList<>();
        for (Source source : sources.all()) {
            if (!source.manifest().isAsked()) {
                continue;
            }
            String code = source.manifest().code();
            all.add(health(
                    source.manifest(),
                    java.util.Objects.requireNonNull(gate.get(code)),
                    queues.getOrDefault(code, 0),
                    codes.getOrDefault(code, 0),
                    calls(day.get(code)),
                    calls(week.get(code)),
                    now));
        }
        return all;
    }

    private Health health(Manifest source, Gates.Gate gate, int queue, int codes, Calls day, Calls week, Instant now) {
        Manifest.Door door = doors.of(source);
        Keyring.From key = keyring.from(source);
        Integer budget = door.budget() == null ? null : door.budget().calls();
        Integer left = gate.left(door, now);
        boolean spent = door.budget() != null && left != null && left <= 0;
        State state = settings.of(source.code()).enabled() ? state(gate, key, spent, now) : State.OFF;
        Instant opens = gate.freeAt(now);
        if (spent && door.budget() != null) {
            Instant tomorrow = Gates.nextDay(door.budget(), now);
            opens = tomorrow.isAfter(opens) ? tomorrow : opens;
        }
        return new Health(
                source,
                door,
                key,
                state,
                since(state, gate),
                gate.lastSuccessAt(),
                gate.lastFailureAt(),
                state.isTrouble() ? gate.lastDetail() : null,
                opens.isAfter(now) ? opens : null,
                budget == null || left == null ? null : budget - left,
                budget,
                queue,
                codes,
                day,
                week);
    }

    private static State state(Gates.Gate gate, Keyring.From key, boolean spent, Instant now) {
        if (key == Keyring.From.MISSING) {
            return State.NO_KEY;
        }
        String failure = gate.lastFailure();
        Instant failedAt = gate.lastFailureAt();
        Instant succeededAt = gate.lastSuccessAt();
        boolean closed = gate.openUntil() != null && gate.openUntil().isAfter(now);
        boolean failedLast = failedAt != null && (succeededAt == null || failedAt.isAfter(succeededAt));
        if (failure != null && (closed || failedLast)) {
            return State.valueOf(failure);
        }
        if (spent) {
            return State.QUOTA;
        }
        return succeededAt == null ? State.IDLE : State.FINE;
    }

    private static @Nullable Instant since(State state, Gates.Gate gate) {
        if (state == State.UNREADABLE && gate.unreadableSince() != null) {
            return gate.unreadableSince();
        }
        return gate.lostSince() != null ? gate.lostSince() : gate.lastFailureAt();
    }

    private static Calls calls(Tallies.@Nullable Lately lately) {
        if (lately == null) {
            return new Calls(null, 0, Map.of());
        }
        Map<String, Long> failures = new TreeMap<>();
        lately.calls().forEach((kind, n) -> {
            if (kind != Tallies.Kind.ANSWERED) {
                failures.put(State.valueOf(kind.name()).code(), n);
            }
        });
        return new Calls(
                lately.since(),
                lately.calls().values().stream().mapToLong(n -> n).sum(),
                failures);
    }
}
