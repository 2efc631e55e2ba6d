package org.sledopyt.source.ship24;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * Ship24, an aggregator, written from its OpenAPI document: one call registers a number and reads it. Its codes are fine where it gives any; else the coarse
 * milestone and the carrier's words. A number that is registered and unknown is {@code pending}.
 */
public final class Ship24 extends JsonSource {

    private static final Times TIMES = Times.iso();

    private final Words words = Words.general(Ship24.class);
    private final Map<String, String> couriers = Csv.named(Ship24.class, "couriers.csv");

    Ship24(Manifest manifest, Codes codes) {
        super(manifest, codes, "trackings of Ship24");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.json(
                "/trackers/track",
                Json.object().put("trackingNumber", numbers.getFirst().text()));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<JsonNode> trackings = Stream.of("data.trackings", "trackings", "data.tracking", "tracking")
                .map(path -> Json.list(answer, path))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<Reading.Found> found = trackings.stream().map(this::tracking).toList();
        boolean unknown = !trackings.isEmpty()
                && trackings.stream()
                        .allMatch(one -> Json.list(one, "events").isEmpty()
                                && "pending".equals(Json.text(one, "shipment.statusMilestone")));
        return unknown && raw.kind() != Raw.Kind.PUSHED
                ? List.of(new Reading.NotFound(
                        raw.onlyAsked() == null ? found.getFirst().number() : raw.onlyAsked()))
                : about(raw, found);
    }

    private Reading.Found tracking(JsonNode tracking) {
        String number = Json.text(tracking, "tracker.trackingNumber", "events.trackingNumber");
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(tracking, "events").stream().map(this::event).toList());
        String at = "shipment.";
        Facts facts = Facts.NONE
                .between(
                        Json.text(tracking, at + "originCountryCode"),
                        Json.text(tracking, at + "destinationCountryCode"))
                .withServiceLevel(Json.text(tracking, at + "delivery.service"));
        for (JsonNode other : Json.list(tracking, at + "trackingNumbers")) {
            String tn = Json.text(other, "tn");
            boolean same = Objects.equals(Answers.number(tn), Answers.number(number));
            facts = same ? facts : facts.linked(tn, Facts.Link.Kind.LAST_MILE, null);
        }
        Codes.Match summary = codes.match(Json.text(tracking, at + "statusCode", at + "statusMilestone"));
        facts = summary.how() == SourceEvent.How.NONE ? facts : facts.with(summary.stage());
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        return new Reading.Found(Answers.number(number), events, delivered ? facts : facts.with(promise(tracking)));
    }

    private static @Nullable Promise promise(JsonNode tracking) {
        String at = "shipment.delivery.";
        var day = TIMES.day(Json.text(tracking, at + "estimatedDeliveryDate", at + "courierEstimatedDeliveryDate"));
        return day == null
                ? Promise.between(
                        TIMES.day(Json.text(tracking, at + "courierEstimatedDeliveryDate.from")),
                        TIMES.day(Json.text(tracking, at + "courierEstimatedDeliveryDate.to")))
                : Promise.on(day);
    }

    private SourceEvent event(JsonNode event) {
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(event, "status")), "");
        String code = Answers.code(Json.text(event, "statusCode"));
        String milestone = Answers.code(Json.text(event, "statusMilestone"));
        boolean fine = codes.match(code).how() != SourceEvent.How.NONE || milestone == null;
        Codes.Match known = codes.match(fine ? code : milestone);
        String courier = Json.text(event, "courierCode");
        return new SourceEvent(
                        TIMES.readAt(Json.text(event, "occurrenceDatetime", "datetime"), Json.text(event, "utcOffset")),
                        text,
                        fine ? code : milestone,
                        fine && known.how() != SourceEvent.How.NONE ? known : words.refine(milestone, text, known),
                        Place.in(null, Json.text(event, "location"), null, null))
                .by(courier == null ? null : couriers.getOrDefault(courier, courier));
    }
}
