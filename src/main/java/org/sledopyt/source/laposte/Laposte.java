package org.sledopyt.source.laposte;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;

/**
 * La Poste's "Suivi v2" for its three brands, written from the portal's description. One number is answered by an object, several by a list
 * with HTTP 207, so the status of the call says nothing: each object has its own {@code returnCode}. {@code ET1} is movement, whatever
 * others make of it.
 */
public final class Laposte extends JsonSource {

    private final Times times;

    Laposte(Manifest manifest, Codes codes) {
        super(manifest, codes, "shipments of La Poste");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/suivi/v2/idships/" + Request.joined(numbers, ",") + "?lang=en_GB");
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitList(raw, "", Laposte::idShip);
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        return answer.isArray() || answer.path("shipment").isObject()
                ? Json.list(answer, "").stream().map(item -> item(raw, item)).toList()
                : List.of();
    }

    private Reading item(Raw raw, JsonNode item) {
        TrackingNumber number = raw.onlyAsked() == null ? Answers.number(idShip(item)) : raw.onlyAsked();
        JsonNode shipment = item.path("shipment");
        if (!shipment.isObject()) {
            return faults.item(number, Json.text(item, "returnMessage"), Json.text(item, "returnCode"));
        }
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(shipment, "event").stream().map(this::event).toList());
        Facts facts = Facts.NONE
                .between(
                        Json.text(shipment, "contextData.originCountry"),
                        Json.text(shipment, "contextData.arrivalCountry"))
                .withServiceLevel(Json.text(shipment, "product"));
        var estimated = times.day(Json.text(shipment, "estimDate"));
        return new Reading.Found(
                number,
                events,
                Json.is(shipment, "isFinal") ? facts : facts.with(Promise.between(estimated, estimated)));
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "code"));
        return new SourceEvent(
                times.read(Json.text(event, "date")),
                Objects.requireNonNullElse(Answers.plain(Json.text(event, "label")), ""),
                code,
                codes.match(code, "colissimo"),
                null);
    }

    private static @Nullable String idShip(JsonNode item) {
        return Json.text(item, "shipment.idShip", "idShip");
    }
}
