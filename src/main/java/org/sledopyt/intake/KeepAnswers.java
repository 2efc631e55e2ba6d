package org.sledopyt.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Attention;
import org.sledopyt.journey.Change;
import org.sledopyt.journey.Changes;
import org.sledopyt.journey.Events;
import org.sledopyt.journey.Journey;
import org.sledopyt.journey.JourneyDiff;
import org.sledopyt.journey.JourneyFold;
import org.sledopyt.journey.Journeys;
import org.sledopyt.journey.Reported;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Sources;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;
import org.sledopyt.storage.Ids;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * T2: keeps what a source answered for numbers of one bucket, folds the journeys they belong to, and writes down what changed and when to
 * ask again — all of it or nothing. Keeping the same answers twice changes nothing.
 */
@Component
class KeepAnswers {

    /** A source that pushes is asked all the same: a webhook may get lost. */
    private static final Duration RECONCILE = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Asks asks;
    private final Raws raws;
    private final Events events;
    private final Journeys journeys;
    private final Changes changes;
    private final Numbers numbers;
    private final KeepAttention keepAttention;
    private final SourceChoice choice;
    private final Sources sources;
    private final Doors doors;
    private final Gates gates;
    private final PollPlan plan;
    private final JourneyFold fold;
    private final Clock clock;

    KeepAnswers(
            JdbcClient jdbc,
            Asks asks,
            Raws raws,
            Events events,
            Journeys journeys,
            Changes changes,
            Numbers numbers,
            KeepAttention keepAttention,
            SourceChoice choice,
            Sources sources,
            IntakeSettings settings,
            Doors doors,
            Gates gates,
            Clock clock) {
        this.jdbc = jdbc;
        this.asks = asks;
        this.raws = raws;
        this.events = events;
        this.journeys = journeys;
        this.changes = changes;
        this.numbers = numbers;
        this.keepAttention = keepAttention;
        this.choice = choice;
        this.sources = sources;
        this.doors = doors;
        this.gates = gates;
        this.plan = new PollPlan(settings.pace());
        this.fold = new JourneyFold(source -> sources.get(source).manifest());
        this.clock = clock;
    }

    /** New events that no rule of their source knows, for the operator. */
    record Kept(List<Reported> unknown, int newEvents) {}

    @Transactional
    Kept keep(int bucket, String source, List<Answered> answers) {
        List<Asks.Over> same = new ArrayList<>();
        List<Answered.Read> read = new ArrayList<>();
        List<Asks.Over> over = new ArrayList<>();
        Set<UUID> touched = new LinkedHashSet<>();
        for (Answered answer : answers) {
            switch (answer) {
                case Answered.Same one -> same.add(unchanged(one.claim()));
                case Answered.Read one -> {
                    read.add(one);
                    touched.add(one.claim().parcelId());
                }
                case Answered.Noted one -> {
                    over.add(noted(one));
                    if (Outcome.of(one.reading()) != one.claim().outcome()) {
                        touched.add(one.claim().parcelId());
                    }
                }
                case Answered.Failed one -> {
                    over.add(failed(one));
                    if (Outcome.of(refused(one)) != one.claim().outcome()) {
                        touched.add(one.claim().parcelId());
                    }
                }
            }
        }
        asks.unchanged(bucket, source, same, same.size() == answers.size());
        Set<UUID> unknowing = unknowing(answers);
        Set<UUID> toLock = new HashSet<>(unknowing);
        read.forEach(one -> toLock.add(one.claim().parcelId()));
        Map<UUID, TrackingNumber> locked = toLock.isEmpty() ? Map.of() : journeys.lock(bucket, toLock);
        Kept kept = read.isEmpty() ? new Kept(List.of(), 0) : keepRead(bucket, locked, read, over);
        if (!unknowing.isEmpty()) {
            journeys.unanswered(bucket, unknowing);
        }
        asks.over(bucket, source, over);
        asks.remember(bucket, source, over);
        nextTurn(bucket, unknowing, choice.open());
        Wake.call(
                jdbc,
                "journey",
                touched.stream().map(parcel -> bucket + ":" + parcel).toList());
        return kept;
    }

