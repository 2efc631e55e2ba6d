package org.sledopyt.sandbox;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 17TRACK's API, version 2.4, with one account. Numbers are registered for a credit each; what is known of them is read for nothing and
 * pushed when it changes. It knows only carriers of the sandbox. A wrong number never fails its batch. In doubt it does what its
 * document allows at its worst: a push that fails is not sent again unless it is asked for, and the carrier of a rejected number is by
 * turns a number, a text or absent.
 */
final class SeventeenTrackEmulator implements Emulator {

    private static final int MOST_ITEMS = 40;
    private static final int MOST_FILTERED = 200;
    private static final int MOST_CARRIER_CHANGES = 5;
    private static final Set<String> BASES = Set.of("/track/v2.2/", "/track/v2.4/");

    private final World world;
    private final Settings settings;
    private final SeventeenTrackParcels parcels;
    private final SeventeenTrackPushes pushes;
    private final CallLimit limit;
    private final Map<String, Registration> registrations = new LinkedHashMap<>();
    private int creditsUsed;
    private LocalDate today = LocalDate.MIN;
    private int usedToday;

    /** A number given to 17TRACK. Read and changed under the emulator's lock, but for what pushing notes. */
    static final class Registration {
        final String number;
        final Instant at;
        int carrier;

        @Nullable
        String tag;

        @Nullable
        String lang;

        @Nullable
        String email;

        @Nullable
        String param;

        @Nullable
        String orderNo;

        volatile @Nullable Instant stoppedAt;
        boolean retracked;
        int carrierChanges;
        volatile @Nullable Instant pushedAt;
        volatile int pushStatus;

        Registration(String number, int carrier, Instant at) {
            this.number = number;
            this.carrier = carrier;
            this.at = at;
        }
    }

    SeventeenTrackEmulator(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        limit = new CallLimit(settings.callsASecond());
        parcels = new SeventeenTrackParcels(world);
        pushes = new SeventeenTrackPushes(world, settings, parcels);
    }

    synchronized void pushTo(@Nullable URI url) {
        pushes.pushTo(url);
    }

    @Override
    public synchronized Answer answer(Asked asked) {
        String path = asked.path();
        int slash = path.lastIndexOf('/') + 1;
        if (!BASES.contains(path.substring(0, slash))) {
            return Answer.html(404, "404", "Not found");
        }
        if (!asked.method().equals("POST")) {
            return Answer.html(405, "405", "Method not allowed");
        }
        if (!asked.header("17token").equals(Settings.PASSWORD)) {
            return badLogin(asked);
        }
        if (limit.exceeded(asked.at())) {
            return Answer.html(429, "429", "Too many requests");
        }
        Instant now = asked.at();
        try {
            return switch (path.substring(slash)) {
                case "register" -> each(asked, (item, number) -> register(item, number, now));
                case "gettrackinfo" -> each(asked, (item, number) -> trackInfo(item, number, now));
                case "stoptrack" -> each(asked, (item, number) -> stop(item, number, now));
                case "retrack" -> each(asked, (item, number) -> retrack(item, number, now));
                case "deletetrack" -> each(asked, this::delete);
                case "changecarrier" -> each(asked, (item, number) -> changeCarrier(item, number, now));
                case "changeinfo" -> each(asked, this::changeInfo);
                case "push" -> each(asked, (item, number) -> push(item, number, now));
                case "getRealTimeTrackInfo" -> each(asked, (item, number) -> error(-18019912, number));
                case "gettracklist" -> list(Answer.JSON.readTree(asked.body()), now);
                case "getquota" -> quota(now);
                default -> Answer.html(404, "404", "Not found");
            };
        } catch (JacksonException e) {
            return failure(200, -18010013, "Submitted data is invalid.");
        }
    }

    /** Every item is accepted or rejected by itself: an answer that has an error is a rejection. */
    private Answer each(Asked asked, BiFunction<JsonNode, String, ObjectNode> method) {
        JsonNode items = Answer.JSON.readTree(asked.body());
        if (!items.isArray()) {
            return failure(200, -18010013, "Submitted data is invalid.");
        }
        if (items.isEmpty()) {
            return failure(200, -18010010, "Data is required.");
        }
        if (items.size() > MOST_ITEMS) {
            return failure(200, -18010014, "The number of submitted items exceeds " + MOST_ITEMS + ".");
        }
        ObjectNode answer = Answer.JSON.createObjectNode().put("code", 0);
        ArrayNode accepted = answer.putObject("data").putArray("accepted");
        ArrayNode rejected = answer.withObject("data").putArray("rejected");
        for (JsonNode item : items) {
            String number = item.path("number").asString("").strip();
            ObjectNode done =
                    number.matches("[0-9A-Za-z]{5,50}") ? method.apply(item, number) : error(-18010012, number);
            if (done.has("error")) {
                echo(done, item, number.length());
                rejected.add(done);
            } else {
                accepted.add(done);
            }
        }
        return Answer.json(200, answer);
    }

