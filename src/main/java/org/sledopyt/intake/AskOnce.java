package org.sledopyt.intake;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Journey;
import org.sledopyt.journey.JourneyFold;
import org.sledopyt.journey.Reported;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Sources;
import org.sledopyt.source.Stages;

/**
 * Asks sources once and tells the journey; keeps nothing. Keys come from {@code SLEDOPYT_SOURCE_<CODE>_<FIELD>}, another address from
 * {@code SLEDOPYT_SOURCE_<CODE>_ADDRESS}.
 */
public final class AskOnce implements AutoCloseable {

    /** Other numbers of a parcel are followed this far. */
    private static final int MOST_NUMBERS = 4;

    /** What one source said about one number. */
    public record Said(
            String source,
            String number,
            Outcome outcome,
            Instant asOf,
            @Nullable String detail) {}

    public record Story(Journey journey, List<Said> sources) {}

    private final Sources sources;
    private final Function<String, @Nullable String> environment;
    private final Clock clock;
    private final Outgoing outgoing;
    private final Asking asking;
    private final Consumer<Duration> sleep;
    /** What is left to wait for ordered answers. */
    private Duration patience;

    /** @param patience how long to wait in all for answers that are ordered first and collected later */
    public AskOnce(Sources sources, Function<String, @Nullable String> environment, Clock clock, Duration patience) {
        this(sources, environment, clock, patience, AskOnce::sleep);
    }

    AskOnce(
            Sources sources,
            Function<String, @Nullable String> environment,
            Clock clock,
            Duration patience,
            Consumer<Duration> sleep) {
        this.sources = sources;
        this.environment = environment;
        this.clock = clock;
        this.patience = patience;
        this.sleep = sleep;
        Set<String> allowed = new LinkedHashSet<>();
        sources.all().forEach(source -> {
            String address = set(source.manifest(), "address");
            if (address != null) {
                allowed.add(URI.create(address).getHost());
            }
        });
        this.outgoing = new Outgoing(allowed);
        this.asking = new Asking(outgoing, new SignIns(outgoing, clock, (source, renewed) -> {}), clock);
    }

    /**
     * @param carriers who may have issued the number; the sources that answer for them are asked, and those that its shape suggests
     * @param told what some sources want to know of a parcel, by the names in {@code source.yaml}
     */
    public Story ask(TrackingNumber number, List<String> carriers, Map<String, String> told) {
        Deque<TrackingNumber> open = new ArrayDeque<>(List.of(number));
        Set<TrackingNumber> known = new LinkedHashSet<>(open);
        List<Reported> reports = new ArrayList<>();
        List<JourneyFold.Known> facts = new ArrayList<>();
        List<Said> said = new ArrayList<>();
        while (!open.isEmpty()) {
            TrackingNumber next = open.removeFirst();
            for (Source source : sources.all()) {
                boolean ofCarrier = next.equals(number)
                        && source.manifest().carriers().stream().anyMatch(carriers::contains);
                if (!source.manifest().takes(next) && !ofCarrier) {
                    continue;
                }
                for (Reading reading : ask(source, next, told, said)) {
                    if (reading instanceof Reading.Found found) {
                        for (SourceEvent event : found.events()) {
                            reports.add(new Reported(
                                    next,
                                    source.manifest().code(),
                                    reports.size(),
                                    event,
                                    new UUID(0, 0),
                                    Reported.AT_ANY_TIME));
                        }
                        facts.add(new JourneyFold.Known(source.manifest().code(), next, found.facts()));
                        for (Facts.Link link : found.facts().links()) {
                            boolean same = link.kind() == Facts.Link.Kind.LAST_MILE
                                    || link.kind() == Facts.Link.Kind.REPLACED_BY;
                            if (same && known.size() < MOST_NUMBERS && known.add(link.number())) {
                                open.add(link.number());
                            }
                        }
                    }
                }
            }
        }
        boolean nobodyKnows = said.stream().anyMatch(one -> one.outcome() == Outcome.NOT_FOUND);
        Journey journey = new JourneyFold(code -> sources.get(code).manifest())
                .fold(new JourneyFold.Parcel(
                        List.copyOf(known),
                        reports,
                        facts,
                        nobodyKnows ? Stages.NO_DATA : said.isEmpty() ? Stages.NOT_POLLED_YET : Stages.SOURCE_PROBLEM));
        return new Story(journey, said);
    }