    /** Parcels of numbers that a source turns out not to know, or cannot be asked for now. */
    private static Set<UUID> unknowing(List<Answered> answers) {
        Set<UUID> unknowing = new HashSet<>();
        for (Answered answer : answers) {
            Outcome outcome =
                    switch (answer) {
                        case Answered.Same same -> same.claim().outcome();
                        case Answered.Read read -> Outcome.of(read.reading());
                        case Answered.Noted noted -> Outcome.of(noted.reading());
                        case Answered.Failed failed -> Outcome.of(refused(failed));
                    };
            if (outcome != answer.claim().outcome() && outcome != Outcome.FOUND && !outcome.isOpen()) {
                unknowing.add(answer.claim().parcelId());
            }
        }
        return unknowing;
    }

    /** Lets claimed numbers rest until more is told of their parcels. Meanwhile others are asked. */
    @Transactional
    void lack(int bucket, String source, List<Claimed> claimed) {
        Set<UUID> parcels = new HashSet<>();
        claimed.forEach(claim -> parcels.add(claim.parcelId()));
        journeys.lock(bucket, parcels);
        asks.lack(bucket, source, claimed);
        nextTurn(bucket, parcels, choice.open());
        Wake.call(
                jdbc,
                "journey",
                parcels.stream().map(parcel -> bucket + ":" + parcel).toList());
    }

    /** Does not let parcels wait for a source that nobody can ask for some time: others are asked meanwhile. */
    @Transactional
    void passOver(int bucket, String source, List<UUID> parcels) {
        journeys.lock(bucket, parcels);
        nextTurn(
                bucket,
                parcels,
                choice.open().stream().filter(open -> !open.equals(source)).toList());
    }

    private void nextTurn(int bucket, Collection<UUID> parcels, List<String> open) {
        if (!parcels.isEmpty() && asks.nextTurn(bucket, parcels, open)) {
            Wake.call(jdbc, "asks", bucket);
        }
    }

