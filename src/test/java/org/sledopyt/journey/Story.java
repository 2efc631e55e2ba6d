package org.sledopyt.journey;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;

/** Tells a journey in few words, for tests: {@code story.post("2026-03-02T10:05+03:00", "IN_TRANSIT/PICKED_UP", "RU", "Москва")}. */
final class Story {

    static final TrackingNumber NUMBER = new TrackingNumber("RB123456785CN");
    private static final Instant SEEN = Instant.parse("2026-03-20T00:00:00Z");

    final List<Reported> reports = new ArrayList<>();
    private int raw = 1;
    final List<JourneyFold.Known> known = new ArrayList<>();
    final List<TrackingNumber> numbers = new ArrayList<>(List.of(NUMBER));

    /** Told by the post, a carrier. */
    Story post(String at, String stage, @Nullable String country, @Nullable String city) {
        return tell("post", at, stage, country, city);
    }

    /** Told by a platform that retells others' scans. */
    Story platform(String at, String stage, @Nullable String country, @Nullable String city) {
        return tell("platform", at, stage, country, city);
    }

    Story destination(String country) {
        known.add(new JourneyFold.Known(
                "post", NUMBER, new Facts(null, null, null, country, null, null, null, List.of())));
        return this;
    }

    /** Other numbers than the usual one, the first one first. */
    Story numbers(String... texts) {
        numbers.clear();
        for (String text : texts) {
            numbers.add(new TrackingNumber(text));
        }
        return this;
    }

    Story facts(Facts facts) {
        known.add(new JourneyFold.Known("post", numbers.getFirst(), facts));
        return this;
    }

    Story tell(String source, String at, String stage, @Nullable String country, @Nullable String city) {
        return tell(source, at, stage, Place.of(country, city, null, null), null, NUMBER);
    }

    /** Told in the aggregator's words, without a code and a place. */
    Story says(String text, String at, String stage) {
        return tell("aggregator", at, stage, null, text, NUMBER);
    }

    /** Told under another number of the parcel. */
    Story under(
            String number, String source, String at, String stage, @Nullable String country, @Nullable String city) {
        return tell(source, at, stage, Place.of(country, city, null, null), null, new TrackingNumber(number));
    }

    private Story tell(
            String source,
            String at,
            String stage,
            @Nullable Place place,
            @Nullable String text,
            TrackingNumber number) {
        int seq = (int) reports.stream()
                .filter(report -> report.source().equals(source))
                .count();
        SourceEvent event = new SourceEvent(
                time(at),
                text == null ? stage + " " + seq : text,
                text == null ? "C" + seq : null,
                stage(stage),
                SourceEvent.How.CODE,
                place,
                null,
                null,
                false);
        reports.add(new Reported(number, source, seq, event, new UUID(0, raw), seen(event)));
        return this;
    }

    /** When the last thing was told. */
    Story seenAt(String at) {
        Reported last = reports.removeLast();
        reports.add(
                new Reported(last.number(), last.source(), last.seq(), last.event(), last.rawId(), Instant.parse(at)));
        return this;
    }

    /** What follows is read from another answer. */
    Story later() {
        raw++;
        return this;
    }

    /** Takes back the last thing that was told. */
    Story withdraw() {
        Reported last = reports.getLast();
        SourceEvent said = last.event();
        SourceEvent event = new SourceEvent(
                said.time(), said.text(), said.code(), said.stage(), said.how(), said.place(), null, null, true);
        reports.add(new Reported(last.number(), last.source(), last.seq() + 1, event, last.rawId(), SEEN));
        return this;
    }

    /** Told soon after it happened, but not before the parcel was added. */
    private static Instant seen(SourceEvent event) {
        Instant latest = event.time().latest();
        return latest == null || latest.isBefore(SEEN) ? SEEN : latest.plusSeconds(60);
    }

    Journey fold() {
        return new JourneyFold(Story::manifest)
                .fold(new JourneyFold.Parcel(List.copyOf(numbers), reports, known, Stages.NO_DATA));
    }

    String stage() {
        return fold().stage().toString();
    }

    static Stage stage(String text) {
        String[] parts = text.split("/");
        return Stages.of(parts[0], parts[1]);
    }

    /** With an offset: stated. A bare wall clock: of unknown zone. A bare date: a whole day. */
    private static EventTime time(String at) {
        if (at.length() == 10) {
            return EventTime.unzoned(LocalDate.parse(at).atStartOfDay(), at).with(EventTime.Precision.DAY);
        }
        return at.contains("+") || at.endsWith("Z")
                ? EventTime.stated(OffsetDateTime.parse(at), at)
                : EventTime.unzoned(LocalDateTime.parse(at), at);
    }

    static Manifest manifest(String code) {
        boolean carrier = !code.equals("platform") && !code.equals("aggregator");
        return new Manifest(
                code,
                Map.of("en", code, "ru", code),
                URI.create("https://example.com"),
                carrier
                        ? Manifest.Kind.CARRIER
                        : code.equals("platform") ? Manifest.Kind.PLATFORM : Manifest.Kind.AGGREGATOR,
                Manifest.Costs.NOTHING,
                List.of(code.equals("cdek") ? code : code + "-carrier"),
                List.of(),
                null,
                code.equals("own"),
                Set.of(),
                Set.of(),
                null,
                List.of(new Manifest.Door(
                        "d",
                        URI.create("https://example.com"),
                        1,
                        List.of(),
                        null,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        null,
                        Duration.ofSeconds(5),
                        false,
                        false)),
                List.of(),
                new Manifest.Sheet("none", "2026-11-24"));
    }
}
