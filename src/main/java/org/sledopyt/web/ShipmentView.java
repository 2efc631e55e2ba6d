package org.sledopyt.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.journey.Attentions;
import org.sledopyt.shipment.Expectation;
import org.sledopyt.shipment.Shipments.Shipment;

/**
 * A shipment with the summary of its journey.
 *
 * @param checkedAt when the last source spoke about it
 * @param nextCheckAt when the next source is asked
 * @param carrier the one its owner chose by hand
 * @param attentions what waits for its owner, the most urgent first
 * @param expected what its owner said of it; only for a single shipment
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
        List<AttentionView> attentions,
        List<Extra> extras,
        @Nullable Expected expected,
        @Nullable JourneyView journey) {

    /**
     * @param told this account told it; what it told is never given
     * @param missing a source waits for it
     */
    record Extra(NeedView need, boolean told, boolean missing) {}

    /** @param dismissed codes of what was put aside until the parcel moves */
    record Expected(
            @Nullable String country,
            @Nullable String city,
            @Nullable LocalDate sendBy,
            @Nullable String receipt,
            List<String> dismissed) {

        static Expected of(Expectation expectation) {
            return new Expected(
                    expectation.country(),
                    expectation.city(),
                    expectation.sendBy(),
                    expectation.receipt() == null ? null : expectation.receipt().name(),
                    expectation.dismissed().keySet().stream().sorted().toList());
        }
    }

    static ShipmentView of(
            Shipment shipment,
            List<AskView> asks,
            List<Extra> extras,
            @Nullable Expected expected,
            @Nullable JourneyView journey) {
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
                AttentionView.of(Attentions.read(shipment.attentions())),
                extras,
                expected,
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
