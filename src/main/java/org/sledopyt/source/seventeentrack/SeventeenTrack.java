package org.sledopyt.source.seventeentrack;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Signature;
import org.sledopyt.source.Wish;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 17TRACK's API v2.4, which pushes what changes; written from its document of July 2026, reads 2.2 too. A number is registered once, for a credit; reading is
 * free. Errors of single numbers come with code 0. What the document leaves open: when a failed push is sent again, and what an event without {@code stage} is.
 */
public final class SeventeenTrack extends JsonSource {

    private static final String BASE = "/track/v2.4/";

    private final Item item;
    private final Registrations registrations = new Registrations();

    SeventeenTrack(Manifest manifest, Codes codes) {
        super(manifest, codes, "numbers accepted or rejected by 17TRACK");
        this.item = new Item(codes, registrations.carriers());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return request("gettrackinfo", numbers);
    }

    @Override
    public Request register(List<TrackingNumber> numbers, Credentials by) {
        return request("register", numbers);
    }

    @Override
    public Set<Wish.Kind> wishes() {
        return EnumSet.allOf(Wish.Kind.class);
    }

    @Override
    public @Nullable Request change(Wish wish, @Nullable Raw last, Credentials by) {
        ObjectNode asked = registrations.change(wish, last);
        return asked == null
                ? null
                : Request.json(
                        BASE + Registrations.method(wish.kind()),
                        Json.object().arrayNode().add(asked));
    }

    @Override
    public List<TrackingNumber> stopped(Raw pushed) {
        return Registrations.stopped(pushed);
    }

    /** A question of an unregistered number would be no harm, but the balance tells more. */
    @Override
    public Request probe(TrackingNumber nobody, Credentials by) {
        return request("getquota", List.of());
    }

    private static Request request(String method, List<TrackingNumber> numbers) {
        ArrayNode items = Json.object().arrayNode();
        numbers.forEach(number -> items.addObject().put("number", number.text()));
        return Request.json(BASE + method, items);
    }

    @Override
    public boolean verify(Raw pushed, Credentials by) {
        String key = by.value("key");
        String right = Signature.hex(Signature.sha256(pushed.body(), "/" + key));
        return !key.isBlank() && Signature.same(right, pushed.header("sign"));
    }

    /** One raw a number; a pushed one looks like one that was asked for, so that the next poll is seen to bring the same. */
    @Override
    public List<Raw> split(Raw raw) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        if (answer == null || isFault(answer)) {
            return List.of(raw);
        }
        List<Raw> parts = new ArrayList<>();
        if (Json.at(answer, "data.track_info").isObject()) {
            parts.add(part(raw, "accepted", answer.path("data")));
        }
        for (String list : List.of("accepted", "rejected")) {
            Json.list(answer, "data." + list).forEach(one -> parts.add(part(raw, list, one)));
        }
        return parts.isEmpty() ? List.of(raw) : parts;
    }

    private static Raw part(Raw raw, String list, JsonNode one) {
        var answer = Json.object().put("code", 0);
        answer.putObject("data").putArray(list).add(one);
        TrackingNumber number = Answers.number(Json.text(one, "number"));
        return raw.part(
                Stream.ofNullable(number == null ? raw.onlyAsked() : number).toList(), Answers.bytes(answer));
    }

    /** The balance, and what changes a registration, concern no parcel. */
    @Override
    public List<Reading> read(Raw raw) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        if (answer == null || !answer.path("data").isObject() || isFault(answer)) {
            return super.read(raw);
        }
        return answer.has("code") || answer.has("event") ? read(raw, answer) : super.read(raw);
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        if (isFault(answer)) {
            List<JsonNode> errors = Json.list(answer, "data.errors");
            List<Reading> whole = fault(raw, errors.isEmpty() ? answer : errors.getFirst());
            // one bad number among several is told by itself; this is about the question
            return raw.asked().size() > 1 && !(whole.getFirst() instanceof Reading.Refused)
                    ? List.of(new Reading.Unreadable(
                            "the service did not take the question: " + Json.text(answer, "code")))
                    : whole;
        }
        String left = Json.text(answer, "data.quota_remain");
        if (left != null) {
            return left.matches("-?0*|-\\d+")
                    ? List.of(new Reading.Refused(Reading.Refusal.QUOTA, null, "all registrations are used up"))
                    : List.of();
        }
        return Stream.concat(
                        Json.list(answer, "data.accepted").stream().flatMap(one -> item.read(one).stream()),
                        Json.list(answer, "data.rejected").stream().flatMap(one -> fault(raw, one).stream()))
                .toList();
    }

    private static boolean isFault(JsonNode answer) {
        String code = Objects.requireNonNullElse(Json.text(answer, "code"), "0");
        return !code.equals("0") || !Json.list(answer, "data.errors").isEmpty();
    }

    private List<Reading> fault(Raw raw, JsonNode fault) {
        @Nullable String code = Json.text(fault, "error.code", "code");
        return faults.whole(raw, Json.text(fault, "error.message", "message", "msg"), code);
    }
}
