package org.sledopyt.source.easypost;

import java.util.List;
import java.util.Locale;
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
import org.sledopyt.source.Signature;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * EasyPost, an aggregator, written from its client's recorded answers: to create a tracker is to read it, as often as one likes. Its ten codes are coarse; {@code status_detail}
 * refines some, the carrier's message the rest. What it does not know is {@code unknown}, never an error.
 */
public final class Easypost extends JsonSource {

    private static final Times TIMES = Times.iso();

    private final Words words = Words.general(Easypost.class);
    private final Map<String, String> couriers = Csv.named(Easypost.class, "couriers.csv");

    Easypost(Manifest manifest, Codes codes) {
        super(manifest, codes, "a tracker of EasyPost");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        var body = Json.object();
        body.putObject("tracker").put("tracking_code", numbers.getFirst().text());
        return Request.json("/trackers", body);
    }

    @Override
    public boolean verify(Raw pushed, Credentials by) {
        String secret = by.value("webhook_secret");
        return !secret.isEmpty()
                && Signature.same(
                        Signature.hex(Signature.hmacSha256(secret, pushed.body())), pushed.header("x-hmac-signature"));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<JsonNode> trackers = Stream.of("trackers", "result", "")
                .flatMap(path -> Json.list(answer, path).stream())
                .filter(one -> one.has("tracking_code") || one.has("tracking_details"))
                .toList();
        List<Reading.Found> found = trackers.stream().map(this::tracker).toList();
        boolean unknown = !trackers.isEmpty()
                && trackers.stream()
                        .allMatch(one -> Json.list(one, "tracking_details").isEmpty()
                                && "unknown".equals(Json.text(one, "status")));
        return unknown && raw.kind() != Raw.Kind.PUSHED
                ? List.of(new Reading.NotFound(
                        raw.onlyAsked() == null ? found.getFirst().number() : raw.onlyAsked()))
                : about(raw, found);
    }

    private Reading.Found tracker(JsonNode tracker) {
        String carrier = carrier(Json.text(tracker, "carrier"));
        List<SourceEvent> events = SourceEvent.oldestFirst(Json.list(tracker, "tracking_details").stream()
                .map(this::event)
                .map(event -> event.carrier() == null ? event.by(carrier) : event)
                .toList());
        Codes.Match summary = codes.match(Json.text(tracker, "status"), Json.text(tracker, "status_detail"));
        Facts facts = Facts.NONE
                .with(summary.how() == SourceEvent.How.NONE ? null : summary.stage())
                .between(
                        Json.text(tracker, "carrier_detail.origin_tracking_location.country"),
                        Json.text(tracker, "carrier_detail.destination_tracking_location.country"))
                .withServiceLevel(Json.text(tracker, "carrier_detail.service"))
                .withWeightGrams(Json.grams(Json.text(tracker, "weight"), "oz"))
                .linked(Json.text(tracker, "carrier_detail.alternate_identifier"), Facts.Link.Kind.LAST_MILE, null)
                .linked(Json.text(tracker, "id"), Facts.Link.Kind.REFERENCE, null);
        var day = TIMES.day(Json.text(tracker, "carrier_detail.est_delivery_date_local", "est_delivery_date"));
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        return new Reading.Found(
                Answers.number(Json.text(tracker, "tracking_code")),
                events,
                day == null || delivered ? facts : facts.with(Promise.on(day)));
    }

    private SourceEvent event(JsonNode event) {
        String status = Answers.code(Json.text(event, "status"));
        String detail = Answers.code(Json.text(event, "status_detail"));
        boolean fine =
                status != null && detail != null && !codes.match(status, detail).equals(codes.match(status));
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(event, "message", "description")), "");
        String at = "tracking_location.";
        return new SourceEvent(
                        TIMES.read(Json.text(event, "datetime")),
                        text,
                        fine ? status + "/" + detail : status,
                        fine ? codes.match(status, detail) : words.refine(status, text, codes.match(status)),
                        Place.in(
                                Json.text(event, at + "country"),
                                Json.text(event, at + "city"),
                                Json.text(event, at + "zip"),
                                null))
                .by(carrier(Json.text(event, "source")));
    }

    private @Nullable String carrier(@Nullable String name) {
        return name == null ? null : couriers.get(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
    }
}
