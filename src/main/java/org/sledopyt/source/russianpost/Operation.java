package org.sledopyt.source.russianpost;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Place;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Xml;
import org.w3c.dom.Element;

/**
 * One operation, as both services tell it.
 *
 * @param type number of the operation type; null if it is missing
 * @param attribute number of its attribute; {@code 0}, the service's word for none, if it is missing
 * @param typeName the service's name, null if it left it out, like {@code attributeName}
 * @param number the number the parcel had then; null if it is the one asked or not told
 * @param ems whether the parcel travels as EMS
 */
record Operation(
        @Nullable String type,
        String attribute,
        @Nullable String typeName,
        @Nullable String attributeName,
        EventTime time,
        @Nullable Place place,
        @Nullable String number,
        boolean ems) {

    private static final DateTimeFormatter BATCH = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm[:ss]");

    /** For ordering only: where nobody knows the zone, Moscow's is the likeliest. */
    private static final ZoneOffset MOSCOW = ZoneOffset.ofHours(3);

    /** A {@code historyRecord} of single access. */
    static Operation ofRecord(Element record, boolean numberIsEms) {
        String postcode = Xml.text(record, "AddressParameters", "OperationAddress", "Index");
        String mailType = Xml.text(record, "ItemParameters", "MailType", "Id");
        String mailName = Objects.requireNonNullElse(serviceLevel(record), "");
        return new Operation(
                Answers.code(Xml.text(record, "OperationParameters", "OperType", "Id")),
                attribute(Xml.text(record, "OperationParameters", "OperAttr", "Id")),
                Xml.text(record, "OperationParameters", "OperType", "Name"),
                Xml.text(record, "OperationParameters", "OperAttr", "Name"),
                instant(Xml.text(record, "OperationParameters", "OperDate"), postcode),
                Place.of(
                        country(record, "CountryOper"),
                        null,
                        real(postcode),
                        Xml.text(record, "AddressParameters", "OperationAddress", "Description")),
                Xml.text(record, "ItemParameters", "Barcode"),
                numberIsEms || "7".equals(mailType) || mailName.contains("EMS"));
    }

    /** An {@code Operation} of a ticket's answer: times are the office's wall clock, attributes have no name. */
    static Operation ofTicket(Element operation, boolean numberIsEms) {
        String postcode = Xml.attribute(operation, "IndexOper");
        return new Operation(
                Answers.code(Xml.attribute(operation, "OperTypeID")),
                attribute(Xml.attribute(operation, "OperCtgID")),
                Xml.attribute(operation, "OperName"),
                null,
                wallClock(Xml.attribute(operation, "DateOper"), postcode),
                Place.of(null, null, real(postcode), null),
                null,
                numberIsEms);
    }

    /** Name of the service, such as EMS; null if the record has none. */
    static @Nullable String serviceLevel(Element record) {
        String name = Xml.text(record, "ItemParameters", "MailType", "Name");
        return name == null ? Xml.text(record, "ItemParameters", "ComplexItemName") : name;
    }

    /** ISO code of a country the record names; null without one. */
    static @Nullable String country(Element record, String which) {
        String code = Xml.text(record, "AddressParameters", which, "Code2A");
        return code != null && code.matches("[A-Z]{2}") ? code : null;
    }

    /** Oldest first. Records come in any order; those of one time keep theirs, those without a time stay behind their neighbour. */
    static <T> List<T> sorted(List<T> list, Function<T, EventTime> timeOf) {
        record Timed<T>(T element, Instant at) {}
        List<Timed<T>> timed = new ArrayList<>();
        Instant last = Instant.MIN;
        for (T element : list) {
            EventTime time = timeOf.apply(element);
            LocalDateTime local = time.local();
            if (local != null) {
                last = local.toInstant(Objects.requireNonNullElse(time.offset(), MOSCOW));
            }
            timed.add(new Timed<>(element, last));
        }
        return timed.stream()
                .sorted(Comparator.comparing(Timed::at))
                .map(Timed::element)
                .toList();
    }

    SourceEvent event(Codes codes, TrackingNumber asked) {
        TrackingNumber then = Answers.number(number);
        // For EMS the place of delivery is the depot the courier starts from, nothing to fetch there.
        boolean depot = ems && "8".equals(type) && attribute.equals("2");
        Codes.Match match = codes.match(type, depot ? "2 EMS" : attribute);
        return new SourceEvent(
                time,
                text(match),
                type == null ? null : type + "/" + attribute,
                match.stage(),
                match.how(),
                place,
                null,
                asked.equals(then) ? null : then,
                false);
    }

    /** Type and attribute in the carrier's words; what the answer leaves out comes from the table. */
    private String text(Codes.Match match) {
        if (typeName != null && attributeName != null) {
            return typeName.equalsIgnoreCase(attributeName) ? typeName : typeName + ": " + attributeName;
        }
        if (match.how() == SourceEvent.How.CODE) {
            return match.name();
        }
        return Objects.requireNonNullElse(typeName, Objects.requireNonNullElse(attributeName, match.name()));
    }

    private static String attribute(@Nullable String written) {
        return Objects.requireNonNullElse(Answers.code(written), "0");
    }

    /** The service writes zeros where it has no office. */
    static @Nullable String real(@Nullable String postcode) {
        return postcode == null || postcode.matches("0+") ? null : postcode;
    }

    /** Single access gives instants; their offset is often Moscow's whatever the office. */
    static EventTime instant(@Nullable String written, @Nullable String postcode) {
        if (written == null) {
            return EventTime.none("");
        }
        try {
            return EventTime.stated(OffsetDateTime.parse(written), written);
        } catch (DateTimeException e) {
            return wallClock(written, DateTimeFormatter.ISO_LOCAL_DATE_TIME, postcode);
        }
    }

    private static EventTime wallClock(@Nullable String written, @Nullable String postcode) {
        return written == null ? EventTime.none("") : wallClock(written, BATCH, postcode);
    }

    private static EventTime wallClock(String written, DateTimeFormatter format, @Nullable String postcode) {
        try {
            LocalDateTime local = LocalDateTime.parse(written, format);
            ZoneId zone = Postcodes.zone(postcode);
            return zone == null ? EventTime.unzoned(local, written) : EventTime.assumed(local, zone, written);
        } catch (DateTimeException e) {
            return EventTime.none(written);
        }
    }
}
