package org.sledopyt.source.fourpx;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
 * 4PX's open platform for senders, and what its tracking page calls; written from public clients. The page answers every number, one it does not know (or
 * nobody has scanned yet) without a {@code serverCode} and without tracks. Only its {@code tkDate} is right: {@code tkDateStr} may repeat another event's.
 */
public final class FourPx extends JsonSource {

    private static final Times TIMES = Times.iso().or("uuuu/MM/dd HH:mm:ss");

    private static final Pattern SIGNED_OUT = Pattern.compile("(?i)\\bsign|app_?key|app_?secret|签名|授权");

    private final Words words = Words.general(FourPx.class);

    FourPx(Manifest manifest, Codes codes) {
        super(manifest, codes, "tracks of 4PX");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        if (by.door().equals("page")) {
            var body = Json.object().put("language", "en-us").put("translateLanguage", "");
            var list = body.putArray("queryCodes");
            numbers.forEach(number -> list.add(number.text()));
            return Request.json("/track/v2/front/listTrackV2", body);
        }
        return Request.json(
                "/router/api/service",
                Json.object().put("deliveryOrderNo", numbers.getFirst().text()));
    }

    /** Names in order, glued to their values, then the body and the secret. */
    @Override
    public Request sign(Request request, Credentials by, Instant now) {
        if (by.door().equals("page")) {
            return request;
        }
        Map<String, String> sent = new TreeMap<>(Map.of(
                "app_key", by.value("app_key"),
                "format", "json",
                "method", "tr.order.tracking.get",
                "timestamp", String.valueOf(now.toEpochMilli()),
                "v", "1.0.0"));
        StringBuilder base = new StringBuilder();
        sent.forEach((name, value) -> base.append(name).append(value));
        base.append(new String(Objects.requireNonNullElse(request.body(), new byte[0]), StandardCharsets.UTF_8));
        sent.put("sign", Signature.hex(Signature.md5(base + by.value("app_secret"))));
        sent.put("language", "en");
        return new Request(
                request.method(), request.path() + "?" + Request.query(sent), request.headers(), request.body());
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitList(raw, "data", item -> Json.text(item, "queryCode", "deliveryOrderNo"));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode data = answer.path("data");
        List<JsonNode> items = Json.list(data, "").stream()
                .filter(item -> item.has("queryCode") || item.has("tracks") || item.has("trackingList"))
                .toList();
        if (!items.isEmpty()) {
            return items.stream().map(item -> item(raw, item)).toList();
        }
        if (data.isArray() && data.isEmpty() && raw.onlyAsked() != null && !answer.has("result")) {
            // a number that the page left out of its list
            return List.of(new Reading.Unreadable("the answer does not mention the number"));
        }
        String told = Json.text(answer, "errors.errorMsg", "msg", "message");
        String code = Json.text(answer, "errors.errorCode", "errorCode");
        boolean signedOut = SIGNED_OUT.matcher(code + " " + told).find();
        if ("0".equals(Json.text(answer, "result")) && signedOut) {
            return List.of(
                    new Reading.Refused(Reading.Refusal.SIGN_IN, null, Answers.line(told == null ? code : told)));
        }
        return List.of();
    }

    private Reading item(Raw raw, JsonNode item) {
        TrackingNumber named = Answers.number(Json.text(item, "queryCode", "deliveryOrderNo"));
        TrackingNumber number = raw.onlyAsked() == null ? named : raw.onlyAsked();
        List<SourceEvent> events =
                SourceEvent.oldestFirst(Json.list(item, item.has("trackingList") ? "trackingList" : "tracks").stream()
                        .map(this::event)
                        .toList());
        if (events.isEmpty() && item.has("queryCode") && Json.text(item, "serverCode") == null) {
            return new Reading.NotFound(number);
        }
        Facts facts = Facts.NONE.between(
                Json.text(item, "ctStartCode", "ctStartName"),
                Json.text(item, "ctEndCode", "ctEndName", "destinationCountry"));
        TrackingNumber server = Answers.number(Json.text(item, "serverCode"));
        return new Reading.Found(
                number,
                events,
                server == null || server.equals(number)
                        ? facts
                        : facts.linked(server.text(), Facts.Link.Kind.LAST_MILE, null));
    }

    private SourceEvent event(JsonNode track) {
        String code = Answers.code(Json.text(track, "tkCode", "businessLinkCode"));
        String text = Answers.plain(Json.text(track, "tkDesc", "trackingContent"));
        Codes.Match match = codes.match(code);
        return new SourceEvent(
                time(track),
                Objects.requireNonNullElse(text, ""),
                code,
                match.how() == SourceEvent.How.NONE ? words.match(code, text) : match,
                Place.in(null, Json.text(track, "tkLocation", "occurLocation"), null, null));
    }

    private static EventTime time(JsonNode track) {
        String written = Json.text(track, "tkDate", "tkDateStr", "occurDatetime");
        return written != null && written.matches("\\d{10,13}")
                ? TIMES.epoch(written)
                : TIMES.readAt(written, Json.text(track, "tkTimezone"));
    }
}
