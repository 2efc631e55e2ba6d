package org.sledopyt.sandbox;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a SOAP request asks.
 *
 * @param envelope namespace of the envelope: it tells the version of SOAP
 * @param operation first element of the body, as {@code {namespace}name}
 * @param texts text by element, both of them as {@code {namespace}name}
 * @param barcodes values of the attribute {@code Barcode}, in their order
 * @param attributes of the other attributes by their name
 */
record SoapRequest(
        String envelope,
        String operation,
        Map<String, String> texts,
        List<String> barcodes,
        Map<String, String> attributes) {

    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    /** Empty if it is no SOAP. */
    static Optional<SoapRequest> read(byte[] body) {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> attributes = new HashMap<>();
        List<String> barcodes = new ArrayList<>();
        String envelope = "";
        String operation = "";
        boolean inBody = false;
        String element = "";
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(body));
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        String namespace = xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
                        element = "{" + namespace + "}" + xml.getLocalName();
                        if (xml.getLocalName().equals("Envelope") && envelope.isEmpty()) {
                            envelope = namespace;
                        } else if (xml.getLocalName().equals("Body") && namespace.equals(envelope)) {
                            inBody = true;
                        } else if (inBody && operation.isEmpty()) {
                            operation = element;
                        }
                        for (int i = 0; i < xml.getAttributeCount(); i++) {
                            if (xml.getAttributeLocalName(i).equals("Barcode")) {
                                barcodes.add(xml.getAttributeValue(i));
                            } else {
                                attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
                            }
                        }
                    }
                    case XMLStreamConstants.CHARACTERS ->
                        texts.merge(element, xml.getText().strip(), String::concat);
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
        return operation.isEmpty()
                ? Optional.empty()
                : Optional.of(new SoapRequest(envelope, operation, texts, barcodes, attributes));
    }

    String text(String namespace, String name) {
        return texts.getOrDefault("{" + namespace + "}" + name, "");
    }
}
