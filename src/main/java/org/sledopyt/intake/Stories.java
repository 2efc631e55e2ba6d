package org.sledopyt.intake;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Events;
import org.sledopyt.journey.Journey;
import org.sledopyt.journey.JourneyFold;
import org.sledopyt.journey.Journeys;
import org.sledopyt.source.Sources;
import org.springframework.stereotype.Component;

/** Tells the whole journey of a parcel, folded from its events at the moment it is asked for. */
@Component
public class Stories {

    private final Events events;
    private final Journeys journeys;
    private final Asks asks;
    private final JourneyFold fold;

    Stories(Events events, Journeys journeys, Asks asks, Sources sources) {
        this.events = events;
        this.journeys = journeys;
        this.asks = asks;
        this.fold = new JourneyFold(source -> sources.get(source).manifest());
    }

    /** @throws IllegalArgumentException if there is no such parcel */
    public Journey of(int bucket, UUID parcelId) {
        TrackingNumber first = journeys.firstNumber(bucket, parcelId)
                .orElseThrow(() -> new IllegalArgumentException("no parcel " + parcelId));
        return fold.fold(KeepAnswers.parcel(
                first,
                events.of(bucket, List.of(parcelId)).getOrDefault(parcelId, List.of()),
                asks.of(bucket, List.of(parcelId))));
    }

    /** The asks of many parcels, by parcel; one statement a bucket. */
    public Map<UUID, List<Asks.Ask>> asks(Map<Integer, List<UUID>> parcels) {
        Map<UUID, List<Asks.Ask>> found = new java.util.HashMap<>();
        parcels.forEach((bucket, ids) -> asks.of(bucket, ids)
                .forEach(ask -> found.computeIfAbsent(ask.parcelId(), id -> new java.util.ArrayList<>())
                        .add(ask)));
        return found;
    }
}
