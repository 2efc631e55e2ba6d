package org.sledopyt.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sledopyt.sandbox.PostRecords.Operation;
import org.sledopyt.sandbox.RenderedAnswers.Rendered;

/**
 * Russian Post's tracking for single questions, SOAP 1.2 at {@code /rtm34}, and the door to its tickets at {@code /fc}. The text
 * of the fault for a used-up day is invented: nobody has written down the real one.
 */
final class RussianPostEmulator implements Emulator {

    static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";
    private static final String OPERATIONS = "http://russianpost.org/operationhistory";
    private static final String DATA = "http://russianpost.org/operationhistory/data";
    private static final String CASH = "http://www.russianpost.org/RTM/DataExchangeESPP/Data";
    private static final String BAD_FORMAT =
            "Формат данных запроса не соответствует установленному в регламенте обмена";

    private final World world;
    private final Settings settings;
    private final RussianPostTickets tickets;
    private final PostRecords records = new PostRecords();
    private final RenderedAnswers rendered = new RenderedAnswers();
    private LocalDate today = LocalDate.MIN;
    private int callsToday;

    RussianPostEmulator(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        tickets = new RussianPostTickets(world, settings, records);
    }

    @Override
    public Answer answer(Asked asked) {
        if (!asked.path().equals("/rtm34") && !asked.path().equals("/fc")) {
            return Answer.html(404, "404", "Not found");
        }
        if (!asked.method().equals("POST")) {
            return Answer.html(405, "405", "Method not allowed");
        }
        return asked.path().equals("/fc") ? tickets.answer(asked) : single(asked);
    }

    private Answer single(Asked asked) {
        if (!asked.header("content-type").startsWith("application/soap+xml")) {
            return Answer.html(415, "415", "Unsupported media type");
        }
        Optional<SoapRequest> read = SoapRequest.read(asked.body());
        if (read.isEmpty()) {
            return fault("S:Sender", "OperationHistoryFaultReason", BAD_FORMAT);
        }
        SoapRequest request = read.get();
        if (!request.envelope().equals(SOAP12)) {
            return fault("S:VersionMismatch", "OperationHistoryFaultReason", "Неверная версия протокола SOAP");
        }
        if (!request.text(DATA, "login").equals(Settings.LOGIN)
                || !request.text(DATA, "password").equals(Settings.PASSWORD)) {
            return badLogin(asked);
        }
        if (usedUp(asked.at())) {
            return fault("S:Receiver", "AuthorizationFaultReason", "Превышен суточный лимит запросов");
        }
        return switch (request.operation()) {
            case "{" + OPERATIONS + "}getOperationHistory" -> history(request, asked.at());
            case "{" + OPERATIONS + "}PostalOrderEventsForMail" -> noCash(request);
            default -> fault("S:Sender", "OperationHistoryFaultReason", BAD_FORMAT);
        };
    }

    private synchronized boolean usedUp(Instant now) {
        LocalDate day = LocalDate.ofInstant(now, MOSCOW);
        if (!day.equals(today)) {
            today = day;
            callsToday = 0;
        }
        return settings.callsADay() > 0 && ++callsToday > settings.callsADay();
    }

    private Answer history(SoapRequest request, Instant now) {
        String language = request.text(DATA, "Language");
        if (!language.equals("RUS") && !language.equals("ENG")) {
            return fault("S:Sender", "LanguageFaultReason", "Недопустимый идентификатор языка");
        }
        String number = request.text(DATA, "Barcode");
        if (!Numbers.isPostal(number)) {
            return fault("S:Receiver", "OperationHistoryFaultReason", BAD_FORMAT);
        }
        if (request.text(DATA, "MessageType").equals("1")) {
            return Answer.soap12(200, envelope(Prefixes.of(number), ""));
        }
        byte[] known = rendered.get(language + number, now, () -> world.find(Carrier.RUSSIAN_POST, number)
                .filter(story -> !story.has(Quirk.AGGREGATORS_ONLY))
                .map(story -> render(story, number, language.equals("ENG"), now))
                .orElse(null));
        return known != null
                ? new Answer(200, "application/soap+xml; charset=utf-8", known)
                : Answer.soap12(200, envelope(Prefixes.of(number), ""));
    }

    private Rendered render(Story story, String number, boolean english, Instant now) {
        List<Operation> told = new ArrayList<>(records.told(story, now));
        if (story.has(Quirk.OUT_OF_ORDER) && told.size() > 1) {
            told.add(told.removeFirst());
        }
        Prefixes prefixes = Prefixes.of(number);
        Xml xml = new Xml();
        told.forEach(operation -> records.write(xml, prefixes.data, story, operation, english));
        return new Rendered(
                Answer.utf8(envelope(prefixes, xml.toString())), now, story.nextTold(Carrier.RUSSIAN_POST, now));
    }

    /** No parcel of the sandbox is paid at the door. The element's name lacks a letter in life too. */
    private static Answer noCash(SoapRequest request) {
        if (request.barcodes().isEmpty() || !Numbers.isPostal(request.barcodes().getFirst())) {
            return fault("S:Receiver", "OperationHistoryFaultReason", BAD_FORMAT);
        }
        return Answer.soap12(
                200,
                "<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S=\"" + SOAP12
                        + "\"><S:Body><ns7:PostalOrderEventsForMailResponse xmlns:ns6=\"" + CASH + "\" xmlns:ns7=\""
                        + OPERATIONS + "\"><ns6:PostalOrderEventsForMaiOutput/></ns7:PostalOrderEventsForMailResponse>"
                        + "</S:Body></S:Envelope>");
    }

    /** Prefixes are made by a machine and differ from answer to answer; here they depend on the number. */
    private record Prefixes(String soap, String data, String operations) {

        static Prefixes of(String number) {
            return number.hashCode() % 2 == 0 ? new Prefixes("S", "ns3", "ns7") : new Prefixes("soap", "ns2", "ns4");
        }
    }

    private static String envelope(Prefixes p, String records) {
        return "<?xml version='1.0' encoding='UTF-8'?><" + p.soap + ":Envelope xmlns:" + p.soap + "=\"" + SOAP12
                + "\"><"
                + p.soap + ":Body><" + p.operations + ":getOperationHistoryResponse xmlns:" + p.data + "=\"" + DATA
                + "\" xmlns:" + p.operations + "=\"" + OPERATIONS + "\"><" + p.data + ":OperationHistoryData>" + records
                + "</" + p.data + ":OperationHistoryData></" + p.operations + ":getOperationHistoryResponse></" + p.soap
                + ":Body></" + p.soap + ":Envelope>";
    }

    private static Answer fault(String code, String reason, String text) {
        return Answer.soap12(
                500,
                "<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S=\"" + SOAP12 + "\"><S:Body><S:Fault><S:Code>"
                        + "<S:Value>" + code + "</S:Value></S:Code><S:Reason><S:Text xml:lang=\"ru\">" + text
                        + "</S:Text></S:Reason><S:Detail><ns3:" + reason + " xmlns:ns3=\"" + DATA + "\">" + text
                        + "</ns3:"
                        + reason + "></S:Detail></S:Fault></S:Body></S:Envelope>");
    }

    @Override
    public Answer badLogin(Asked asked) {
        return asked.path().equals("/fc")
                ? tickets.badLogin(asked)
                : fault("S:Sender", "AuthorizationFaultReason", "Ошибка авторизации");
    }

    @Override
    public Answer serviceError(Asked asked) {
        return asked.path().equals("/fc")
                ? tickets.serviceError(asked)
                : fault("S:Receiver", "OperationHistoryFaultReason", "Внутренняя ошибка сервиса");
    }
}
