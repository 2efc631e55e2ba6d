package org.sledopyt.source.posteitaliane;

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
 * What the page of Poste Italiane calls. Undocumented; written from answers met. Movements have no codes: their Italian texts decide. An unknown number has no movements. On the way
 * back, what is handed over is handed to the sender.
 */
public final class PosteItaliane extends JsonSource {

    private final Times times;
    private final Words words = Words.beside(PosteItaliane.class);

    PosteItaliane(Manifest manifest, Codes codes) {
        super(manifest, codes, "movements of Poste Italiane");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.json(
                "/online/dovequando/DQ-REST/ricercasemplice",
                Json.object()
                        .put("codiceSpedizione", numbers.getFirst().text())
                        .put("tipoRichiedente", "WEB")
                        .put("periodoRicerca", 1));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<JsonNode> movements = Json.list(answer, "listaMovimenti");
        if (movements.isEmpty()) {
            return answer.has("esitoRicerca") ? List.of(new Reading.NotFound(number(raw, answer))) : List.of();
        }
        boolean back = Json.is(answer, "flagRitorno");
        List<SourceEvent> events = SourceEvent.oldestFirst(
                movements.stream().map(movement -> event(movement, back)).toList());
        Codes.Match state = codes.match(Json.text(answer, "stato"));
        Facts facts = Facts.NONE.withServiceLevel(Json.text(answer, "tipoProdotto"));
        return List.of(new Reading.Found(
                number(raw, answer),
                events,
                state.how() == SourceEvent.How.NONE || back ? facts : facts.with(state.stage())));
    }

    private static @Nullable TrackingNumber number(Raw raw, JsonNode answer) {
        return raw.onlyAsked() == null ? Answers.number(Json.text(answer, "idTracciatura")) : raw.onlyAsked();
    }

    private SourceEvent event(JsonNode movement, boolean back) {
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(movement, "statoLavorazione")), "");
        EventTime at = times.epoch(Json.text(movement, "dataOra"));
        return new SourceEvent(
                at.local() == null ? times.read(Json.text(movement, "dataOra")) : at,
                text,
                null,
                words.match(back ? "return" : null, text),
                Place.of(null, Json.text(movement, "luogo"), null, null));
    }
}
