package org.sledopyt.source.fedex;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
import tools.jackson.databind.node.ArrayNode;

/**
 * FedEx's tracking interface v1. A number may stand for several parcels of different years: the one with the newest scan counts. A scan's derived code decides,
 * unless it says no more than "in transit"; times mostly have an offset. A spent token may come as a bad request with "JWT" in its text.
 */
public final class Fedex extends JsonSource {

    private static final Times TIMES = Times.iso();

    /** Derived codes that say less than the scan's own. */
    private static final Set<String> COARSE = Set.of("IT", "IX", "PM", "OW");

    private final Words words = Words.beside(Fedex.class);

    Fedex(Manifest manifest, Codes codes) {
        super(manifest, codes, "track results of FedEx");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        var body = Json.object().put("includeDetailedScans", true);
        ArrayNode asked = body.putArray("trackingInfo");
        numbers.forEach(
                number -> asked.addObject().putObject("trackingNumberInfo").put("trackingNumber", number.text()));
        return Request.json("/track/v1/trackingnumbers", body).with("x-locale", "en_US");
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitList(raw, "output.completeTrackResults", result -> Json.text(result, "trackingNumber"));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<JsonNode> errors = Json.list(answer, "errors");
        boolean token = errors.stream()
                .anyMatch(error -> "BAD.REQUEST.ERROR".equals(Json.text(error, "code"))
                        && Objects.requireNonNullElse(Json.text(error, "message"), "")
                                .contains("JWT"));
        if (token) {
            return faults.whole(raw, Json.text(errors.getFirst(), "message"), "NOT.AUTHORIZED.ERROR");
        }
        List<Reading> readings = new ArrayList<>();
        for (JsonNode of : Json.list(answer, "output.completeTrackResults")) {
            TrackingNumber number =
                    Answers.number(Json.text(of, "trackingNumber", "trackResults.trackingNumberInfo.trackingNumber"));
            List<JsonNode> results = Json.list(of, "trackResults");
            List<Reading.Found> found = results.stream()
                    .filter(result -> result.path("error").isMissingNode()
                            || result.path("scanEvents").size() > 0)
                    .map(result -> parcel(number, result))
                    .toList();
            if (found.isEmpty()) {
                results.stream()
                        .limit(1)
                        .forEach(result -> readings.add(faults.item(
                                number, Json.text(result, "error.message"), Json.text(result, "error.code"))));
            } else {
                readings.addAll(about(number == null ? raw : raw.part(List.of(number), raw.body()), found));
            }
        }
        return readings;
    }

    private Reading.Found parcel(@Nullable TrackingNumber number, JsonNode result) {
        List<JsonNode> scans = Json.list(result, "scanEvents");
        List<SourceEvent> events =
                SourceEvent.oldestFirst(scans.stream().map(this::scan).toList());
        Codes.Match latest =
                codes.match(Json.text(result, "latestStatusDetail.derivedCode", "latestStatusDetail.code"));
        boolean delivered = latest.stage().milestone() == Milestone.DELIVERED;
        if (events.isEmpty() && delivered) {
            events = List.of(new SourceEvent(
                    TIMES.read(moment(result, "ACTUAL_DELIVERY")),
                    Objects.requireNonNullElse(Json.text(result, "latestStatusDetail.description"), ""),
                    Answers.code(Json.text(result, "latestStatusDetail.derivedCode", "latestStatusDetail.code")),
                    latest,
                    place(Json.at(result, "latestStatusDetail.scanLocation"))));
        }
        String contact = ".locationContactAndAddress.address.countryCode";
        Facts facts = Facts.NONE
                .between(
                        Json.text(result, "originLocation" + contact, "shipperInformation.address.countryCode"),
                        Json.text(result, "destinationLocation" + contact, "recipientInformation.address.countryCode"))
                .withServiceLevel(Json.text(result, "serviceDetail.description"))
                .withWeightGrams(Json.grams(
                        Json.text(result, "packageDetails.weightAndDimensions.weight.value"),
                        Json.text(result, "packageDetails.weightAndDimensions.weight.unit")))
                .with(latest.how() == SourceEvent.How.NONE ? null : latest.stage());
        return new Reading.Found(number, events, delivered ? facts : facts.with(promise(result)));
    }

    private SourceEvent scan(JsonNode scan) {
        String code = code(scan);
        String text = Objects.requireNonNullElse(Json.text(scan, "eventDescription", "derivedStatus"), "");
        String why = Json.text(scan, "exceptionDescription");
        String told = why == null || text.contains(why) ? text : text + ": " + why;
        return new SourceEvent(
                TIMES.read(Json.text(scan, "date")),
                told,
                code,
                words.match(code, told, codes.match(code)),
                place(scan.path("scanLocation")));
    }

    private @Nullable String code(JsonNode scan) {
        String derived = Answers.code(Json.text(scan, "derivedStatusCode"));
        String own = Answers.code(Json.text(scan, "eventType"));
        boolean known = codes.match(own).how() != SourceEvent.How.NONE;
        boolean coarse = derived == null
                || COARSE.contains(derived)
                || codes.match(derived).how() == SourceEvent.How.NONE;
        return coarse && known || derived == null ? own : derived;
    }

    private static @Nullable Place place(JsonNode at) {
        return Place.in(
                Json.text(at, "countryCode", "countryName"), Json.text(at, "city"), Json.text(at, "postalCode"), null);
    }

    private static @Nullable String moment(JsonNode result, String type) {
        return Json.text(Json.where(result, "dateAndTimes", "type", type), "dateTime");
    }

    private static @Nullable Promise promise(JsonNode result) {
        LocalDate day = TIMES.day(moment(result, "ESTIMATED_DELIVERY"));
        LocalDate from = TIMES.day(Json.text(result, "estimatedDeliveryTimeWindow.window.begins"));
        LocalDate to = TIMES.day(Json.text(result, "estimatedDeliveryTimeWindow.window.ends"));
        return from == null && to == null ? Promise.between(day, day) : Promise.between(from, to);
    }
}