    private Kept keepRead(int bucket, Map<UUID, TrackingNumber> first, List<Answered.Read> all, List<Asks.Over> over) {
        Instant now = clock.instant();
        List<Answered.Read> read = all.stream()
                .filter(one -> first.containsKey(one.claim().parcelId()))
                .toList();
        Set<UUID> there = new LinkedHashSet<>();
        read.forEach(one -> there.add(one.claim().parcelId()));
        List<UUID> rawIds = raws.keep(
                bucket,
                read.stream()
                        .map(one -> new Raws.Kept(
                                one.claim().parcelId(), one.claim().number(), one.raw(), one.hash()))
                        .toList());
        Set<UUID> newest = Set.copyOf(rawIds);
        raws.replaced(
                bucket,
                read.stream()
                        .map(one -> one.claim().rawId())
                        .filter(Objects::nonNull)
                        .filter(id -> !newest.contains(id))
                        .toList());
        Map<UUID, List<Reported>> before = events.of(bucket, there);
        Map<UUID, List<Asks.Ask>> asked = new HashMap<>();
        asks.of(bucket, there).forEach(ask -> asked.computeIfAbsent(ask.parcelId(), id -> new ArrayList<>())
                .add(ask));

        List<Events.OfParcel> fresh = new ArrayList<>();
        Map<UUID, List<Integer>> byParcel = new LinkedHashMap<>();
        for (int i = 0; i < read.size(); i++) {
            byParcel.computeIfAbsent(read.get(i).claim().parcelId(), id -> new ArrayList<>())
                    .add(i);
        }
        List<Journeys.OfParcel> folded = new ArrayList<>();
        Set<UUID> begun = new HashSet<>();
        List<Change> differences = new ArrayList<>();
        List<Reported> unknown = new ArrayList<>();
        for (Map.Entry<UUID, List<Integer>> entry : byParcel.entrySet()) {
            UUID parcel = entry.getKey();
            List<Reported> known = before.getOrDefault(parcel, List.of());
            List<Asks.Ask> askedBefore = asked.getOrDefault(parcel, List.of());
            Set<Object> keys = new HashSet<>();
            known.forEach(report -> keys.add(report.key()));
            List<Reported> reports = new ArrayList<>(known);
            Map<Integer, Boolean> moved = new HashMap<>();
            List<Asks.Ask> askedAfter = new ArrayList<>(askedBefore);
            for (int i : entry.getValue()) {
                Answered.Read one = read.get(i);
                if (one.reading() instanceof Reading.Found found) {
                    for (Reported report : reports(one.claim(), found, rawIds.get(i), now)) {
                        if (keys.add(report.key())) {
                            reports.add(report);
                            fresh.add(new Events.OfParcel(parcel, report));
                            moved.put(i, true);
                            if (report.event().how() == SourceEvent.How.NONE
                                    && report.event().code() != null) {
                                unknown.add(report);
                            }
                        }
                    }
                }
                askedAfter.replaceAll(ask -> isOf(ask, one.claim()) ? after(ask, one.reading()) : ask);
            }
            TrackingNumber number = Objects.requireNonNull(first.get(parcel));
            Journey was = fold(number, known, askedBefore);
            Journey is = fold(number, reports, askedAfter);
            folded.add(new Journeys.OfParcel(parcel, is));
            if (was.events().isEmpty()) {
                begun.add(parcel);
            }
            for (JourneyDiff.Difference difference : JourneyDiff.between(was, is)) {
                differences.add(
                        new Change(bucket, Ids.next(clock), parcel, difference.kind(), difference.details(), now));
            }
            for (int i : entry.getValue()) {
                told(read.get(i), moved.containsKey(i));
                over.add(read(read.get(i), is, rawIds.get(i), moved.getOrDefault(i, false), now));
                if (read.get(i).reading() instanceof Reading.Found found) {
                    follow(bucket, parcel, found);
                }
            }
        }
        events.add(bucket, fresh);
        journeys.summarise(bucket, folded);
        differences = withAttention(bucket, folded, begun, differences);
        if (!differences.isEmpty()) {
            changes.add(differences);
            Wake.call(jdbc, "changes", bucket);
        }
        return new Kept(unknown, fresh.size());
    }

    /** The changes with those that somebody has to act on. What a new stage asks for is said with the stage. */
    private List<Change> withAttention(
            int bucket, List<Journeys.OfParcel> folded, Set<UUID> begun, List<Change> differences) {
        Map<UUID, Journey> byParcel = new HashMap<>();
        folded.forEach(one -> byParcel.put(one.parcelId(), one.journey()));
        Set<UUID> stages = differences.stream()
                .filter(one -> one.kind() == Change.Kind.MILESTONE)
                .map(Change::parcelId)
                .collect(Collectors.toSet());
        KeepAttention.Found found = keepAttention.keep(bucket, byParcel, new KeepAttention.Known(begun, null, stages));
        List<Change> all = new ArrayList<>();
        for (Change one : differences) {
            Attention said = found.saidByStage().get(one.parcelId());
            all.add(said == null || one.kind() != Change.Kind.MILESTONE ? one : one.with(KeepAttention.details(said)));
        }
        all.addAll(found.changes());
        return all;
    }

    /** A source that pushes is polled seldom, as long as polls bring nothing new. */
    private void told(Answered.Read one, boolean moved) {
        Manifest source = sources.get(one.claim().source()).manifest();
        if (one.raw().kind() == Raw.Kind.PUSHED) {
            gates.pushed(source);
        } else if (moved) {
            gates.pushMissed(source);
        }
    }

