package org.sledopyt.source.usps;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
 * USPS's tracking interface v3, written from its OpenAPI document 3.2.6. Codes of two characters decide, texts refine them; the category of the whole piece
 * stands in for the newest event where its code is unknown. A label that was not scanned yet is a text without events.
 */
public final class Usps extends JsonSource {

    private static final Times TIMES = Times.iso().or("MMMM d, uuuu");

    /** Rows of {@code words.csv} for codes that are in no table. */
    private static final String OTHER = "other";

    private final Words words = Words.beside(Usps.class);

    Usps(Manifest manifest, Codes codes) {
        super(manifest, codes, "a piece of USPS");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String zip = by.extra(numbers.getFirst(), "postcode");
        return Request.getJson("/tracking/v3/tracking/" + Request.joined(numbers, ",") + "?expand=DETAIL"
                + (zip.isEmpty() ? "" : "&destinationZIPCode=" + zip));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        return about(
                raw,
                (answer.isArray() ? Json.list(answer, "") : List.of(answer))
                        .stream()
                                .filter(piece -> piece.path("trackingEvents").isArray()
                                        || Json.text(piece, "statusCategory", "statusSummary") != null)
                                .map(this::piece)
                                .toList());
    }

    private Reading.Found piece(JsonNode piece) {
        String category = Json.text(piece, "statusCategory");
        List<SourceEvent> events = new ArrayList<>(SourceEvent.oldestFirst(
                Json.list(piece, "trackingEvents").stream().map(this::event).toList()));
        Codes.Match whole = codes.match("category", category);
        boolean known = whole.how() != SourceEvent.How.NONE;
        if (known && !events.isEmpty() && events.getLast().how() == SourceEvent.How.NONE) {
            SourceEvent last = events.removeLast();
            events.add(new SourceEvent(
                    last.time(), last.text(), "CATEGORY/" + Answers.code(category), whole, last.place()));
        }
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        return new Reading.Found(
                Answers.number(Json.text(piece, "trackingNumber")),
                List.copyOf(events),
                Facts.NONE
                        .between(
                                Json.text(piece, "originCountryCode", "originCountry"),
                                Json.text(piece, "destinationCountryCode", "destinationCountry"))
                        .withServiceLevel(Answers.plain(Json.text(piece, "mailClass")))
                        .with(known ? whole.stage() : null)
                        .with(delivered ? null : promise(piece)));
    }

    private SourceEvent event(JsonNode event) {
        String code = Json.text(event, "eventCode");
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(event, "eventType")), "");
        Codes.Match match = codes.match(code);
        String city = Json.text(event, "eventCity");
        String zip = Json.text(event, "eventZIP", "eventZIPCode");
        String country = Json.text(event, "eventCountry");
        return new SourceEvent(
                time(event),
                text,
                Answers.code(code),
                match.how() == SourceEvent.How.NONE ? words.match(OTHER, text) : words.match(code, text, match),
                // the post names no country for its own
                Place.in(country == null && (city != null || zip != null) ? "US" : country, city, zip, null));
    }

    private static EventTime time(JsonNode event) {
        String local = Json.text(event, "eventTimestamp");
        String offset = Json.text(event, "GMTOffset");
        return local != null && offset != null
                ? TIMES.readAt(local, offset)
                : TIMES.readBeside(local, Json.text(event, "GMTTimestamp"));
    }

    private static @Nullable Promise promise(JsonNode piece) {
        return Stream.of("", "deliveryDateExpectation.")
                .flatMap(in -> Stream.of(
                                "expectedDeliveryTimeStamp",
                                "expectedDeliveryDate",
                                "predictedDeliveryDate",
                                "guaranteedDeliveryDate")
                        .map(field -> Json.text(piece, in + field)))
                .map(TIMES::day)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Promise::on)
                .orElse(null);
    }
}
