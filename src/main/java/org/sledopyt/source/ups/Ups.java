package org.sledopyt.source.ups;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/**
 * UPS's tracking interface v1, written from the OpenAPI document of July 2026. The printable {@code statusCode} decides; the scan
 * code beside it, where that says no more than trouble, within the family of its {@code type}; then that {@code type}. "Not found" comes as an error, or as a warning in place of packages. Times are
 * the place's; newer answers add the clock of Greenwich.
 */
public final class Ups extends JsonSource {

    private static final Times TIMES = Times.of("uuuuMMdd HHmmss", "uuuuMMdd HHmm", "uuuuMMdd");

    /** Families of the two letter scan codes, by the type of the activity. The same letters mean other things in other families. */
    private static final Map<String, String> FAMILIES = Map.of(
            "X",
            "exception",
            "I",
            "uld",
            "P",
            "uld",
            "O",
            "uld",
            "M",
            "manifest",
            "MV",
            "manifest",
            "U",
            "update",
            "D",
            "dials");

    /** What the post that delivers for UPS reports, with families of its own. */
    private static final List<String> MAIL =
            Stream.of("A4", "H6", "IC", "VT").map("mail-innovations:"::concat).toList();

    private static final String[] COUNTRY = {"address.countryCode", "address.country"};

    Ups(Manifest manifest, Codes codes) {
        super(manifest, codes, "packages of UPS");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/api/track/v1/details/" + Request.joined(numbers, ",")
                        + "?locale=en_US&returnSignature=false&returnMilestones=false")
                .with("transactionSrc", "sledopyt");
    }

    @Override
    public Request sign(Request request, Credentials by, Instant now) {
        String call = "%x-%08x".formatted(now.toEpochMilli(), request.path().hashCode());
        return request.with("transId", call);
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        return about(
                raw,
                Json.list(answer, "trackResponse.shipment").stream()
                        .flatMap(shipment -> Json.list(shipment, "package").stream()
                                .map(parcel -> parcel(parcel, Json.text(shipment, "inquiryNumber"))))
                        .toList());
    }

    private Reading.Found parcel(JsonNode parcel, @Nullable String inquiry) {
        List<SourceEvent> events = SourceEvent.oldestFirst(Json.list(parcel, "activity").stream()
                .map(activity -> activity(activity, isMail(parcel)))
                .toList());
        Facts facts = Facts.NONE
                .between(
                        Json.text(Json.where(parcel, "packageAddress", "type", "ORIGIN"), COUNTRY),
                        Json.text(Json.where(parcel, "packageAddress", "type", "DESTINATION"), COUNTRY))
                .withServiceLevel(Json.text(parcel, "service.description"))
                .withWeightGrams(
                        Json.grams(Json.text(parcel, "weight.weight"), Json.text(parcel, "weight.unitOfMeasurement")))
                .with(promise(parcel));
        for (JsonNode other : Json.list(parcel, "alternateTrackingNumber")) {
            boolean post = String.valueOf(Json.text(other, "type")).startsWith("USPS");
            facts = facts.linked(
                    Json.text(other, "number"),
                    post ? Facts.Link.Kind.LAST_MILE : Facts.Link.Kind.REFERENCE,
                    post ? "usps" : null);
        }
        TrackingNumber number = Answers.number(Json.text(parcel, "trackingNumber"));
        return new Reading.Found(number == null ? Answers.number(inquiry) : number, events, facts);
    }

    private static boolean isMail(JsonNode parcel) {
        return String.valueOf(Json.text(parcel, "service.description")).contains("Mail Innovations");
    }

    private SourceEvent activity(JsonNode activity, boolean mail) {
        String code = code(activity.path("status"), mail);
        String[] parts = String.valueOf(code).split("/", 2);
        String at = "location.address.";
        return new SourceEvent(
                time(activity),
                Objects.requireNonNullElse(Json.text(activity, "status.description"), ""),
                code,
                code == null ? codes.match(null) : codes.match(parts[0], parts.length == 1 ? null : parts[1]),
                Place.in(
                        Json.text(activity, at + "countryCode", at + "country"),
                        Json.text(activity, at + "city"),
                        Json.text(activity, at + "postalCode"),
                        null));
    }

    /** The printable code; if that is unknown or only says trouble, the scan code within its family; else the type. */
    private @Nullable String code(JsonNode status, boolean mail) {
        String printed = Answers.code(Json.text(status, "statusCode"));
        String scan = Answers.code(Json.text(status, "code"));
        String type = Answers.code(Json.text(status, "type"));
        Codes.Match match = codes.match(printed);
        boolean known = match.how() != SourceEvent.How.NONE;
        if (known && !match.stage().is(Milestone.EXCEPTION, "OTHER")) {
            return printed;
        }
        Stream<String> families = Stream.concat(
                mail ? MAIL.stream() : Stream.empty(),
                Stream.ofNullable(type).flatMap(one -> Stream.ofNullable(FAMILIES.get(one))));
        return families.filter(family -> codes.match(scan, family).how() != SourceEvent.How.NONE)
                .findFirst()
                .map(family -> scan + "/" + family)
                .orElse(known || codes.match("type", type).how() == SourceEvent.How.NONE ? printed : "type/" + type);
    }

    private static EventTime time(JsonNode activity) {
        String date = Json.text(activity, "date");
        String time = Json.text(activity, "time");
        String offset = Json.text(activity, "gmtOffset");
        return offset != null
                ? TIMES.readAt(date, time, offset)
                : TIMES.readBeside(date, time, Json.text(activity, "gmtDate"), Json.text(activity, "gmtTime"));
    }

    /** A rescheduled day counts more than the scheduled one; once delivered there is none. */
    private static @Nullable Promise promise(JsonNode parcel) {
        LocalDate first = TIMES.day(Json.text(Json.where(parcel, "deliveryDate", "type", "SDD"), "date"));
        LocalDate later = TIMES.day(Json.text(Json.where(parcel, "deliveryDate", "type", "RDD"), "date"));
        boolean delivered = Json.where(parcel, "deliveryDate", "type", "DEL").isObject();
        return delivered ? null : later == null ? Promise.between(first, first) : Promise.on(later);
    }
}
