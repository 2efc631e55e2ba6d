package org.sledopyt.source.swisspost;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
 * Swiss Post without a key: the history that its logistics branch's page calls, and the shipments of the main page, which needs a session of three calls and is
 * only read here. There is no document. The code of a step is nearly always the same and says nothing, so its German words decide; the state
 * of the whole parcel is of another list.
 */
public final class SwissPost extends JsonSource {

    private final Times times;
    private final Words words = Words.beside(SwissPost.class);

    SwissPost(Manifest manifest, Codes codes) {
        super(manifest, codes, "a history of Swiss Post");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.json(
                "/api/trackandtrace/public?culture=de-CH",
                Json.object().put("Identifier", numbers.getFirst().text()));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        boolean history = answer.has("Data");
        JsonNode data = history ? answer.path("Data") : answer;
        if (history && data.isNull() || data.isArray() && data.isEmpty()) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        List<Reading.Found> found = Json.list(data, "").stream()
                .filter(one -> one.has("History") || one.has("globalStatus") || one.has("shipmentNumber"))
                .map(this::parcel)
                .toList();
        return about(raw, found);
    }

    private Reading.Found parcel(JsonNode parcel) {
        String state = Json.text(parcel, "globalStatus");
        Codes.Match summary = codes.match("globalStatus:" + state);
        List<SourceEvent> events = new ArrayList<>();
        Stream.of("History", "events")
                .flatMap(path -> Json.list(parcel, path).stream())
                .forEach(step -> events.add(step(step)));
        String deliveredAt = Json.text(parcel, "deliveryDate");
        if (events.isEmpty() && deliveredAt != null && summary.stage().milestone() == Milestone.DELIVERED) {
            events.add(
                    new SourceEvent(times.read(deliveredAt), "", Answers.code("globalStatus:" + state), summary, null));
        }
        Facts facts = Facts.NONE
                .with(summary.how() == SourceEvent.How.NONE ? null : summary.stage())
                .withServiceLevel(Json.text(parcel, "product"))
                .withWeightGrams(Json.grams(Json.text(parcel, "physicalProperties.weight"), "g"));
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        String day = Json.text(parcel, "deliveryRange.start", "calculatedDeliveryDate");
        return new Reading.Found(
                Answers.number(Json.text(parcel, "Identifier", "shipmentNumber")),
                SourceEvent.oldestFirst(events),
                delivered
                        ? facts
                        : facts.with(
                                Promise.between(times.day(day), times.day(Json.text(parcel, "deliveryRange.end")))));
    }

    private SourceEvent step(JsonNode step) {
        String text = Answers.plain(Json.text(step, "Description", "FullDescription", "description"));
        return new SourceEvent(
                times.read(Json.text(step, "TimeStamp", "timestamp")),
                Objects.requireNonNullElse(text, ""),
                Answers.code(Json.text(step, "Status", "eventCode")),
                words.match(null, text),
                Place.in(
                        Json.text(step, "Country", "country"),
                        Json.text(step, "City", "city"),
                        Json.text(step, "zip"),
                        null));
    }
}
