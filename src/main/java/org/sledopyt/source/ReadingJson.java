package org.sledopyt.source;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reading as JSON: the public contract of {@code sledopyt read}. What is not known is left out; a found parcel always has
 * {@code events}, oldest first. Times are those of {@link EventTime#iso()}, lengths of time ISO 8601.
 */
public final class ReadingJson {

    private ReadingJson() {}

    public static ObjectNode of(Reading reading) {
        ObjectNode json = object();
        switch (reading) {
            case Reading.Found found -> found(json.put("kind", "found"), found);
            case Reading.NotFound(var number) -> number(json.put("kind", "not-found"), number);
            case Reading.Rejected(var number, var why) ->
                number(json.put("kind", "rejected"), number).put("detail", why);
            case Reading.Ordered(var ticket, var after, var lives) ->
                json.put("kind", "ordered")
                        .put("ticket", ticket)
                        .put("collectAfter", after.toString())
                        .put("livesFor", lives.toString());
            case Reading.NotReady(var after) -> json.put("kind", "not-ready").put("retryAfter", after.toString());
            case Reading.Unregistered(var number) -> number(json.put("kind", "unregistered"), number);
            case Reading.Registered(var number) -> number(json.put("kind", "registered"), number);
            case Reading.Refused(var why, var after, var detail) -> {
                json.put("kind", "refused").put("refusal", why.name());
                put(json, "retryAfter", after).put("detail", detail);
            }
            case Reading.Unreadable(var where) -> json.put("kind", "unreadable").put("detail", where);
        }
        return json;
    }

    private static void found(ObjectNode json, Reading.Found found) {
        number(json, found.number());
        var events = json.putArray("events");
        found.events().forEach(event -> events.add(event(event)));
        Facts facts = found.facts();
        if (facts.promise() != null) {
            json.putObject("promise")
                    .put("from", facts.promise().from().toString())
                    .put("to", facts.promise().to().toString());
        }
        ObjectNode rest = facts(facts);
        if (!rest.isEmpty()) {
            json.set("facts", rest);
        }
    }

    private static ObjectNode event(SourceEvent event) {
        ObjectNode json = object();
        put(json, "at", event.time().iso());
        json.put("zone", event.time().zone().name().toLowerCase(Locale.ROOT))
                .put("precision", event.time().precision().name().toLowerCase(Locale.ROOT))
                .put("text", event.text());
        put(json, "code", event.code())
                .put("milestone", event.stage().milestone().name())
                .put("sub", event.stage().sub())
                .put("how", event.how().name());
        if (event.place() != null) {
            ObjectNode place = json.putObject("place");
            put(place, "country", event.place().country());
            put(place, "city", event.place().city());
            put(place, "postcode", event.place().postcode());
            put(place, "office", event.place().office());
        }
        put(json, "carrier", event.carrier());
        number(json, event.number());
        if (event.withdrawn()) {
            json.put("withdrawn", true);
        }
        return json;
    }

    private static ObjectNode facts(Facts facts) {
        ObjectNode json = object();
        if (facts.stage() != null) {
            json.put("milestone", facts.stage().milestone().name())
                    .put("sub", facts.stage().sub());
        }
        put(json, "originCountry", facts.originCountry());
        put(json, "destinationCountry", facts.destinationCountry());
        put(json, "serviceLevel", facts.serviceLevel());
        if (facts.weightGrams() != null) {
            json.put("weightGrams", facts.weightGrams());
        }
        if (facts.pickupUntil() != null) {
            json.put("pickupUntil", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(facts.pickupUntil()));
        }
        if (!facts.links().isEmpty()) {
            var links = json.putArray("links");
            facts.links()
                    .forEach(link -> put(
                            number(links.addObject(), link.number())
                                    .put("kind", link.kind().name()),
                            "carrier",
                            link.carrier()));
        }
        return json;
    }

    private static ObjectNode number(ObjectNode json, @Nullable TrackingNumber number) {
        return put(json, "number", number);
    }

    private static ObjectNode put(ObjectNode json, String field, @Nullable Object value) {
        return value == null ? json : json.put(field, value.toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
