package org.sledopyt.source.ukrposhta;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Countries;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Ukrposhta's status tracking, written from its description. Several numbers are answered by an object keyed by number and a list of the unknown ones; one by a bare list, its last event by an
 * object. A hand-over to the sender has the code of a delivery and says so in the reason only.
 */
public final class Ukrposhta extends JsonSource {

    private final Times times;
    private final Words words = Words.beside(Ukrposhta.class);

    Ukrposhta(Manifest manifest, Codes codes) {
        super(manifest, codes, "statuses of Ukrposhta");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        var barcodes = JsonNodeFactory.instance.arrayNode();
        numbers.forEach(number -> barcodes.add(number.text()));
        return Request.json("/status-tracking/0.0.1/statuses/with-not-found", barcodes);
    }

    /** Without the numbers asked for, the list of unknown ones has to stay with the answer. */
    @Override
    public List<Raw> split(Raw raw) {
        return raw.asked().isEmpty() ? List.of(raw) : splitEntries(raw, "found");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        if (answer.has("found") || answer.has("notFound")) {
            return batch(raw, answer);
        }
        List<JsonNode> events =
                Json.list(answer, "").stream().filter(Ukrposhta::isEvent).toList();
        if (events.isEmpty()) {
            return answer.isArray() && answer.isEmpty() ? List.of(new Reading.NotFound(raw.onlyAsked())) : List.of();
        }
        Map<String, List<JsonNode>> byNumber = new LinkedHashMap<>();
        events.forEach(event -> byNumber.computeIfAbsent(
                        Objects.requireNonNullElse(Json.text(event, "barcode"), ""), number -> new ArrayList<>())
                .add(event));
        return about(
                raw,
                byNumber.entrySet().stream()
                        .map(entry -> found(Answers.number(entry.getKey()), entry.getValue()))
                        .toList());
    }

    private List<Reading> batch(Raw raw, JsonNode answer) {
        List<Reading> readings = Stream.concat(
                        Json.entries(answer, "found").stream().map(entry -> entry(entry.getKey(), entry.getValue())),
                        Json.texts(answer, "notFound").stream()
                                .<Reading>map(number -> new Reading.NotFound(Answers.number(number))))
                .toList();
        return readings.isEmpty() && raw.onlyAsked() != null
                ? List.of(new Reading.NotFound(raw.onlyAsked()))
                : readings;
    }

    private Reading entry(String number, JsonNode listed) {
        List<JsonNode> events =
                Json.list(listed, "").stream().filter(Ukrposhta::isEvent).toList();
        TrackingNumber named = Answers.number(number);
        return events.isEmpty() ? new Reading.NotFound(named) : found(named, events);
    }

    private static boolean isEvent(JsonNode node) {
        return Json.text(node, "event", "eventName") != null;
    }

    private Reading.Found found(@Nullable TrackingNumber number, List<JsonNode> events) {
        return new Reading.Found(
                number, SourceEvent.oldestFirst(events.stream().map(this::event).toList()), Facts.NONE);
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "event"));
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(event, "eventName")), "");
        String said = text + "\n" + Json.text(event, "eventReason");
        Codes.Match match = words.match(code, said, codes.match(code));
        String country = Json.text(event, "country");
        return new SourceEvent(
                times.read(Json.text(event, "date")),
                text,
                code,
                match.how() == SourceEvent.How.NONE ? words.match("other", said) : match,
                Place.of(
                        "Україна".equals(country) ? "UA" : Countries.code(country),
                        null,
                        Json.text(event, "index"),
                        Json.text(event, "name")));
    }
}
