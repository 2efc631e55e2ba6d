package org.sledopyt.source.russianpost;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Xml;
import org.w3c.dom.Element;

/** Answers of the batch service: a ticket for the numbers ordered, and later what is known of them. */
final class Tickets {

    /** Collecting earlier than this, or asking more often while the answer is not ready, is against the rules of the service. */
    private static final Duration WAIT = Duration.ofMinutes(15);

    private static final Duration LIVES_FOR = Duration.ofHours(32);

    private final Codes codes;

    Tickets(Codes codes) {
        this.codes = codes;
    }

    Reading ordered(Element answer) {
        Element error = Xml.at(answer, "error");
        if (error != null) {
            return error(error);
        }
        String ticket = Xml.text(answer, "value");
        return ticket == null
                ? new Reading.Unreadable("a ticket response without a ticket")
                : new Reading.Ordered(ticket, WAIT, LIVES_FOR);
    }

    List<Reading> read(Element answer) {
        Element error = Xml.at(answer, "error");
        if (error != null) {
            return List.of(error(error));
        }
        List<Element> items = items(answer);
        return items.isEmpty()
                ? List.of(new Reading.Unreadable("no Item for the number asked"))
                : items.stream().map(this::item).toList();
    }

    private Reading item(Element item) {
        TrackingNumber number = number(item);
        if (number == null) {
            return new Reading.Unreadable("an Item without Barcode");
        }
        Element error = Xml.at(item, "Error");
        if (error != null) {
            String code = Objects.requireNonNullElse(Xml.attribute(error, "ErrorTypeID"), "");
            return switch (code) {
                case "12" -> new Reading.NotFound(number);
                case "2", "21" -> new Reading.Rejected(number, name(error));
                default -> new Reading.Unreadable("error " + code + " of one number: " + name(error));
            };
        }
        List<Operation> operations = Xml.children(item, "Operation").stream()
                .map(operation -> Operation.ofTicket(operation, History.isEms(number)))
                .toList();
        if (operations.isEmpty()) {
            return new Reading.NotFound(number);
        }
        List<SourceEvent> events = Operation.sorted(operations, Operation::time).stream()
                .map(operation -> operation.event(codes, number))
                .toList();
        return new Reading.Found(number, events, Facts.NONE);
    }

    /** The numbers are those of the document's table of errors. */
    private static Reading error(Element error) {
        String code = Objects.requireNonNullElse(Xml.attribute(error, "ErrorTypeID"), "");
        return switch (code) {
            case "3" -> new Reading.Refused(Reading.Refusal.SIGN_IN, null, name(error));
            case "6" -> new Reading.NotReady(WAIT);
            case "16" -> new Reading.Refused(Reading.Refusal.OUTAGE, null, name(error));
            case "17" -> new Reading.Refused(Reading.Refusal.OUTAGE, null, "the ticket expired: " + name(error));
            // 2, 18, 20, 21, 22: a question that we should not have asked in this form
            default -> new Reading.Unreadable("error " + code + ": " + name(error));
        };
    }

    private static String name(Element error) {
        return Answers.line(Objects.requireNonNullElse(Xml.attribute(error, "ErrorName"), "no text"));
    }

    /** One raw per Item, without the envelope's date of preparation: it differs where the news does not. */
    List<Raw> split(Raw raw, Element answer) {
        List<Element> items = items(answer);
        if (Xml.at(answer, "error") != null || items.size() <= 1 && raw.asked().size() <= 1) {
            return List.of(raw);
        }
        List<Raw> parts = new ArrayList<>();
        Set<TrackingNumber> answered = new HashSet<>();
        for (Element item : items) {
            TrackingNumber number = number(item);
            List<TrackingNumber> about = number == null ? List.of() : List.of(number);
            answered.addAll(about);
            parts.add(raw.part(about, envelope(item)));
        }
        raw.asked().stream()
                .filter(number -> !answered.contains(number))
                .forEach(number -> parts.add(raw.part(List.of(number), envelope(null))));
        return parts;
    }

    private static List<Element> items(Element answer) {
        Element value = Xml.at(answer, "value");
        return value == null ? List.of() : Xml.children(value, "Item");
    }

    private static @Nullable TrackingNumber number(Element item) {
        return Answers.number(Xml.attribute(item, "Barcode"));
    }

    private static byte[] envelope(@Nullable Element item) {
        String inner = item == null ? "" : written(item);
        return ("<answerByTicketResponse><value>" + inner + "</value></answerByTicketResponse>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String written(Element item) {
        try {
            Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            writer.transform(new DOMSource(item), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
