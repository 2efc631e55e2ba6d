package org.sledopyt.journey;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    /** Two that were first read from different answers may have one place in the list: then the earlier stage goes first. */
    private static final Comparator<Reported> LISTED = Comparator.comparing(Reported::source)
            .thenComparing(Reported::number)
            .thenComparingInt(Reported::seq)
            .thenComparingInt(report -> report.event().stage().rank())
            .thenComparing(Reported::key);

    private final Function<String, Manifest> manifests;

    /** @param manifests what is declared of a source, by its code */
    public JourneyFold(Function<String, Manifest> manifests) {
        this.manifests = manifests;
    }

    public Journey fold(Parcel parcel) {
        Facts facts = facts(parcel.known());
        List<Told> all = told(standing(parcel.reports()));
        Doubts.mark(all);
        TimeOrder.sort(all);
        Cycles.Cut cut = Cycles.newest(SameScan.merge(all));
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
        return withdrawn.isEmpty()
                ? reports
                : reports.stream()
                        .filter(report -> !report.event().withdrawn() && !withdrawn.contains(report.saidKey()))
                        .toList();
    }

    /** Each source's reports in the order of its list. */
    private List<Told> told(List<Reported> reports) {
        List<Reported> sorted = new ArrayList<>(reports);
        sorted.sort(LISTED);
        List<Told> told = new ArrayList<>(sorted.size());
        for (Reported report : sorted) {
            Manifest manifest = manifests.apply(report.source());
            told.add(new Told(report, manifest, Clocks.time(report.event(), manifest)));
        }
        return told;
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
}
