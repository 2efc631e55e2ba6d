package org.sledopyt.source;

import java.util.List;
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
        boolean empty = readings.isEmpty()
                || Answers.refusal(raw).isPresent() && readings.stream().allMatch(Reading.NotFound.class::isInstance);
        return empty && raw.kind() != Raw.Kind.PUSHED ? faults.search(raw, root, expected) : readings;
    }

    /** As {@link JsonSource#about}. */
    protected static List<Reading> about(Raw raw, List<Reading.Found> found) {
        return JsonSource.about(raw, found);
    }
}
