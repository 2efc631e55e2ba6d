package org.sledopyt.sandbox;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sledopyt.sandbox.CdekWebhooks.Subscription;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CDEK's API, version 2: sign-in, orders and subscriptions. One contract owns all orders but those marked
 * {@link Quirk#OTHER_CONTRACT}. An error stands at the top or in the request, by turns of the number's last digit. The error for a
 * third subscription is invented: nobody has written down the real one.
 */
final class CdekEmulator implements Emulator {

    private static final String TYPE_CREATE = "CREATE";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final World world;
    private final Settings settings;
    private final CdekOrders orders;
    private final CdekWebhooks webhooks;
    private final RenderedAnswers rendered = new RenderedAnswers();
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();

    CdekEmulator(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        orders = new CdekOrders();
        webhooks = new CdekWebhooks(world, settings, orders);
    }

    @Override
    public Answer answer(Asked asked) {
        if (asked.path().equals("/v2/oauth/token")) {
            return asked.method().equals("POST") ? token(asked) : Answer.html(405, "405", "Method not allowed");
        }
        Answer refusal = refusal(asked);
        if (refusal != null) {
            return refusal;
        }
        String path = asked.path();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return switch (asked.method() + " " + path.replaceFirst("^(/v2/\\w+)/[^/]+$", "$1/*")) {
            case "GET /v2/orders" -> byNumber(asked);
            case "GET /v2/orders/*" -> byUuid(last, asked.at());
            case "GET /v2/webhooks" -> list();
            case "POST /v2/webhooks" -> subscribe(asked);
            case "GET /v2/webhooks/*" -> subscription(last, asked.at());
            case "DELETE /v2/webhooks/*" -> unsubscribe(last, asked.at());
            default -> error(404, "v2_bad_request", "Bad request", asked.at(), "GET", true);
        };
    }

    private Answer token(Asked asked) {
        Map<String, String> fields = new HashMap<>(Asked.fields(asked.query()));
        fields.putAll(Asked.fields(asked.text()));
        if (!"client_credentials".equals(fields.get("grant_type"))) {
            return refused(400, "unsupported_grant_type", "Unsupported grant type");
        }
        if (!Settings.LOGIN.equals(fields.get("client_id")) || !Settings.PASSWORD.equals(fields.get("client_secret"))) {
            return refused(401, "invalid_client", "Bad client credentials");
        }
        byte[] random = new byte[48];
        RANDOM.nextBytes(random);
        String token = "eyJhbGciOiJSUzI1NiJ9." + Base64.getUrlEncoder().encodeToString(random) + ".sandbox";
        tokens.values().removeIf(until -> until.plus(settings.tokenLives()).isBefore(asked.at()));
        tokens.put(token, asked.at().plus(settings.tokenLives()));
        return Answer.json(
                200,
                Answer.JSON
                        .createObjectNode()
                        .put("access_token", token)
                        .put("token_type", "bearer")
                        .put("expires_in", settings.tokenLives().toSeconds())
                        .put("scope", "order:all payment:all")
                        .put("jti", UUID.randomUUID().toString()));
    }

    private static Answer refused(int status, String error, String description) {
        return Answer.json(
                status, Answer.JSON.createObjectNode().put("error", error).put("error_description", description));
    }

    /** Null if the token is good. */
    private @Nullable Answer refusal(Asked asked) {
        String header = asked.header("authorization");
        if (header.isEmpty()) {
            return error(
                    401,
                    "unauthorized",
                    "Full authentication is required to access this resource",
                    asked.at(),
                    "AUTH",
                    true);
        }
        Instant until = header.startsWith("Bearer ") ? tokens.get(header.substring(7)) : null;
        if (until == null) {
            return error(
                    401, "v2_authorization_incorrect", "Authorization header is incorrect", asked.at(), "AUTH", true);
        }
        return asked.at().isBefore(until)
                ? null
                : error(401, "v2_token_expired", "Access token is expired: " + until, asked.at(), "AUTH", false);
    }

    private Answer byNumber(Asked asked) {
        String number = asked.parameter("cdek_number");
        String shops = asked.parameter("im_number");
        if (number == null && shops == null) {
            return error(400, "v2_parameters_empty", "All parameters are empty", asked.at(), "GET", true);
        }
        if (number != null && !number.matches("\\d{1,18}")) {
            String text = "Invalid value [" + number + "] in [cdek_number] parameter";
            return error(400, "v2_invalid_format", text, asked.at(), "GET", true);
        }
        String own = number != null ? number : CdekOrders.numberOf(String.valueOf(shops));
        return order(
                own,
                asked.at(),
                number != null ? "v2_order_not_found" : "v2_entity_not_found_im_number",
                number != null ? "Order not found by cdek_number " + number : "Entity is not found by number " + shops);
    }

    private Answer byUuid(String uuid, Instant now) {
        String number = CdekOrders.numberOfUuid(uuid);
        return order(number, now, "v2_entity_not_found", "Entity is not found by uuid " + uuid);
    }

    private Answer order(String number, Instant now, String errorCode, String errorText) {
        boolean atTop = number.isEmpty() || (number.charAt(number.length() - 1) - '0') % 2 == 0;
        byte[] known = rendered.get(number, now, () -> world.find(Carrier.CDEK, number)
                .filter(story -> !story.has(Quirk.OTHER_CONTRACT) && !story.has(Quirk.AGGREGATORS_ONLY))
                .filter(story -> !story.told(Carrier.CDEK, now).isEmpty())
                .map(story -> orders.render(number, story, now))
                .orElse(null));
        if (known != null) {
            return Answer.json(200, known);
        }
        boolean forbidden = world.find(Carrier.CDEK, number)
                .filter(story -> story.has(Quirk.OTHER_CONTRACT))
                .isPresent();
        return forbidden
                ? error(400, "v2_order_forbidden", "Order forbidden " + number, now, "GET", atTop)
                : error(400, errorCode, errorText, now, "GET", atTop);
    }

    private Answer list() {
        ArrayNode list = Answer.JSON.createArrayNode();
        webhooks.subscriptions().forEach(subscription -> list.add(describe(subscription)));
        return Answer.json(200, list);
    }

    private static ObjectNode describe(Subscription subscription) {
        return Answer.JSON
                .createObjectNode()
                .put("type", subscription.type())
                .put("uuid", subscription.uuid().toString())
                .put("url", subscription.url().toString());
    }

    private Answer subscribe(Asked asked) {
        String type;
        URI url;
        try {
            JsonNode wish = Answer.JSON.readTree(asked.body());
            type = wish.path("type").asString("");
            url = URI.create(wish.path("url").asString(""));
        } catch (JacksonException | IllegalArgumentException e) {
            return error(400, "v2_bad_request", "Bad request", asked.at(), TYPE_CREATE, true);
        }
        if (!CdekWebhooks.TYPES.contains(type)) {
            return error(400, "v2_webhook_type_incorrect", "Webhook type is incorrect", asked.at(), TYPE_CREATE, false);
        }
        if (url.getHost() == null) {
            return error(400, "v2_field_is_empty", "url is empty", asked.at(), TYPE_CREATE, true);
        }
        return webhooks.subscribe(type, url)
                .map(made -> accepted(made.uuid(), TYPE_CREATE, asked.at()))
                .orElseGet(() -> error(
                        400,
                        "v2_webhook_limit_exceeded",
                        "No more than two subscriptions are allowed",
                        asked.at(),
                        TYPE_CREATE,
                        false));
    }

    private Answer subscription(String uuid, Instant now) {
        return webhooks.find(uuid)
                .map(subscription -> {
                    ObjectNode answer = Answer.JSON.createObjectNode();
                    answer.set("entity", describe(subscription));
                    answer.putArray("requests");
                    return Answer.json(200, answer);
                })
                .orElseGet(() -> noSubscription(uuid, now, "GET"));
    }

    private Answer unsubscribe(String uuid, Instant now) {
        Optional<Subscription> found = webhooks.find(uuid);
        found.ifPresent(webhooks::unsubscribe);
        return found.map(subscription -> accepted(subscription.uuid(), "DELETE", now))
                .orElseGet(() -> noSubscription(uuid, now, "DELETE"));
    }

    private static Answer noSubscription(String uuid, Instant now, String type) {
        return error(400, "v2_entity_not_found", "Entity is not found by uuid " + uuid, now, type, true);
    }

    private static Answer accepted(UUID uuid, String type, Instant now) {
        ObjectNode answer = Answer.JSON.createObjectNode();
        answer.putObject("entity").put("uuid", uuid.toString());
        answer.putArray("requests").add(CdekOrders.request(type, "ACCEPTED", now));
        return Answer.json(202, answer);
    }

    private static Answer error(int status, String code, String text, Instant now, String type, boolean atTop) {
        ObjectNode error = Answer.JSON.createObjectNode().put("code", code).put("message", text);
        ObjectNode answer = Answer.JSON.createObjectNode();
        if (atTop) {
            answer.putArray("errors").add(error);
            answer.putArray("warnings");
        } else {
            ObjectNode request = CdekOrders.request(type, "INVALID", now);
            request.putArray("errors").add(error);
            answer.putArray("requests").add(request);
        }
        return Answer.json(status, answer);
    }

    @Override
    public Answer badLogin(Asked asked) {
        return asked.path().equals("/v2/oauth/token")
                ? refused(401, "invalid_client", "Bad client credentials")
                : error(
                        401,
                        "v2_authorization_incorrect",
                        "Authorization header is incorrect",
                        asked.at(),
                        "AUTH",
                        true);
    }

    @Override
    public Answer serviceError(Asked asked) {
        return error(500, "v2_internal_error", "Internal error", asked.at(), "GET", false);
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
