package org.sledopyt.source.sfexpress;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Signature;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * SF Express's route query for contract customers, written from public clients. The answer is JSON in a text of JSON. An operation's code means different things with
 * different secondary codes. A number it does not know and a wrong tail of the phone look the same: no routes.
 */
public final class SfExpress extends JsonSource {

    private final Times times;
    private final Words words = Words.general(SfExpress.class);

    SfExpress(Manifest manifest, Codes codes) {
        super(manifest, codes, "routes of SF Express");
        this.times = Times.iso().or("uuuu/MM/dd HH:mm:ss").assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        var message =
                Json.object().put("language", "0").put("trackingType", "1").put("methodType", "1");
        var list = message.putArray("trackingNumber");
        numbers.forEach(number -> list.add(number.text()));
        message.put("checkPhoneNo", by.extra(numbers.getFirst(), "phone_tail"));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("partnerID", by.value("partner"));
        form.put("serviceCode", "EXP_RECE_SEARCH_ROUTES");
        form.put("msgData", new String(Answers.bytes(message), StandardCharsets.UTF_8));
        return Request.form("/std/service", form);
    }

    /** The digest is of the encoded text, as the vendor's Java encodes it. */
    @Override
    public Request sign(Request request, Credentials by, Instant now) {
        String form = new String(Objects.requireNonNullElse(request.body(), new byte[0]), StandardCharsets.UTF_8);
        String message = URLDecoder.decode(form.replaceFirst(".*msgData=", ""), StandardCharsets.UTF_8);
        String timestamp = String.valueOf(now.toEpochMilli());
        String text = URLEncoder.encode(message + timestamp + by.value("check_word"), StandardCharsets.UTF_8);
        Map<String, String> more = new LinkedHashMap<>();
        more.put(
                "requestID",
                UUID.nameUUIDFromBytes((timestamp + form).getBytes(StandardCharsets.UTF_8))
                        .toString());
        more.put("timestamp", timestamp);
        more.put("msgDigest", Signature.base64(Signature.md5(text)));
        byte[] body = (form + "&" + Request.query(more)).getBytes(StandardCharsets.UTF_8);
        return new Request(request.method(), request.path(), request.headers(), body);
    }

    @Override
    public List<Raw> split(Raw raw) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        JsonNode inner = answer == null ? null : inner(answer);
        return inner == null || !inner.path("msgData").path("routeResps").isArray()
                ? List.of(raw)
                : splitList(
                        raw.part(raw.asked(), Answers.bytes(inner)),
                        "msgData.routeResps",
                        one -> Json.text(one, "mailNo"));
    }

    private static JsonNode inner(JsonNode answer) {
        JsonNode inner = Json.inner(answer, "apiResultData");
        return inner.isObject()
                ? inner
                : answer.path("apiResultData").isObject() ? answer.path("apiResultData") : answer;
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        String outer = Json.text(answer, "apiResultCode");
        if (outer != null && !outer.equals("A1000")) {
            return faults.whole(raw, Json.text(answer, "apiErrorMsg"), outer);
        }
        JsonNode inner = inner(answer);
        List<JsonNode> pushed = Json.list(inner, "Body.WaybillRoute");
        if (!pushed.isEmpty()) {
            Map<String, List<JsonNode>> parcels = new LinkedHashMap<>();
            pushed.forEach(route -> parcels.computeIfAbsent(
                            Objects.requireNonNullElse(Json.text(route, "mailno", "mailNo"), ""),
                            one -> new ArrayList<>())
                    .add(route));
            return parcels.entrySet().stream()
                    .<Reading>map(parcel -> found(Answers.number(parcel.getKey()), parcel.getValue()))
                    .toList();
        }
        JsonNode responses = inner.path("msgData").path("routeResps");
        if (responses.isArray()) {
            return responses.isEmpty()
                    ? List.of(new Reading.NotFound(raw.onlyAsked()))
                    : Json.list(responses, "").stream()
                            .map(one -> parcel(raw, one))
                            .toList();
        }
        boolean failed = inner.has("success") && !Json.is(inner, "success");
        return failed ? faults.whole(raw, Json.text(inner, "errorMsg"), Json.text(inner, "errorCode")) : List.of();
    }

    private Reading parcel(Raw raw, JsonNode response) {
        TrackingNumber named = Answers.number(Json.text(response, "mailNo"));
        TrackingNumber number = raw.onlyAsked() == null ? named : raw.onlyAsked();
        List<JsonNode> routes = Json.list(response, "routes");
        return routes.isEmpty() ? new Reading.NotFound(number) : found(number, routes);
    }

    private Reading.Found found(@Nullable TrackingNumber number, List<JsonNode> routes) {
        return new Reading.Found(
                number, SourceEvent.oldestFirst(routes.stream().map(this::event).toList()), Facts.NONE);
    }

    private SourceEvent event(JsonNode route) {
        String op = Answers.code(Json.text(route, "opCode"));
        String secondary = Answers.code(Json.text(route, "secondaryStatusCode"));
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(route, "remark", "secondaryStatusName")), "");
        String code = op;
        Codes.Match match = codes.match(op, secondary);
        if (match.how() == SourceEvent.How.NONE) {
            match = codes.match("secondary:" + secondary);
            code = match.how() == SourceEvent.How.NONE ? op : "secondary:" + secondary;
        } else if (secondary != null && !match.equals(codes.match(op))) {
            code = op + "/" + secondary;
        }
        boolean coarse = match.how() == SourceEvent.How.NONE || match.stage().is(Milestone.IN_TRANSIT, "GENERAL");
        return new SourceEvent(
                times.read(Json.text(route, "acceptTime")),
                text,
                code,
                coarse ? words.refine(code, text, match) : match,
                Place.in(null, Json.text(route, "acceptAddress"), null, null));
    }
}
