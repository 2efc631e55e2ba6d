package org.sledopyt.source.nzpost;

import java.util.List;
import java.util.Objects;
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
 * NZ Post's ParcelTrack for contract customers, and the answers of its site, which have a list of results; written from the sheet. The texts say more than the codes, of
 * which few are known, and may hold mark-up. Unknown is a {@code status_code} or {@code errors} of the result, with HTTP 200.
 */
public final class NzPost extends JsonSource {

    private final Times times;
    private final Words words = Words.general(NzPost.class);

    NzPost(Manifest manifest, Codes codes) {
        super(manifest, codes, "results of NZ Post");
        this.times = Times.iso()
                .or("dd/MM/uuuu HH:mm:ss", "dd/MM/uuuu HH:mm", "dd/MM/uuuu hh:mm a")
                .assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/parceltrack/3.0/parcels/" + Request.joined(numbers, ","));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<JsonNode> results = Json.list(answer, "results");
        List<Reading.Found> found = results.stream()
                .filter(result ->
                        !isUnknown(result) && result.path("tracking_events").isArray())
                .map(this::result)
                .toList();
        if (!found.isEmpty()) {
            return about(raw, found);
        }
        return results.stream().anyMatch(NzPost::isUnknown)
                ? List.of(new Reading.NotFound(
                        raw.onlyAsked() == null
                                ? Answers.number(Json.text(results.getFirst(), "tracking_reference"))
                                : raw.onlyAsked()))
                : List.of();
    }

    private static boolean isUnknown(JsonNode result) {
        return Json.list(result, "tracking_events").isEmpty()
                && ("2".equals(Json.text(result, "status_code"))
                        || !result.path("errors").isEmpty());
    }

    private Reading.Found result(JsonNode result) {
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(result, "tracking_events").stream().map(this::event).toList());
        var day = times.day(Json.text(result, "estimated_delivery_date", "eta"));
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        Facts facts = Facts.NONE.withServiceLevel(Json.text(result, "service", "product"));
        return new Reading.Found(
                Answers.number(Json.text(result, "tracking_reference", "tracking_number")),
                events,
                day == null || delivered ? facts : facts.with(Promise.on(day)));
    }

    private SourceEvent event(JsonNode event) {
        String status = Answers.plain(Json.text(event, "status", "status_description", "event_description"));
        String description = Answers.plain(Json.text(event, "description", "event_description"));
        String code = Answers.code(Json.text(event, "edifact_code", "event_edifact_code"));
        Codes.Match known = codes.match(code);
        boolean coarse = known.how() == SourceEvent.How.NONE;
        return new SourceEvent(
                times.read(Json.text(event, "date_time", "event_datetime")),
                Objects.requireNonNullElse(description == null ? status : description, ""),
                code,
                coarse ? words.match(code, status, words.match(code, description)) : known,
                Place.in(
                        Json.text(event, "country"),
                        Json.text(event, "location", "depot", "city"),
                        null,
                        Json.text(event, "facility")));
    }
}
