package org.sledopyt.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A source that answers XML or SOAP; the twin of {@link JsonSource}. */
public abstract class XmlSource implements Source {

    protected final Manifest manifest;
    protected final Codes codes;
    protected final Faults faults;
    private final String expected;

    /** @param expected what an answer should be, for people: {@code tracking details of Canada Post} */
    protected XmlSource(Manifest manifest, Codes codes, String expected) {
        this.manifest = manifest;
        this.codes = codes;
        this.faults = Faults.beside(getClass());
        this.expected = expected;
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    /** As {@link JsonSource#read(Raw, tools.jackson.databind.JsonNode)}; {@code root} is the document's element, the envelope of SOAP included. */
    protected abstract List<Reading> read(Raw raw, Element root);

    @Override
    public List<Reading> read(Raw raw) {
        Element root = Answers.xml(raw.body()).map(Document::getDocumentElement).orElse(null);
        if (root == null || "html".equalsIgnoreCase(root.getLocalName())) {
            return faults.noAnswer(raw, expected);
        }
        List<Reading> readings = read(raw, root);
        // SOAP puts every fault on HTTP 500, also that of an unknown number
        boolean fault = raw.status() == 500 && Xml.find(root, Set.of("fault")) != null;
        boolean empty = readings.isEmpty()
                || !fault
                        && Answers.refusal(raw).isPresent()
                        && readings.stream().allMatch(Reading.NotFound.class::isInstance);
        return empty && raw.kind() != Raw.Kind.PUSHED ? faults.search(raw, root, expected) : readings;
    }

    /** As {@link JsonSource#about}. */
    protected static List<Reading> about(Raw raw, List<Reading.Found> found) {
        return JsonSource.about(raw, found);
    }

    /**
     * Cuts an answer about several numbers by the elements of a name, as {@link JsonSource#splitList} does: each raw is a document {@code parts} with
     * one of them, or with none for a number asked for that no element names.
     */
    protected static List<Raw> splitElements(Raw raw, String name, Function<Element, @Nullable String> number) {
        Element root = Answers.xml(raw.body()).map(Document::getDocumentElement).orElse(null);
        List<Element> elements = root == null ? List.of() : Xml.all(root, name);
        if (elements.isEmpty()) {
            return List.of(raw);
        }
        List<Raw> parts = new ArrayList<>();
        Set<TrackingNumber> open = new HashSet<>(raw.asked());
        for (Element element : elements) {
            TrackingNumber named = Answers.number(number.apply(element));
            TrackingNumber asked = named == null && elements.size() == 1 ? raw.onlyAsked() : named;
            parts.add(raw.part(asked == null ? List.of() : List.of(asked), Xml.document("parts", element)));
            open.remove(asked);
        }
        raw.asked().stream()
                .filter(open::contains)
                .forEach(asked -> parts.add(raw.part(List.of(asked), Xml.document("parts", null))));
        return parts;
    }
}
