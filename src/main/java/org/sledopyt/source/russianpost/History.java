package org.sledopyt.source.russianpost;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Xml;
import org.w3c.dom.Element;

/** Answers of single access: the history of one parcel, and the payments on delivery of one parcel. */
final class History {

    private final Codes codes;

    History(Codes codes) {
        this.codes = codes;
    }

    List<Reading> read(Raw raw, Element answer) {
        Element data = Xml.find(answer, Set.of("operationhistorydata"));
        if (data == null) {
            return Answers.unreadable(raw, "OperationHistoryData");
        }
        List<Element> records = Xml.children(data, "historyRecord");
        if (records.isEmpty()) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        TrackingNumber asked = raw.onlyAsked();
        List<Entry> entries = Operation.sorted(
                records.stream()
                        .map(record -> new Entry(record, Operation.ofRecord(record, isEms(asked))))
                        .toList(),
                entry -> entry.operation.time());
        List<TrackingNumber> numbers = entries.stream()
                .map(entry -> Answers.number(entry.operation.number()))
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        if (asked == null && numbers.isEmpty()) {
            return List.of(new Reading.Unreadable("no record has a Barcode"));
        }
        TrackingNumber number = asked == null ? numbers.getFirst() : asked;
        List<SourceEvent> events = entries.stream()
                .map(entry -> entry.operation.event(codes, number))
                .toList();
        List<Element> newestFirst =
                entries.reversed().stream().map(Entry::record).toList();
        return List.of(new Reading.Found(number, events, facts(newestFirst, links(numbers, number))));
    }

    private record Entry(Element record, Operation operation) {}

    /** The newest number goes on; earlier ones are only names the parcel had. */
    private static List<Facts.Link> links(List<TrackingNumber> oldestFirst, TrackingNumber asked) {
        return oldestFirst.stream()
                .filter(number -> !number.equals(asked))
                .map(number -> new Facts.Link(
                        number,
                        number.equals(oldestFirst.getLast()) ? Facts.Link.Kind.REPLACED_BY : Facts.Link.Kind.REFERENCE,
                        "russian-post"))
                .toList();
    }

    private static Facts facts(List<Element> newestFirst, List<Facts.Link> links) {
        return new Facts(
                null,
                null,
                first(newestFirst, record -> Operation.country(record, "CountryFrom")),
                first(newestFirst, History::destination),
                first(newestFirst, Operation::serviceLevel),
                first(newestFirst, History::weightGrams),
                null,
                links);
    }

    private static @Nullable String destination(Element record) {
        String country = Operation.country(record, "MailDirect");
        boolean inRussia = Postcodes.zone(Xml.text(record, "AddressParameters", "DestinationAddress", "Index")) != null;
        return country == null && inRussia ? "RU" : country;
    }

    private static @Nullable Integer weightGrams(Element record) {
        String mass = Xml.text(record, "ItemParameters", "Mass");
        return mass != null && mass.matches("[1-9]\\d{0,8}") ? Integer.valueOf(mass) : null;
    }

    private static <T> @Nullable T first(List<Element> records, Function<Element, @Nullable T> fact) {
        return records.stream()
                .map(fact)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
    }

    /** Payments on delivery. The answer does not name the parcel. */
    List<Reading> readMoney(Raw raw, Element answer) {
        Element output = Xml.find(answer, Set.of("postalordereventsformaioutput", "postalordereventsformailoutput"));
        TrackingNumber number = raw.onlyAsked();
        if (output == null || number == null) {
            return List.of(new Reading.Unreadable("payments on delivery, and nobody knows of which parcel"));
        }
        List<SourceEvent> events = Xml.children(output, "PostalOrderEvent").stream()
                .map(this::payment)
                .toList();
        // no payment says nothing of the parcel, least of all that it is not known
        return events.isEmpty() ? List.of() : List.of(new Reading.Found(number, events, Facts.NONE));
    }

    private SourceEvent payment(Element event) {
        String type = Objects.requireNonNullElse(Answers.code(Xml.attribute(event, "EventType")), "0");
        String office = Xml.attribute(event, "IndexEvent");
        Codes.Match match = codes.match("postal-order", type);
        return new SourceEvent(
                Operation.instant(Xml.attribute(event, "EventDateTime"), office),
                Objects.requireNonNullElse(Xml.attribute(event, "EventName"), match.name()),
                "postal-order/" + type,
                match,
                Place.of(Xml.attribute(event, "CountryEventCode"), null, Operation.real(office), null));
    }

    /** S10 service indicators that begin with E are EMS. */
    static boolean isEms(@Nullable TrackingNumber number) {
        return number != null && number.text().matches("E[A-Z]\\d{9}[A-Z]{2}");
    }
}
