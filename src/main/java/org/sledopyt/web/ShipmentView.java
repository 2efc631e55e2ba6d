package org.sledopyt.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.shipment.Shipments.Shipment;

/**
 * A shipment with the summary of its journey.
 *
 * @param checkedAt when the last source spoke about it
 * @param nextCheckAt when the next source is asked
 * @param carrier the one its owner chose by hand
 * @param extras what its sources want to know of the parcel; only for a single shipment, like {@code journey}
 */
record ShipmentView(
        UUID id,
        String title,
        String note,
        @Nullable String carrier,
        String number,
        List<String> numbers,
        Instant createdAt,
        @Nullable Instant archivedAt,
        boolean muted,
        String milestone,
        String sub,
        @Nullable Instant since,
        @Nullable Instant lastEventAt,
        @Nullable String lastText,
        @Nullable String place,
        @Nullable String country,
        @Nullable LocalDate promisedFrom,
        @Nullable LocalDate promisedTo,
        @Nullable Instant pickupUntil,
        boolean ended,
        List<AskView> sources,
        @Nullable Instant checkedAt,
        @Nullable Instant nextCheckAt,
        List<Extra> extras,
        @Nullable JourneyView journey) {

    /**
     * @param told this account told it; what it told is never given
     * @param missing a source waits for it
     */
    record Extra(NeedView need, boolean told, boolean missing) {}

    static ShipmentView of(Shipment shipment, List<AskView> asks, List<Extra> extras, @Nullable JourneyView journey) {
        return new ShipmentView(
                shipment.id(),
                shipment.title(),
                shipment.note(),
                shipment.carrier(),
                shipment.number(),
                numbers(shipment, asks),
                shipment.createdAt(),
                shipment.archivedAt(),
                shipment.muted(),
                shipment.milestone(),
                shipment.sub(),
                shipment.since(),
                shipment.lastEventAt(),
                shipment.lastText(),
                shipment.place(),
                shipment.country(),
                shipment.promisedFrom(),
                shipment.promisedTo(),
                shipment.pickupUntil(),
                shipment.ended(),
                asks,
                asks.stream()
                        .map(AskView::asOf)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(null),
                asks.stream()
                        .map(AskView::nextAt)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                extras,
                journey);
    }

    private static List<String> numbers(Shipment shipment, List<AskView> asks) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(shipment.number()),
                        asks.stream().map(AskView::number))
                .distinct()
                .toList();
    }
}
