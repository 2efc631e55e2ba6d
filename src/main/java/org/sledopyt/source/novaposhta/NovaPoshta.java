package org.sledopyt.source.novaposhta;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nova Poshta's JSON API v2, written from its description. It gives one state of a parcel and no history: each new state becomes an event at the
 * moment the service names. One object has five patterns of dates, all of Kyiv; what is empty may be a text, a zero, a list or a flag.
 * Phones open personal fields and are never sent.
 */
public final class NovaPoshta extends JsonSource {

    private static final Pattern INVALID = Pattern.compile("Invalid DocumentNumber:?\\s*(\\S+)");

    private final Times times;

    NovaPoshta(Manifest manifest, Codes codes) {
        super(manifest, codes, "documents of Nova Poshta");
        this.times = Times.iso()
                .or("dd-MM-uuuu HH:mm:ss", "dd.MM.uuuu HH:mm:ss", "HH:mm dd.MM.uuuu", "dd-MM-uuuu", "dd.MM.uuuu")
                .assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        ObjectNode question = Json.object()
                .put("apiKey", by.value("key"))
                .put("modelName", "TrackingDocument")
                .put("calledMethod", "getStatusDocuments");
        var documents = question.putObject("methodProperties").putArray("Documents");
        numbers.forEach(number -> documents.addObject().put("DocumentNumber", number.text()));
        return Request.json("/v2.0/json/", question);
    }

    /** An answer without documents has its errors beside the list. */
    @Override
    public List<Raw> split(Raw raw) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        return answer == null || answer.path("data").isEmpty()
                ? List.of(raw)
                : splitList(raw, "data", document -> Json.text(document, "Number"));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        if (!answer.path("data").isArray()) {
            return List.of();
        }
        List<JsonNode> documents = Json.list(answer, "data");
        if (!documents.isEmpty()) {
            return documents.stream().map(document -> document(raw, document)).toList();
        }
        List<String> errors = Json.texts(answer, "errors");
        return errors.isEmpty() && raw.onlyAsked() != null && raw.status() == 200
                ? List.of(new Reading.Unreadable("the answer does not mention the number"))
                : errors(raw, answer, errors);
    }

    /** Numbers in a wrong form are named in the warnings; the others of the call were not looked at. */
    private List<Reading> errors(Raw raw, JsonNode answer, List<String> errors) {
        String told = String.join("; ", errors);
        List<Reading> rejected = Json.texts(answer, "warnings").stream()
                .flatMap(warning -> INVALID.matcher(warning).results().map(found -> found.group(1)))
                .map(Answers::number)
                .filter(Objects::nonNull)
                .<Reading>map(number -> new Reading.Rejected(number, told))
                .toList();
        if (!rejected.isEmpty() && raw.asked().size() != 1) {
            return rejected;
        }
        List<String> codes = new ArrayList<>(Json.texts(answer, "errorCodes"));
        codes.addAll(errors);
        return codes.isEmpty() ? List.of() : faults.whole(raw, told, codes.toArray(String[]::new));
    }

    private Reading document(Raw raw, JsonNode document) {
        TrackingNumber number =
                raw.onlyAsked() == null ? Answers.number(Json.text(document, "Number")) : raw.onlyAsked();
        String code = Answers.code(Json.text(document, "StatusCode"));
        if ("3".equals(code)) {
            return new Reading.NotFound(number);
        }
        if (code == null && Json.text(document, "Status") == null) {
            return faults.item(number, "a document without a state");
        }
        Codes.Match match = codes.match(code);
        Milestone milestone = match.stage().milestone();
        SourceEvent event = new SourceEvent(
                at(document),
                Objects.requireNonNullElse(Json.text(document, "Status"), ""),
                code,
                match,
                place(document, milestone));
        Facts facts = Facts.NONE.withWeightGrams(Json.grams(Json.text(document, "DocumentWeight"), "kg"));
        boolean redirected = "Redirecting".equals(Json.text(document, "LastCreatedOnTheBasisDocumentType"));
        facts = facts.linked(
                Json.text(document, "LastCreatedOnTheBasisNumber"),
                redirected ? Facts.Link.Kind.REPLACED_BY : Facts.Link.Kind.RETURN,
                "nova-poshta");
        var scheduled = times.day(Json.text(document, "ScheduledDeliveryDate"));
        boolean open = milestone != Milestone.DELIVERED && milestone != Milestone.RETURN;
        return new Reading.Found(
                number, List.of(event), open ? facts.with(Promise.between(scheduled, scheduled)) : facts);
    }

    private EventTime at(JsonNode document) {
        List<EventTime> given = Stream.of("TrackingUpdateDate", "DateScan", "DateCreated")
                .map(field -> Json.text(document, field))
                .filter(Objects::nonNull)
                .map(times::read)
                .toList();
        return given.stream()
                .filter(time -> time.local() != null)
                .findFirst()
                .orElseGet(() -> given.isEmpty() ? EventTime.none("") : given.getFirst());
    }

    private static @Nullable Place place(JsonNode document, Milestone milestone) {
        boolean there = milestone == Milestone.AVAILABLE_FOR_PICKUP || milestone == Milestone.DELIVERED;
        return there
                ? Place.of(null, Json.text(document, "CityRecipient"), null, Json.text(document, "WarehouseRecipient"))
                : null;
    }
}
