package org.sledopyt.source.dpdnlbe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import org.sledopyt.source.Xml;
import org.sledopyt.source.XmlSource;
import org.w3c.dom.Element;

/**
 * DPD's shipper web service of the Netherlands and Belgium, written from its description and a recorded answer. It shows the steps of the way, those not
 * reached yet too. Times are American texts on the clock of the depot; the answer does not repeat the number.
 */
public final class DpdNlBe extends XmlSource {

    /** Stands in the question for what is put in when it is sent. */
    private static final String TOKEN = "<authToken></authToken>";

    private static final Pattern UNKNOWN_PARCEL = Pattern.compile(
            "(?is).*(not.?found|unknown|no.?(such|data|parcel|result|tracking)|does not exist|could not be found).*");

    private static final Pattern DEPOT = Pattern.compile("(.*\\S)\\s*\\(([A-Z]{2})\\)");

    private final Times times;
    private final Words words = Words.beside(DpdNlBe.class);

    DpdNlBe(Manifest manifest, Codes codes) {
        super(manifest, codes, "tracking result of DPD");
        this.times = Times.of("M/d/uuuu h:mm:ss a", "M/d/uuuu h:mm a", "M/d/uuuu H:mm:ss", "M/d/uuuu H:mm", "M/d/uuuu")
                .assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return soap(
                "/soap/services/ParcelLifeCycleService/V2_0",
                "http://dpd.com/common/service/ParcelLifeCycleService/2.0/getTrackingData",
                "<soapenv:Header><ns:authentication xmlns:ns=\"http://dpd.com/common/service/types/Authentication/2.0\"><delisId>%s</delisId>%s<messageLanguage>en_EN</messageLanguage></ns:authentication></soapenv:Header>"
                                .formatted(Xml.escape(by.value("login")), TOKEN)
                        + "<soapenv:Body><ns1:getTrackingData xmlns:ns1=\"http://dpd.com/common/service/types/ParcelLifeCycleService/2.0\"><parcelLabelNumber>%s</parcelLabelNumber></ns1:getTrackingData></soapenv:Body>"
                                .formatted(Xml.escape(numbers.getFirst().text())));
    }

    @Override
    public Request sign(Request request, Credentials by, Instant now) {
        String question = new String(Objects.requireNonNull(request.body()), StandardCharsets.UTF_8)
                .replace(TOKEN, "<authToken>" + Xml.escape(by.value("token")) + "</authToken>");
        return new Request(
                request.method(), request.path(), request.headers(), question.getBytes(StandardCharsets.UTF_8));
    }

    /** The sign-in is a SOAP call, too. */
    @Override
    public Request signToken(Request call, Credentials by, Instant now) {
        return soap(
                call.path(),
                "http://dpd.com/common/service/LoginService/2.1/getAuth",
                "<soapenv:Header/><soapenv:Body><ns:getAuth xmlns:ns=\"http://dpd.com/common/service/types/LoginService/2.1\"><delisId>%s</delisId><password>%s</password><messageLanguage>en_EN</messageLanguage></ns:getAuth></soapenv:Body>"
                        .formatted(Xml.escape(by.value("login")), Xml.escape(by.value("password"))));
    }

    private static Request soap(String path, String action, String content) {
        String envelope = "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">" + content
                + "</soapenv:Envelope>";
        return Request.post(
                path,
                Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", '"' + action + '"'),
                envelope.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected List<Reading> read(Raw raw, Element root) {
        Element fault = Xml.find(root, Set.of("faults"));
        if (fault != null) {
            String code = first(fault, "faultCode", "errorCode");
            String told = first(fault, "message", "errorMessage");
            boolean unknown = UNKNOWN_PARCEL.matcher(code + " " + told).matches();
            return faults.whole(raw, told, unknown ? "no parcel" : code);
        }
        Element result = Xml.find(root, Set.of("trackingresult"));
        if (result == null) {
            return List.of();
        }
        List<SourceEvent> events = Xml.children(result, "statusInfo").stream()
                .filter(step -> "true".equalsIgnoreCase(Xml.text(step, "statusHasBeenReached")))
                .map(this::step)
                .toList();
        Facts facts = Facts.NONE.withServiceLevel(
                Xml.text(result, "shipmentInfo", "serviceDescription", "content", "content"));
        boolean announced = Xml.children(result, "shipmentInfo").stream()
                .anyMatch(step -> "true".equalsIgnoreCase(Xml.text(step, "statusHasBeenReached")));
        return events.isEmpty() && !announced
                ? faults.whole(raw, "no step was reached", "no parcel")
                : List.of(new Reading.Found(
                        raw.onlyAsked(),
                        SourceEvent.oldestFirst(events),
                        announced ? facts.with(codes.match("SHIPMENT").stage()) : facts));
    }

    private SourceEvent step(Element step) {
        String code = Answers.code(Xml.text(step, "status"));
        String told = Stream.of(new String[] {"description", "content", "content"}, new String[] {"label", "content"})
                .map(path -> Answers.plain(Xml.text(step, path)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        return new SourceEvent(
                times.read(Xml.text(step, "date", "content")),
                told,
                code,
                words.match(code, told, codes.match(code)),
                place(Xml.text(step, "location", "content")));
    }

    private static @Nullable Place place(@Nullable String depot) {
        Matcher parts = DEPOT.matcher(depot == null ? "" : depot);
        return parts.matches()
                ? Place.in(parts.group(2), parts.group(1), null, null)
                : Place.of(null, depot, null, null);
    }

    private static @Nullable String first(Element of, String... names) {
        return Stream.of(names)
                .map(name -> Xml.text(of, name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
