package org.sledopyt.source.landmark;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Countries;
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
 * Landmark Global's tracking, written from a client of it. A package has Landmark's number and that of who delivers it; either may be asked for. Times
 * have no zone and come in two forms, so the order of the answer (oldest first) is better than theirs; code 125 (customs cleared) also stands on a message to customs.
 */
public final class Landmark extends XmlSource {

    private static final Times TIMES =
            Times.iso().or("MM/dd/uuuu hh:mm a", "MM/dd/uuuu hh:mm:ss a", "M/d/uuuu h:mm a", "MM/dd/uuuu HH:mm");

    private static final Pattern UNKNOWN_NUMBER =
            Pattern.compile("(?i).*(not found|no .{0,40}found|not be found|does not exist|unknown tracking).*");

    private final Words words = Words.beside(Landmark.class);

    Landmark(Manifest manifest, Codes codes) {
        super(manifest, codes, "packages of Landmark");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String question = """
                <?xml version="1.0"?>
                <TrackRequest><Login><Username>%s</Username><Password>%s</Password></Login><Test>false</Test>\
                <TrackingNumber>%s</TrackingNumber><RetrievalType>Historical</RetrievalType></TrackRequest>""".formatted(
                        Xml.escape(by.value("login")),
                        Xml.escape(by.value("password")),
                        Xml.escape(numbers.getFirst().text()));
        return Request.form("/api/api.php", Map.of("RQXML", question));
    }

    @Override
    protected List<Reading> read(Raw raw, Element root) {
        List<Element> packages = Xml.all(root, "Package");
        if (packages.isEmpty()) {
            return Xml.all(root, "Error").stream()
                    .filter(error -> Xml.text(error, "ErrorCode") != null || Xml.text(error, "ErrorMessage") != null)
                    .findFirst()
                    .map(error -> error(raw, Xml.text(error, "ErrorCode"), Xml.text(error, "ErrorMessage")))
                    .orElse(List.of());
        }
        return about(raw, packages.stream().map(parcel -> parcel(raw, parcel)).toList());
    }

    private List<Reading> error(Raw raw, @Nullable String code, @Nullable String message) {
        boolean unknown =
                UNKNOWN_NUMBER.matcher(Objects.requireNonNullElse(message, "")).matches();
        return faults.whole(raw, message, unknown ? "no package" : code);
    }

    private Reading.Found parcel(Raw raw, Element parcel) {
        String own = Xml.text(parcel, "LandmarkTrackingNumber");
        String last = Xml.text(parcel, "TrackingNumber");
        boolean lastAsked = own == null || last != null && Objects.equals(Answers.number(last), raw.onlyAsked());
        Facts facts = lastAsked
                ? Facts.NONE.linked(own, Facts.Link.Kind.REFERENCE, null)
                : Facts.NONE.linked(Objects.equals(own, last) ? null : last, Facts.Link.Kind.LAST_MILE, null);
        return new Reading.Found(
                Answers.number(lastAsked ? last : own),
                Xml.all(parcel, "Event").stream().map(this::event).toList(),
                facts);
    }

    private SourceEvent event(Element event) {
        String code = Answers.code(Xml.text(event, "EventCode"));
        String text = Objects.requireNonNullElse(Answers.plain(Xml.text(event, "Status")), "");
        return new SourceEvent(
                TIMES.read(Xml.text(event, "DateTime")),
                text,
                code,
                words.match(code, text, codes.match(code)),
                place(Xml.text(event, "Location")));
    }

    /** {@code City, State, Country} in North America, {@code City, County} in Europe: two letters alone may be either. */
    private static @Nullable Place place(@Nullable String location) {
        if (location == null) {
            return null;
        }
        String[] parts = location.split("\\s*,\\s*");
        String country = parts.length > 2 ? Countries.code(parts[parts.length - 1]) : null;
        String city = country == null ? location : location.substring(0, location.lastIndexOf(','));
        return Place.of(country, city, null, null);
    }
}
