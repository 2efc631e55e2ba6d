package org.sledopyt.source.tnt;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import org.sledopyt.source.Xml;
import org.sledopyt.source.XmlSource;
import org.w3c.dom.Element;

/**
 * TNT's ExpressConnect Tracking 3.1, written from its technical guide. The guide has no list of status codes: what the table lacks is read from the
 * English text. A consignment that is not known is in the list, with a summary code and nothing else. Times are the place's own.
 */
public final class Tnt extends XmlSource {

    private static final Times TIMES = Times.of("uuuuMMdd HHmm", "uuuuMMdd HHmmss", "uuuuMMdd HH:mm", "uuuuMMdd");

    private final Words words = Words.beside(Tnt.class);

    Tnt(Manifest manifest, Codes codes) {
        super(manifest, codes, "consignments of TNT");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String consignments = numbers.stream()
                .map(number -> "<ConsignmentNumber>" + Xml.escape(number.text()) + "</ConsignmentNumber>")
                .collect(Collectors.joining());
        String question = """
                <?xml version="1.0" encoding="UTF-8" standalone="no"?>
                <TrackRequest locale="en_US" version="3.1"><SearchCriteria marketType="INTERNATIONAL" originCountry="%s">%s</SearchCriteria>\
                <LevelOfDetail><Complete originAddress="false" destinationAddress="false"/></LevelOfDetail></TrackRequest>""".formatted(Xml.escape(by.value("country")), consignments);
        return Request.form("/expressconnect/track.do", Map.of("xml_in", question));
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitElements(raw, "Consignment", consignment -> Xml.text(consignment, "ConsignmentNumber"));
    }

    @Override
    protected List<Reading> read(Raw raw, Element root) {
        List<Element> consignments = Xml.all(root, "Consignment");
        if (consignments.isEmpty()) {
            return Xml.all(root, "Error").stream()
                    .filter(error -> Xml.text(error, "Code") != null || Xml.text(error, "Message") != null)
                    .findFirst()
                    .map(error -> faults.whole(raw, Xml.text(error, "Message"), "error " + Xml.text(error, "Code")))
                    .orElse(List.of());
        }
        List<Element> known = consignments.stream()
                .filter(one -> !"CNF".equals(Xml.text(one, "SummaryCode"))
                        || !Xml.all(one, "StatusData").isEmpty())
                .toList();
        return known.isEmpty()
                ? consignments.stream()
                        .map(one -> faults.item(number(raw, one), "consignment not found", "CNF"))
                        .toList()
                : about(raw, known.stream().map(this::consignment).toList());
    }

    private static @Nullable TrackingNumber number(Raw raw, Element consignment) {
        return raw.onlyAsked() == null ? Answers.number(Xml.text(consignment, "ConsignmentNumber")) : raw.onlyAsked();
    }

    private Reading.Found consignment(Element consignment) {
        String summary = Xml.text(consignment, "SummaryCode");
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Xml.all(consignment, "StatusData").stream().map(this::event).toList());
        String day = Xml.text(consignment, "DeliveryDate");
        if (events.isEmpty() && day != null && "DEL".equals(summary)) {
            events = List.of(new SourceEvent(
                    TIMES.read(day, Xml.text(consignment, "DeliveryTime")),
                    "",
                    "summary/DEL",
                    codes.match("summary", summary),
                    Place.of(null, Xml.text(consignment, "DeliveryTown"), null, null)));
        }
        Codes.Match stage = codes.match("summary", summary);
        Facts facts = Facts.NONE
                .between(
                        Xml.text(consignment, "OriginCountry", "CountryCode"),
                        Xml.text(consignment, "DestinationCountry", "CountryCode"))
                .with(stage.how() == SourceEvent.How.NONE ? null : stage.stage())
                .withServiceLevel(Xml.text(consignment, "Service", "Description"))
                .withWeightGrams(Json.grams(Xml.text(consignment, "PieceWeight", "Weight"), unit(consignment)))
                .linked(Xml.text(consignment, "AlternativeConsignmentNumber"), Facts.Link.Kind.REFERENCE, null);
        return new Reading.Found(Answers.number(Xml.text(consignment, "ConsignmentNumber")), events, facts);
    }

    private static @Nullable String unit(Element consignment) {
        Element weight = Xml.at(consignment, "PieceWeight", "Weight");
        return weight == null ? null : Xml.attribute(weight, "units");
    }

    private SourceEvent event(Element told) {
        String code = Answers.code(Xml.text(told, "StatusCode"));
        String text = Objects.requireNonNullElse(Answers.plain(Xml.text(told, "StatusDescription")), "");
        Codes.Match match = codes.match(code);
        String depot = Xml.text(told, "DepotName");
        return new SourceEvent(
                TIMES.read(Xml.text(told, "LocalEventDate"), Xml.text(told, "LocalEventTime")),
                text,
                code,
                match.how() == SourceEvent.How.NONE ? words.match(code, text) : match,
                Place.of(null, null, null, depot == null ? Xml.text(told, "Depot") : depot));
    }
}
