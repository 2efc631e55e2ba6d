package org.sledopyt.source.novapostglobal;

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
 * What the old page of Nova Post Global called. Undocumented, and read from one answer met and a public client: times are epoch seconds in a text, events in no order,
 * codes its own; an unknown number is answered with a piece of the page and nothing else.
 */
public final class NovaPostGlobal extends JsonSource {

    private static final Times TIMES = Times.iso();

    /** The few codes met are not all; texts say no more than where it moves. */
    private final Words words = Words.beside(NovaPostGlobal.class);

    NovaPostGlobal(Manifest manifest, Codes codes) {
        super(manifest, codes, "a waybill of Nova Post Global");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/ajax.php?action=ajax_tracking&Tracking_ID=" + Request.joined(numbers, ","));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        if (answer.has("tracking_history") || Json.text(answer, "waybill_number") != null) {
            return about(raw, List.of(waybill(answer)));
        }
        boolean page = answer.has("search_hystory") && !answer.has("state");
        return page ? List.of(new Reading.NotFound(raw.onlyAsked())) : List.of();
    }

    private Reading.Found waybill(JsonNode answer) {
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(answer, "tracking_history").stream().map(this::event).toList());
        Facts facts = Facts.NONE
                .between(Json.text(answer, "pickup_address.country"), Json.text(answer, "delivery_address.country"))
                .withServiceLevel(Json.text(answer, "service.name"));
        for (JsonNode reference : Json.list(answer, "references")) {
            if ("Last mile".equalsIgnoreCase(Json.text(reference, "type"))) {
                facts = facts.linked(Json.text(reference, "num"), Facts.Link.Kind.LAST_MILE, "nova-poshta");
            }
        }
        return new Reading.Found(Answers.number(Json.text(answer, "waybill_number")), events, facts);
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "code"));
        String date = Json.text(event, "date");
        String text = Objects.requireNonNullElse(
                Answers.plain(Json.text(event, "description", "translations.description")), "");
        Codes.Match match = codes.match(code);
        return new SourceEvent(
                date != null && date.matches("\\d+") ? TIMES.epoch(date) : TIMES.read(date),
                text,
                code,
                match.how() == SourceEvent.How.NONE ? words.match(code, text) : match,
                Place.in(Json.text(event, "country"), null, null, null));
    }
}
