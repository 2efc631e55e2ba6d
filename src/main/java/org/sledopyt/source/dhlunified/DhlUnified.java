package org.sledopyt.source.dhlunified;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
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
 * DHL's one interface for all its divisions, written from the portal's description of Shipment Tracking – Unified 1.5. Its five codes are coarse; the texts say the
 * rest, in {@code words.csv}. What the document leaves open: times mostly lack an offset and are then the place's, and {@code id} may be a
 * number. One number may be known to several services.
 */
public final class DhlUnified extends JsonSource {

    private static final Times TIMES = Times.iso();

    /** Express writes who signed into the text. */
    private static final Pattern SIGNED_BY =
            Pattern.compile("(?i)(signed for by|signed by|unterschrieben von)\\s*:?.*");

    private final Words words = Words.beside(DhlUnified.class);

    DhlUnified(Manifest manifest, Codes codes) {
        super(manifest, codes, "shipments of DHL");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("trackingNumber", numbers.getFirst().text());
        String postcode = by.extra(numbers.getFirst(), "postcode");
        if (!postcode.isEmpty()) {
            query.put("recipientPostalCode", postcode);
        }
        return Request.getJson("/track/shipments?" + Request.query(query));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<JsonNode> shipments = Json.list(answer, "shipments");
        return shipments.isEmpty() && answer.path("shipments").isArray()
                ? List.of(new Reading.NotFound(raw.onlyAsked()))
                : about(raw, shipments.stream().map(this::shipment).toList());
    }

    private Reading.Found shipment(JsonNode shipment) {
        List<JsonNode> listed = Json.list(shipment, "events");
        List<SourceEvent> events = SourceEvent.oldestFirst((listed.isEmpty() ? Json.list(shipment, "status") : listed)
                .stream().map(this::event).toList());
        Facts facts = Facts.NONE
                .between(
                        Json.text(shipment, "origin.address.countryCode"),
                        Json.text(shipment, "destination.address.countryCode"))
                .withServiceLevel(Json.text(shipment, "details.product.productName"))
                .withWeightGrams(Json.grams(
                        Json.text(shipment, "details.weight.value"), Json.text(shipment, "details.weight.unitText")));
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        return new Reading.Found(
                Answers.number(Json.text(shipment, "id")), events, delivered ? facts : facts.with(promise(shipment)));
    }

    private SourceEvent event(JsonNode event) {
        String code = Json.text(event, "statusCode");
        String status = Objects.requireNonNullElse(Json.text(event, "status"), "");
        String text = Objects.requireNonNullElse(Json.text(event, "description", "status"), "");
        return new SourceEvent(
                TIMES.read(Json.text(event, "timestamp")),
                SIGNED_BY.matcher(text).replaceFirst("$1 …"),
                Answers.code(code),
                words.match(code, status + "\n" + text, codes.match(code)),
                Place.in(
                        Json.text(event, "location.address.countryCode"),
                        Json.text(event, "location.address.addressLocality"),
                        Json.text(event, "location.address.postalCode"),
                        null));
    }

    private static @Nullable Promise promise(JsonNode shipment) {
        LocalDate day = TIMES.day(Json.text(shipment, "estimatedTimeOfDelivery"));
        LocalDate from = TIMES.day(Json.text(shipment, "estimatedDeliveryTimeFrame.estimatedFrom"));
        LocalDate to = TIMES.day(Json.text(shipment, "estimatedDeliveryTimeFrame.estimatedThrough"));
        return from == null && to == null ? Promise.between(day, day) : Promise.between(from, to);
    }
}
