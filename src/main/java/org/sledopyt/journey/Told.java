package org.sledopyt.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.Stage;

/** A report on its way through the fold, with everyone who told the same. */
final class Told {

    private Reported report;
    private final Manifest manifest;
    private final Clocks.Time time;
    private final List<String> sources = new ArrayList<>(2);
    private final List<Reported> evidence = new ArrayList<>(2);
    private Stage stage;
    private Journey.@Nullable Doubt doubt;
    private final @Nullable String city;

    Told(Reported report, Manifest manifest, Clocks.Time time) {
        this.report = report;
        this.manifest = manifest;
        this.time = time;
        this.stage = report.event().stage();
        Place place = report.event().place();
        this.city = place == null || place.city() == null ? null : clean(place.city());
        sources.add(report.source());
        evidence.add(report);
    }

    private static String clean(String text) {
        return text.toLowerCase(Locale.ROOT).replace('ё', 'е');
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

    /** On the clock of the place, as far as it is known. */
    EventTime time() {
        return time.time();
    }

    Journey.@Nullable Doubt doubt() {
        return doubt;
    }

    void doubt(Journey.Doubt why) {
        doubt = why;
    }

    @Nullable
    String country() {
        Place place = report.event().place();
        return place == null ? null : place.country();
    }

    /** In lower case. */
    @Nullable
    String city() {
        return city;
    }

    /** Every report that tells this. */
    List<Reported> evidence() {
        return evidence;
    }

    /** The carrier's name for it stays; a finer stage told by another source is taken over, and newer words of the same source. */
    void alsoToldBy(Told other) {
        evidence.addAll(other.evidence);
        other.sources.stream().filter(source -> !sources.contains(source)).forEach(sources::add);
        if (SameScan.isGeneralFormOf(stage, other.stage)) {
            stage = other.stage;
        }
        if (report.source().equals(other.report.source())
                && report.number().equals(other.report.number())
                && report.seenAt().isBefore(other.report.seenAt())) {
            report = other.report;
        }
    }

    /** The moment; null while it is unknown or doubtful. */
    @Nullable
    Instant at() {
        return doubt == null ? time.time().at() : null;
    }

    /** First moment it can mean; null without a time one can trust, as {@link #latest} and {@link #middle}. */
    @Nullable
    Instant earliest() {
        return doubt == null ? time.earliest() : null;
    }

    @Nullable
    Instant latest() {
        return doubt == null ? time.latest() : null;
    }

    @Nullable
    Instant middle() {
        return doubt == null ? time.middle() : null;
    }

    /** Whether both have a time and these are more than so many seconds apart. */
    boolean isFarFrom(Told other, long seconds) {
        Instant here = time.middle();
        Instant there = other.time.middle();
        return here != null && there != null && Math.abs(here.getEpochSecond() - there.getEpochSecond()) > seconds;
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

    /** Whether it is told as of later than {@code after} this report was made. */
    boolean isAheadOfItself(Duration after) {
        Instant earliest = time.earliest();
        boolean known = !report.seenAt().equals(Reported.AT_ANY_TIME);
        return known && earliest != null && earliest.isAfter(report.seenAt().plus(after));
    }

    Journey.Event event(int leg, boolean key) {
        TrackingNumber then = report.event().number();
        return new Journey.Event(
                report.id(),
                time.time(),
                report.event().text(),
                report.event().code(),
                stage,
                report.event().how(),
                report.event().place(),
                carrier(),
                then == null ? report.number() : then,
                List.copyOf(sources),
                leg,
                key,
                doubt);
    }
}
