package org.sledopyt.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.AttentionRules;
import org.sledopyt.journey.Changes;
import org.sledopyt.journey.Events;
import org.sledopyt.journey.Journey;
import org.sledopyt.journey.JourneyFold;
import org.sledopyt.journey.Journeys;
import org.sledopyt.journey.Reported;
import org.sledopyt.shipment.Expectation.Receipt;
import org.sledopyt.shipment.Expectations;
import org.sledopyt.shipment.Shipments.Shipment;
import org.sledopyt.source.Sources;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** T2 without an answer: time went by, or a person said something, so what waits for people may have changed. */
@Component
public class LookAgain {

    private final JdbcClient jdbc;
    private final Journeys journeys;
    private final Events events;
    private final Asks asks;
    private final Changes changes;
    private final Expectations expectations;
    private final KeepAttention keepAttention;
    private final JourneyFold fold;
    private final java.time.Clock clock;

    LookAgain(
            JdbcClient jdbc,
            Journeys journeys,
            Events events,
            Asks asks,
            Changes changes,
            Expectations expectations,
            KeepAttention keepAttention,
            Sources sources,
            java.time.Clock clock) {
        this.jdbc = jdbc;
        this.journeys = journeys;
        this.events = events;
        this.asks = asks;
        this.changes = changes;
        this.expectations = expectations;
        this.keepAttention = keepAttention;
        this.fold = new JourneyFold(source -> sources.get(source).manifest());
        this.clock = clock;
    }

    /** Looks at parcels of a bucket because a moment has come. */
    @Transactional
    void look(int bucket, Set<UUID> parcels) {
        look(bucket, parcels, KeepAttention.Known.NOTHING);
    }

    /** The owner has it, or has not. */
    @Transactional
    public void receipt(Shipment shipment, Receipt receipt) {
        expectations.receipt(shipment.bucket(), shipment.id(), receipt, clock.instant());
        heard(shipment);
    }

    /** Its owner wants to hear no more of this until the parcel moves. */
    @Transactional
    public void dismiss(Shipment shipment, String code) {
        Map<UUID, Journey> held = hold(shipment.bucket(), Set.of(shipment.parcelId()));
        Journey journey = held.get(shipment.parcelId());
        if (journey != null) {
            expectations.dismiss(shipment.bucket(), shipment.id(), code, AttentionRules.movement(journey));
            heard(shipment);
        }
    }

    /** Its owner takes back every answer. */
    @Transactional
    public void recall(Shipment shipment) {
        expectations.recall(shipment.bucket(), shipment.id());
        heard(shipment);
    }

    /** Where it should arrive and by when it should be sent; null: not said. */
    @Transactional
    public void expect(
            Shipment shipment, @Nullable String country, @Nullable String city, java.time.@Nullable LocalDate sendBy) {
        expectations.expect(shipment.bucket(), shipment.id(), country, city, sendBy);
        heard(shipment);
    }

    /** What a person said is no news to them. */
    private void heard(Shipment shipment) {
        look(
                shipment.bucket(),
                Set.of(shipment.parcelId()),
                new KeepAttention.Known(Set.of(), shipment.id(), Set.of()));
    }

    private void look(int bucket, Set<UUID> parcels, KeepAttention.Known known) {
        KeepAttention.Found found = keepAttention.keep(bucket, hold(bucket, parcels), known);
        if (!found.changes().isEmpty()) {
            changes.add(found.changes());
            Wake.call(jdbc, "changes", bucket);
        }
        Wake.call(
                jdbc,
                "journey",
                found.touched().stream().map(parcel -> bucket + ":" + parcel).toList());
    }

    /** The journeys as they are, locked against other news until the transaction ends. */
    private Map<UUID, Journey> hold(int bucket, Collection<UUID> parcels) {
        Map<UUID, TrackingNumber> first = journeys.lock(bucket, parcels);
        Map<UUID, List<Reported>> reports = events.of(bucket, first.keySet());
        Map<UUID, List<Asks.Ask>> asked = new HashMap<>();
        asks.of(bucket, first.keySet())
                .forEach(ask -> asked.computeIfAbsent(ask.parcelId(), id -> new java.util.ArrayList<>())
                        .add(ask));
        Map<UUID, Journey> held = new HashMap<>();
        first.forEach((parcel, number) -> held.put(
                parcel,
                fold.fold(KeepAnswers.parcel(
                        number, reports.getOrDefault(parcel, List.of()), asked.getOrDefault(parcel, List.of())))));
        return held;
    }
}
