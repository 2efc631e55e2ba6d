package org.sledopyt.source.dellin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * Dellin's history of order states, written from the carrier's page. The key is in the body; the answer is keyed by the number asked. How an unknown number
 * is answered is not told: an error about it and an empty list are both taken for that.
 */
public final class Dellin extends JsonSource {

    private static final Times TIMES = Times.iso();

    Dellin(Manifest manifest, Codes codes) {
        super(manifest, codes, "histories of Dellin");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        ObjectNode question = Json.object().put("appkey", by.value("appkey"));
        var documents = question.putArray("docIds");
        numbers.forEach(number -> documents.add(number.text()));
        return Request.json("/v3/orders/statuses_history.json", question);
    }

    /** An answer without histories has its errors beside them. */
    @Override
    public List<Raw> split(Raw raw) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        return answer == null || Json.entries(answer, "data.statusHistory").isEmpty()
                ? List.of(raw)
                : splitEntries(raw, "data.statusHistory");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode histories = Json.at(answer, "data.statusHistory");
        List<JsonNode> errors = Json.list(answer, "errors");
        if (!histories.isContainer() || histories.isEmpty() && !errors.isEmpty()) {
            return errors.isEmpty() ? List.of() : errors(raw, answer, errors.getFirst());
        }
        if (histories.isEmpty()) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        return Json.entries(answer, "data.statusHistory").stream()
                .map(entry -> history(raw, entry))
                .toList();
    }

    /** An error about numbers tells which only in its words, if at all. */
    private List<Reading> errors(Raw raw, JsonNode answer, JsonNode error) {
        String told = Stream.of("title", "detail")
                .map(field -> text(error, field))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
        List<String> codes = new ArrayList<>();
        Json.texts(error, "fields").forEach(field -> codes.add("field " + field));
        codes.add(text(error, "code"));
        codes.add(text(answer, "metadata.status"));
        List<Reading> readings = faults.whole(raw, told, codes.toArray(String[]::new));
        if (raw.asked().size() < 2 || !readings.stream().allMatch(Reading.NotFound.class::isInstance)) {
            return readings;
        }
        List<Reading> named = raw.asked().stream()
                .filter(number -> told.contains(number.text()))
                .<Reading>map(Reading.NotFound::new)
                .toList();
        return named.isEmpty()
                ? List.of(new Reading.Unreadable("an error about one of several numbers: " + told))
                : named;
    }

    private static String text(JsonNode error, String field) {
        return Objects.requireNonNullElse(Json.text(error, field), "");
    }

    private Reading history(Raw raw, Map.Entry<String, JsonNode> entry) {
        TrackingNumber number = raw.onlyAsked() == null ? Answers.number(entry.getKey()) : raw.onlyAsked();
        List<JsonNode> states = Json.list(entry.getValue(), "").stream()
                .filter(state -> Json.text(state, "state", "stateName") != null)
                .toList();
        return states.isEmpty()
                ? new Reading.NotFound(number)
                : new Reading.Found(
                        number,
                        SourceEvent.oldestFirst(states.stream().map(this::event).toList()),
                        Facts.NONE);
    }

    /** The detail counts where the state itself is new; its words are always the better ones. */
    private SourceEvent event(JsonNode state) {
        String code = code(state, "state");
        Codes.Match match = codes.match(code);
        if (match.how() == SourceEvent.How.NONE) {
            String detail = code(state, "detailedStatus");
            Codes.Match fine = codes.match(detail);
            match = fine.how() == SourceEvent.How.NONE ? match : fine;
            code = fine.how() == SourceEvent.How.NONE ? code : detail;
        }
        EventTime time = TIMES.read(Json.text(state, "stateDate", "detailedStatusDate"));
        return new SourceEvent(
                time,
                Objects.requireNonNullElse(Json.text(state, "detailedStatusRus", "stateName"), ""),
                code,
                match,
                null);
    }

    private static @Nullable String code(JsonNode state, String field) {
        String code = Answers.code(Json.text(state, field));
        return code == null ? null : code.toLowerCase(Locale.ROOT);
    }
}
