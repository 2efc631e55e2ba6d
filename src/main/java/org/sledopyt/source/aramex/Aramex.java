package org.sledopyt.source.aramex;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import org.sledopyt.source.Xml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.databind.JsonNode;

/**
 * Aramex's tracking for contract customers, asked by its JSON twin and read in both its forms, written from the sheet. Results are a list of keys and values; what it
 * does not know is listed beside them. No table of its codes was found that could be trusted, so the descriptions decide.
 */
public final class Aramex extends JsonSource {

    private static final String EXPECTED = "tracking results of Aramex";

    private static final Times TIMES = Times.iso().or("M/d/uuuu h:mm:ss a", "M/d/uuuu h:mm a", "dd/MM/uuuu HH:mm:ss");

    /** {@code /Date(1795000000000+0300)/} of the JSON twin. */
    private static final Pattern TICKS = Pattern.compile("/Date\\((-?\\d{9,13})([+-]\\d{4})?\\)/");

    private final Words words = Words.general(Aramex.class);

    Aramex(Manifest manifest, Codes codes) {
        super(manifest, codes, EXPECTED);
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        var body = Json.object();
        body.putObject("ClientInfo")
                .put("UserName", by.value("user"))
                .put("Password", by.value("password"))
                .put("Version", "v1.0")
                .put("AccountNumber", by.value("account"))
                .put("AccountPin", by.value("pin"))
                .put("AccountEntity", by.value("entity"))
                .put("AccountCountryCode", by.value("country"));
        body.put("GetLastTrackingUpdateOnly", false);
        var list = body.putArray("Shipments");
        numbers.forEach(number -> list.add(number.text()));
        return Request.json("/ShippingAPI.V2/Tracking/Service_1_0.svc/json/TrackShipments", body);
    }

    @Override
    public List<Raw> split(Raw raw) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        if (answer == null
                || raw.asked().size() < 2
                || Json.is(answer, "HasErrors")
                || !answer.path("TrackingResults").isArray()) {
            return List.of(raw);
        }
        List<String> unknown = Json.texts(answer, "NonExistingWaybills");
        return splitList(raw, "TrackingResults", one -> Json.text(one, "Key")).stream()
                .map(part -> unknown.stream().anyMatch(one -> Objects.equals(Answers.number(one), part.onlyAsked()))
                        ? part.part(part.asked(), Answers.bytes(unknown(part)))
                        : part)
                .toList();
    }

    private static JsonNode unknown(Raw part) {
        var one = Json.object();
        part.asked().forEach(number -> one.putArray("NonExistingWaybills").add(number.text()));
        return one;
    }

    @Override
    public List<Reading> read(Raw raw) {
        Element root = Answers.xml(raw.body()).map(Document::getDocumentElement).orElse(null);
        if (root == null || "html".equalsIgnoreCase(root.getLocalName())) {
            return super.read(raw);
        }
        List<Reading> readings = new ArrayList<>();
        for (Element results : Xml.all(root, "TrackingResults")) {
            for (Element pair : children(results)) {
                Element value = Xml.at(pair, "Value");
                List<Element> updates = value == null ? List.of() : Xml.all(value, "TrackingResult");
                readings.add(new Reading.Found(
                        Answers.number(Xml.text(pair, "Key")),
                        events(updates.stream()
                                .map(update -> (Function<String, @Nullable String>) name -> Xml.text(update, name))),
                        Facts.NONE));
            }
        }
        for (Element list : Xml.all(root, "NonExistingWaybills")) {
            Xml.all(list, "string")
                    .forEach(one -> readings.add(new Reading.NotFound(Answers.number(one.getTextContent()))));
        }
        boolean failed = Xml.all(root, "HasErrors").stream()
                .anyMatch(one -> one.getTextContent().strip().equalsIgnoreCase("true"));
        return readings.isEmpty() || failed && readings.stream().noneMatch(Reading.Found.class::isInstance)
                ? faults.search(raw, root, EXPECTED)
                : readings;
    }

    private static List<Element> children(Element of) {
        List<Element> children = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        if (Json.is(answer, "HasErrors")) {
            return List.of();
        }
        List<Reading> readings = new ArrayList<>();
        for (JsonNode pair : Json.list(answer, "TrackingResults")) {
            readings.add(new Reading.Found(
                    Answers.number(Json.text(pair, "Key")),
                    events(Json.list(pair, "Value").stream().map(update -> name -> Json.text(update, name))),
                    Facts.NONE));
        }
        Json.texts(answer, "NonExistingWaybills")
                .forEach(one -> readings.add(new Reading.NotFound(Answers.number(one))));
        return readings;
    }

    private List<SourceEvent> events(Stream<Function<String, @Nullable String>> updates) {
        return SourceEvent.oldestFirst(updates.map(this::event).toList());
    }

    private SourceEvent event(Function<String, @Nullable String> update) {
        String code = Answers.code(update.apply("UpdateCode"));
        String text = Objects.requireNonNullElse(Answers.plain(update.apply("UpdateDescription")), "");
        return new SourceEvent(
                time(Objects.requireNonNullElse(update.apply("UpdateDateTime"), "")),
                text,
                code,
                words.match(code, text, codes.match(code)),
                Place.in(null, update.apply("UpdateLocation"), null, null));
    }

    private static EventTime time(String written) {
        Matcher ticks = TICKS.matcher(written);
        if (!ticks.matches()) {
            return TIMES.read(written);
        }
        var offset = Times.offset(ticks.group(2));
        return (offset == null ? TIMES : TIMES.assuming(offset)).epoch(ticks.group(1));
    }
}
