package org.sledopyt.source.yandexdelivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.EventTime;
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

/**
 * Yandex's two delivery products, written from their pages of statuses and public clients. Other-day gives a history, its other calls one state or a
 * list of orders with one; express gives the state of a claim or a feed of changes. Names of returns and cancellations are many and follow a pattern, which
 * {@code codes.csv} holds. A new order's history is empty for some seconds: that is no error.
 */
public final class YandexDelivery extends JsonSource {

    private static final Times TIMES = Times.iso();

    YandexDelivery(Manifest manifest, Codes codes) {
        super(manifest, codes, "states of Yandex Delivery");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String id = Request.encode(numbers.getFirst().text());
        Request request = by.door().equals("express")
                ? Request.json("/b2b/cargo/integration/v2/claims/info?claim_id=" + id, Json.object())
                : Request.getJson("/api/b2b/platform/request/history?request_id=" + id);
        return request.with("Accept-Language", "ru");
    }

    /** The service's ids are in small letters, while ours are in capitals. */
    @Override
    public Request sign(Request request, Credentials by, Instant now) {
        int id = request.path().indexOf("_id=") + 4;
        String path =
                request.path().substring(0, id) + request.path().substring(id).toLowerCase(Locale.ROOT);
        return new Request(request.method(), path, request.headers(), request.body());
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<Reading.Found> found = new ArrayList<>();
        if (answer.path("state_history").isArray()) {
            found.add(order(answer, Json.list(answer, "state_history")));
        } else if (answer.path("state").isObject()) {
            found.add(order(answer, Json.list(answer, "state")));
        }
        Json.list(answer, "requests").stream()
                .filter(order -> Json.text(order, "request_id") != null)
                .forEach(order -> found.add(order(order, Json.list(order, "state"))));
        Map<String, List<JsonNode>> claims = new LinkedHashMap<>();
        (Json.text(answer, "id") != null ? List.of(answer) : Json.list(answer, "claims"))
                .stream()
                        .filter(claim -> Json.text(claim, "status") != null)
                        .forEach(claim ->
                                claims.put(Objects.requireNonNullElse(Json.text(claim, "id"), ""), List.of(claim)));
        Json.list(answer, "events").stream()
                .filter(change -> Json.text(change, "claim_id") != null && Json.text(change, "new_status") != null)
                .forEach(change -> claims.computeIfAbsent(
                                Objects.requireNonNull(Json.text(change, "claim_id")), id -> new ArrayList<>())
                        .add(change));
        claims.forEach((id, changes) -> found.add(new Reading.Found(
                Answers.number(id),
                SourceEvent.oldestFirst(changes.stream().map(this::express).toList()),
                Facts.NONE)));
        return about(raw, found);
    }

    private Reading.Found order(JsonNode order, List<JsonNode> states) {
        return new Reading.Found(
                Answers.number(Json.text(order, "request_id")),
                SourceEvent.oldestFirst(states.stream()
                        .filter(state -> Json.text(state, "status") != null)
                        .map(this::otherDay)
                        .toList()),
                Facts.NONE);
    }

    private SourceEvent otherDay(JsonNode state) {
        String code = Answers.code(Json.text(state, "status"));
        return new SourceEvent(
                time(state, "timestamp", "timestamp_utc"),
                Objects.requireNonNullElse(Json.text(state, "description", "status"), ""),
                code,
                codes.match(code),
                null);
    }

    private SourceEvent express(JsonNode change) {
        String status = Json.text(change, "new_status", "status");
        Codes.Match match = codes.match(status, "express");
        return new SourceEvent(
                time(change, "updated_ts", "created_ts"),
                Objects.requireNonNullElse(status, ""),
                Answers.code(status) + "/express",
                match,
                null);
    }

    /** Seconds since 1970 or ISO, in whichever of the fields. */
    private static EventTime time(JsonNode state, String... fields) {
        EventTime none = EventTime.none("");
        for (String field : fields) {
            String written = Json.text(state, field);
            EventTime epoch = TIMES.epoch(written);
            EventTime time = epoch.local() == null ? TIMES.read(written) : epoch;
            if (time.local() != null) {
                return time;
            }
            none = time.written().isEmpty() ? none : time;
        }
        return none;
    }
}
