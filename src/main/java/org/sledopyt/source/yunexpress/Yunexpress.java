package org.sledopyt.source.yunexpress;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Signature;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * YunExpress's two interfaces for senders, the signed one and the older OMS, from public clients: there is no public document. Events of the new one
 * come in two sets of field names. Its node codes are known in part only, so the texts, Chinese or English, decide.
 */
public final class Yunexpress extends JsonSource {

    private static final Times TIMES = Times.iso().or("uuuu/MM/dd HH:mm:ss", "uuuu/MM/dd HH:mm");

    private static final Pattern UNKNOWN =
            Pattern.compile("(?i)not exist|not found|no data|no track|no record|不存在|未查询到|查询不到|没有轨迹|无轨迹");

    private static final Pattern SIGNED_OUT = Pattern.compile("(?i)\\bsign|token|unauthori|authenti|签名|授权|鉴权|密钥");

    private final Words words = Words.general(Yunexpress.class);

    Yunexpress(Manifest manifest, Codes codes) {
        super(manifest, codes, "tracking of YunExpress");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String number = Request.joined(numbers, ",");
        return Request.getJson(
                by.door().equals("oms")
                        ? "/api/Tracking/GetTrackAllInfo?OrderNumber=" + number
                        : "/v1/track-service/info/get?order_number=" + number);
    }

    @Override
    public Request sign(Request request, Credentials by, Instant now) {
        if (by.door().equals("oms")) {
            return request;
        }
        String date = String.valueOf(now.toEpochMilli());
        String signed = "date=" + date + "&method=GET&uri=" + request.path().replaceFirst("\\?.*", "");
        byte[] hash = Signature.hmacSha256(by.value("app_secret"), signed.getBytes(StandardCharsets.UTF_8));
        return request.with("date", date).with("sign", Signature.base64(hash));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        String code = Json.text(answer, "Code", "code");
        String told = Json.text(answer, "Message", "msg", "message");
        boolean old = answer.has("Code");
        boolean fine = old ? "0000".equals(code) : !answer.has("success") || Json.is(answer, "success");
        List<JsonNode> parcels = Stream.of("Item", "Items", "result", "data", "")
                .flatMap(path -> Json.list(answer, path).stream())
                .filter(Yunexpress::isParcel)
                .toList();
        if (!parcels.isEmpty()) {
            return parcels.size() == 1 && "N".equals(Json.text(parcels.getFirst(), "package_status"))
                    ? List.of(new Reading.NotFound(raw.onlyAsked()))
                    : about(raw, parcels.stream().map(this::parcel).toList());
        }
        boolean unknown = UNKNOWN.matcher(Objects.requireNonNullElse(told, "")).find();
        if (old && fine && answer.has("Item") || (code != null || answer.has("success")) && unknown) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        if (fine || code == null && told == null) {
            return List.of();
        }
        return SIGNED_OUT.matcher(Objects.requireNonNullElse(told, "")).find()
                ? List.of(new Reading.Refused(Reading.Refusal.SIGN_IN, null, Answers.line(code + ": " + told)))
                : faults.whole(raw, told, code);
    }

    private static boolean isParcel(JsonNode node) {
        return Stream.of(
                        "WaybillNumber",
                        "WayBillNumber",
                        "OrderTrackingDetails",
                        "track_info",
                        "track_events",
                        "waybill_number")
                .anyMatch(node::hasNonNull);
    }

    private Reading.Found parcel(JsonNode parcel) {
        List<JsonNode> infos = Json.list(parcel, "track_info");
        JsonNode info = infos.isEmpty() ? parcel : infos.getFirst();
        List<SourceEvent> events = SourceEvent.oldestFirst(Stream.of(
                        Json.list(parcel, "OrderTrackingDetails").stream(),
                        Json.list(parcel, "track_events").stream(),
                        infos.stream().flatMap(one -> Json.list(one, "track_events").stream()))
                .flatMap(listed -> listed)
                .map(this::event)
                .toList());
        String number = Json.text(parcel, "WaybillNumber", "WayBillNumber", "waybill_number");
        Facts facts = Facts.NONE
                .between(
                        Json.text(info, "origin_code", "OriginCountryCode"),
                        Stream.of(Json.text(parcel, "CountryCode"), Json.text(info, "destination_code"))
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null))
                .withServiceLevel(Json.text(info, "product_name"))
                .withWeightGrams(Json.grams(Json.text(info, "actual_weight"), "kg"));
        String local = Stream.of(parcel, info)
                .map(one -> Json.text(one, "TrackingNumber", "tracking_number"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        boolean same = Objects.equals(Answers.number(local), Answers.number(number));
        facts = same ? facts : facts.linked(local, Facts.Link.Kind.LAST_MILE, null);
        String status = Stream.of(parcel, info)
                .map(one -> Json.text(one, "package_status"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Codes.Match summary = Stream.of(
                        "package:" + status,
                        Json.text(parcel, "TrackingStatus"),
                        "state:" + Json.text(parcel, "PackageState"))
                .map(codes::match)
                .filter(match -> match.how() != SourceEvent.How.NONE)
                .findFirst()
                .orElse(codes.match(null));
        return new Reading.Found(
                Answers.number(number == null ? Json.text(info, "waybill_number") : number),
                events,
                summary.how() == SourceEvent.How.NONE ? facts : facts.with(summary.stage()));
    }

    private SourceEvent event(JsonNode event) {
        String text = Objects.requireNonNullElse(
                Answers.plain(
                        Json.text(event, "ProcessContent", "description", "process_content", "track_node_description")),
                "");
        String code = Answers.code(Json.text(event, "TrackingStatus", "track_node_code"));
        return new SourceEvent(
                time(event),
                text,
                code,
                words.refine(code, text, codes.match(code)),
                Place.in(
                        Json.text(event, "process_country"),
                        Json.text(event, "process_city", "ProcessLocation", "location"),
                        null,
                        Json.text(event, "process_location")));
    }

    /** Wall clock and offset, or two clocks of which one is Greenwich's, or a wall clock of an unknown place. */
    private static EventTime time(JsonNode event) {
        String written = Json.text(event, "ProcessDate", "event_date", "process_time");
        LocalDateTime here = TIMES.read(written).local();
        LocalDateTime gmt = TIMES.read(Json.text(event, "process_utc_time")).local();
        String offset = Json.text(event, "time_zone");
        if (offset == null && here != null && gmt != null && written != null) {
            long minutes = Math.round(Duration.between(gmt, here).toSeconds() / 900.0) * 15;
            offset = "%s%02d:%02d".formatted(minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
            return TIMES.readAt(written.replaceFirst("[Zz]$", ""), offset);
        }
        return TIMES.readAt(written, offset);
    }
}
