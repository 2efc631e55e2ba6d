package org.sledopyt.source.haypost;

import java.util.List;
import java.util.Objects;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;

/** Haypost's order tracking, written from a recorded answer. States are numbers without words; the table names those that are known. */
public final class HayPost extends JsonSource {

    private final Times times;

    HayPost(Manifest manifest, Codes codes) {
        super(manifest, codes, "an order of Haypost");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/Api/Order/Tracking/" + Request.joined(numbers, ","));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        return about(
                raw,
                Json.list(answer, "").stream()
                        .filter(order -> Json.text(order, "order.trackingId") != null
                                || !Json.list(order, "orderStateHistories").isEmpty())
                        .map(this::order)
                        .toList());
    }

    private Reading.Found order(JsonNode answer) {
        Facts facts = Facts.NONE
                .between(
                        Json.text(answer, "returnAddress.country.name"),
                        Json.text(answer, "orderDestinationAddress.country.name"))
                .withServiceLevel(Json.text(answer, "order.service.name"));
        return new Reading.Found(
                Answers.number(Json.text(answer, "order.trackingId")),
                SourceEvent.oldestFirst(Json.list(answer, "orderStateHistories").stream()
                        .map(this::event)
                        .toList()),
                facts);
    }

    private SourceEvent event(JsonNode state) {
        String code = Answers.code(Json.text(state, "stateId"));
        Codes.Match match = codes.match(code);
        return new SourceEvent(
                times.read(Json.text(state, "createDate")),
                Objects.requireNonNullElse(Json.text(state, "stateName"), match.name()),
                code,
                match,
                null);
    }
}
