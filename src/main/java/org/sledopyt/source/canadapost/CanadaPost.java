package org.sledopyt.source.canadapost;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Csv;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Promise;
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
 * Canada Post's Tracking v2, written from its description and from answers met, of which some lack the namespace or stand in a wrapper. Codes have leading zeros or not; groups of them are coarse and
 * their texts, in English or French, say the rest, but never that something was delivered. {@code 11:59:59} fills in for a time that is not known.
 */
public final class CanadaPost extends XmlSource {

    private static final Times TIMES = Times.iso();
    private static final String FILLER = "11:59:59";
    private static final Set<String> PROVINCES =
            Set.of("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT");

    private final Words words = Words.beside(CanadaPost.class);
    private final Map<String, String> zones = new HashMap<>();

    CanadaPost(Manifest manifest, Codes codes) {
        super(manifest, codes, "tracking details of Canada Post");
        Csv.rows(CanadaPost.class, "zones.csv")
                .forEach(row -> zones.put(Csv.cell(row, "letters"), Csv.cell(row, "offset")));
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.get(
                "/vis/track/pin/" + Request.joined(numbers, ",") + "/detail",
                Map.of("Accept", "application/vnd.cpc.track-v2+xml", "Accept-language", "en-CA"));
    }

    @Override
    protected List<Reading> read(Raw raw, Element root) {
        Element detail = Xml.find(root, Set.of("tracking-detail"));
        if (detail != null) {
            return about(raw, List.of(detail(detail)));
        }
        Element message = Xml.find(root, Set.of("message"));
        String code = message == null ? null : Xml.text(message, "code");
        return message == null || code == null
                ? List.of()
                : faults.whole(raw, Xml.text(message, "description"), "message " + code);
    }

    private Reading.Found detail(Element detail) {
        Element significant = Xml.at(detail, "significant-events");
        List<SourceEvent> events = significant == null
                ? List.of()
                : SourceEvent.oldestFirst(Xml.children(significant, "occurrence").stream()
                        .map(this::event)
                        .toList());
        Facts facts = Facts.NONE
                .withServiceLevel(Xml.text(detail, "service-name"))
                .linked(Xml.text(detail, "return-pin"), Facts.Link.Kind.RETURN, "canada-post")
                .linked(Xml.text(detail, "original-pin"), Facts.Link.Kind.REFERENCE, "canada-post");
        String changed = Xml.text(detail, "changed-expected-date");
        var expected = TIMES.day(changed == null ? Xml.text(detail, "expected-delivery-date") : changed);
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        return new Reading.Found(
                Answers.number(Xml.text(detail, "pin")),
                events,
                delivered ? facts : facts.with(Promise.between(expected, expected)));
    }

    private SourceEvent event(Element event) {
        String written = Answers.code(Xml.text(event, "event-identifier"));
        String code = written == null ? null : written.replaceFirst("^0+(?=.)", "");
        String text = Objects.requireNonNullElse(Answers.plain(Xml.text(event, "event-description")), "");
        Codes.Match match = codes.match(code);
        boolean coarse =
                match.how() == SourceEvent.How.NONE || match.confidence().equals("low");
        boolean mayMove = match.stage().milestone() != Milestone.DELIVERED;
        String province = Xml.text(event, "event-province");
        return new SourceEvent(
                time(event),
                text,
                code,
                coarse && mayMove ? words.match(code, text, match) : match,
                Place.of(
                        province != null && PROVINCES.contains(province.toUpperCase(Locale.ROOT)) ? "CA" : null,
                        Xml.text(event, "event-site"),
                        null,
                        Xml.text(event, "event-retail-name")));
    }

    private EventTime time(Element event) {
        String clock = Xml.text(event, "event-time");
        String letters = Objects.requireNonNullElse(Xml.text(event, "event-time-zone"), "");
        return TIMES.readAt(
                Xml.text(event, "event-date"),
                FILLER.equals(clock) ? null : clock,
                offset(letters.toUpperCase(Locale.ROOT)));
    }

    private @Nullable String offset(String letters) {
        return zones.get(letters);
    }
}
