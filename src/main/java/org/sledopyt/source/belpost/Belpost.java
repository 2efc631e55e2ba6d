package org.sledopyt.source.belpost;

import java.util.List;
import java.util.Objects;
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
 * What Belpost's page calls. Undocumented; written from answers met. Newer answers give codes, older ones texts only, so a code that is missing or new leaves the stage to
 * the text. Steps within the country and those told to foreign posts stand in one list and may repeat each other.
 */
public final class Belpost extends JsonSource {

    private final Times times;
    private final Words words = Words.beside(Belpost.class);

    Belpost(Manifest manifest, Codes codes) {
        super(manifest, codes, "steps of Belpost");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.json(
                "/api/v1/tracking",
                Json.object().put("number", numbers.getFirst().text()));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        String wrong = Json.texts(answer, "errors.number").stream().findFirst().orElse(null);
        if (wrong != null) {
            return faults.whole(raw, wrong, Json.text(answer, "message"), "422");
        }
        if (!answer.path("data").isContainer()) {
            return List.of();
        }
        List<Reading.Found> found = Json.list(answer, "data").stream()
                .filter(parcel -> !Json.list(parcel, "steps").isEmpty())
                .map(this::parcel)
                .toList();
        boolean understood = answer.path("data").isEmpty()
                || Json.list(answer, "data").stream().anyMatch(parcel -> parcel.has("steps") || parcel.has("number"));
        return found.isEmpty() && understood ? List.of(new Reading.NotFound(number(raw, answer))) : about(raw, found);
    }

    private static @Nullable TrackingNumber number(Raw raw, JsonNode answer) {
        return raw.onlyAsked() == null ? Answers.number(Json.text(answer, "data.number")) : raw.onlyAsked();
    }

    private Reading.Found parcel(JsonNode parcel) {
        return new Reading.Found(
                Answers.number(Json.text(parcel, "number")),
                SourceEvent.oldestFirst(
                        Json.list(parcel, "steps").stream().map(this::step).toList()),
                Facts.NONE);
    }

    private SourceEvent step(JsonNode step) {
        String code = Answers.code(Json.text(step, "code"));
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(step, "event")), "");
        Codes.Match match = words.match(code, text, codes.match(code));
        EventTime at = times.epoch(Json.text(step, "timestamp"));
        String postcode = Json.text(step, "place_index");
        String place = Json.text(step, "place");
        return new SourceEvent(
                at.local() == null ? times.read(Json.text(step, "created_at", "timestamp")) : at,
                text,
                code,
                match.how() == SourceEvent.How.NONE ? words.match("text", text) : match,
                Place.of(
                        "internal".equals(Json.text(step, "system")) ? "BY" : null,
                        null,
                        postcode,
                        place == null || postcode == null
                                ? place
                                : place.replaceFirst("^" + digits(postcode) + "\\s+", "")));
    }

    private static String digits(String postcode) {
        return postcode.replaceAll("\\D", "");
    }
}
