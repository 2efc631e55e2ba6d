package org.sledopyt.source.aliexpress;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Signature;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * AliExpress's dropshipping methods, with which a buyer's own account may ask for its orders; written from a copy of the official pages of June 2026. Nothing about
 * the envelope is stable: it may be missing, lists are arrays, objects of one key or bare objects, numbers are texts. Steps are
 * named by a token or by a text for people, so words decide. HTTP is 200 always. "Not found" also means not shipped yet.
 */
public final class Aliexpress extends JsonSource {

    private static final Times TIMES = Times.iso();

    /** What only the answer itself has, in any of its envelopes. */
    private static final Pattern MARK = Pattern.compile(
            "ret|cainiaoUrl|tracking_?detail_?line_?list|order_status|logistics_status|logistics_info_list",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ENVELOPE = Pattern.compile(".+_response|resp_result|result|data");

    private static final Pattern BAN = Pattern.compile("last (\\d{1,6}) second");

    private final Words words = Words.general(Aliexpress.class);

    Aliexpress(Manifest manifest, Codes codes) {
        super(manifest, codes, "an order of AliExpress");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String order = numbers.getFirst().text();
        Map<String, String> query = new LinkedHashMap<>();
        if (by.door().equals("order")) {
            query.put("method", "aliexpress.trade.ds.order.get");
            query.put("single_order_query", "{\"order_id\":\"" + order.replaceAll("[^0-9A-Z]", "") + "\"}");
        } else {
            query.put("method", "aliexpress.ds.order.tracking.get");
            query.put("ae_order_id", order);
            query.put("language", "en_US");
        }
        return Request.getJson("/sync?" + Request.query(query));
    }

    /** The token is signed as {@code session}, which the client adds to the query. */
    @Override
    public Request sign(Request request, Credentials by, Instant now) {
        String[] parts = request.path().split("\\?", 2);
        Map<String, String> sent = fields(parts[1]);
        sent.put("app_key", by.value("app_key"));
        sent.put("format", "json");
        sent.put("sign_method", "sha256");
        sent.put("timestamp", String.valueOf(now.toEpochMilli()));
        Map<String, String> signed = new TreeMap<>(sent);
        signed.put("session", by.value("token"));
        sent.put("sign", signature("", signed, by.value("app_secret")));
        return new Request("GET", parts[0] + "?" + Request.query(sent), request.headers(), null);
    }

    /** The first token is got with the code of the consent page, all others with the refresh token before. */
    @Override
    public Request signToken(Request call, Credentials by, Instant now) {
        Map<String, String> sent =
                fields(new String(Objects.requireNonNullElse(call.body(), new byte[0]), StandardCharsets.UTF_8));
        String path = "/auth/token/refresh";
        if (by.value("refresh_token").isEmpty()) {
            path = "/auth/token/create";
            sent.remove("refresh_token");
            sent.put("code", by.value("code"));
        }
        sent.put("timestamp", String.valueOf(now.toEpochMilli()));
        sent.put("sign", signature(path, sent, by.value("app_secret")));
        return Request.form("/rest" + path, sent).with("Accept", "application/json");
    }

    /** Names in the order of their code units, glued to their values; the path in front for system methods. */
    static String signature(String path, Map<String, String> fields, String secret) {
        StringBuilder base = new StringBuilder(path);
        new TreeMap<>(fields).forEach((name, value) -> base.append(name).append(value));
        byte[] hash = Signature.hmacSha256(secret, base.toString().getBytes(StandardCharsets.UTF_8));
        return Signature.hex(hash).toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> fields(String query) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : query.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        if (answer.path("data").has("orderStatus")) {
            return List.of(pushed(answer));
        }
        JsonNode result = opened(answer, 0);
        if (result != null) {
            List<Reading> readings = lines(raw, result);
            if (!readings.isEmpty()) {
                return readings;
            }
            if (result.has("order_status") || result.has("logistics_status") || result.has("logistics_info_list")) {
                return List.of(order(raw, result));
            }
            if (result.has("ret") && !Json.is(result, "ret")) {
                return "1001".equals(Json.text(result, "code"))
                        ? List.of(new Reading.NotFound(raw.onlyAsked()))
                        : fault(raw, result);
            }
        }
        JsonNode error = Stream.concat(
                        Stream.of(answer.path("error_response"), answer),
                        answer.properties().stream().map(Map.Entry::getValue))
                .filter(node -> Json.text(node, "msg", "message", "sub_msg", "rsp_msg", "resp_msg") != null)
                .findFirst()
                .orElse(null);
        return error == null || Json.text(answer, "access_token") != null ? List.of() : fault(raw, error);
    }

    private List<Reading> fault(Raw raw, JsonNode error) {
        String told = Json.text(error, "sub_msg", "message", "msg", "rsp_msg", "resp_msg");
        String code = Json.text(error, "code", "rsp_code", "resp_code");
        Matcher ban = BAN.matcher(Objects.requireNonNullElse(Json.text(error, "msg", "message", "sub_msg"), ""));
        Duration wait = ban.find() ? Duration.ofSeconds(Long.parseLong(ban.group(1))) : null;
        return faults.whole(raw, told, Json.text(error, "sub_code"), code, told, Json.text(error, "type")).stream()
                .map(one -> one instanceof Reading.Refused refused && wait != null
                        ? new Reading.Refused(refused.why(), wait, refused.detail())
                        : one)
                .toList();
    }

    /** The node below all envelopes; null if there is none. */
    private static @Nullable JsonNode opened(JsonNode node, int depth) {
        if (!node.isObject() || depth > 5) {
            return null;
        }
        if (node.properties().stream()
                .anyMatch(field -> MARK.matcher(field.getKey()).matches())) {
            return node;
        }
        return node.properties().stream()
                .filter(field -> ENVELOPE.matcher(field.getKey()).matches())
                .map(field -> opened(field.getValue(), depth + 1))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The elements of a list in any of its three forms. */
    private static List<JsonNode> elements(JsonNode list) {
        if (list.isObject() && list.size() == 1) {
            Map.Entry<String, JsonNode> only = list.properties().iterator().next();
            boolean wraps = only.getValue().isContainer()
                    && !only.getKey().toLowerCase(Locale.ROOT).endsWith("list");
            return wraps ? elements(only.getValue()) : List.of(list);
        }
        return list.isObject() ? (list.isEmpty() ? List.of() : List.of(list)) : Json.list(list, "");
    }

    private static List<JsonNode> elements(JsonNode of, String... paths) {
        return Stream.of(paths)
                .map(path -> elements(Json.at(of, path)))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** One line is one parcel; a number may be listed twice. Of several, the order waits for the one that is still on its way. */
    private List<Reading> lines(Raw raw, JsonNode result) {
        Map<String, List<JsonNode>> parcels = new LinkedHashMap<>();
        String list = "tracking_detail_line_list";
        for (JsonNode line : elements(
                result, "data." + list, list, "data.trackingDetailLineList", "trackingDetailLineList", "tracking")) {
            String number = Objects.requireNonNullElse(Json.text(line, "mail_no", "mailNo"), "");
            parcels.computeIfAbsent(number, one -> new ArrayList<>()).add(line);
        }
        List<Reading.Found> found = parcels.entrySet().stream()
                .map(parcel -> parcel(parcel.getKey(), parcel.getValue()))
                .toList();
        if (raw.onlyAsked() == null) {
            return List.copyOf(found);
        }
        List<Reading.Found> open = found.stream()
                .filter(one ->
                        one.events().stream().noneMatch(event -> event.stage().milestone() == Milestone.DELIVERED))
                .toList();
        return about(raw, open.isEmpty() ? found : open).stream()
                .map(Reading.Found.class::cast)
                .<Reading>map(one -> {
                    Facts facts = one.facts();
                    for (String number : parcels.keySet()) {
                        facts = linked(facts, number, raw.onlyAsked());
                    }
                    return new Reading.Found(one.number(), one.events(), facts);
                })
                .toList();
    }

    private static Facts linked(Facts facts, @Nullable String number, @Nullable TrackingNumber order) {
        return Objects.equals(Answers.number(number), order)
                ? facts
                : facts.linked(number, Facts.Link.Kind.REPLACED_BY, null);
    }

    private Reading.Found parcel(String number, List<JsonNode> lines) {
        List<SourceEvent> events = SourceEvent.oldestFirst(lines.stream()
                .flatMap(line -> elements(line, "detail_node_list", "detailList", "traceList").stream())
                .map(this::event)
                .distinct()
                .toList());
        JsonNode line = lines.getFirst();
        Facts facts = Facts.NONE.withServiceLevel(Json.text(line, "carrier_name", "logisticsCarrierName"));
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        var eta = TIMES.epoch(Json.text(line, "eta_time_stamps", "etaInfo.etaTimeStamp"))
                .local();
        TrackingNumber origin = Answers.number(Json.text(line, "originMailNo"));
        facts = origin == null || origin.equals(Answers.number(number))
                ? facts
                : facts.linked(origin.text(), Facts.Link.Kind.REFERENCE, null);
        return new Reading.Found(
                Answers.number(number),
                events,
                eta == null || delivered ? facts : facts.with(Promise.on(eta.toLocalDate())));
    }

    private SourceEvent event(JsonNode node) {
        String name = Objects.requireNonNullElse(Json.text(node, "tracking_name", "trackingName"), "");
        String desc = Json.text(node, "tracking_detail_desc", "trackingDetailDesc", "desc");
        String token = name.matches("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*") ? name : null;
        String text = Answers.plain(desc == null ? name : desc);
        Codes.Match known = codes.match(token);
        return new SourceEvent(
                TIMES.epoch(Json.text(node, "time_stamp", "time", "eventTime")),
                Objects.requireNonNullElse(text, ""),
                token,
                token == null ? words.match(null, desc, words.match(null, name)) : words.refine(token, desc, known),
                null);
    }

    /** The order's own words say little of parcels; they are a summary, never an event. */
    private Reading order(Raw raw, JsonNode order) {
        List<JsonNode> items = elements(order, "child_order_list");
        boolean cancelled =
                !items.isEmpty() && items.stream().allMatch(item -> "CANCELED".equals(Json.text(item, "end_reason")));
        Codes.Match logistics = codes.match(Json.text(order, "logistics_status"), "logistics_status");
        Codes.Match status = codes.match(Json.text(order, "order_status"), "order_status");
        Stage stage = cancelled
                ? codes.match("CANCELED").stage()
                : Stream.of(logistics, status)
                        .map(Codes.Match::stage)
                        .filter(one -> one.milestone() != Milestone.NO_CHANGE && one.milestone() != Milestone.UNKNOWN)
                        .findFirst()
                        .orElse(null);
        Facts facts = Facts.NONE.with(stage);
        for (JsonNode parcel : elements(order, "logistics_info_list")) {
            facts = linked(facts, Json.text(parcel, "logistics_no"), raw.onlyAsked())
                    .withServiceLevel(Json.text(parcel, "logistics_service"));
        }
        return new Reading.Found(raw.onlyAsked(), List.of(), facts);
    }

    private Reading pushed(JsonNode push) {
        String status = Json.text(push, "data.orderStatus");
        String code = Answers.code(status);
        SourceEvent event = new SourceEvent(
                TIMES.epoch(Json.text(push, "timestamp")),
                Objects.requireNonNullElse(status, ""),
                code,
                codes.match(code),
                null);
        return new Reading.Found(Answers.number(Json.text(push, "data.orderId")), List.of(event), Facts.NONE);
    }
}
