package org.sledopyt.source;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Reads XML and SOAP by local names in any letter case: prefixes are generated, and documents and services disagree about capitals. The
 * document comes from {@link Answers#xml}, which bounds its depth and size.
 */
public final class Xml {

    private Xml() {}

    public static List<Element> children(Element of, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && isNamed(child, name)) {
                children.add(child);
            }
        }
        return children;
    }

    /** All elements of a name below {@code in}, in the order of the document. */
    public static List<Element> all(Element in, String name) {
        List<Element> all = new ArrayList<>();
        for (Node node = in.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                if (isNamed(child, name)) {
                    all.add(child);
                }
                all.addAll(all(child, name));
            }
        }
        return all;
    }

    /** The first element of one of these names, in the order of the document, {@code in} itself included. */
    public static @Nullable Element find(Element in, Set<String> lowerCaseNames) {
        if (lowerCaseNames.contains(in.getLocalName().toLowerCase(java.util.Locale.ROOT))) {
            return in;
        }
        for (Node node = in.getFirstChild(); node != null; node = node.getNextSibling()) {
            Element found = node instanceof Element child ? find(child, lowerCaseNames) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The first element at the end of a path; null if there is none. */
    public static @Nullable Element at(Element of, String... path) {
        Element at = of;
        for (String name : path) {
            List<Element> children = children(at, name);
            if (children.isEmpty()) {
                return null;
            }
            at = children.getFirst();
        }
        return at;
    }

    /** The text at the end of a path, null if it is missing or blank. */
    public static @Nullable String text(Element of, String... path) {
        Element at = at(of, path);
        return at == null ? null : Answers.text(at.getTextContent());
    }

    /** An attribute's text, null if it is missing or blank. */
    public static @Nullable String attribute(Element of, String name) {
        NamedNodeMap attributes = of.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            if (isNamed(attributes.item(i), name)) {
                return Answers.text(attributes.item(i).getNodeValue());
            }
        }
        return null;
    }

    /** For text and attributes; what XML cannot hold at all is dropped. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> {
                    if (c >= 0x20 && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF) {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    /** A document of its own: an element of a plain name around another element, or around nothing. */
    static byte[] document(String name, @Nullable Element inner) {
        StringWriter written = new StringWriter();
        if (inner != null) {
            try {
                Transformer transformer =
                        TransformerFactory.newDefaultInstance().newTransformer();
                transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
                transformer.transform(new DOMSource(inner), new StreamResult(written));
            } catch (TransformerException e) {
                throw new IllegalStateException(e);
            }
        }
        return ("<" + name + ">" + written + "</" + name + ">").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isNamed(Node node, String name) {
        return name.equalsIgnoreCase(node.getLocalName());
    }
}
