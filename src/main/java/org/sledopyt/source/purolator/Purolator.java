package org.sledopyt.source.purolator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import org.sledopyt.source.Xml;
import org.sledopyt.source.XmlSource;
import org.w3c.dom.Element;

/**
 * Purolator's tracking by PIN, written from its description. Scans have five types; most are {@code Other}, where only the text tells what
 * happened. Times are the depot's own, of a country with six zones.
 */
public final class Purolator extends XmlSource {

    private static final Times TIMES =
            Times.of("uuuu-MM-dd HHmmss", "uuuu-MM-dd HHmm", "uuuu-MM-dd HH:mm:ss", "uuuu-MM-dd");

    private static final Pattern UNKNOWN_PIN = Pattern.compile(
            "(?i).*(not found|no .{0,30}found|no record|no data|does not exist|no tracking information).*");

    /** A scan of delivery names who took it. */
    private static final Pattern TAKEN_BY = Pattern.compile("(?i)(delivered to|signed by|received by)\\s*:?.+");

    private final Words words = Words.beside(Purolator.class);

    Purolator(Manifest manifest, Codes codes) {
        super(manifest, codes, "tracking information of Purolator");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String pins = numbers.stream()
                .map(number -> "<v1:PIN><v1:Value>" + Xml.escape(number.text()) + "</v1:Value></v1:PIN>")
                .collect(Collectors.joining());
        String body = """
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:v1="http://purolator.com/pws/datatypes/v1">\
                <soap:Header><v1:RequestContext><v1:Version>1.2</v1:Version><v1:Language>en</v1:Language><v1:GroupID>1</v1:GroupID>\
                <v1:RequestReference>track</v1:RequestReference></v1:RequestContext></soap:Header>\
                <soap:Body><v1:TrackPackagesByPinRequest><v1:PINs>%s</v1:PINs></v1:TrackPackagesByPinRequest></soap:Body></soap:Envelope>""".formatted(pins);
        return Request.post(
                "/PWS/V1/Tracking/TrackingService.asmx",
                Map.of(
                        "Content-Type",
                        "text/xml; charset=utf-8",
                        "SOAPAction",
                        "\"http://purolator.com/pws/service/v1/TrackPackagesByPin\""),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitElements(raw, "TrackingInformation", Purolator::pin);
    }

    @Override
    protected List<Reading> read(Raw raw, Element root) {
        List<Element> parcels = Xml.all(root, "TrackingInformation");
        Element error = error(root);
        if (parcels.isEmpty()) {
            boolean listed = "parts".equals(root.getLocalName())
                    || !Xml.all(root, "TrackingInformationList").isEmpty();
            return error != null
                    ? faults.whole(raw, told(error), means(error))
                    : listed ? faults.whole(raw, "not in the list", "no parcel") : List.of();
        }
        List<Reading.Found> found = new ArrayList<>();
        List<Reading> failed = new ArrayList<>();
        for (Element parcel : parcels) {
            Element own = error(parcel);
            if (own != null && Xml.all(parcel, "Scan").isEmpty()) {
                TrackingNumber number = raw.onlyAsked() == null ? Answers.number(pin(parcel)) : raw.onlyAsked();
                failed.add(faults.item(number, told(own), means(own)));
            } else {
                found.add(new Reading.Found(
                        Answers.number(pin(parcel)),
                        SourceEvent.oldestFirst(
                                Xml.all(parcel, "Scan").stream().map(this::scan).toList()),
                        Facts.NONE));
            }
        }
        return found.isEmpty() ? failed : about(raw, found);
    }

    private SourceEvent scan(Element scan) {
        String code = Answers.code(Xml.text(scan, "ScanType"));
        String text = Objects.requireNonNullElse(Answers.plain(Xml.text(scan, "Description")), "");
        String depot = Xml.text(scan, "Depot", "Name");
        EventTime time = TIMES.read(Xml.text(scan, "ScanDate"), Xml.text(scan, "ScanTime"));
        return new SourceEvent(
                time,
                TAKEN_BY.matcher(text).replaceFirst("$1 …"),
                code,
                words.match(code, text, codes.match(code)),
                Place.of(null, null, null, depot));
    }

    private static @Nullable String pin(Element parcel) {
        return Xml.text(parcel, "PIN", "Value");
    }

    private static @Nullable Element error(Element in) {
        return Xml.all(in, "Error").stream()
                .filter(error -> Xml.text(error, "Code") != null || Xml.text(error, "Description") != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String told(Element error) {
        return Xml.text(error, "Description");
    }

    private static @Nullable String means(Element error) {
        boolean unknown =
                UNKNOWN_PIN.matcher(Objects.requireNonNullElse(told(error), "")).matches();
        return unknown ? "no parcel" : Xml.text(error, "Code");
    }
}
