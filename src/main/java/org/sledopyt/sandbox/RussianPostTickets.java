package org.sledopyt.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sledopyt.sandbox.PostRecords.Operation;

/**
 * Russian Post's batch service, SOAP 1.1: order a ticket for many numbers, wait, fetch the answer. Every third answer is written
 * in lower-case elements, as the service's own description does in places. Answers a ticket nobody ordered as one expired.
 */
final class RussianPostTickets {

    private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SERVER = "http://fclient.russianpost.org/postserver";
    private static final String CLIENT = "http://fclient.russianpost.org";
    private static final int MOST_NUMBERS = 3000;
    private static final int LONGEST_NUMBER = 14;
    private static final Duration KEPT = Duration.ofDays(3);

    private static final DateTimeFormatter TICKET = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss");

    private static final Map<Integer, String> ERRORS = Map.of(
            2, "Неверный формат сообщения",
            3, "Неуспешная авторизация клиента",
            6, "Ответ ещё не готов",
            12, "Нет информации об отправлении",
            16, "Внутренняя ошибка",
            17, "Срок хранения ответа истёк",
            18, "Превышено число отправлений в запросе",
            20, "Неверный язык",
            21, "Превышена длина номера");

    private final World world;
    private final Settings settings;
    private final PostRecords records;
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
    private long lastOrdered = Long.MIN_VALUE;
    private int ordered;

    private record Ticket(List<String> numbers, Instant readyAt, boolean lowerCase) {}

    RussianPostTickets(World world, Settings settings, PostRecords records) {
        this.world = world;
        this.settings = settings;
        this.records = records;
    }

    Answer answer(Asked asked) {
        if (!asked.header("content-type").startsWith("text/xml")) {
            return Answer.html(415, "415", "Unsupported media type");
        }
        Optional<SoapRequest> read = SoapRequest.read(asked.body());
        if (read.isEmpty()
                || !read.get().envelope().equals(SOAP11)
                || !asked.headers().containsKey("SOAPAction")) {
            return Answer.soap11(
                    500,
                    "<S:Envelope xmlns:S=\"" + SOAP11 + "\"><S:Body><S:Fault><faultcode>S:Client</faultcode>"
                            + "<faultstring>Not a SOAP 1.1 request</faultstring></S:Fault></S:Body></S:Envelope>");
        }
        SoapRequest request = read.get();
        String response = response(request);
        if (response.isEmpty()) {
            return error("ticketResponse", 2);
        }
        if (!request.text("", "login").equals(Settings.LOGIN)
                || !request.text("", "password").equals(Settings.PASSWORD)) {
            return error(response, 3);
        }
        return response.equals("ticketResponse") ? order(request, asked.at()) : fetch(request, asked.at());
    }

    Answer badLogin(Asked asked) {
        return error(
                SoapRequest.read(asked.body()).map(RussianPostTickets::response).orElse("ticketResponse"), 3);
    }

    Answer serviceError(Asked asked) {
        return error(
                SoapRequest.read(asked.body()).map(RussianPostTickets::response).orElse("ticketResponse"), 16);
    }

    /** The element that answers this request; empty if there is none. */
    private static String response(SoapRequest request) {
        return switch (request.operation()) {
            case "{" + SERVER + "}ticketRequest" -> "ticketResponse";
            case "{" + SERVER + "}answerByTicketRequest" -> "answerByTicketResponse";
            default -> "";
        };
    }

    private Answer order(SoapRequest request, Instant now) {
        if (request.barcodes().isEmpty()) {
            return error("ticketResponse", 2);
        }
        if (!List.of("RUS", "ENG").contains(request.text("", "language"))) {
            return error("ticketResponse", 20);
        }
        if (request.barcodes().size() > MOST_NUMBERS) {
            return error("ticketResponse", 18);
        }
        if (request.barcodes().stream().anyMatch(number -> number.length() > LONGEST_NUMBER)) {
            return error("ticketResponse", 21);
        }
        String code = keep(request.barcodes(), now);
        return envelope("ticketResponse", new Xml().element("value", code));
    }

    /** A ticket is named by its millisecond, so no two may share one. */
    private synchronized String keep(List<String> numbers, Instant now) {
        lastOrdered = Math.max(now.toEpochMilli(), lastOrdered + 1);
        tickets.values().removeIf(ticket -> ticket.readyAt.plus(KEPT).isBefore(now));
        String code =
                TICKET.format(Instant.ofEpochMilli(lastOrdered).atZone(RussianPostEmulator.MOSCOW)) + Settings.LOGIN;
        tickets.put(code, new Ticket(numbers, now.plus(settings.ticketReadyAfter()), ++ordered % 3 == 0));
        return code;
    }

    private Answer fetch(SoapRequest request, Instant now) {
        Ticket ticket = tickets.get(request.text("", "ticket"));
        if (ticket == null || ticket.readyAt.plus(settings.ticketLives()).isBefore(now)) {
            return error("answerByTicketResponse", 17);
        }
        if (now.isBefore(ticket.readyAt)) {
            return error("answerByTicketResponse", 6);
        }
        Xml xml = new Xml()
                .raw("<value")
                .attribute("FileName", "")
                .attribute("FileTypeID", 2)
                .attribute("FileNumber", 1)
                .attribute("RecipientID", 1)
                .attribute(
                        "DatePreparation",
                        TIME.format(LocalDateTime.ofInstant(ticket.readyAt, RussianPostEmulator.MOSCOW)))
                .raw(">");
        String item = ticket.lowerCase ? "ns3:item" : "ns3:Item";
        for (String number : ticket.numbers) {
            xml.raw("<" + item).attribute("Barcode", number).raw(">");
            List<Operation> told = world.find(Carrier.RUSSIAN_POST, number)
                    .filter(story -> !story.has(Quirk.AGGREGATORS_ONLY))
                    .map(story -> records.told(story, ticket.readyAt))
                    .orElse(List.of());
            if (told.isEmpty()) {
                error(xml.raw(ticket.lowerCase ? "<ns3:error" : "<ns3:Error"), 12)
                        .raw("/>");
            }
            told.forEach(operation -> write(xml, operation, ticket.lowerCase));
            xml.close(item);
        }
        return envelope("answerByTicketResponse", xml.close("value"));
    }

    private static void write(Xml xml, Operation operation, boolean lowerCase) {
        Place where = operation.step().where();
        xml.raw(lowerCase ? "<ns3:operation" : "<ns3:Operation")
                .attribute("OperTypeID", operation.type())
                .attribute("OperCtgID", operation.attribute())
                .attribute("OperName", operation.typeRu())
                .attribute(
                        "DateOper",
                        TIME.format(LocalDateTime.ofInstant(operation.step().at(), where.zone())));
        if (!where.index().isEmpty()) {
            xml.attribute("IndexOper", where.index());
        }
        xml.raw("/>");
    }

    private static Answer error(String response, int number) {
        return envelope(response, error(new Xml().raw("<error"), number).raw("/>"));
    }

    private static Xml error(Xml xml, int number) {
        return xml.attribute("ErrorTypeID", number).attribute("ErrorName", ERRORS.getOrDefault(number, ""));
    }

    private static Answer envelope(String response, Xml content) {
        return Answer.soap11(
                200,
                "<S:Envelope xmlns:S=\"" + SOAP11 + "\"><S:Body><ns2:" + response + " xmlns:ns2=\"" + SERVER
                        + "\" xmlns:ns3=\"" + CLIENT + "\">" + content + "</ns2:" + response
                        + "></S:Body></S:Envelope>");
    }
}
