package org.sledopyt.source.hermesde;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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
import tools.jackson.databind.JsonNode;

/**
 * Hermes Germany's shipment information for business customers, written from a client of it. Each number has its statuses or a result with an
 * error, side by side in one answer.
 */
public final class HermesDe extends JsonSource {

    private final Times times;

    HermesDe(Manifest manifest, Codes codes) {
        super(manifest, codes, "shipment information of Hermes");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/services/hsi/shipmentinfo?"
                + numbers.stream()
                        .map(number -> "shipmentID=" + Request.encode(number.text()))
                        .collect(Collectors.joining("&")));
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitList(raw, "shipmentinfo", HermesDe::id);
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<Reading> readings = new ArrayList<>();
        for (JsonNode shipment : Json.list(answer, "shipmentinfo")) {
            TrackingNumber asked = raw.onlyAsked();
            TrackingNumber number = asked == null ? Answers.number(id(shipment)) : asked;
            String error = Json.text(shipment, "result.code");
            List<JsonNode> statuses = Json.list(shipment, "status");
            if (statuses.isEmpty() && error != null) {
                readings.add(faults.item(number, Json.text(shipment, "result.message"), error));
            } else if (shipment.has("status") || id(shipment) != null) {
                readings.add(shipment(number, shipment, statuses));
            }
        }
        return readings;
    }

    private Reading.Found shipment(@Nullable TrackingNumber number, JsonNode shipment, List<JsonNode> statuses) {
        List<SourceEvent> events =
                SourceEvent.oldestFirst(statuses.stream().map(this::event).toList());
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        var day = times.day(Json.text(shipment, "deliveryForecast.date"));
        return new Reading.Found(
                number,
                events,
                Facts.NONE
                        .between(null, Json.text(shipment, "receiverAddress.countryCode"))
                        .with(delivered ? null : Promise.between(day, day)));
    }

    private SourceEvent event(JsonNode status) {
        String code = Answers.code(Json.text(status, "code"));
        return new SourceEvent(
                times.read(Json.text(status, "timestamp")),
                Objects.requireNonNullElse(Json.text(status, "description"), ""),
                code,
                codes.match(code),
                Place.in(
                        Json.text(status, "scanningUnit.countryCode"),
                        Json.text(status, "scanningUnit.city"),
                        null,
                        Json.text(status, "scanningUnit.name")));
    }

    private static @Nullable String id(JsonNode shipment) {
        return Json.text(shipment, "shipmentID", "shipmentId");
    }
}
