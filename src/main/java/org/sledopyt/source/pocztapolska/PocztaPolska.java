package org.sledopyt.source.pocztapolska;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
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
import org.sledopyt.source.Xml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/**
 * Poczta Polska by two doors with the same codes: the documented SOAP service, written from public clients as no answer was at hand, and what the page calls. The code of an event
 * decides; its state is coarser and lags. What is finished need not be delivered. Events that were cancelled are left out.
 */
public final class PocztaPolska extends JsonSource {

    private final Times times;

    PocztaPolska(Manifest manifest, Codes codes) {
        super(manifest, codes, "a parcel of Poczta Polska");
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String number = numbers.getFirst().text();
        return by.door().equals("site")
                ? Request.json(
                        "/uss/v2.0/tracking/checkmailex",
                        Json.object()
                                .put("number", number)
                                .put("language", "EN")
                                .put("addPostOfficeInfo", true))
                : Request.post(
                        "/Sledzenie/services/Sledzenie",
                        Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"urn:sprawdzPrzesylkePl\""),
                        envelope(number, by).getBytes(StandardCharsets.UTF_8));
    }

    private static String envelope(String number, Credentials by) {
        return """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sled="http://sledzenie.pocztapolska.pl"><soapenv:Header>\
                <wsse:Security soapenv:mustUnderstand="1" xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><wsse:UsernameToken>\
                <wsse:Username>%s</wsse:Username>\
                <wsse:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText">%s</wsse:Password>\
                </wsse:UsernameToken></wsse:Security></soapenv:Header><soapenv:Body><sled:sprawdzPrzesylkePl><sled:numer>%s</sled:numer></sled:sprawdzPrzesylkePl></soapenv:Body></soapenv:Envelope>
                """.formatted(Xml.escape(by.value("login")), Xml.escape(by.value("password")), Xml.escape(number));
    }

    @Override
    public List<Reading> read(Raw raw) {
        Element root = Answers.isWebPage(raw)
                ? null
                : Answers.xml(raw.body()).map(Document::getDocumentElement).orElse(null);
        if (root == null) {
            return super.read(raw);
        }
        List<Element> listed = Xml.all(root, "przesylka");
        List<Reading> readings = (listed.isEmpty() ? Xml.all(root, "return") : listed)
                .stream()
                        .filter(parcel -> Xml.text(parcel, "status") != null || Xml.at(parcel, "danePrzesylki") != null)
                        .map(parcel -> ofSoap(raw, parcel))
                        .toList();
        return readings.isEmpty() ? faults.search(raw, root, "a parcel of Poczta Polska") : readings;
    }

    private Reading ofSoap(Raw raw, Element parcel) {
        Element told = Xml.at(parcel, "danePrzesylki");
        String named = Xml.text(parcel, "numer");
        TrackingNumber number = number(raw, named == null && told != null ? Xml.text(told, "numer") : named);
        String status = Xml.text(parcel, "status");
        if (told == null || status != null && !status.equals("0")) {
            return failed(raw, number, status);
        }
        List<SourceEvent> events = Xml.all(told, "zdarzenie").stream()
                .map(event -> event(
                        Xml.text(event, "kod"),
                        Xml.text(event, "nazwa"),
                        Xml.text(event, "czas"),
                        Xml.text(event, "jednostka", "nazwa")))
                .toList();
        return new Reading.Found(
                number,
                SourceEvent.oldestFirst(events),
                Facts.NONE
                        .between(
                                country(told, "kodKrajuNadania", "krajNadania"),
                                country(told, "kodKrajuPrzezn", "krajPrzezn"))
                        .withServiceLevel(Xml.text(told, "rodzPrzes"))
                        .withWeightGrams(Json.grams(Xml.text(told, "masa"), "kg")));
    }

    private static @Nullable String country(Element told, String code, String name) {
        String written = Xml.text(told, code);
        return written == null ? Xml.text(told, name) : written;
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        String status = Json.text(answer, "mailStatus");
        JsonNode mail = answer.path("mailInfo");
        TrackingNumber number = number(raw, Json.text(answer, "number"));
        if (status == null && !mail.isObject()) {
            return List.of();
        }
        if (!mail.isObject() || status != null && status.startsWith("-")) {
            return List.of(failed(raw, number, status));
        }
        List<SourceEvent> events = Json.list(mail, "events").stream()
                .filter(event -> !Json.is(event, "canceled"))
                .map(event -> event(
                        Json.text(event, "code"),
                        Json.text(event, "name", "state.name"),
                        Json.text(event, "time"),
                        Json.text(event, "postOffice.name")))
                .toList();
        return List.of(new Reading.Found(
                number,
                SourceEvent.oldestFirst(events),
                Facts.NONE
                        .between(Json.text(mail, "dispatchCountryCode"), Json.text(mail, "recipientCountryCode"))
                        .withServiceLevel(Json.text(mail, "typeOfMailName"))
                        .withWeightGrams(Json.grams(Json.text(mail, "weight"), "kg"))));
    }

    private static @Nullable TrackingNumber number(Raw raw, @Nullable String written) {
        return raw.onlyAsked() == null ? Answers.number(written) : raw.onlyAsked();
    }

    /** A fault of the service is one of the whole call, which is about this number only. */
    private Reading failed(Raw raw, @Nullable TrackingNumber number, @Nullable String status) {
        String code = "status " + status;
        Reading item = faults.item(number, null, code);
        return item instanceof Reading.Unreadable
                ? faults.whole(raw, null, code).getFirst()
                : item;
    }

    private SourceEvent event(
            @Nullable String written, @Nullable String text, @Nullable String at, @Nullable String office) {
        String code = Answers.code(written);
        return new SourceEvent(
                times.read(at),
                Objects.requireNonNullElse(Answers.plain(text), ""),
                code,
                codes.match(code),
                Place.of(null, null, null, office));
    }
}
