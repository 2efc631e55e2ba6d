package org.sledopyt.source.cdek;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Csv;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Place;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;
import tools.jackson.databind.JsonNode;

/**
 * Makes events of statuses, problems and calls, the same whether an order or a webhook tells them. Both have a vocabulary of their own:
 * synonyms get one name, that of the order's, so that one scan told twice is one event.
 */
final class Statuses {

    /** {@code 2023-11-28T07:44:45+0000}, the same with {@code Z}, and with a colon just in case; fractions are dropped by the service. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]");

    private static final Stage RETURNED = Stages.of("RETURN", "RETURNED");
    private static final Stage AWAITS_SENDER = Stages.of("RETURN", "AWAITING_SENDER");
    private static final Stage ON_THE_WAY_BACK = Stages.of("RETURN", "IN_TRANSIT");

    private final Codes codes;
    private final Map<String, String> synonyms = new HashMap<>();

    Statuses(Codes codes) {
        this.codes = codes;
        Csv.rows(Statuses.class, "synonyms.csv")
                .forEach(row -> synonyms.put(Csv.cell(row, "code"), Csv.cell(row, "same_as")));
    }

    /**
     * A status of an order.
     *
     * @param written the code as sent; may have blanks around it
     * @param name the service's name, null if it leaves it out
     * @param reason additional code that explains the status; null or 0 without one
     * @param isReturn whether the order itself is a way back: handed over then means the sender has it
     */
    SourceEvent status(
            @Nullable String written,
            @Nullable String name,
            @Nullable String reason,
            @Nullable String time,
            @Nullable String city,
            boolean isReturn,
            boolean deleted) {
        String code = Answers.code(written);
        if (code != null) {
            code = synonyms.getOrDefault(code, code);
        }
        Codes.Match match = codes.match(code);
        String text = Objects.requireNonNullElse(name, match.name());
        String why = Answers.code(reason);
        if (code != null && why != null && !why.equals("0")) {
            Codes.Match explained = codes.match(code, "reason " + why);
            text = explained.equals(match) ? text : text + ": " + explained.name();
            match = explained;
            code = code + "/reason " + why;
        }
        return new SourceEvent(
                time(time),
                text,
                code,
                isReturn ? back(match.stage()) : match.stage(),
                match.how(),
                Place.of(null, city, null, null),
                null,
                null,
                deleted);
    }

    /** A problem or a failed call: numbers mean nothing without the list they are from. */
    SourceEvent listed(String list, @Nullable String written, @Nullable String time) {
        String number = Answers.code(written);
        Codes.Match match = codes.match(number, list);
        return new SourceEvent(time(time), match.name(), number == null ? list : number + "/" + list, match, null);
    }

    /** Something the service tells in its own words, or nameless, under a word that stands for its kind. */
    SourceEvent told(String kind, @Nullable String text, @Nullable String time) {
        Codes.Match match = codes.match(kind);
        return new SourceEvent(time(time), Objects.requireNonNullElse(text, match.name()), kind, match, null);
    }

    private static Stage back(Stage stage) {
        return switch (stage.milestone()) {
            case DELIVERED -> RETURNED;
            case AVAILABLE_FOR_PICKUP -> AWAITS_SENDER;
            case IN_TRANSIT, OUT_FOR_DELIVERY -> ON_THE_WAY_BACK;
            case NOT_FOUND,
                    INFO_RECEIVED,
                    DELIVERY_FAILURE,
                    RETURN,
                    EXCEPTION,
                    CANCELLED,
                    EXPIRED,
                    UNKNOWN,
                    NO_CHANGE -> stage;
        };
    }

    private static EventTime time(@Nullable String written) {
        if (written == null) {
            return EventTime.none("");
        }
        try {
            TemporalAccessor time = TIME.parseBest(written, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime at
                    ? EventTime.stated(at, written)
                    : EventTime.unzoned(LocalDateTime.from(time), written);
        } catch (DateTimeException e) {
            return EventTime.none(written);
        }
    }

    /** A moment with its offset; null if there is none. */
    static @Nullable OffsetDateTime moment(@Nullable String written) {
        EventTime time = time(written);
        return time.local() == null || time.offset() == null
                ? null
                : time.local().atOffset(time.offset());
    }

    /** A plain date; null if it is none. */
    static @Nullable LocalDate date(@Nullable String written) {
        try {
            LocalDate day = LocalDate.parse(Objects.requireNonNullElse(written, ""));
            return EventTime.isPlausible(day) ? day : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether an order is a way back by any of the names for it. */
    static boolean isReturn(JsonNode order) {
        return order.path("is_return").asBoolean(false)
                || order.path("is_client_return").asBoolean(false);
    }
}
