package org.sledopyt.source.meest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Signature;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import org.sledopyt.source.Xml;
import org.sledopyt.source.XmlSource;
import org.w3c.dom.Element;

/**
 * Meest's query interface of 1C, written from a client and recorded answers. The question is signed with MD5 over login, password and itself. Times have
 * stray blanks inside; texts are padded. Code 1214 means every building on the way, whatever the list of codes says.
 */
public final class Meest extends XmlSource {

    private final Times times;
    private final Words words = Words.beside(Meest.class);

    Meest(Manifest manifest, Codes codes) {
        super(manifest, codes, "actions of Meest");
        this.times = Times.iso().or("dd.MM.uuuu HH:mm:ss").assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String function = "SHIPMENTS_TRACK";
        String where = by.value("agent") + "," + numbers.getFirst().text();
        String sign = Signature.hex(Signature.md5(by.value("login") + by.value("password") + function + where));
        String body =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><param><login>%s</login><function>%s</function><where>%s</where><order></order><sign>%s</sign></param>"
                        .formatted(Xml.escape(by.value("login")), function, Xml.escape(where), sign);
        return Request.post(
                "/T/1C_Query.php",
                Map.of("Content-Type", "text/xml; charset=utf-8"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected List<Reading> read(Raw raw, Element root) {
        Map<String, List<Element>> byNumber = new LinkedHashMap<>();
        for (Element item : Xml.all(root, "items")) {
            if (Xml.text(item, "StatusCode") != null || Xml.text(item, "DateTimeAction") != null) {
                String number = Objects.requireNonNullElse(Xml.text(item, "ShipmentNumberSender"), "");
                byNumber.computeIfAbsent(number, none -> new ArrayList<>()).add(item);
            }
        }
        Element error = Xml.at(root, "errors");
        String code = error == null ? null : Xml.text(error, "code");
        if (byNumber.isEmpty() && error != null && code != null && !code.equals("000")) {
            return faults.whole(raw, Xml.text(error, "name"), "error " + code);
        }
        return about(raw, byNumber.values().stream().map(this::parcel).toList());
    }

    private Reading.Found parcel(List<Element> items) {
        List<SourceEvent> events =
                SourceEvent.oldestFirst(items.stream().map(this::event).toList());
        Facts facts = Facts.NONE.between(null, Xml.text(items.getLast(), "CountryDel"));
        for (Element item : items) {
            facts = facts.linked(Xml.text(item, "ShipmentNumberTransit"), Facts.Link.Kind.REFERENCE, null);
        }
        return new Reading.Found(Answers.number(Xml.text(items.getFirst(), "ShipmentNumberSender")), events, facts);
    }

    private SourceEvent event(Element item) {
        String code = Answers.code(Xml.text(item, "StatusCode"));
        String action = Objects.requireNonNullElse(inAnyLanguage(item, "ActionMessages_"), "");
        String detail = inAnyLanguage(item, "DetailMessages_");
        String time = Xml.text(item, "DateTimeAction");
        return new SourceEvent(
                times.read(time == null ? null : time.replaceAll("\\s*([:-])\\s*", "$1")),
                detail == null || action.isEmpty() ? action : action + ": " + detail,
                code,
                words.match(code, action, codes.match(code)),
                Place.in(Xml.text(item, "Country"), Xml.text(item, "City"), null, null));
    }

    private static @Nullable String inAnyLanguage(Element item, String name) {
        for (String language : List.of("EN", "UA", "RU")) {
            String text = Answers.plain(Xml.text(item, name + language));
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
