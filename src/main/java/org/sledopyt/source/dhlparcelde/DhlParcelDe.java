package org.sledopyt.source.dhlparcelde;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Xml;
import org.sledopyt.source.XmlSource;
import org.w3c.dom.Element;

/**
 * DHL Paket's tracking for business customers, written from public clients. Question and answer are XML in which everything is an attribute of an
 * element {@code data}. What happened is told by three codes: event and reason (ICE, RIC) and a coarse standard event, which counts only where the pair
 * is new: it also stands on parcels that were handed to customs or destroyed.
 */
public final class DhlParcelDe extends XmlSource {

    private static final String QUESTION = Request.encode("<data ");

    private final Times times;

    DhlParcelDe(Manifest manifest, Codes codes) {
        super(manifest, codes, "piece shipments of DHL");
        this.times = Times.iso()
                .or("dd.MM.uuuu HH:mm:ss", "dd.MM.uuuu HH:mm", "dd.MM.uuuu")
                .assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String question = "request=\"d-get-piece-detail\" language-code=\"en\" piece-code=\"%s\"/>"
                .formatted(Xml.escape(numbers.getFirst().text()));
        return Request.get(
                "/parcel/de/tracking/v0/shipments?xml=" + QUESTION + Request.encode(question),
                Map.of("Accept", "application/xml"));
    }

    /** The second login has to stand in the question, which is part of the address. */
    @Override
    public Request sign(Request request, Credentials by, Instant now) {
        String login = "appname=\"%s\" password=\"%s\" "
                .formatted(Xml.escape(by.value("login")), Xml.escape(by.value("password")));
        return new Request(
                request.method(),
                request.path().replace(QUESTION, QUESTION + Request.encode(login)),
                request.headers(),
                request.body());
    }

    @Override
    protected List<Reading> read(Raw raw, Element root) {
        String code = Xml.attribute(root, "code");
        if (code != null && !code.equals("0")) {
            return faults.whole(raw, Xml.attribute(root, "error"), "data " + code);
        }
        List<Reading> failed = new ArrayList<>();
        List<Reading.Found> found = new ArrayList<>();
        Stream.of("piece-shipment", "piece-status-public")
                .flatMap(name -> named(root, name))
                .forEach(piece -> {
                    String error = Xml.attribute(piece, "error-status");
                    if (error == null || error.equals("0")) {
                        found.add(piece(piece));
                    } else {
                        failed.add(faults.item(
                                number(raw, piece), Xml.attribute(piece, "piece-status-desc"), "data " + error));
                    }
                });
        return found.isEmpty() ? failed : about(raw, found);
    }

    private static Stream<Element> named(Element in, String name) {
        return Xml.all(in, "data").stream().filter(data -> name.equals(Xml.attribute(data, "name")));
    }

    private static @Nullable TrackingNumber number(Raw raw, Element piece) {
        return raw.onlyAsked() == null
                ? Answers.number(first(piece, "piece-code", "searched-piece-code"))
                : raw.onlyAsked();
    }

    private Reading.Found piece(Element piece) {
        boolean goesBack = "true".equals(Xml.attribute(piece, "ruecksendung"));
        List<SourceEvent> events = SourceEvent.oldestFirst(named(piece, "piece-event")
                .map(event -> event(event, "event", goesBack))
                .toList());
        if (events.isEmpty() && first(piece, "ice", "standard-event-code") != null) {
            events = List.of(event(piece, "status", goesBack));
        }
        Facts facts = Facts.NONE
                .between(Xml.attribute(piece, "origin-country"), Xml.attribute(piece, "dest-country"))
                .withServiceLevel(Xml.attribute(piece, "product-name"))
                .withWeightGrams(Json.grams(Xml.attribute(piece, "shipment-weight"), "kg"));
        return new Reading.Found(
                Answers.number(first(piece, "piece-code", "searched-piece-code", "piece-identifier")), events, facts);
    }

    private SourceEvent event(Element event, String kind, boolean goesBack) {
        String ice = Answers.code(Xml.attribute(event, "ice"));
        String pair = Xml.attribute(event, "ric") + "/" + Xml.attribute(event, "standard-event-code");
        String code = ice + "/" + pair;
        Codes.Match match = codes.match(ice, pair);
        String standard = Answers.code(Xml.attribute(event, "standard-event-code"));
        if (match.how() == SourceEvent.How.NONE
                && codes.match("ttpro", standard).how() != SourceEvent.How.NONE) {
            code = "ttpro/" + standard;
            match = codes.match("ttpro", standard);
        }
        boolean back = goesBack || "true".equals(Xml.attribute(event, "ruecksendung"));
        if (back && match.stage().milestone() == Milestone.DELIVERED) {
            code = "return/ZU";
            match = codes.match("return", "ZU");
        }
        return new SourceEvent(
                times.read(Xml.attribute(event, kind + "-timestamp")),
                Objects.requireNonNullElse(
                        Answers.plain(first(
                                event, kind + "-text", kind + "-status", kind, kind + "-short-status", "short-status")),
                        ""),
                code,
                match,
                Place.in(Xml.attribute(event, "event-country"), Xml.attribute(event, "event-location"), null, null));
    }

    private static @Nullable String first(Element of, String... attributes) {
        return Stream.of(attributes)
                .map(name -> Xml.attribute(of, name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
