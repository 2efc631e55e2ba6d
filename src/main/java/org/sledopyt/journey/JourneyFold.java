package org.sledopyt.journey;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;

/**
 * Folds everything reported about a parcel into its {@link Journey}. Pure: the same reports give the same journey, in whatever
 * order they came.
 */
public final class JourneyFold {

    /** What a source knows besides events, for one number. */
    public record Known(String source, TrackingNumber number, Facts facts) {}

    /**
     * Everything there is about a parcel.
     *
     * @param numbers the first one first
     * @param silence the stage to show while there is no event and no source knows better
     */
    public record Parcel(List<TrackingNumber> numbers, List<Reported> reports, List<Known> known, Stage silence) {}

    private final Function<String, Manifest> manifests;

    /** @param manifests what is declared of a source, by its code */
    public JourneyFold(Function<String, Manifest> manifests) {
        this.manifests = manifests;
    }

    public Journey fold(Parcel parcel) {
        Facts facts = facts(parcel.known());
        Cycles.Cut cut = Cycles.newest(merge(order(standing(parcel.reports()))));
        List<Told> told = cut.now();
        List<StageWalk.Step> walk = StageWalk.over(told, facts.destinationCountry());
        Map<String, Integer> legs = new LinkedHashMap<>();
        List<Journey.Event> events = new ArrayList<>();
        List<Journey.Reached> reached = new ArrayList<>();
        Set<Stage> keys = new HashSet<>();
        for (int i = 0; i < told.size(); i++) {
            Told one = told.get(i);
            StageWalk.Step step = walk.get(i);
            boolean key = step.moved() && Keys.is(step.stage()) && keys.add(Keys.group(step.stage()));
            if (key) {
                reached.add(new Journey.Reached(step.stage(), one.at()));
            }
            events.add(one.event(legs.computeIfAbsent(one.carrier(), carrier -> legs.size()), key));
        }
        StageWalk.Step last = walk.isEmpty() ? null : walk.getLast();
        Stage stage = last != null && last.stage().milestone() != Milestone.NOT_FOUND
                ? last.stage()
                : Objects.requireNonNullElse(facts.stage(), parcel.silence());
        return new Journey(
                parcel.numbers().getFirst(),
                parcel.numbers(),
                stage,
                last == null ? null : last.since(),
                reached,
                promised(parcel.known()),
                facts.originCountry(),
                facts.destinationCountry(),
                facts.serviceLevel(),
                facts.weightGrams(),
                stage.ends() ? null : facts.pickupUntil(),
                legs(legs.keySet(), told),
                events,
                cut.earlier().stream().map(one -> one.event(0, false)).toList());
    }

    /** Reports that still stand: what a source took back is gone, together with the taking back. */
    private static List<Reported> standing(List<Reported> reports) {
        Set<ByteBuffer> withdrawn = new HashSet<>();
        for (Reported report : reports) {
            if (report.event().withdrawn()) {
                withdrawn.add(report.saidKey());
            }
        }
        return reports.stream()
                .filter(report -> !report.event().withdrawn() && !withdrawn.contains(report.saidKey()))
                .toList();
    }

    private List<Told> order(List<Reported> reports) {
        List<Told> told = new ArrayList<>(reports.size());
        reports.stream()
                .sorted(Comparator.comparing(Reported::source)
                        .thenComparing(Reported::number)
                        .thenComparingInt(Reported::seq)
                        .thenComparing(Reported::id))
                .forEach(report -> told.add(new Told(report, manifests.apply(report.source()))));
        TimeOrder.sort(told);
        return told;
    }

