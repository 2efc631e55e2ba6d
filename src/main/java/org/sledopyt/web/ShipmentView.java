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
 * @param journey only for a single shipment
 */
record ShipmentView(
        UUID id,
        String title,
        String note,
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
        @Nullable JourneyView journey) {

    static ShipmentView of(Shipment shipment, List<AskView> asks, @Nullable JourneyView journey) {
        return new ShipmentView(
                shipment.id(),
                shipment.title(),
                shipment.note(),
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
