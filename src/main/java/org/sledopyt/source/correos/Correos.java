package org.sledopyt.source.correos;

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
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * What the page of Correos of Spain calls. Undocumented; written from answers met. A list of one that has its own error, zero if all is well. Only few codes are known: of others
 * the text decides.
 */
public final class Correos extends JsonSource {

    private final Times times;
    private final Words words = Words.beside(Correos.class);

    Correos(Manifest manifest, Codes codes) {
        super(manifest, codes, "a parcel of Correos");
        this.times =
                Times.of("dd/MM/uuuu H:mm:ss", "dd/MM/uuuu H:mm", "dd/MM/uuuu").assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/canonico/eventos_envio_servicio/" + Request.joined(numbers, ",")
                + "?codAplicacion=60&codCanal=3&codIdioma=ES&indUltEvento=N");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<JsonNode> parcels = Json.list(answer, "").stream()
                .filter(parcel -> parcel.has("eventos") || parcel.path("error").isObject())
                .toList();
        List<Reading.Found> found = parcels.stream()
                .filter(parcel -> "0".equals(Objects.requireNonNullElse(Json.text(parcel, "error.codError"), "0"))
                        && parcel.has("eventos"))
                .map(this::parcel)
                .toList();
        if (!found.isEmpty()) {
            return about(raw, found);
        }
        return parcels.isEmpty()
                ? List.of()
                : faults.whole(
                        raw,
                        Json.text(parcels.getFirst(), "error.desError"),
                        "codError " + Json.text(parcels.getFirst(), "error.codError"));
    }

    private Reading.Found parcel(JsonNode parcel) {
        return new Reading.Found(
                Answers.number(Json.text(parcel, "codEnvio")),
                SourceEvent.oldestFirst(
                        Json.list(parcel, "eventos").stream().map(this::event).toList()),
                Facts.NONE);
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "codEvento"));
        String text =
                Objects.requireNonNullElse(Answers.plain(Json.text(event, "desTextoResumen", "desTextoAmpliado")), "");
        Codes.Match match = codes.match(code);
        return new SourceEvent(
                times.read(Json.text(event, "fecEvento"), Json.text(event, "horEvento")),
                text,
                code,
                match.how() == SourceEvent.How.NONE ? words.match(code, text) : match,
                Place.of(null, null, null, Json.text(event, "unidad")));
    }
}