    private static void echo(ObjectNode rejected, JsonNode item, int turn) {
        int carrier = item.path("carrier").asInt(0);
        switch (turn % 3) {
            case 0 -> rejected.put("carrier", carrier);
            case 1 -> rejected.put("carrier", Integer.toString(carrier));
            default -> {}
        }
        if (item.has("tag")) {
            rejected.set("tag", item.get("tag"));
        }
    }

    private ObjectNode register(JsonNode item, String number, Instant now) {
        boolean given = item.path("carrier").asInt(0) != 0;
        int carrier = given ? item.path("carrier").asInt(0) : SeventeenTrackParcels.detect(number);
        if (carrier == 0) {
            return error(-18019903, number);
        }
        if (SeventeenTrackParcels.carrier(carrier) == null) {
            return error(-18019910, number);
        }
        if (find(item, number) != null) {
            return error(-18019901, number);
        }
        if (creditsUsed >= settings.credits()) {
            return error(-18019908, number);
        }
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        usedToday = day.equals(today) ? usedToday + 1 : 1;
        today = day;
        creditsUsed++;
        Registration made = new Registration(number, carrier, now);
        describe(made, item);
        registrations.put(key(number, carrier), made);
        pushes.expect(made, now.plus(settings.collectingFor()));
        return Answer.JSON
                .createObjectNode()
                .put("origin", given ? 1 : 2)
                .put("number", number)
                .put("carrier", carrier)
                .put("email", made.email)
                .put("tag", made.tag)
                .put("lang", made.lang);
    }

    private static void describe(Registration registration, JsonNode with) {
        registration.tag = text(with, "tag", registration.tag);
        registration.lang = text(with, "lang", registration.lang);
        registration.email = text(with, "email", registration.email);
        registration.param = text(with, "param", registration.param);
        registration.orderNo = text(with, "order_no", registration.orderNo);
    }

    private static @Nullable String text(JsonNode node, String field, @Nullable String otherwise) {
        return node.path(field).isValueNode() && !node.path(field).isNull()
                ? node.get(field).asString()
                : otherwise;
    }

    private ObjectNode trackInfo(JsonNode item, String number, Instant now) {
        Registration registration = find(item, number);
        if (registration == null) {
            return error(-18019902, number);
        }
        return isPending(registration, now) ? error(-18019909, number) : parcels.item(registration, now);
    }

    private boolean isPending(Registration registration, Instant now) {
        return now.isBefore(registration.at.plus(settings.collectingFor()));
    }

    private ObjectNode stop(JsonNode item, String number, Instant now) {
        Registration registration = find(item, number);
        if (registration == null) {
            return error(-18019902, number);
        }
        if (registration.stoppedAt != null) {
            return error(-18019906, number);
        }
        registration.stoppedAt = now;
        pushes.stopped(registration, now);
        return done(registration);
    }

    private ObjectNode retrack(JsonNode item, String number, Instant now) {
        Registration registration = find(item, number);
        if (registration == null) {
            return error(-18019902, number);
        }
        if (registration.retracked) {
            return error(-18019905, number);
        }
        if (registration.stoppedAt == null) {
            return error(-18019904, number);
        }
        registration.stoppedAt = null;
        registration.retracked = true;
        pushes.expect(registration, now);
        return done(registration);
    }

    private ObjectNode delete(JsonNode item, String number) {
        Registration registration = find(item, number);
        if (registration == null) {
            return error(-18019902, number);
        }
        registrations.remove(key(number, registration.carrier));
        pushes.forget(registration);
        return done(registration);
    }

    private ObjectNode changeCarrier(JsonNode item, String number, Instant now) {
        int before = item.path("carrier_old").asInt(0);
        int after = item.path("carrier_new").asInt(0);
        Registration any = find(Answer.JSON.createObjectNode(), number);
        if (any == null) {
            return error(-18019902, number);
        }
        if (before == 0) {
            return error(-18019801, number);
        }
        if (after == 0) {
            return error(-18019804, number);
        }
        if (SeventeenTrackParcels.carrier(after) == null) {
            return error(-18019802, number);
        }
        if (before == after) {
            return error(-18019803, number);
        }
        Registration registration = registrations.get(key(number, before));
        if (registration == null) {
            return error(-18019805, number);
        }
        if (registration.stoppedAt != null) {
            return error(-18019806, number);
        }
        if (registration.carrierChanges >= MOST_CARRIER_CHANGES) {
            return error(-18019807, number);
        }
        if (isPending(registration, now)) {
            return error(-18019808, number);
        }
        if (registrations.containsKey(key(number, after))) {
            return error(-18019809, number);
        }
        registrations.remove(key(number, before));
        registration.carrier = after;
        registration.carrierChanges++;
        registrations.put(key(number, after), registration);
        pushes.expect(registration, now);
        return done(registration);
    }

