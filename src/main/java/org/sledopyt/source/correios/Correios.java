package org.sledopyt.source.correios;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * Correios' API Rastro, written from its clients: no recorded answer was at hand. An event is a family of codes and a type within it. Pairs that the
 * table lacks are read from the Portuguese text, so that no family alone makes a parcel delivered. An unknown object is in the list, with a message in
 * place of events.
 */
public final class Correios extends JsonSource {

    private static final Pattern CODE = Pattern.compile("\\b(SRO-\\d{3})\\b");

    private final Times times;
    private final Words words = Words.beside(Correios.class);

    Correios(Manifest manifest, Codes codes) {
        super(manifest, codes, "objects of Correios");
        this.times = Times.iso().or("dd/MM/uuuu HH:mm:ss", "dd/MM/uuuu HH:mm").assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String objects = numbers.stream()
                .map(number -> "&codigosObjetos=" + Request.encode(number.text()))
                .collect(Collectors.joining());
        return Request.getJson("/srorastro/v1/objetos?resultado=T" + objects).with("Accept-Language", "pt-BR");
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitList(raw, "objetos", object -> Json.text(object, "codObjeto"));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<String> messages = Json.texts(answer, "msgs");
        if (!messages.isEmpty()) {
            String told = String.join("; ", messages);
            return faults.whole(raw, told, code(told));
        }
        List<Reading> readings = new ArrayList<>();
        for (JsonNode object : Json.list(answer, "objetos")) {
            TrackingNumber asked = raw.onlyAsked();
            TrackingNumber number = asked == null ? Answers.number(Json.text(object, "codObjeto")) : asked;
            String message = Json.text(object, "mensagem");
            if (!object.path("eventos").isArray() && message != null) {
                readings.add(faults.item(number, message.replaceFirst("^SRO-\\d+\\W*", ""), code(message)));
            } else if (object.has("eventos") || object.has("tipoPostal")) {
                readings.add(object(number, object));
            }
        }
        return readings;
    }

    private Reading.Found object(@Nullable TrackingNumber number, JsonNode object) {
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(object, "eventos").stream().map(this::event).toList());
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        var day = times.day(Json.text(object, "dtPrevista"));
        return new Reading.Found(
                number,
                events,
                Facts.NONE
                        .withServiceLevel(Json.text(object, "tipoPostal.categoria", "tipoPostal.descricao"))
                        .with(delivered ? null : Promise.between(day, day)));
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "codigo"));
        String written = Json.text(event, "tipo");
        String type = written != null && written.length() == 1 ? "0" + written : written;
        String text = Objects.requireNonNullElse(Json.text(event, "descricao"), "");
        Codes.Match match = codes.match(code, type);
        return new SourceEvent(
                times.read(Json.text(event, "dtHrCriado")),
                text,
                type == null ? code : code + "/" + type,
                match.how() == SourceEvent.How.NONE ? words.match(code, text) : match,
                place(event));
    }

    private static @Nullable Place place(JsonNode event) {
        String name = Json.text(event, "unidade.nome");
        String city = Json.text(event, "unidade.endereco.cidade");
        boolean country = "país"
                .equals(Objects.requireNonNullElse(Json.text(event, "unidade.tipo"), "")
                        .toLowerCase(Locale.ROOT));
        return country
                ? Place.of(country(name), null, null, name)
                : Place.of(Json.text(event, "unidade.endereco.uf") == null ? null : "BR", city, null, name);
    }

    /** Countries are written in Portuguese. */
    private static @Nullable String country(@Nullable String name) {
        return name == null ? null : PORTUGUESE.get(name.toUpperCase(Locale.ROOT));
    }

    private static final Map<String, String> PORTUGUESE = portuguese();

    private static Map<String, String> portuguese() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String code : Locale.getISOCountries()) {
            names.put(
                    Locale.of("", code).getDisplayCountry(Locale.of("pt", "BR")).toUpperCase(Locale.ROOT), code);
        }
        return Map.copyOf(names);
    }

    private static @Nullable String code(String message) {
        Matcher code = CODE.matcher(message);
        return code.find() ? code.group(1) : null;
    }
}