    private List<Reading> ask(Source source, TrackingNumber number, Map<String, String> told, List<Said> said) {
        Manifest manifest = source.manifest();
        Credentials by = credentials(manifest);
        if (by == null) {
            said.add(new Said(manifest.code(), number.text(), Outcome.NO_KEY, clock.instant(), null));
            return List.of();
        }
        Manifest.Door door = manifest.door(by.door());
        String address = set(manifest, "address");
        if (address != null) {
            door = door.at(URI.create(address));
        }
        List<Manifest.Need> needs = manifest.needs(door);
        Map<String, String> fitting = Extras.fitting(needs, told);
        if (!Extras.isEnough(needs, fitting)) {
            String names =
                    String.join(", ", needs.stream().map(Manifest.Need::name).toList());
            said.add(new Said(manifest.code(), number.text(), Outcome.NO_EXTRAS, clock.instant(), names));
            return List.of();
        }
        Claimed claim = new Claimed(
                0,
                new UUID(0, 0),
                number,
                manifest.code(),
                Outcome.WAITING,
                0,
                null,
                null,
                Stages.NO_DATA,
                null,
                clock.instant());
        Asking.Result result = collected(
                source, door, by, asking.ask(source, door, by.telling(Map.of(number, fitting)), List.of(claim)));
        if (result.order() != null || result.notReady() != null) {
            said.add(new Said(
                    manifest.code(), number.text(), Outcome.WAITING, clock.instant(), "ordered, and not there yet"));
        }
        List<Reading> readings = new ArrayList<>();
        for (Answered answer : result.answers()) {
            Reading reading =
                    switch (answer) {
                        case Answered.Read read -> read.reading();
                        case Answered.Noted noted -> noted.reading();
                        case Answered.Failed failed ->
                            new Reading.Refused(failed.why(), failed.retryAfter(), failed.detail());
                        case Answered.Same same -> throw new IllegalStateException("nothing was asked before");
                    };
            readings.add(reading);
            said.add(new Said(manifest.code(), number.text(), Outcome.of(reading), clock.instant(), detail(reading)));
        }
        return readings;
    }

    /** Waits for an answer that was ordered, as long as there is patience; else the result says that it is not there. */
    private Asking.Result collected(Source source, Manifest.Door door, Credentials by, Asking.Result result) {
        Asking.Order order = result.order();
        Instant at = order == null ? Instant.MAX : order.collectAt();
        while (order != null) {
            Duration wait = Duration.between(clock.instant(), at);
            if (wait.compareTo(patience) > 0) {
                return result;
            }
            if (wait.isPositive()) {
                sleep.accept(wait);
                patience = patience.minus(wait);
            }
            result = asking.collect(source, door, by, order.ticket(), order.claims());
            Duration again = result.notReady();
            if (again == null) {
                return result;
            }
            at = clock.instant().plus(again);
        }
        return result;
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable String detail(Reading reading) {
        return switch (reading) {
            case Reading.Refused refused -> refused.detail();
            case Reading.Rejected rejected -> rejected.why();
            case Reading.Unreadable unreadable -> unreadable.where();
            case Reading.Unregistered unregistered ->
                "the source looks only for registered numbers; a server registers what is followed";
            default -> null;
        };
    }

    private @Nullable Credentials credentials(Manifest source) {
        String wanted = set(source, "door");
        // A door that answers at once comes before one where the answer is ordered.
        for (Manifest.Door door : source.doors().stream()
                .filter(one -> wanted == null ? !one.off() : wanted.equals(one.code()))
                .sorted(Comparator.comparing(Manifest.Door::tickets))
                .toList()) {
            Map<String, String> values = new HashMap<>();
            boolean complete = true;
            for (Manifest.Field field : door.fields()) {
                String value = set(source, field.name());
                if (value != null) {
                    values.put(field.name(), value);
                }
                complete &= value != null || !field.required();
            }
            if (complete) {
                return new Credentials(door.code(), values);
            }
        }
        return null;
    }

    private @Nullable String set(Manifest source, String field) {
        return Variables.value(source.code(), field, environment);
    }

    @Override
    public void close() {
        outgoing.close();
    }
}
