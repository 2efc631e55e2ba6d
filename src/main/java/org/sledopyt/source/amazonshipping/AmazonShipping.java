package org.sledopyt.source.amazonshipping;

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
 * Amazon Shipping v2 of the Selling Partner API, written from a client of it. The answer comes bare or under {@code payload}. An event says whether it
 * belongs to the way there or back.
 */
public final class AmazonShipping extends JsonSource {

    private static final Times TIMES = Times.iso();

    AmazonShipping(Manifest manifest, Codes codes) {
        super(manifest, codes, "tracking of Amazon Shipping");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/shipping/v2/tracking?trackingId=" + Request.joined(numbers, ",") + "&carrierId=ATS");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode payload = answer.path("payload").isObject() ? answer.path("payload") : answer;
        return payload.path("eventHistory").isArray() || payload.path("summary").isObject()
                ? about(raw, List.of(parcel(payload)))
                : List.of();
    }

    private Reading.Found parcel(JsonNode parcel) {
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(parcel, "eventHistory").stream().map(this::event).toList());
        Codes.Match summary = codes.match(Json.text(parcel, "summary.status"));
        var day = TIMES.day(Json.text(parcel, "promisedDeliveryDate"));
        boolean delivered = summary.stage().milestone() == Milestone.DELIVERED
                || events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        Facts facts = Facts.NONE
                .with(summary.how() == SourceEvent.How.NONE ? null : summary.stage())
                .with(delivered ? null : Promise.between(day, day))
                .linked(Json.text(parcel, "alternateLegTrackingId"), Facts.Link.Kind.LAST_MILE, null);
        return new Reading.Found(Answers.number(Json.text(parcel, "trackingId")), events, facts);
    }

    private SourceEvent event(JsonNode event) {
        String written = Objects.requireNonNullElse(Json.text(event, "eventCode"), "");
        String code = Answers.code(written);
        boolean back =
                Objects.requireNonNullElse(Json.text(event, "shipmentType"), "").regionMatches(true, 0, "RETURN", 0, 6);
        return new SourceEvent(
                TIMES.read(Json.text(event, "eventTime")),
                written.replaceAll("(?<=[a-z])(?=[A-Z])", " "),
                back && code != null ? code + "/returns" : code,
                codes.match(code, back ? "returns" : null),
                Place.in(
                        Json.text(event, "location.countryCode"),
                        Json.text(event, "location.city"),
                        Json.text(event, "location.postalCode"),
                        null));
    }
}
