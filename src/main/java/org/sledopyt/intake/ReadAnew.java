package org.sledopyt.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Reported;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reader;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Sources;

/**
 * What the kept raws of a parcel say to the readers of today.
 *
 * @param differs from what was read from them before
 */
record ReadAnew(List<Reported> reports, Map<ReadAnew.Of, Facts> facts, boolean differs) {

    record Of(TrackingNumber number, String source) {}

    /** @param kept in the order in which they first came */
    static ReadAnew of(List<Raws.Replayed> kept, List<Reported> before, Sources sources) {
        Map<Object, Reported> known = new HashMap<>();
        before.forEach(report -> known.put(report.key(), report));
        Map<Object, Reported> reports = new LinkedHashMap<>();
        Map<Of, Facts> facts = new HashMap<>();
        Map<Of, Instant> factsAt = new HashMap<>();
        for (Raws.Replayed replayed : kept) {
            Source source = sources.find(replayed.raw().source()).orElse(null);
            if (source == null || isHint(replayed.raw(), source)) {
                continue;
            }
            Of of = new Of(replayed.number(), replayed.raw().source());
            for (Reading reading : Reader.read(source, replayed.raw())) {
                if (reading instanceof Reading.Found found) {
                    // An answer may come, change, and come again: the one that came last counts.
                    Instant last = factsAt.getOrDefault(of, Instant.MIN);
                    if (!replayed.seenAt().isBefore(last)) {
                        facts.put(of, found.facts());
                        factsAt.put(of, replayed.seenAt());
                    }
                    int seq = 0;
                    for (SourceEvent event : found.events()) {
                        Reported report = report(of, seq++, event, replayed);
                        Reported was = known.get(report.key());
                        reports.putIfAbsent(report.key(), was != null && isSame(was, report) ? was : report);
                    }
                }
            }
        }
        List<Reported> all = List.copyOf(reports.values());
        boolean same = all.size() == known.size() && all.stream().allMatch(report -> known.get(report.key()) == report);
        return new ReadAnew(all, facts, !same);
    }

    /** What an unsigned webhook says was never believed by itself. */
    private static boolean isHint(Raw raw, Source source) {
        return raw.kind() == Raw.Kind.PUSHED && source.manifest().webhook() != Manifest.Webhook.SIGNED;
    }

    private static Reported report(Of of, int seq, SourceEvent event, Raws.Replayed replayed) {
        return new Reported(
                of.number, of.source, seq, event, replayed.id(), replayed.raw().receivedAt());
    }

    /** Whether the table holds the same, but for the moment at which it was written. */
    private static boolean isSame(Reported was, Reported is) {
        SourceEvent a = was.event();
        SourceEvent b = is.event();
        return was.seq() == is.seq()
                && a.text().equals(b.text())
                && Objects.equals(a.code(), b.code())
                && a.stage().equals(b.stage())
                && a.how() == b.how()
                && Objects.equals(a.place(), b.place())
                && Objects.equals(a.carrier(), b.carrier())
                && a.time().equals(b.time());
    }
}
