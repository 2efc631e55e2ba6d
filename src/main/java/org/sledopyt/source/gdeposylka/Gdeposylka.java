package org.sledopyt.source.gdeposylka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.sledopyt.source.Stages;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * GdePosylka's API v4, a beta without a schema, written from its page and from answers met. Detection names the courier and so orders the tracker; the
 * tracker may say by a message that it is still collecting. Its list of status codes is not published and mixes hyphens with underscores;
 * times have no zone.
 */
public final class Gdeposylka extends JsonSource {

    private static final Times TIMES = Times.iso();

    /** Known clients wait that long for the first data. */
    private static final Duration COLLECTING = Duration.ofSeconds(15);

    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private final Words words = Words.beside(Gdeposylka.class);
    private final Map<String, String> couriers = new HashMap<>();

    Gdeposylka(Manifest manifest, Codes codes) {
        super(manifest, codes, "a parcel of GdePosylka");
        Csv.rows(Gdeposylka.class, "couriers.csv")
                .forEach(row -> couriers.put(Csv.cell(row, "slug"), Csv.cell(row, "carrier")));
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return get("detect/" + Request.joined(numbers, ","));
    }

    /** @param ticket courier and number, as the path names them */
    @Override
    public Request collect(String ticket, Credentials by) {
        return get(ticket);
    }

    private static Request get(String path) {
        return Request.getJson("/api/v4/tracker/" + path).with("Content-Type", "application/json");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode data = answer.path("data");
        if (!"success".equals(Json.text(answer, "result"))) {
            return Json.text(answer, "result") == null ? List.of() : error(raw, answer);
        }
        return data.isArray() ? detected(raw, data) : data.has("checkpoints") ? tracked(raw, answer, data) : List.of();
    }

    private List<Reading> error(Raw raw, JsonNode answer) {
        String messages = String.join("; ", Json.texts(answer, "messages"));
        String error = Json.text(answer, "error");
        return error == null || messages.isEmpty()
                ? faults.whole(raw, null, error == null ? messages : error)
                : faults.whole(raw, messages, error);
    }

    /** The first courier is the likeliest. None: nobody has such numbers. */
    private static List<Reading> detected(Raw raw, JsonNode data) {
        if (data.isEmpty()) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        return Json.list(data, "").stream()
                .filter(one -> Json.text(one, "courier.slug") != null && Json.text(one, "tracking_number") != null)
                .limit(1)
                .<Reading>map(one -> new Reading.Ordered(
                        Request.encode(Objects.requireNonNull(Json.text(one, "courier.slug"))) + "/"
                                + Request.encode(Objects.requireNonNull(Json.text(one, "tracking_number"))),
                        Duration.ofSeconds(1),
                        AT_MOST))
                .toList();
    }

    private List<Reading> tracked(Raw raw, JsonNode answer, JsonNode data) {
        String courier = Json.text(data, "courier.slug");
        List<SourceEvent> events = SourceEvent.oldestFirst(Json.list(data, "checkpoints").stream()
                .map(checkpoint -> event(checkpoint, courier))
                .toList());
        boolean collecting = !Json.at(answer, "messages").isEmpty();
        if (events.isEmpty() && collecting) {
            return List.of(new Reading.NotReady(COLLECTING));
        }
        return about(
                raw,
                List.of(new Reading.Found(
                        Answers.number(Json.text(data, "tracking_number")), events, facts(data, events))));
    }

    private SourceEvent event(JsonNode checkpoint, @Nullable String courier) {
        String written = Answers.code(Json.text(checkpoint, "status_code"));
        String code = written == null ? null : written.replace('_', '-');
        String said = Json.text(checkpoint, "status_name") + "\n" + Json.text(checkpoint, "status_raw");
        String slug = Json.text(checkpoint, "courier.slug");
        return new SourceEvent(
                        TIMES.read(Json.text(checkpoint, "time")),
                        Objects.requireNonNullElse(
                                Answers.plain(Json.text(checkpoint, "status_raw", "status_name")), ""),
                        code,
                        words.match(code, said, codes.match(code)),
                        Place.in(
                                null,
                                Json.text(checkpoint, "location_raw", "location_translated"),
                                Json.text(checkpoint, "location_zip_code"),
                                null))
                .by(carrier(slug == null ? courier : slug));
    }

    private @Nullable String carrier(@Nullable String slug) {
        String code = slug == null ? null : slug.toLowerCase(Locale.ROOT);
        return code == null ? null : couriers.getOrDefault(code, code);
    }

    private static Facts facts(JsonNode data, List<SourceEvent> events) {
        Facts facts = Facts.NONE
                .linked(Json.text(data, "tracking_number_secondary"), Facts.Link.Kind.REFERENCE, null)
                .linked(Json.text(data, "tracking_number_current"), Facts.Link.Kind.REPLACED_BY, null);
        boolean delivered = Json.is(data, "is_delivered")
                || events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        for (JsonNode extra : Json.list(data, "extra")) {
            var day = TIMES.day(more(extra, "shipment.delivery_date"));
            String service = more(extra, "service.name");
            facts = facts.linked(more(extra, "alternative.tracking_number"), Facts.Link.Kind.REFERENCE, null)
                    .withServiceLevel(service == null ? facts.serviceLevel() : service);
            facts = delivered || day == null ? facts : facts.with(Promise.on(day));
        }
        return delivered ? facts.with(Stages.of(Milestone.DELIVERED, "DELIVERED")) : facts;
    }

    /** Their names have dots in them; whether some stand for an inner object is not told. */
    private static @Nullable String more(JsonNode extra, String name) {
        String flat = Answers.text(extra.path("data"), name);
        return flat == null ? Json.text(extra.path("data"), name) : flat;
    }
}
