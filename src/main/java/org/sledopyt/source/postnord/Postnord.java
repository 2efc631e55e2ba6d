package org.sledopyt.source.postnord;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
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
 * PostNord's Track &amp; Trace v5. A number is that of a shipment or of one of its items; the item asked for counts, else the newest. The status beside an event
 * decides, its text refines it. Older answers wrote UTC without saying so. Nothing known is an empty list, with or without a fault beside it.
 */
public final class Postnord extends JsonSource {

    private static final Times TIMES = Times.iso().assuming("UTC");

    private final Words words = Words.beside(Postnord.class);

    Postnord(Manifest manifest, Codes codes) {
        super(manifest, codes, "shipments of PostNord");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/rest/shipment/v5/trackandtrace/findByIdentifier.json?id="
                + Request.joined(numbers, ",") + "&locale=en");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode response = answer.has("TrackingInformationResponse")
                ? answer.path("TrackingInformationResponse")
                : answer.path("trackingInformationResponse");
        List<JsonNode> shipments = Json.list(response, "shipments");
        if (!shipments.isEmpty()) {
            return about(raw, shipments.stream().flatMap(this::items).toList());
        }
        List<JsonNode> listed = Json.list(response, "compositeFault.faults");
        String told = listed.isEmpty() ? null : Json.text(listed.getFirst(), "explanationText");
        if (!listed.isEmpty() && isTrouble(Objects.requireNonNullElse(told, ""))) {
            return List.of(new Reading.Refused(Reading.Refusal.OUTAGE, Answers.retryAfter(raw), Answers.line(told)));
        }
        if (!listed.isEmpty()) {
            Reading known = faults.item(raw.onlyAsked(), told, Json.text(listed.getFirst(), "faultCode"));
            return List.of(known instanceof Reading.Rejected ? known : new Reading.NotFound(raw.onlyAsked()));
        }
        return response.path("shipments").isArray() ? List.of(new Reading.NotFound(raw.onlyAsked())) : List.of();
    }

    private static boolean isTrouble(String told) {
        return Stream.of("internal", "unavailable", "timeout", "timed out", "try again")
                .anyMatch(told.toLowerCase(Locale.ROOT)::contains);
    }

    private Stream<Reading.Found> items(JsonNode shipment) {
        List<JsonNode> items = Json.list(shipment, "items");
        return items.isEmpty()
                ? Stream.of(item(shipment, shipment))
                : items.stream().map(item -> item(shipment, item));
    }

    private Reading.Found item(JsonNode shipment, JsonNode item) {
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(item, "events").stream().map(this::event).toList());
        String status = Json.text(item, "status");
        Codes.Match match = codes.match(status == null ? Json.text(shipment, "status") : status);
        String measured = Json.text(item, "statedMeasurement.weight.value") == null
                ? "assessedMeasurement.weight."
                : "statedMeasurement.weight.";
        Integer weight = Json.grams(Json.text(item, measured + "value"), Json.text(item, measured + "unit"));
        boolean delivered = match.stage().milestone() == Milestone.DELIVERED
                || events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        Facts facts = Facts.NONE
                .between(
                        Json.text(shipment, "consignor.address.countryCode", "consignor.address.country"),
                        Json.text(shipment, "consignee.address.countryCode", "consignee.address.country"))
                .withServiceLevel(Json.text(shipment, "service.name"))
                .withWeightGrams(weight == null ? total(shipment) : weight)
                .with(match.how() == SourceEvent.How.NONE ? null : match.stage());
        var day = TIMES.day(Json.text(shipment, "estimatedTimeOfArrival"));
        return new Reading.Found(
                Answers.number(Json.text(item, "itemId", "shipmentId")),
                events,
                delivered ? facts : facts.with(Promise.between(day, day)));
    }

    /** The weight of the shipment is that of its item if there is one only. */
    private static @Nullable Integer total(JsonNode shipment) {
        return Json.list(shipment, "items").size() > 1
                ? null
                : Json.grams(Json.text(shipment, "totalWeight.value"), Json.text(shipment, "totalWeight.unit"));
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "status"));
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(event, "eventDescription")), "");
        String office = Json.text(event, "location.displayName", "location.name");
        String city = Json.text(event, "location.city");
        return new SourceEvent(
                TIMES.read(Json.text(event, "eventTime")),
                text,
                code,
                words.match(code, text, codes.match(code)),
                Place.in(
                        Json.text(event, "location.countryCode", "location.country"),
                        city,
                        Json.text(event, "location.postcode", "location.postalCode"),
                        Objects.equals(office, city) ? null : office));
    }
}
