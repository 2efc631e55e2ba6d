package org.sledopyt.source.spring;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * Spring's (PostNL's international parcels) interface, written from its description. The key stands in the question. Errors come with HTTP 200, a level and a
 * sentence: level 1 may still bring a shipment. Times are seconds since 1970, and the same as a text in UTC.
 */
public final class Spring extends JsonSource {

    private static final Times TIMES = Times.iso().assuming("UTC");

    private static final Pattern UNKNOWN_SHIPMENT = Pattern.compile(
            "(?i).*(not found|no shipment|does not exist|unknown (shipment|tracking|number)|no .{0,30}found).*");

    private static final Pattern KEY =
            Pattern.compile("(?i).*(api ?key|unauthori[sz]ed|access denied|authentication).*");

    private final Words words = Words.beside(Spring.class);

    Spring(Manifest manifest, Codes codes) {
        super(manifest, codes, "a shipment of Spring");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        var question = Json.object().put("Apikey", by.value("key")).put("Command", "TrackShipment");
        question.putObject("Shipment").put("TrackingNumber", numbers.getFirst().text());
        return Request.json("/", question);
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<JsonNode> shipments = Json.list(answer, "Shipment").stream()
                .filter(shipment ->
                        shipment.path("Events").isContainer() || Json.text(shipment, "TrackingNumber") != null)
                .toList();
        String level = Json.text(answer, "ErrorLevel");
        String error = Json.text(answer, "Error");
        if (shipments.isEmpty() && level != null && !level.equals("0") && error != null) {
            return UNKNOWN_SHIPMENT.matcher(error).matches()
                    ? faults.whole(raw, error, "no shipment")
                    : KEY.matcher(error).matches()
                            ? faults.whole(raw, error, "no key")
                            : faults.whole(raw, error, "level " + level);
        }
        return about(
                raw, shipments.stream().map(shipment -> shipment(raw, shipment)).toList());
    }

    private Reading.Found shipment(Raw raw, JsonNode shipment) {
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(shipment, "Events").stream().map(this::event).toList());
        TrackingNumber number = Answers.number(Json.text(shipment, "TrackingNumber", "DisplayId"));
        Facts facts = Facts.NONE
                .withServiceLevel(Json.text(shipment, "Service"))
                .withWeightGrams(Json.grams(Json.text(shipment, "Weight"), Json.text(shipment, "WeightUnit")));
        for (String field : List.of("CarrierTrackingNumber", "CarrierLocalTrackingNumber")) {
            String other = Json.text(shipment, field);
            TrackingNumber last = Answers.number(other);
            boolean same = last == null || last.equals(number) || last.equals(raw.onlyAsked());
            facts = same
                    ? facts
                    : facts.linked(
                            other,
                            Facts.Link.Kind.LAST_MILE,
                            field.equals("CarrierTrackingNumber") ? carrier(Json.text(shipment, "Carrier")) : null);
        }
        return new Reading.Found(number, events, facts);
    }

    /** Only the one whose name is sure: others are names of services, too. */
    private static @Nullable String carrier(@Nullable String name) {
        return "PostNL".equalsIgnoreCase(name) ? "postnl" : null;
    }

    private SourceEvent event(JsonNode event) {
        EventTime time = TIMES.epoch(Json.text(event, "Timestamp"));
        String code = Answers.code(Json.text(event, "Code"));
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(event, "Description")), "");
        return new SourceEvent(
                time.local() == null ? TIMES.read(Json.text(event, "DateTime")) : time,
                text,
                code,
                words.match(code, text, codes.match(code)),
                Place.in(Json.text(event, "Country"), Json.text(event, "City"), Json.text(event, "Zip"), null));
    }
}
