package org.sledopyt.source.novapostsite;

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
import tools.jackson.databind.JsonNode;

/**
 * What Nova Post's page calls: one number, the whole history. Undocumented. Its codes are those of the documented interface and some more. The country of an event is
 * written wrongly at times; the place is kept as told.
 */
public final class NovaPostSite extends JsonSource {

    private static final Times TIMES = Times.iso();

    NovaPostSite(Manifest manifest, Codes codes) {
        super(manifest, codes, "a parcel of Nova Post");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/site/v.1.0/shipments/tracking/" + Request.joined(numbers, ","));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        return answer.has("tracking") ? about(raw, List.of(parcel(answer))) : List.of();
    }

    private Reading.Found parcel(JsonNode answer) {
        String number = Json.text(answer, "number");
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(answer, "tracking").stream().map(this::event).toList());
        Facts facts = Facts.NONE
                .between(Json.text(answer, "sender.country_code"), Json.text(answer, "recipient.country_code"))
                .withWeightGrams(Json.grams(Json.text(answer, "total_weight"), "kg"));
        for (String other : Json.texts(answer, "alternative_numbers")) {
            facts = other.equals(number) ? facts : facts.linked(other, Facts.Link.Kind.REFERENCE, null);
        }
        var day = TIMES.day(Json.text(answer, "scheduled_delivery_date"));
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        return new Reading.Found(
                Answers.number(number), events, delivered ? facts : facts.with(Promise.between(day, day)));
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "code"));
        return new SourceEvent(
                TIMES.read(Json.text(event, "date")),
                Objects.requireNonNullElse(Answers.plain(Json.text(event, "event_name")), ""),
                code,
                codes.match(code),
                Place.in(
                        Json.text(event, "country_code"),
                        Json.text(event, "settlement_name"),
                        Json.text(event, "post_code"),
                        Json.text(event, "division_name")));
    }
}