    private Journey fold(TrackingNumber first, List<Reported> reports, List<Asks.Ask> asked) {
        return fold.fold(parcel(first, reports, asked));
    }

    /** Everything that is known of a parcel, as the fold takes it; without what a person found to be of another. */
    static JourneyFold.Parcel parcel(TrackingNumber first, List<Reported> reports, List<Asks.Ask> asked) {
        return asked.stream().noneMatch(Asks.Ask::detached)
                ? whole(first, reports, asked)
                : attached(first, reports, asked);
    }

    private static JourneyFold.Parcel attached(TrackingNumber first, List<Reported> reports, List<Asks.Ask> asked) {
        Map<Boolean, List<Asks.Ask>> sides = asked.stream().collect(Collectors.partitioningBy(Asks.Ask::detached));
        List<Asks.Ask> counted = sides.getOrDefault(false, List.of());
        List<Asks.Ask> detached = sides.getOrDefault(true, List.of());
        JourneyFold.Parcel parcel = whole(
                first,
                reports.stream()
                        .filter(report -> detached.stream()
                                .noneMatch(ask -> ask.number().equals(report.number())
                                        && ask.source().equals(report.source())))
                        .toList(),
                counted);
        // A number of which nothing counts any more is none of the parcel's, whoever named it.
        List<TrackingNumber> numbers = parcel.numbers().stream()
                .filter(number -> number.equals(first)
                        || detached.stream().noneMatch(ask -> ask.number().equals(number))
                        || counted.stream().anyMatch(ask -> ask.number().equals(number)))
                .toList();
        return new JourneyFold.Parcel(numbers, parcel.reports(), parcel.known(), parcel.silence());
    }

    private static JourneyFold.Parcel whole(TrackingNumber first, List<Reported> reports, List<Asks.Ask> asked) {
        Set<TrackingNumber> numbers = new LinkedHashSet<>(List.of(first));
        List<JourneyFold.Known> known = new ArrayList<>();
        for (Asks.Ask ask : asked) {
            numbers.add(ask.number());
            Facts facts = ask.facts();
            if (facts != null) {
                known.add(new JourneyFold.Known(ask.source(), ask.number(), facts));
                facts.links().stream()
                        .filter(link ->
                                link.kind() != Facts.Link.Kind.REFERENCE && link.kind() != Facts.Link.Kind.RETURN)
                        .forEach(link -> numbers.add(link.number()));
            }
        }
        return new JourneyFold.Parcel(List.copyOf(numbers), reports, known, silence(asked));
    }

    /** What to say while there is no event: nobody knows it, nobody answers, or nobody was asked yet. */
    private static Stage silence(List<Asks.Ask> asked) {
        if (asked.stream().anyMatch(ask -> ask.outcome() == Outcome.NOT_FOUND || ask.outcome() == Outcome.REJECTED)) {
            return Stages.NO_DATA;
        }
        boolean answered = asked.stream().anyMatch(ask -> !ask.outcome().isOpen());
        return answered ? Stages.SOURCE_PROBLEM : Stages.NOT_POLLED_YET;
    }

    private static List<Reported> reports(Claimed claim, Reading.Found found, UUID rawId, Instant now) {
        List<Reported> reports = new ArrayList<>();
        for (SourceEvent event : found.events()) {
            reports.add(new Reported(claim.number(), claim.source(), reports.size(), event, rawId, now));
        }
        return reports;
    }

    /** A number that a source names for the same parcel is asked for from now on, once; one of another parcel stays there. */
    private void follow(int bucket, UUID parcel, Reading.Found found) {
        for (Facts.Link link : found.facts().links()) {
            boolean ours =
                    numbers.add(link.number(), bucket, parcel, link.kind().name());
            if (ours && link.kind() != Facts.Link.Kind.REFERENCE && link.kind() != Facts.Link.Kind.RETURN) {
                asks.plan(bucket, parcel, link.number(), choice.of(link.number(), carriers(link)), choice.open());
                Wake.call(jdbc, "asks", bucket);
            }
        }
    }

