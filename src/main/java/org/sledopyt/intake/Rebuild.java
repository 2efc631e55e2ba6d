package org.sledopyt.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Events;
import org.sledopyt.journey.Journey;
import org.sledopyt.journey.JourneyFold;
import org.sledopyt.journey.Journeys;
import org.sledopyt.journey.Reported;
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

    /** Parcels in one transaction: their rows are locked so long. */
    private static final int AT_ONCE = 100;

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

    /** All parcels, some at a time; may run beside a working server. What is read as before is not written again. */
    public Done all() {
        int parcels = 0;
        int rawCount = 0;
        int eventCount = 0;
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            List<UUID> page = journeys.parcels(bucket, null, AT_ONCE);
            while (!page.isEmpty()) {
                int of = bucket;
                List<UUID> some = page;
                Done done = transactions.execute(status -> parcels(of, some));
                parcels += done.parcels;
                rawCount += done.raws;
                eventCount += done.events;
                page = journeys.parcels(bucket, page.getLast(), AT_ONCE);
            }
        }
        return new Done(parcels, rawCount, eventCount);
    }

    private Done parcels(int bucket, List<UUID> ids) {
        Map<UUID, TrackingNumber> first = journeys.lock(bucket, ids);
        Map<UUID, List<Raws.Replayed>> kept = raws.of(bucket, first.keySet());
        Map<UUID, List<Reported>> before = events.of(bucket, first.keySet());
        Map<UUID, ReadAnew> read = new LinkedHashMap<>();
        List<Events.OfParcel> corrected = new ArrayList<>();
        Map<String, List<Asks.Over>> facts = new HashMap<>();
        int eventCount = 0;
        for (UUID parcel : first.keySet()) {
            ReadAnew one =
                    ReadAnew.of(kept.getOrDefault(parcel, List.of()), before.getOrDefault(parcel, List.of()), sources);
            read.put(parcel, one);
            eventCount += one.reports().size();
            if (one.differs()) {
                one.reports().forEach(report -> corrected.add(new Events.OfParcel(parcel, report)));
            }
            one.facts().forEach((of, known) -> facts.computeIfAbsent(of.source(), source -> new ArrayList<>())
                    .add(Asks.Over.known(parcel, of.number(), known)));
        }
        events.forget(
                bucket,
                read.entrySet().stream()
                        .filter(one -> one.getValue().differs())
                        .map(Map.Entry::getKey)
                        .toList());
        events.add(bucket, corrected);
        facts.forEach((source, known) -> asks.remember(bucket, source, known));
        fold(bucket, first, read);
        return new Done(
                first.size(), kept.values().stream().mapToInt(List::size).sum(), eventCount);
    }

    private void fold(int bucket, Map<UUID, TrackingNumber> first, Map<UUID, ReadAnew> read) {
        Map<UUID, List<Asks.Ask>> asked = new HashMap<>();
        asks.of(bucket, first.keySet()).forEach(ask -> asked.computeIfAbsent(ask.parcelId(), id -> new ArrayList<>())
                .add(ask));
        List<Journeys.OfParcel> folded = new ArrayList<>();
        Map<UUID, Journey> anew = new HashMap<>();
        read.forEach((parcel, one) -> anew.put(
                parcel,
                fold.fold(KeepAnswers.parcel(
                        Objects.requireNonNull(first.get(parcel)),
                        one.reports(),
                        asked.getOrDefault(parcel, List.of())))));
        anew.forEach((parcel, journey) -> folded.add(new Journeys.OfParcel(parcel, journey)));
        journeys.correct(bucket, folded);
        keepAttention.keep(bucket, anew, new KeepAttention.Known(anew.keySet(), null, Set.of()));
    }
}
