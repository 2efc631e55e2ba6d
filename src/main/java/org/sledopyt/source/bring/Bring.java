package org.sledopyt.source.bring;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

/**
 * Bring's Tracking API v2 for Posten and Bring, written from its description and test packages. One query may find several consignments by a reference, each with several
 * packages. An unknown number has an error in place of packages, whose codes are not published. Texts may hold HTML.
 */
public final class Bring extends JsonSource {

    private static final Times TIMES = Times.iso().or("dd.MM.uuuu HH:mm:ss", "dd.MM.uuuu HH:mm", "dd.MM.uuuu");

    Bring(Manifest manifest, Codes codes) {
        super(manifest, codes, "consignments of Bring");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String start = by.door().equals("open") ? "/api/v2/" : "/tracking/api/v2/";
        return Request.getJson(start + "tracking.json?lang=en&q=" + Request.joined(numbers, ","))
                .with("X-Bring-Client-URL", "https://sledopyt.org");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<JsonNode> consignments = Json.list(answer, "consignmentSet");
        List<Reading.Found> found = consignments.stream()
                .flatMap(consignment -> Json.list(consignment, "packageSet").stream())
                .map(this::parcel)
                .toList();
        if (!found.isEmpty()) {
            return about(raw, found);
        }
        return consignments.stream()
                .map(consignment -> consignment.path("error"))
                .filter(error -> !error.isMissingNode() && !error.isNull())
                .findFirst()
                .map(error -> error(raw, error))
                .orElse(List.of());
    }

    private List<Reading> error(Raw raw, JsonNode error) {
        List<String> codes = new ArrayList<>();
        String code = Json.text(error, "code");
        if (code != null) {
            codes.add("item " + code);
        }
        codes.add("item error");
        return faults.whole(raw, Json.text(error, "message"), codes.toArray(String[]::new));
    }

    private Reading.Found parcel(JsonNode parcel) {
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(parcel, "eventSet").stream().map(this::event).toList());
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        Facts facts = Facts.NONE
                .withServiceLevel(Answers.plain(Json.text(parcel, "productName")))
                .withWeightGrams(Json.grams(Json.text(parcel, "weightInKgs"), "kg"))
                .linked(Json.text(parcel, "previousPackageNumber"), Facts.Link.Kind.REFERENCE, "bring");
        LocalDate back = TIMES.day(Json.text(parcel, "dateOfReturn"));
        LocalDate estimated = TIMES.day(Json.text(parcel, "dateOfEstimatedDelivery"));
        if (!delivered) {
            facts = facts.with(Promise.between(estimated, estimated));
            facts = back == null || manifest.zone() == null
                    ? facts
                    : facts.withPickupUntil(
                            back.atStartOfDay(Objects.requireNonNullElse(manifest.zone(), ZoneOffset.UTC))
                                    .toOffsetDateTime());
        }
        return new Reading.Found(Answers.number(Json.text(parcel, "packageNumber")), events, facts);
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "status"));
        EventTime at = TIMES.read(Json.text(event, "dateIso"));
        return new SourceEvent(
                at.local() == null ? TIMES.read(Json.text(event, "displayDate"), Json.text(event, "displayTime")) : at,
                Objects.requireNonNullElse(Answers.plain(Json.text(event, "description")), ""),
                code,
                codes.match(code),
                Place.in(
                        Json.text(event, "countryCode", "country"),
                        Json.text(event, "city"),
                        Json.text(event, "postalCode"),
                        null));
    }
}