    private static List<List<String>> carriers(Facts.Link link) {
        String carrier = link.carrier();
        return carrier == null ? List.of() : List.of(List.of(carrier));
    }

    private static boolean isOf(Asks.Ask ask, Claimed claim) {
        return ask.number().equals(claim.number()) && ask.source().equals(claim.source());
    }

    private static Asks.Ask after(Asks.Ask ask, Reading reading) {
        Facts facts = reading instanceof Reading.Found found ? found.facts() : ask.facts();
        return new Asks.Ask(
                ask.parcelId(),
                ask.number(),
                ask.source(),
                Outcome.of(reading),
                ask.since(),
                ask.answeredAt(),
                ask.dueAt(),
                ask.refreshedAt(),
                ask.detail(),
                facts,
                ask.detached());
    }

    private Asks.Over unchanged(Claimed claim) {
        Instant due = next(claim, claim.outcome(), claim.stage(), claim.lastEventAt(), 0, null);
        return new Asks.Over(
                claim.parcelId(), claim.number(), claim.outcome(), null, 0, due, claim.rawId(), null, null, false);
    }

    private Asks.Over noted(Answered.Noted noted) {
        Claimed claim = noted.claim();
        Outcome outcome = Outcome.of(noted.reading());
        String detail = noted.reading() instanceof Reading.Unreadable unreadable ? unreadable.where() : null;
        Instant due = next(claim, outcome, claim.stage(), claim.lastEventAt(), 0, PollPlan.FIRST_LOOK);
        return new Asks.Over(claim.parcelId(), claim.number(), outcome, detail, 0, due, null, null, null, false);
    }

    private Asks.Over failed(Answered.Failed failed) {
        Claimed claim = failed.claim();
        Outcome outcome = Outcome.of(refused(failed));
        Instant due =
                next(claim, outcome, claim.stage(), claim.lastEventAt(), claim.failures() + 1, failed.retryAfter());
        Instant notBefore = failed.notBefore();
        return new Asks.Over(
                claim.parcelId(),
                claim.number(),
                outcome,
                failed.detail(),
                claim.failures() + 1,
                due == null || due.isBefore(notBefore) ? notBefore : due,
                null,
                null,
                null,
                false);
    }

    private static Reading.Refused refused(Answered.Failed failed) {
        return new Reading.Refused(failed.why(), failed.retryAfter(), failed.detail());
    }

    private Asks.Over read(Answered.Read one, Journey journey, UUID rawId, boolean moved, Instant now) {
        Claimed claim = one.claim();
        Outcome outcome = Outcome.of(one.reading());
        Journey.Event latest = journey.latest();
        Instant lastEventAt = latest == null ? null : latest.time().latest();
        String detail =
                switch (one.reading()) {
                    case Reading.Rejected rejected -> rejected.why();
                    case Reading.Unreadable unreadable -> unreadable.where();
                    default -> null;
                };
        Instant due = next(claim, outcome, journey.stage(), lastEventAt, 0, null);
        Facts facts = one.reading() instanceof Reading.Found found ? found.facts() : null;
        return new Asks.Over(
                claim.parcelId(),
                claim.number(),
                outcome,
                detail,
                outcome.isAnswer() ? 0 : claim.failures() + 1,
                due,
                rawId,
                one.hash(),
                facts,
                moved);
    }

    private @Nullable Instant next(
            Claimed claim,
            Outcome outcome,
            Stage stage,
            @Nullable Instant lastEventAt,
            int failures,
            @Nullable Duration retryAfter) {
        Manifest source = sources.get(claim.source()).manifest();
        Manifest.Door door = doors.of(source);
        return plan.next(
                new PollPlan.Asked(outcome, stage, lastEventAt, claim.addedAt(), failures, retryAfter),
                gates.pushes(source) ? door.every(RECONCILE) : door,
                clock.instant());
    }
}
