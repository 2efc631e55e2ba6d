package org.sledopyt.source.pecom;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;

/**
 * PECOM's cabinet API, written from a client of its OpenAPI document: the history of cargos, or their present state with dates in fields of their own. The ids of its
 * states are of a table that only the service has, so their Russian names are the codes. Times are the branch's, taken as Moscow's.
 */
public final class Pecom extends JsonSource {

    /** {@code Выдан ( мест 2 из 3 )}: so many pieces of so many. */
    private static final Pattern PIECES = Pattern.compile("(?iu)выдан\\s*\\(\\s*мест\\s*(\\d+)\\s*из\\s*(\\d+)\\s*\\)");

    private final Times times;

    Pecom(Manifest manifest, Codes codes) {
        super(manifest, codes, "cargos of PECOM");
        this.times = Times.iso()
                .or("dd.MM.uuuu H:mm:ss", "dd.MM.uuuu H:mm", "dd.MM.uuuu")
                .assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        var body = Json.object();
        var list = body.putArray("cargoCodes");
        numbers.forEach(number -> list.add(number.text()));
        return Request.json(by.door().equals("status") ? "/cargos/status/" : "/cargos/statusfullhistory/", body);
    }

    @Override
    public List<Raw> split(Raw raw) {
        boolean history = Answers.json(raw.body()).filter(JsonNode::isArray).isPresent();
        return splitList(raw, history ? "" : "cargos", Pecom::code);
    }

    private static @Nullable String code(JsonNode item) {
        return Json.text(item, "cargoCode", "cargo.code");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        boolean listed = answer.isArray() || answer.path("cargos").isArray();
        List<JsonNode> items = Json.list(answer, answer.isArray() ? "" : "cargos").stream()
                .filter(item -> code(item) != null || item.has("info") || item.has("statuses"))
                .toList();
        if (listed && items.isEmpty() && (answer.isArray() ? answer : answer.path("cargos")).isEmpty()) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        if (items.isEmpty() && code(answer) != null) {
            items = List.of(answer);
        }
        boolean wrong = raw.status() == 400 || "400".equals(Json.text(answer, "error.status"));
        if (items.isEmpty() && wrong && raw.onlyAsked() != null) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        return items.stream().map(item -> cargo(raw, item)).toList();
    }

    private Reading cargo(Raw raw, JsonNode item) {
        TrackingNumber named = Answers.number(code(item));
        TrackingNumber number = raw.onlyAsked() == null ? named : raw.onlyAsked();
        if (item.has("error") && !item.has("statuses") && !item.has("info")) {
            return faults.item(
                    number, Json.text(item, "error.message", "error.title"), Json.text(item, "error.status"));
        }
        List<SourceEvent> events = new ArrayList<>();
        for (JsonNode status : Json.list(item, "statuses")) {
            events.add(event(Json.text(status, "name"), times.read(Json.text(status, "date"))));
        }
        JsonNode info = item.path("info");
        for (String field : List.of("takeOnStockDateTime", "sendingDateTime", "arrivalDateTime")) {
            EventTime time = times.read(Json.text(info, field));
            if (time.local() != null) {
                events.add(new SourceEvent(time, "", Answers.code(field), codes.match(field), null));
            }
        }
        Facts facts = Facts.NONE.withWeightGrams(Json.grams(Json.text(item, "cargo.weight"), "kg"));
        String state = Json.text(info, "cargoStatus");
        if (state != null) {
            facts = facts.with(
                    match(state).how() == SourceEvent.How.NONE
                            ? null
                            : match(state).stage());
            EventTime at = stateAt(info, state);
            if (at.local() != null || events.isEmpty()) {
                events.add(event(state, at));
            }
        }
        boolean over = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        return new Reading.Found(
                number,
                SourceEvent.oldestFirst(events),
                over
                        ? facts
                        : facts.with(Promise.between(
                                times.day(Json.text(info, "arrivalPlanDateTime")),
                                times.day(Json.text(info, "deliveryPlanDate")))));
    }

    /** When the present state began, as far as one of the dates belongs to it. */
    private EventTime stateAt(JsonNode info, String state) {
        String written =
                switch (match(state).stage().milestone()) {
                    case DELIVERED -> Json.text(info, "receivedByClientDateTime", "giveOutDateTime");
                    case AVAILABLE_FOR_PICKUP -> Json.text(info, "arrivalDateTime");
                    default -> null;
                };
        return times.read(written);
    }

    private SourceEvent event(@Nullable String name, EventTime time) {
        String text = Objects.requireNonNullElse(name, "");
        return new SourceEvent(time, text, Answers.code(name), match(text), null);
    }

    /** All pieces handed out are no part of them. */
    private Codes.Match match(String name) {
        Matcher pieces = PIECES.matcher(name);
        boolean all = pieces.find() && pieces.group(1).equals(pieces.group(2));
        return codes.match(all ? "Выдан получателю" : name);
    }
}
