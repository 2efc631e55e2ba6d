package org.sledopyt.source.dpdrussia;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Xml;
import org.sledopyt.source.XmlSource;
import org.w3c.dom.Element;

/**
 * DPD Russia's tracing, written from the service's states and its clients: no recorded answer was at hand. Login and key stand in the question. A
 * return has the same states as the way there, and a mark. An unknown number is a fault.
 */
public final class DpdRussia extends XmlSource {

    private final Times times;

    DpdRussia(Manifest manifest, Codes codes) {
        super(manifest, codes, "states of DPD");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String body = """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns="http://dpd.ru/ws/tracing/2011-11-18">\
                <soapenv:Body><ns:getStatesByDPDOrder><request><auth><clientNumber>%s</clientNumber><clientKey>%s</clientKey></auth>\
                <dpdOrderNr>%s</dpdOrderNr></request></ns:getStatesByDPDOrder></soapenv:Body></soapenv:Envelope>""".formatted(
                        Xml.escape(by.value("client_number")),
                        Xml.escape(by.value("client_key")),
                        Xml.escape(numbers.getFirst().text()));
        return Request.post(
                "/services/tracing",
                Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"\""),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected List<Reading> read(Raw raw, Element root) {
        Map<String, List<Element>> orders = new LinkedHashMap<>();
        for (Element state : Xml.all(root, "states")) {
            if (Xml.text(state, "newState") != null) {
                String number = Objects.requireNonNullElse(Xml.text(state, "dpdOrderNr"), "");
                orders.computeIfAbsent(number, none -> new ArrayList<>()).add(state);
            }
        }
        return about(
                raw,
                orders.values().stream()
                        .map(DpdRussia::parcels)
                        .map(this::behind)
                        .toList());
    }

    /** The states of each parcel of an order, those of the whole order in each. */
    private static List<List<Element>> parcels(List<Element> order) {
        List<String> parcels = order.stream()
                .map(state -> Xml.text(state, "dpdParcelNr"))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return parcels.size() < 2
                ? List.of(order)
                : parcels.stream()
                        .map(parcel -> order.stream()
                                .filter(state -> List.of(parcel)
                                        .contains(Objects.requireNonNullElse(Xml.text(state, "dpdParcelNr"), parcel)))
                                .toList())
                        .toList();
    }

    /** An order is delivered when all its parcels are. */
    private Reading.Found behind(List<List<Element>> parcels) {
        return parcels.stream()
                .map(this::order)
                .reduce((one, other) -> isDelivered(one.events()) && !isDelivered(other.events()) ? other : one)
                .orElseThrow();
    }

    private Reading.Found order(List<Element> states) {
        List<SourceEvent> events =
                SourceEvent.oldestFirst(states.stream().map(this::event).toList());
        boolean delivered = isDelivered(events);
        Facts facts = Facts.NONE;
        for (Element state : states) {
            var day = times.day(Xml.text(state, "planDeliveryDate"));
            facts = facts.linked(Xml.text(state, "dpdOrderReNr"), Facts.Link.Kind.RETURN, "dpd-ru")
                    .linked(
                            Objects.equals(Xml.text(state, "dpdParcelNr"), Xml.text(state, "dpdOrderNr"))
                                    ? null
                                    : Xml.text(state, "dpdParcelNr"),
                            Facts.Link.Kind.REFERENCE,
                            null);
            facts = day == null || delivered ? facts : facts.with(Promise.on(day));
        }
        return new Reading.Found(Answers.number(Xml.text(states.getFirst(), "dpdOrderNr")), events, facts);
    }

    private static boolean isDelivered(List<SourceEvent> events) {
        return events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
    }

    private SourceEvent event(Element state) {
        String code = Answers.code(Xml.text(state, "newState"));
        String isReturn = Objects.requireNonNullElse(Xml.text(state, "isReturn"), "");
        boolean back = isReturn.equalsIgnoreCase("true") || isReturn.equals("1");
        String incident = Xml.text(state, "incidentName");
        return new SourceEvent(
                times.read(Xml.text(state, "transitionTime")),
                incident == null ? Objects.requireNonNullElse(Xml.text(state, "newState"), "") : incident,
                back ? code + "/return" : code,
                codes.match(code, back ? "return" : null),
                Place.of(null, Xml.text(state, "terminalCity"), null, Xml.text(state, "terminalCode")));
    }
}
