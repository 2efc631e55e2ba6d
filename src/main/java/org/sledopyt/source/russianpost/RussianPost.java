package org.sledopyt.source.russianpost;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.Xml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Russian Post by its two SOAP services: one number at a time for everyone, tickets of many numbers under a contract. Written from both
 * specifications. What they get wrong: records are said to be in order and are not, and the capitals of {@code Item}, {@code Operation}
 * and {@code Error} differ from the service's.
 */
public final class RussianPost implements Source {

    private static final Set<String> ANSWERS = Set.of(
            "fault",
            "getoperationhistoryresponse",
            "operationhistorydata",
            "postalordereventsformailresponse",
            "postalordereventsformaioutput",
            "postalordereventsformailoutput",
            "ticketresponse",
            "answerbyticketresponse");

    private final Manifest manifest;
    private final History history;
    private final Tickets tickets;

    RussianPost(Manifest manifest, Codes codes) {
        this.manifest = manifest;
        this.history = new History(codes);
        this.tickets = new Tickets(codes);
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String login = Xml.escape(by.value("login"));
        String password = Xml.escape(by.value("password"));
        if (manifest.door(by.door()).tickets()) {
            String items = numbers.stream()
                    .map(number -> "<fcl:Item Barcode=\"" + Xml.escape(number.text()) + "\"/>")
                    .collect(Collectors.joining());
            return batch("""
                    <pos:ticketRequest><request>%s</request><login>%s</login><password>%s</password>\
                    <language>RUS</language></pos:ticketRequest>""".formatted(items, login, password));
        }
        String envelope = """
                <?xml version="1.0" encoding="UTF-8"?>
                <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"\
                 xmlns:oper="http://russianpost.org/operationhistory" xmlns:data="http://russianpost.org/operationhistory/data"\
                 xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header/><soap:Body><oper:getOperationHistory>\
                <data:OperationHistoryRequest><data:Barcode>%s</data:Barcode><data:MessageType>0</data:MessageType>\
                <data:Language>RUS</data:Language></data:OperationHistoryRequest>\
                <data:AuthorizationHeader soapenv:mustUnderstand="1"><data:login>%s</data:login>\
                <data:password>%s</data:password></data:AuthorizationHeader></oper:getOperationHistory></soap:Body></soap:Envelope>
                """.formatted(Xml.escape(numbers.getFirst().text()), login, password);
        return Request.post(
                "/rtm34",
                Map.of("Content-Type", "application/soap+xml; charset=utf-8"),
                envelope.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Request collect(String ticket, Credentials by) {
        return batch(
                """
                <pos:answerByTicketRequest><ticket>%s</ticket><login>%s</login><password>%s</password>\
                </pos:answerByTicketRequest>""".formatted(Xml.escape(ticket), Xml.escape(by.value("login")), Xml.escape(by.value("password"))));
    }

    private static Request batch(String body) {
        String envelope = """
                <?xml version="1.0" encoding="UTF-8"?>
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"\
                 xmlns:pos="http://fclient.russianpost.org/postserver" xmlns:fcl="http://fclient.russianpost.org">\
                <soapenv:Header/><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>
                """.formatted(body);
        return Request.post(
                "/fc",
                Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"\""),
                envelope.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Raw> split(Raw raw) {
        return Answers.xml(raw.body())
                .map(RussianPost::answer)
                .filter(answer -> isNamed(answer, "answerByTicketResponse"))
                .map(answer -> tickets.split(raw, answer))
                .orElse(List.of(raw));
    }

    @Override
    public List<Reading> read(Raw raw) {
        Document document = Answers.xml(raw.body()).orElse(null);
        Element answer = document == null ? null : answer(document);
        if (answer == null) {
            return noAnswer(raw, document != null);
        }
        return switch (answer.getLocalName().toLowerCase(Locale.ROOT)) {
            case "fault" -> List.of(fault(raw, answer));
            case "ticketresponse" -> List.of(tickets.ordered(answer));
            case "answerbyticketresponse" -> tickets.read(answer);
            case "getoperationhistoryresponse", "operationhistorydata" -> history.read(raw, answer);
            default -> history.readMoney(raw, answer);
        };
    }

    /** What the body of the envelope holds; null if it is none of the service's answers. */
    private static @Nullable Element answer(Document document) {
        return Xml.find(document.getDocumentElement(), ANSWERS);
    }

    /** The document calls every other status and every body that is no XML temporary. */
    private static List<Reading> noAnswer(Raw raw, boolean xml) {
        if (Answers.refusal(raw).isPresent()) {
            return List.of(Answers.refusal(raw).get());
        }
        return xml && !Answers.isWebPage(raw)
                ? Answers.unreadable(raw, "an answer of the tracking service")
                : List.of(new Reading.Refused(Reading.Refusal.OUTAGE, null, "not XML, HTTP " + raw.status()));
    }

    /**
     * SOAP 1.2 and 1.1. The service has one fault for a number it cannot take and for its own failures; only the text, in either
     * language, tells them apart. How it words a used-up day limit is not known: counting calls is the budget's task.
     */
    private static Reading fault(Raw raw, Element fault) {
        String reason = Objects.requireNonNullElse(Xml.text(fault, "Reason", "Text"), fault.getTextContent());
        String told = Answers.line(Objects.requireNonNullElse(Xml.text(fault, "faultstring"), reason));
        String lower = fault.getTextContent().toLowerCase(Locale.ROOT);
        if (lower.contains("лимит") || lower.contains("limit") || lower.contains("превышен")) {
            return new Reading.Refused(Reading.Refusal.QUOTA, null, told);
        }
        if (Xml.find(fault, Set.of("authorizationfaultreason")) != null
                || lower.contains("авторизац")
                || lower.contains("authoriz")) {
            return new Reading.Refused(Reading.Refusal.SIGN_IN, null, told);
        }
        if (lower.contains("не соответствует установленному") || lower.contains("format of the request data")) {
            return new Reading.Rejected(raw.onlyAsked(), told);
        }
        boolean ours = Xml.find(fault, Set.of("languagefaultreason")) != null
                || Objects.requireNonNullElse(Xml.text(fault, "Code", "Value"), "")
                        .matches("(.*:)?(VersionMismatch|DataEncodingUnknown|MustUnderstand)");
        return ours
                ? new Reading.Unreadable("the service did not understand the question: " + told)
                : new Reading.Refused(Reading.Refusal.OUTAGE, null, told);
    }

    private static boolean isNamed(Element element, String name) {
        return name.equalsIgnoreCase(element.getLocalName());
    }
}
