package org.sledopyt.source.sameday;

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
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;

/**
 * What Sameday's tracking pages call, in three countries alike; written from the sheet, there is no document. The codes are those of its app. Texts are of
 * the page's country and are not read.
 */
public final class Sameday extends JsonSource {

    private static final Times TIMES = Times.iso();

    Sameday(Manifest manifest, Codes codes) {
        super(manifest, codes, "a history of Sameday");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/api/public/awb/" + Request.joined(numbers, ",") + "/awb-history?_locale="
                + Request.encode(by.door()));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        if (!answer.path("awbHistory").isArray()) {
            return List.of();
        }
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(answer, "awbHistory").stream().map(this::event).toList());
        TrackingNumber number = Answers.number(Json.text(answer, "trackingNumber", "awbNumber"));
        return about(raw, List.of(new Reading.Found(number, events, Facts.NONE)));
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "statusStateId"));
        String county = Json.text(event, "county");
        String city = Json.text(event, "transitLocation");
        return new SourceEvent(
                TIMES.read(Json.text(event, "statusDate")),
                Objects.requireNonNullElse(Answers.plain(Json.text(event, "statusState", "status")), ""),
                code,
                codes.match(code),
                Place.in(Json.text(event, "country"), city == null ? county : city, null, null));
    }
}
