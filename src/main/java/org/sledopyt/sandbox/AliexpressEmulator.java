package org.sledopyt.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * AliExpress's dropshipping methods for one application and one buyer, who owns the order of every parcel that goes by Cainiao. Nothing
 * of the envelope is stable in life, so the order's last digit decides: whether it is there, how it is called, and whether lists are
 * wrapped, plain, or a bare object. Every call is signed. HTTP is 200 always. The consent page gives codes that begin with
 * {@link Settings#PASSWORD}, each good once; that an old refresh token is good no more is a guess.
 */
final class AliexpressEmulator implements Emulator {

    static final String TRACKING = "aliexpress.ds.order.tracking.get";
    static final String ORDER = "aliexpress.trade.ds.order.get";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ZoneId CALIFORNIA = ZoneId.of("America/Los_Angeles");
    private static final Duration CONSENT = Duration.ofDays(60);
    private static final String PREFIX = "30";
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Words(String token, String text) {}

    private final World world;
    private final Settings settings;
    private final CallLimit limit;
    private final Map<Happening, Words> words = new EnumMap<>(Happening.class);
    private final Map<String, Instant> sessions = new ConcurrentHashMap<>();
    private final Map<String, Instant> refreshTokens = new ConcurrentHashMap<>();
    private final Set<String> usedCodes = ConcurrentHashMap.newKeySet();

    AliexpressEmulator(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        limit = new CallLimit(settings.callsASecond());
        refreshTokens.put(Settings.PASSWORD, world.clock().instant().plus(CONSENT));
        for (String[] row : Vocabulary.rows("aliexpress.csv")) {
            words.put(Happening.valueOf(row[0]), new Words(row[1], row[2]));
        }
    }

    @Override
    public Answer answer(Asked asked) {
        Map<String, String> fields = new LinkedHashMap<>(Asked.fields(asked.query()));
        fields.putAll(Asked.fields(asked.text()));
        boolean system = asked.path().startsWith("/rest/");
        if (!system && !asked.path().equals("/sync")) {
            return Answer.html(404, "404", "Not found");
        }
        if (!Settings.LOGIN.equals(fields.get("app_key"))) {
            return error("InvalidAppkey", "The specified App Key is invalid");
        }
        if (!system && limit.exceeded(asked.at())) {
            return error("ApiCallLimit", "Api access frequency exceeds the limit. this ban will last 1 seconds");
        }
        if (!fields.getOrDefault("timestamp", "").matches("\\d{13}")) {
            return error("InvalidTimestamp", "The specified timestamp is invalid");
        }
        String path = system ? asked.path().substring("/rest".length()) : "";
        if (!isSigned(path, fields)) {
            return error("IncompleteSignature", "The request signature does not conform to platform standards");
        }
        return system ? token(path, fields, asked.at()) : method(fields, asked.at());
    }

    private static boolean isSigned(String path, Map<String, String> fields) {
        Map<String, String> signed = new TreeMap<>(fields);
        String sign = signed.remove("sign");
        return "sha256".equals(fields.get("sign_method"))
                && signature(path, signed).equals(sign);
    }

    static String signature(String path, Map<String, String> fields) {
        return signature(path, fields, Settings.PASSWORD);
    }

    /** Names in the order of their code units, glued to their values; the path in front for system methods. */
    static String signature(String path, Map<String, String> fields, String secret) {
        StringBuilder base = new StringBuilder(path);
        new TreeMap<>(fields).forEach((name, value) -> base.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Answer.utf8(secret), "HmacSHA256"));
            byte[] hash = mac.doFinal(base.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer token(String path, Map<String, String> fields, Instant now) {
        Instant until;
        switch (path) {
            case "/auth/token/create", "/auth/token/security/create" -> {
                String code = fields.getOrDefault("code", "");
                if (!code.startsWith(Settings.PASSWORD) || fields.containsKey("uuid") || !usedCodes.add(code)) {
                    return flat("InvalidCode", "Invalid authorization code");
                }
                until = now.plus(CONSENT);
            }
            case "/auth/token/refresh", "/auth/token/security/refresh" -> {
                // its life goes on: in the end the buyer has to consent again
                until = refreshTokens.remove(fields.getOrDefault("refresh_token", ""));
                if (until == null || !now.isBefore(until)) {
                    return flat("IllegalRefreshToken", "The specified refresh token is invalid or expired");
                }
            }
            default -> {
                return flat("InvalidApiPath", "The specified API path is invalid");
            }
        }
        String session = random();
        String refresh = random();
        sessions.values().removeIf(end -> end.plus(CONSENT).isBefore(now));
        sessions.put(session, now.plus(settings.tokenLives()));
        refreshTokens.put(refresh, until);
        return Answer.json(
                200,
                Answer.JSON
                        .createObjectNode()
                        .put("access_token", session)
                        .put("refresh_token", refresh)
                        .put("expires_in", settings.tokenLives().toSeconds())
                        .put("expire_time", now.plus(settings.tokenLives()).toEpochMilli())
                        .put("refresh_expires_in", Duration.between(now, until).toSeconds())
                        .put("refresh_token_valid_time", until.toEpochMilli())
                        .put("user_id", "2600000001")
                        .put("account", "nobody@example.org")
                        .put("account_platform", "buyerApp")
                        .put("user_nick", "nobody")
                        .put("sp", "ae")
                        .put("code", "0")
                        .put("request_id", random()));
    }

    private static String random() {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Answer method(Map<String, String> fields, Instant now) {
        String session = fields.getOrDefault("session", fields.getOrDefault("access_token", ""));
        Instant until = sessions.get(session);
        if (until == null || !now.isBefore(until)) {
            return error("IllegalAccessToken", "The specified access token is invalid or expired");
        }
        return switch (fields.getOrDefault("method", "")) {
            case TRACKING -> tracking(fields, now);
            case ORDER -> order(fields, now);
            default -> error("InvalidApiPath", "The specified API path is invalid");
        };
    }

    /** The number of the order that the parcel belongs to. */
    static String orderOf(String cainiaoNumber) {
        return PREFIX + cainiaoNumber.substring(2);
    }

    private @Nullable Story story(String order) {
        if (!order.matches(PREFIX + "\\d{14}")) {
            return null;
        }
        return world.find(Carrier.CAINIAO, "LP" + order.substring(2))
                .or(() -> world.find(Carrier.CAINIAO, "AP" + order.substring(2)))
                .orElse(null);
    }

    private List<Step> told(Story story, Instant now) {
        return story.told(Carrier.CAINIAO, now).stream()
                .filter(step -> words.containsKey(step.what()))
                .toList();
    }

    /** The names of the parameters before 2026 are not even refused. */
    private Answer tracking(Map<String, String> fields, Instant now) {
        String order = fields.get("ae_order_id");
        if (order == null || !fields.containsKey("language")) {
            return Answer.json(200, enveloped(TRACKING, "", null));
        }
        Story story = story(order);
        ObjectNode result = Answer.JSON.createObjectNode();
        List<Step> told = story == null ? List.of() : told(story, now);
        if (story == null || told.isEmpty()) {
            result.put("ret", false).put("code", "1001").put("msg", "TRACKING DATA NOT FOUND");
            return Answer.json(200, enveloped(TRACKING, order, result));
        }
        result.put("ret", true).put("code", "0");
        ArrayNode nodes = Answer.JSON.createArrayNode();
        for (Step step : told.reversed()) {
            nodes.add(node(step, order));
        }
        ObjectNode line = Answer.JSON
                .createObjectNode()
                .put("mail_no", number(story, told))
                .put("carrier_name", "AliExpress Standard Shipping");
        if (story.promisedOn() != null) {
            long eta = story.promisedOn()
                    .atTime(12, 0)
                    .atZone(story.goal().zone())
                    .toInstant()
                    .toEpochMilli();
            line.put("eta_time_stamps", eta);
        }
        line.set("detail_node_list", listed(nodes, "detail_node", order));
        ArrayNode items = Answer.JSON.createArrayNode();
        items.addObject()
                .put("item_id", "1005000000000001")
                .put("item_title", "Thing")
                .put("quantity", "1");
        line.set("package_item_list", listed(items, "package_item", order));
        result.putObject("data").set("tracking_detail_line_list", listed(array(line), "tracking_detail", order));
        return Answer.json(200, enveloped(TRACKING, order, result));
    }

    private static String number(Story story, List<Step> told) {
        String post = story.numbers().get(Carrier.RUSSIAN_POST);
        boolean handed = told.stream().anyMatch(step -> step.what() == Happening.HANDED_TO_LAST_MILE);
        String own = story.numbers().getOrDefault(Carrier.CAINIAO, "");
        return post != null && handed ? post : own;
    }

    /** One generation names a step by a token, another by the text; times are numbers or texts. */
    private ObjectNode node(Step step, String order) {
        Words said = words.getOrDefault(step.what(), new Words("IN_TRANSIT", ""));
        String text = step.words() != null ? step.words() : said.text;
        ObjectNode node = Answer.JSON.createObjectNode();
        if (digit(order) % 2 == 0) {
            return node.put("time_stamp", step.at().toEpochMilli())
                    .put("tracking_name", said.token)
                    .put("tracking_detail_desc", text);
        }
        return node.put("time_stamp", Long.toString(step.at().toEpochMilli())).put("tracking_name", text);
    }

    private Answer order(Map<String, String> fields, Instant now) {
        String order;
        try {
            JsonNode query = Answer.JSON.readTree(fields.getOrDefault("single_order_query", ""));
            order = query.path("order_id").asString("");
        } catch (JacksonException e) {
            return error("MissingParameter", "The input parameter single_order_query is not valid");
        }
        Story story = story(order);
        if (story == null) {
            return permission(order);
        }
        List<Step> told = told(story, now);
        Step last = told.isEmpty() ? null : told.getLast();
        boolean shipped = told.stream().anyMatch(step -> step.what() == Happening.ACCEPTED);
        boolean ended =
                last != null && (last.what() == Happening.DELIVERED || last.what() == Happening.COLLECTED_FROM_LOCKER);
        ObjectNode result = Answer.JSON.createObjectNode();
        Instant created =
                story.steps().isEmpty() ? now : story.steps().getFirst().at();
        result.put("gmt_create", TIME.format(LocalDateTime.ofInstant(created.minus(Duration.ofDays(1)), CALIFORNIA)))
                .put("order_status", ended ? "FINISH" : shipped ? "WAIT_BUYER_ACCEPT_GOODS" : "WAIT_SELLER_SEND_GOODS")
                .put(
                        "logistics_status",
                        ended ? "BUYER_ACCEPT_GOODS" : shipped ? "SELLER_SEND_GOODS" : "WAIT_SELLER_SEND_GOODS");
        result.putObject("order_amount").put("amount", "12.06").put("currency_code", "USD");
        ObjectNode child = Answer.JSON
                .createObjectNode()
                .put("product_id", "1005000000000001")
                .put("product_count", "1");
        child.putObject("product_price").put("amount", "12.06").put("currency_code", "USD");
        result.set("child_order_list", listed(array(child), "aeop_child_order_info", order));
        ArrayNode parcels = Answer.JSON.createArrayNode();
        if (shipped) {
            parcels.addObject().put("logistics_no", number(story, told)).put("logistics_service", "CAINIAO_STANDARD");
        }
        result.set("logistics_info_list", listed(parcels, "aeop_order_logistics_info", order));
        result.putObject("store_info").put("store_id", 1_100_000_001L).put("store_name", "A shop that is not");
        return Answer.json(200, enveloped(ORDER, order, result));
    }

    /** An order of somebody else and one that does not exist are refused alike, by turns in one of two ways. */
    private static Answer permission(String order) {
        boolean odd = digit(order) % 2 == 1;
        ObjectNode error = Answer.JSON
                .createObjectNode()
                .put("code", "15")
                .put("type", "ISP")
                .put("sub_code", odd ? "isv.invalid-authorization" : "isv.insufficient-permission")
                .put("sub_msg", odd ? "Invalid authorization." : "Insufficient permission.")
                .put(odd ? "message" : "msg", "Remote service error")
                .put("request_id", random());
        ObjectNode wrapped = Answer.JSON.createObjectNode();
        wrapped.set("error_response", error);
        return Answer.json(200, odd ? error : wrapped);
    }

    private static int digit(String order) {
        return order.isEmpty() ? 0 : order.charAt(order.length() - 1) - '0';
    }

    private static ArrayNode array(ObjectNode only) {
        return Answer.JSON.createArrayNode().add(only);
    }

    /** Wrapped in an object, and then bare if there is one element only; or plain. */
    private static JsonNode listed(ArrayNode list, String wrapper, String order) {
        if (digit(order) % 3 == 2) {
            return list;
        }
        ObjectNode wrapped = Answer.JSON.createObjectNode();
        if (!list.isEmpty()) {
            wrapped.set(wrapper, digit(order) % 3 == 1 && list.size() == 1 ? list.get(0) : list);
        }
        return wrapped;
    }

    private static ObjectNode enveloped(String method, String order, @Nullable ObjectNode result) {
        ObjectNode inner = Answer.JSON.createObjectNode();
        if (result != null) {
            inner.set(digit(order) == 6 || digit(order) == 7 ? "resp_result" : "result", result);
        }
        inner.put("rsp_code", "200").put("rsp_msg", "Call succeeds").put("request_id", random());
        if (digit(order) == 4 || digit(order) == 5) {
            return inner;
        }
        String key = method.replace('.', '_') + "_response";
        ObjectNode answer = Answer.JSON.createObjectNode();
        answer.set(digit(order) == 8 ? key.replace("trade_ds", "ds_trade") : key, inner);
        return answer;
    }

    private static Answer error(String code, String text) {
        ObjectNode answer = Answer.JSON.createObjectNode();
        answer.putObject("error_response")
                .put("type", "ISV")
                .put("code", code)
                .put("msg", text)
                .put("request_id", random());
        return Answer.json(200, answer);
    }

    /** The gateway's own errors come without an envelope. */
    private static Answer flat(String code, String text) {
        return Answer.json(
                200,
                Answer.JSON
                        .createObjectNode()
                        .put("type", "ISP")
                        .put("code", code)
                        .put("message", text)
                        .put("request_id", random()));
    }

    @Override
    public Answer badLogin(Asked asked) {
        return asked.path().startsWith("/rest/")
                ? flat("IllegalRefreshToken", "The specified refresh token is invalid or expired")
                : error("IllegalAccessToken", "The specified access token is invalid or expired");
    }

    @Override
    public Answer serviceError(Asked asked) {
        return flat("ServiceUnavailable", "The request has failed due to a temporary failure of the server");
    }
}