    private ObjectNode changeInfo(JsonNode item, String number) {
        Registration registration = find(item, number);
        if (registration == null) {
            return error(-18019902, number);
        }
        describe(registration, item.path("items"));
        return done(registration);
    }

    private ObjectNode push(JsonNode item, String number, Instant now) {
        Registration registration = find(item, number);
        if (registration == null) {
            return error(-18019902, number);
        }
        return pushes.again(registration, now) ? done(registration) : error(-18010204, number);
    }

    private static ObjectNode done(Registration registration) {
        return Answer.JSON.createObjectNode().put("number", registration.number).put("carrier", registration.carrier);
    }

    private static String key(String number, int carrier) {
        return number + " " + carrier;
    }

    private @Nullable Registration find(JsonNode item, String number) {
        int carrier = item.path("carrier").asInt(0);
        if (carrier != 0) {
            return registrations.get(key(number, carrier));
        }
        return SeventeenTrackParcels.keys()
                .mapToObj(key -> registrations.get(key(number, key)))
                .filter(registration -> registration != null)
                .findFirst()
                .orElse(null);
    }

    private Answer list(JsonNode filter, Instant now) {
        List<String> numbers = Stream.of(filter.path("number").asString("").split(","))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .toList();
        if (numbers.size() > MOST_FILTERED) {
            return failure(200, -18010014, "The number of submitted items exceeds " + MOST_FILTERED + ".");
        }
        String tracking = filter.path("tracking_status").asString("");
        String parcel = filter.path("package_status").asString("");
        List<ObjectNode> rows = registrations.values().stream()
                .filter(one -> numbers.isEmpty() || numbers.contains(one.number))
                .map(one -> parcels.row(one, isPending(one, now), now))
                .filter(row -> tracking.isEmpty()
                        || tracking.equals(row.get("tracking_status").asString()))
                .filter(row -> parcel.isEmpty()
                        || parcel.equals(row.get("package_status").asString()))
                .toList();
        int page = Math.max(1, filter.path("page_no").asInt(1));
        ObjectNode answer = Answer.JSON.createObjectNode();
        answer.putObject("page")
                .put("data_total", rows.size())
                .put("page_total", (rows.size() + MOST_ITEMS - 1) / MOST_ITEMS)
                .put("page_no", page)
                .put("page_size", MOST_ITEMS);
        answer.put("code", 0);
        ArrayNode accepted = answer.putObject("data").putArray("accepted");
        rows.stream().skip((page - 1L) * MOST_ITEMS).limit(MOST_ITEMS).forEach(accepted::add);
        return Answer.json(200, answer);
    }

    private Answer quota(Instant now) {
        boolean used = today.equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
        ObjectNode answer = Answer.JSON.createObjectNode().put("code", 0);
        answer.putObject("data")
                .put("quota_total", settings.credits())
                .put("quota_used", creditsUsed)
                .put("quota_remain", settings.credits() - creditsUsed)
                .put("today_used", used ? usedToday : 0)
                .put("max_track_daily", 10_000_000)
                .put("free_email_quota", 300)
                .put("free_email_quotaused", 0);
        return Answer.json(200, answer);
    }

    private static ObjectNode error(int code, String number) {
        ObjectNode rejected = Answer.JSON.createObjectNode().put("number", number);
        rejected.putObject("error")
                .put("code", code)
                .put("message", "The number '" + number + "': error " + code + ".");
        return rejected;
    }

    /** The whole call fails: by its code or by a list of errors, as the status may be. */
    private static Answer failure(int status, int code, String message) {
        ObjectNode answer = Answer.JSON.createObjectNode().put("code", status == 200 ? code : 0);
        answer.putObject("data")
                .putArray("errors")
                .addObject()
                .put("code", code)
                .put("message", message);
        return Answer.json(status, answer);
    }

    @Override
    public Answer badLogin(Asked asked) {
        return failure(401, -18010002, "Security key is invalid.");
    }

    @Override
    public Answer serviceError(Asked asked) {
        return failure(200, -18010003, "Internal service error, please try again later.");
    }

    @Override
    public void close() {
        pushes.close();
    }
}
