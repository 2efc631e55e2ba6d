package org.sledopyt.source.shipengine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Csv;
import org.sledopyt.source.EventTime;
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
 * ShipEngine (ShipStation API) tracking, written from its clients. It wants to be told the carrier, which {@code shapes.csv} tells from the number. An event
 * may have ShipEngine's detail, its coarse status, which the words refine, or only the carrier's words. A number it does not know has the status NY and no events.
 */
public final class Shipengine extends JsonSource {

    private static final Times TIMES = Times.iso();

    private record Shape(Pattern pattern, String carrier) {}

    private final Words words = Words.beside(Shipengine.class);
    private final List<Shape> shapes = Csv.rows(Shipengine.class, "shapes.csv").stream()
            .map(row -> new Shape(Pattern.compile(Csv.cell(row, "pattern")), Csv.cell(row, "carrier")))
            .toList();

    Shipengine(Manifest manifest, Codes codes) {
        super(manifest, codes, "tracking of ShipEngine");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String number = numbers.getFirst().text();
        String carrier = shapes.stream()
                .filter(shape -> shape.pattern.matcher(number).matches())
                .map(Shape::carrier)
                .findFirst()
                .orElse("usps");
        return Request.getJson("/v1/tracking?carrier_code=" + carrier + "&tracking_number=" + Request.encode(number));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode parcel = answer.path("data").isObject() ? answer.path("data") : answer;
        String status = Answers.code(Json.text(parcel, "status_code"));
        TrackingNumber number = Answers.number(Json.text(parcel, "tracking_number"));
        if (status == null && !parcel.path("events").isArray()) {
            return List.of();
        }
        return "NY".equals(status) && Json.list(parcel, "events").isEmpty()
                ? List.of(new Reading.NotFound(raw.onlyAsked() == null ? number : raw.onlyAsked()))
                : about(raw, List.of(parcel(number, parcel, status)));
    }

    private Reading.Found parcel(@Nullable TrackingNumber number, JsonNode parcel, @Nullable String status) {
        List<SourceEvent> events = new ArrayList<>(SourceEvent.oldestFirst(
                Json.list(parcel, "events").stream().map(this::event).toList()));
        Codes.Match summary = Stream.of(
                        codes.match("detail", Json.text(parcel, "status_detail_code")), codes.match("status", status))
                .filter(Shipengine::isKnown)
                .findFirst()
                .orElse(null);
        boolean delivered = summary != null && summary.stage().milestone() == Milestone.DELIVERED
                || events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        if (!events.isEmpty()
                && events.getLast().how() == SourceEvent.How.NONE
                && isKnown(codes.match("status", status))) {
            SourceEvent last = events.removeLast();
            events.add(new SourceEvent(
                    last.time(), last.text(), "status/" + status, codes.match("status", status), last.place()));
        }
        var day = TIMES.day(Json.text(parcel, "estimated_delivery_date"));
        Facts facts = Facts.NONE
                .with(summary == null ? null : summary.stage())
                .with(delivered ? null : Promise.between(day, day));
        return new Reading.Found(number, List.copyOf(events), facts);
    }

    private static boolean isKnown(Codes.Match match) {
        return match.how() != SourceEvent.How.NONE && match.stage().milestone() != Milestone.UNKNOWN;
    }

    private SourceEvent event(JsonNode event) {
        String text = Objects.requireNonNullElse(
                Answers.plain(Json.text(event, "description", "carrier_status_description", "status_description")), "");
        String detail = Answers.code(Json.text(event, "status_detail_code"));
        String status = Answers.code(Json.text(event, "status_code"));
        String code = Answers.code(Json.text(event, "event_code", "carrier_detail_code", "carrier_status_code"));
        Codes.Match match = words.match("-", text);
        if (isKnown(codes.match("detail", detail))) {
            code = "detail/" + detail;
            match = codes.match("detail", detail);
        } else if (isKnown(codes.match("status", status))) {
            code = "status/" + status;
            match = words.match(status, text, codes.match("status", status));
        }
        return new SourceEvent(time(event), text, code, match, place(event));
    }

    /** The carrier's own clock counts only where the moment is missing: it has no zone. */
    private static EventTime time(JsonNode event) {
        return TIMES.read(Json.text(event, "occurred_at", "carrier_occurred_at"));
    }

    private static @Nullable Place place(JsonNode event) {
        return Place.in(
                Json.text(event, "country_code"),
                Json.text(event, "city_locality"),
                Json.text(event, "postal_code"),
                null);
    }
}
