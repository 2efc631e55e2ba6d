package org.sledopyt.sandbox;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sandbox by remote control, in JSON: {@code GET /control/world}, {@code GET /control/calls}, {@code POST /control/clock},
 * {@code POST /control/fault}, {@code POST /control/webhook}. Only {@code application/json} is taken, so that no web page can post to it unasked.
 */
final class Control {

    private static final int MOST_PARCELS = 200;

    private final Sandbox sandbox;

    Control(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Answer answer(Asked asked) {
        try {
            return switch (asked.method() + " " + asked.path()) {
                case "GET /world" -> Answer.json(200, world());
                case "GET /calls" -> Answer.json(200, calls());
                case "POST /clock" -> Answer.json(200, turn(body(asked)));
                case "POST /fault" -> Answer.json(200, fault(body(asked)));
                case "POST /webhook" -> Answer.json(200, webhook(body(asked)));
                default -> problem(404, "no such control: " + asked.method() + " " + asked.path());
            };
        } catch (JacksonException | DateTimeException | IllegalArgumentException | ArithmeticException e) {
            return problem(400, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode body(Asked asked) {
        if (!asked.header("content-type").startsWith("application/json")) {
            throw new IllegalArgumentException("send application/json");
        }
        JsonNode body = Answer.JSON.readTree(asked.body());
        if (!body.isObject()) {
            throw new IllegalArgumentException("send an object");
        }
        return body;
    }

    private static Answer problem(int status, String text) {
        return Answer.json(status, Answer.JSON.createObjectNode().put("error", text));
    }

    private JsonNode clock() {
        return Answer.JSON
                .createObjectNode()
                .put("now", sandbox.clock().instant().toString())
                .put("speed", sandbox.clock().speed());
    }

    /** {@code {"set": instant}}, {@code {"advanceSeconds": n}} and {@code {"speed": factor}}, done in this order. */
    private JsonNode turn(JsonNode wish) {
        if (wish.has("set")) {
            sandbox.clock().set(Instant.parse(wish.get("set").asString()));
        }
        if (wish.has("advanceSeconds")) {
            sandbox.clock()
                    .advance(Duration.ofSeconds(wish.get("advanceSeconds").asLong()));
        }
        if (wish.has("speed")) {
            sandbox.clock().speed(wish.get("speed").asDouble());
        }
        return clock();
    }

    /** {@code {"carrier", "kind", "times"?, "percent"?, "seconds"?, "path"?}}; kind {@code NONE} forgets the carrier's faults. */
    private JsonNode fault(JsonNode wish) {
        String carrier = wish.path("carrier").asString("");
        String kind = wish.path("kind").asString("");
        if (kind.equals("NONE")) {
            sandbox.heal(carrier);
        } else {
            Fault fault = Fault.of(FaultKind.valueOf(kind));
            fault = new Fault(
                    fault.kind(),
                    wish.path("times").asInt(fault.times()),
                    wish.path("percent").asInt(fault.percent()),
                    wish.has("seconds") ? Duration.ofSeconds(wish.get("seconds").asLong()) : fault.length(),
                    wish.path("path").asString(fault.path()));
            sandbox.fault(carrier, fault);
        }
        return Answer.JSON.createObjectNode().put("carrier", carrier).put("kind", kind);
    }

    /** {@code {"url"}}: where 17TRACK pushes to; without it, nowhere. */
    private JsonNode webhook(JsonNode wish) {
        String url = wish.path("url").asString("");
        sandbox.webhook(url.isEmpty() ? null : URI.create(url));
        return Answer.JSON.createObjectNode().put("url", url);
    }

    private JsonNode calls() {
        ObjectNode calls = Answer.JSON.createObjectNode();
        sandbox.codes().forEach(code -> calls.put(code, sandbox.calls(code)));
        return calls;
    }

    /** The clock and the first parcels: their numbers, how far they are, what comes next and when. */
    private JsonNode world() {
        Instant now = sandbox.clock().instant();
        ObjectNode world = Answer.JSON.createObjectNode();
        world.set("clock", clock());
        ArrayNode parcels = world.putArray("parcels");
        sandbox.world().stories().limit(MOST_PARCELS).forEach(story -> {
            ObjectNode parcel = parcels.addObject();
            ObjectNode numbers = parcel.putObject("numbers");
            story.numbers().forEach((carrier, number) -> numbers.put(carrier.code(), number));
            long happened = story.steps().stream()
                    .filter(step -> !step.at().isAfter(now))
                    .count();
            parcel.put("happened", happened).put("steps", story.steps().size());
            if (happened > 0) {
                parcel.put("last", story.steps().get((int) happened - 1).what().name());
            }
            if (happened < story.steps().size()) {
                Step next = story.steps().get((int) happened);
                parcel.put("next", next.what().name()).put("nextAt", next.at().toString());
            }
        });
        return world;
    }
}
