package org.sledopyt.source.evropochta;

import java.util.List;
import java.util.Objects;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * What Evropochta's page calls. Undocumented; written from an answer met and a public client. The state is {@code CheckxTo}; the answer does not repeat the number; how an
 * unknown one is answered is not told, an empty list is taken for it.
 */
public final class Evropochta extends JsonSource {

    private final Times times;
    private final Words words = Words.beside(Evropochta.class);

    Evropochta(Manifest manifest, Codes codes) {
        super(manifest, codes, "steps of Evropochta");
        this.times =
                Times.of("dd.MM.uuuu H:mm:ss", "dd.MM.uuuu H:mm", "dd.MM.uuuu").assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/api/track.json/?number=" + Request.joined(numbers, ","));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode data = answer.path("data");
        if (data.isArray() && data.isEmpty()) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        List<SourceEvent> events = SourceEvent.oldestFirst(Json.list(data, "").stream()
                .filter(step -> step.has("Timex"))
                .map(this::step)
                .toList());
        return events.isEmpty() ? List.of() : List.of(new Reading.Found(raw.onlyAsked(), events, Facts.NONE));
    }

    private SourceEvent step(JsonNode step) {
        String code = Answers.code(Json.text(step, "CheckxTo"));
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(step, "InfoTrack")), "");
        Codes.Match match = codes.match(code);
        return new SourceEvent(
                times.read(Json.text(step, "Timex")),
                text,
                code,
                match.how() == SourceEvent.How.NONE ? words.match(code, text) : match,
                null);
    }
}
