package org.sledopyt.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Events;
import org.sledopyt.journey.JourneyFold;
import org.sledopyt.journey.Journeys;
import org.sledopyt.journey.Reported;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reader;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Sources;
import org.sledopyt.storage.Buckets;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes journeys anew from the raws that were kept, after a reader was corrected. Nobody is told anything: what changes by a better
 * reading is no news of a parcel.
 */
@Component
public class Rebuild {

    /** How much there was. */
    public record Done(int parcels, int raws, int events) {}

    private final TransactionTemplate transactions;
    private final Sources sources;
    private final Raws raws;
    private final Asks asks;
    private final Events events;
    private final Journeys journeys;
    private final KeepAttention keepAttention;
    private final JourneyFold fold;

    Rebuild(
            TransactionTemplate transactions,
            Sources sources,
            Raws raws,
            Asks asks,
            Events events,
            Journeys journeys,
            KeepAttention keepAttention) {
        this.transactions = transactions;
        this.sources = sources;
        this.raws = raws;
        this.asks = asks;
        this.events = events;
        this.journeys = journeys;
        this.keepAttention = keepAttention;
        this.fold = new JourneyFold(source -> sources.get(source).manifest());
    }

    /** All parcels, one after the other; may run beside a working server. */
    public Done all() {
        int parcels = 0;
        int rawCount = 0;
        int eventCount = 0;
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            UUID after = null;
            List<UUID> page = journeys.parcels(bucket, after, 500);
            while (!page.isEmpty()) {
                for (UUID parcel : page) {
                    int of = bucket;
                    Done one = transactions.execute(status -> parcel(of, parcel));
                    parcels += one.parcels;
                    rawCount += one.raws;
                    eventCount += one.events;
                }
                after = page.getLast();
                page = journeys.parcels(bucket, after, 500);
            }
        }
        return new Done(parcels, rawCount, eventCount);
    }

    private Done parcel(int bucket, UUID parcel) {
        TrackingNumber first = journeys.lock(bucket, List.of(parcel)).get(parcel);
        if (first == null) {
            return new Done(0, 0, 0);
        }
        record Of(TrackingNumber number, String source) {}
        List<Raws.Replayed> kept = raws.of(bucket, parcel);
        Map<Object, Reported> reports = new HashMap<>();
        Map<Of, Facts> facts = new HashMap<>();
        for (Raws.Replayed replayed : kept) {
            Source source = sources.find(replayed.raw().source()).orElse(null);
            // What an unsigned webhook says was never believed by itself.
            boolean hint = replayed.raw().kind() == Raw.Kind.PUSHED
                    && source != null
                    && source.manifest().webhook() != Manifest.Webhook.SIGNED;
            if (source == null || hint) {
                continue;
            }
            for (Reading reading : Reader.read(source, replayed.raw())) {
                if (reading instanceof Reading.Found found) {
                    facts.put(new Of(replayed.number(), replayed.raw().source()), found.facts());
                    int seq = 0;
                    for (SourceEvent event : found.events()) {
                        Reported report = new Reported(
                                replayed.number(),
                                replayed.raw().source(),
                                seq++,
                                event,
                                replayed.id(),
                                replayed.raw().receivedAt());
                        reports.putIfAbsent(report.key(), report);
                    }
                }
            }
        }
        events.forget(bucket, parcel);
        events.add(
                bucket,
                reports.values().stream()
                        .map(report -> new Events.OfParcel(parcel, report))
                        .toList());
        facts.forEach((of, known) -> asks.remember(bucket, parcel, of.number, of.source, known));
        var journey = fold.fold(
                KeepAnswers.parcel(first, new ArrayList<>(reports.values()), asks.of(bucket, List.of(parcel))));
        journeys.summarise(bucket, List.of(new Journeys.OfParcel(parcel, journey)));
        keepAttention.keep(bucket, Map.of(parcel, journey), new KeepAttention.Known(Set.of(parcel), null, Set.of()));
        return new Done(1, kept.size(), reports.size());
    }
}
