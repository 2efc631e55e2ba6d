package org.sledopyt.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Journeys;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.shipment.Shipments.Shipment;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a source's word, or a whole number, off a parcel, because a person found that it is of another; and puts it back. What was said is
 * kept, the journey is told anew without it, and nobody is notified: what a person does is no news of the parcel.
 */
@Component
public class Detach {

    private final JdbcClient jdbc;
    private final Asks asks;
    private final Journeys journeys;
    private final Stories stories;
    private final Shipments shipments;
    private final SourceChoice choice;

    Detach(JdbcClient jdbc, Asks asks, Journeys journeys, Stories stories, Shipments shipments, SourceChoice choice) {
        this.jdbc = jdbc;
        this.asks = asks;
        this.journeys = journeys;
        this.stories = stories;
        this.shipments = shipments;
        this.choice = choice;
    }

    /** Whether the parcel has this number, asked of this source; {@code source} null: of any. */
    public boolean isOf(Shipment shipment, String number, @Nullable String source) {
        return asks.of(shipment.bucket(), List.of(shipment.parcelId())).stream()
                .anyMatch(ask -> ask.number().text().equals(number)
                        && (source == null || ask.source().equals(source)));
    }

    /** Whether nobody else follows the parcel: all who do see one journey. */
    public boolean isSoleFollower(Shipment shipment) {
        return shipments.followers(shipment.bucket(), shipment.parcelId()).size() <= 1;
    }

    /** @param source null: all sources of the number */
    @Transactional
    public void set(Shipment shipment, TrackingNumber number, @Nullable String source, boolean detached) {
        journeys.lock(shipment.bucket(), List.of(shipment.parcelId()));
        asks.detach(shipment.bucket(), shipment.parcelId(), number, source, detached ? shipment.accountId() : null);
        asks.nextTurn(shipment.bucket(), List.of(shipment.parcelId()), choice.open());
        journeys.summarise(
                shipment.bucket(),
                List.of(new Journeys.OfParcel(
                        shipment.parcelId(), stories.of(shipment.bucket(), shipment.parcelId()))));
        Wake.call(jdbc, "asks", shipment.bucket());
        Wake.call(jdbc, "journey", List.of(shipment.bucket() + ":" + shipment.parcelId()));
    }
}
