package org.sledopyt.source.royalmail;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
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
 * Royal Mail's tracking API v2, written from its description. {@code mailPieces} is one object in the answer with all events and a list in the
 * answer with the last events of up to thirty items. The last event of all has a summary beside it, which decides if its code is new.
 */
public final class RoyalMail extends JsonSource {

    private static final Times TIMES = Times.iso();

    private final Words words = Words.beside(RoyalMail.class);

    RoyalMail(Manifest manifest, Codes codes) {
        super(manifest, codes, "mail pieces of Royal Mail");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String path = by.door().equals("summary") || numbers.size() > 1
                ? "/mailpieces/v2/summary?mailPieceId=" + Request.joined(numbers, ",")
                : "/mailpieces/v2/" + Request.joined(numbers, ",") + "/events";
        return Request.getJson(path).with("X-Accept-RMG-Terms", "yes");
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitList(raw, "mailPieces", RoyalMail::id);
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        return Json.list(answer, "mailPieces").stream()
                .flatMap(piece -> piece(raw, piece))
                .toList();
    }

    private Stream<Reading> piece(Raw raw, JsonNode piece) {
        TrackingNumber asked = raw.onlyAsked();
        TrackingNumber id = asked == null ? Answers.number(id(piece)) : asked;
        List<JsonNode> errors = Stream.of("error", "errors")
                .flatMap(name -> Json.list(piece, name).stream())
                .toList();
        if (!errors.isEmpty()) {
            JsonNode error = errors.getFirst();
            return Stream.of(faults.item(id, Json.text(error, "errorDescription"), Json.text(error, "errorCode")));
        }
        JsonNode summary = piece.path("summary");
        if (!summary.isObject() && !piece.path("events").isArray()) {
            return Stream.empty();
        }
        List<JsonNode> listed = Json.list(piece, "events");
        List<SourceEvent> events = listed.isEmpty()
                ? Stream.of(event(
                                summary,
                                "lastEventCode",
                                "lastEventName",
                                "lastEventDateTime",
                                "lastEventLocationName",
                                summary))
                        .filter(event -> event.code() != null || !event.text().isEmpty())
                        .toList()
                : SourceEvent.oldestFirst(listed.stream()
                        .map(event -> event(event, "eventCode", "eventName", "eventDateTime", "locationName", summary))
                        .toList());
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        LocalDate day = TIMES.day(Json.text(piece, "estimatedDelivery.date"));
        Facts facts = Facts.NONE
                .between(Json.text(summary, "originCountryCode"), Json.text(summary, "destinationCountryCode"))
                .withServiceLevel(Json.text(summary, "productName"))
                .with(delivered ? null : Promise.between(day, day));
        for (String other : new String[] {Json.text(piece, "mailPieceId"), Json.text(summary, "oneDBarcode")}) {
            boolean same = Objects.equals(Answers.number(other), id);
            facts = same ? facts : facts.linked(other, Facts.Link.Kind.REFERENCE, null);
        }
        return Stream.of(new Reading.Found(id, events, facts));
    }

    private SourceEvent event(
            JsonNode told, String codeField, String nameField, String timeField, String placeField, JsonNode summary) {
        String code = Answers.code(Json.text(told, codeField));
        Codes.Match match = codes.match(code);
        boolean last = Objects.equals(code, Answers.code(Json.text(summary, "lastEventCode")))
                && Objects.equals(Json.text(told, timeField), Json.text(summary, "lastEventDateTime"));
        if (match.how() == SourceEvent.How.NONE && last) {
            match = words.match("category", Json.text(summary, "statusCategory"), match);
        }
        return new SourceEvent(
                TIMES.read(Json.text(told, timeField)),
                Objects.requireNonNullElse(Json.text(told, nameField), ""),
                code,
                match,
                Place.of(null, null, null, Json.text(told, placeField)));
    }

    private static @Nullable String id(JsonNode piece) {
        return Json.text(piece, "mailPieceId", "summary.oneDBarcode", "summary.uniqueItemId");
    }
}