    /** One event for each scan: the same thing told by several sources, or twice by one, becomes one. */
    private static List<Told> merge(List<Told> ordered) {
        List<Told> byTrust = new ArrayList<>(ordered);
        byTrust.sort(Comparator.comparingInt(one -> one.manifest().kind().ordinal()));
        Set<Told> kept = new LinkedHashSet<>();
        for (Told one : byTrust) {
            Told same = kept.stream()
                    .filter(other -> SameScan.is(other, one))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                kept.add(one);
            } else {
                same.alsoToldBy(one);
            }
        }
        return ordered.stream().filter(kept::contains).toList();
    }

    private List<Journey.Leg> legs(Set<String> carriers, List<Told> told) {
        return carriers.stream()
                .map(carrier -> {
                    List<Told> its = told.stream()
                            .filter(one -> one.carrier().equals(carrier))
                            .toList();
                    List<Instant> times = its.stream()
                            .map(Told::at)
                            .filter(Objects::nonNull)
                            .sorted()
                            .toList();
                    return new Journey.Leg(
                            carrier,
                            its.getLast().report().number(),
                            its.getFirst().stage().phase(),
                            times.isEmpty() ? null : times.getFirst(),
                            times.isEmpty() ? null : times.getLast());
                })
                .toList();
    }

    /** All sources' facts as one; the most trusted source that knows a thing says it. */
    private Facts facts(List<Known> known) {
        List<Facts> byTrust = known.stream().sorted(trust()).map(Known::facts).toList();
        return new Facts(
                first(byTrust, Facts::stage),
                null,
                first(byTrust, Facts::originCountry),
                first(byTrust, Facts::destinationCountry),
                first(byTrust, Facts::serviceLevel),
                first(byTrust, Facts::weightGrams),
                first(byTrust, Facts::pickupUntil),
                List.of());
    }

    private Journey.@Nullable Promised promised(List<Known> known) {
        return known.stream()
                .sorted(trust())
                .filter(one -> one.facts().promise() != null)
                .map(one ->
                        new Journey.Promised(Objects.requireNonNull(one.facts().promise()), one.source()))
                .findFirst()
                .orElse(null);
    }

    private Comparator<Known> trust() {
        return Comparator.comparing((Known one) -> manifests.apply(one.source()).kind())
                .thenComparing(Known::source)
                .thenComparing(Known::number);
    }

    private static <T> @Nullable T first(List<Facts> byTrust, Function<Facts, @Nullable T> fact) {
        for (Facts facts : byTrust) {
            T value = fact.apply(facts);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** A report on its way through the fold, with everyone who told the same. */
    static final class Told {
        private final Reported report;
        private final Manifest manifest;
        private final List<String> sources = new ArrayList<>();
        private final List<Reported> evidence = new ArrayList<>();
        private Stage stage;

        Told(Reported report, Manifest manifest) {
            this.report = report;
            this.manifest = manifest;
            this.stage = report.event().stage();
            sources.add(report.source());
            evidence.add(report);
        }

        Reported report() {
            return report;
        }

        Manifest manifest() {
            return manifest;
        }

        Stage stage() {
            return stage;
        }

        /** Every report that tells this. */
        List<Reported> evidence() {
            return evidence;
        }

        /** The carrier's name for it stays; a finer stage told by another source is taken over. */
        void alsoToldBy(Told other) {
            evidence.addAll(other.evidence);
            other.sources.stream().filter(source -> !sources.contains(source)).forEach(sources::add);
            if (SameScan.isGeneralFormOf(stage, other.stage)) {
                stage = other.stage;
            }
        }

        @Nullable
        Instant at() {
            return report.event().time().at();
        }

        /** Who did it: as the source says, else the carrier that the source speaks for. */
        String carrier() {
            String named = report.event().carrier();
            return named != null
                    ? named
                    : manifest.carriers().isEmpty()
                            ? manifest.code()
                            : manifest.carriers().getFirst();
        }

        /** Middle of the time it can mean; null without a time. */
        @Nullable
        Instant middle() {
            Instant earliest = report.event().time().earliest();
            Instant latest = report.event().time().latest();
            return earliest == null || latest == null
                    ? null
                    : earliest.plus(Duration.between(earliest, latest).dividedBy(2));
        }

        Journey.Event event(int leg, boolean key) {
            TrackingNumber then = report.event().number();
            return new Journey.Event(
                    report.id(),
                    report.event().time(),
                    report.event().text(),
                    report.event().code(),
                    stage,
                    report.event().how(),
                    report.event().place(),
                    carrier(),
                    then == null ? report.number() : then,
                    List.copyOf(sources),
                    leg,
                    key);
        }
    }

    /** Stages that mark the way; each is reached once. */
    static final class Keys {

        private static final Map<String, Stage> GROUPS = groups();

        private Keys() {}

        static boolean is(Stage stage) {
            return GROUPS.containsKey(stage.toString());
        }

        static Stage group(Stage stage) {
            return Objects.requireNonNull(GROUPS.get(stage.toString()));
        }

        private static Map<String, Stage> groups() {
            Map<String, Stage> groups = new LinkedHashMap<>();
            group(groups, "INFO_RECEIVED/ANNOUNCED");
            group(groups, "IN_TRANSIT/PICKED_UP");
            group(groups, "IN_TRANSIT/LEFT_ORIGIN_COUNTRY", "IN_TRANSIT/TRANSPORT_DEPARTED");
            group(groups, "IN_TRANSIT/ARRIVED_DEST_COUNTRY");
            group(groups, "IN_TRANSIT/IMPORT_CUSTOMS", "IN_TRANSIT/CUSTOMS");
            group(groups, "IN_TRANSIT/CUSTOMS_INFO_REQUIRED");
            group(groups, "IN_TRANSIT/CUSTOMS_DUTY_DUE");
            group(groups, "IN_TRANSIT/IMPORT_RELEASED", "IN_TRANSIT/CUSTOMS_RELEASED");
            group(groups, "IN_TRANSIT/HANDED_TO_LAST_MILE");
            group(groups, "IN_TRANSIT/ARRIVED_DELIVERY_OFFICE");
            for (Stage stage : Stages.all()) {
                switch (stage.milestone()) {
                    case OUT_FOR_DELIVERY, AVAILABLE_FOR_PICKUP, DELIVERED, DELIVERY_FAILURE ->
                        groups.put(stage.toString(), Stages.of(stage.milestone(), firstSub(stage.milestone())));
                    case RETURN, EXCEPTION, CANCELLED -> groups.put(stage.toString(), stage);
                    case NOT_FOUND, INFO_RECEIVED, IN_TRANSIT, EXPIRED, UNKNOWN, NO_CHANGE -> {}
                }
            }
            return groups;
        }

        private static String firstSub(Milestone milestone) {
            return Stages.all().stream()
                    .filter(stage -> stage.milestone() == milestone)
                    .findFirst()
                    .orElseThrow()
                    .sub();
        }

        private static void group(Map<String, Stage> groups, String... stages) {
            String[] first = stages[0].split("/");
            for (String stage : stages) {
                groups.put(stage, Stages.of(first[0], first[1]));
            }
        }
    }
}
