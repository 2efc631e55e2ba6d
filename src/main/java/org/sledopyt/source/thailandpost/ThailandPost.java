package org.sledopyt.source.thailandpost;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Thailand Post's Track API, written from its description. The answer is keyed by number; an unknown one has an empty list. Years are the Buddha's, whatever the language.
 */
public final class ThailandPost extends JsonSource {

    private static final Times TIMES = Times.iso()
            .or("dd/MM/uuuu HH:mm:ssXXX", "dd/MM/uuuu HH:mm:ss", "dd/MM/uuuu HH:mm", "dd/MM/uuuu")
            .buddhist();

    ThailandPost(Manifest manifest, Codes codes) {
        super(manifest, codes, "items of Thailand Post");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        ObjectNode question = Json.object().put("status", "all").put("language", "EN");
        var barcodes = question.putArray("barcode");
        numbers.forEach(number -> barcodes.add(number.text()));
        return Request.json("/post/api/v1/track", question);
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitEntries(raw, "response.items");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode items = Json.at(answer, "response.items");
        if (items.isContainer()) {
            return items.isEmpty()
                    ? nothing(raw)
                    : Json.entries(answer, "response.items").stream()
                            .map(entry -> item(raw, entry))
                            .toList();
        }
        String message = Json.text(answer, "message");
        return message == null || Json.is(answer, "status") ? List.of() : faults.whole(raw, message, meaning(message));
    }

    private static List<Reading> nothing(Raw raw) {
        return raw.asked().isEmpty()
                ? List.of(new Reading.NotFound(null))
                : raw.asked().stream().<Reading>map(Reading.NotFound::new).toList();
    }

    private static @Nullable String meaning(String message) {
        String said = message.toLowerCase(Locale.ROOT);
        if (said.contains("token") || said.contains("authen") || said.contains("authori")) {
            return "bad token";
        }
        return said.contains("limit") || said.contains("exceed") ? "over limit" : null;
    }

    private Reading item(Raw raw, Map.Entry<String, JsonNode> entry) {
        TrackingNumber number = raw.onlyAsked() == null ? Answers.number(entry.getKey()) : raw.onlyAsked();
        List<SourceEvent> events = SourceEvent.oldestFirst(Json.list(entry.getValue(), "").stream()
                .filter(event -> Json.text(event, "status", "status_description") != null)
                .map(this::event)
                .toList());
        return events.isEmpty() ? new Reading.NotFound(number) : new Reading.Found(number, events, Facts.NONE);
    }

    private SourceEvent event(JsonNode event) {
        String status = Answers.code(Json.text(event, "status"));
        String refined = Answers.code(Json.text(event, "delivery_status"));
        return new SourceEvent(
                TIMES.read(Json.text(event, "status_date", "delivery_datetime")),
                Objects.requireNonNullElse(
                        Answers.plain(Json.text(event, "status_description", "delivery_description")), ""),
                status == null || refined == null ? status : status + "/" + refined,
                codes.match(status, refined),
                Place.of(null, null, Json.text(event, "postcode"), Json.text(event, "location")));
    }
}
