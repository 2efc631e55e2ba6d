package org.sledopyt.source.cdek;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Reading;
import org.sledopyt.source.SourceEvent;
import tools.jackson.databind.JsonNode;

/**
 * Webhooks. They are not signed, so they only make us ask. An order is named by its CDEK number where there is one, else by its uuid, which
 * {@link Order} gives as a reference.
 */
final class Push {

    private final Statuses statuses;

    Push(Statuses statuses) {
        this.statuses = statuses;
    }

    /** Empty for webhooks that concern no parcel (print forms, prealerts, offices) or tell nothing we keep. */
    List<Reading> read(JsonNode push) {
        JsonNode about = push.path("attributes");
        TrackingNumber number = Answers.number(Answers.text(about, "cdek_number"));
        if (number == null) {
            number = Answers.number(Answers.text(push, "uuid"));
        }
        if (number == null) {
            return List.of();
        }
        return switch (Objects.requireNonNullElse(Answers.code(Answers.text(push, "type")), "")) {
            case "ORDER_STATUS" -> status(number, push, about);
            case "DELIV_PROBLEM" ->
                found(
                        number,
                        push,
                        statuses.listed(
                                "delivery_problem", Answers.text(about, "code"), Answers.text(about, "create_date")),
                        null);
            case "DELIV_AGREEMENT" -> found(number, push, told("DELIV_AGREEMENT", push, about), agreed(about));
            case "ACCOMPANYING_WAYBILL" -> found(number, push, told("ACCOMPANYING_WAYBILL", push, about), null);
            case "ORDER_MODIFIED" -> modified(number, push, about);
            default -> List.of();
        };
    }

    private List<Reading> status(TrackingNumber number, JsonNode push, JsonNode about) {
        String code = Answers.text(about, "code");
        if (code == null) {
            // the old number beside it is shared by eleven codes
            return List.of(new Reading.Unreadable("ORDER_STATUS without a code"));
        }
        SourceEvent event = statuses.status(
                code,
                null,
                Answers.text(about, "status_reason_code"),
                Answers.text(about, "status_date_time"),
                Answers.text(about, "city_name"),
                Statuses.isReturn(about),
                about.path("deleted").asBoolean(false));
        return found(number, push, event, null);
    }

    private SourceEvent told(String kind, JsonNode push, JsonNode about) {
        String at = Answers.text(about, "date_time");
        return statuses.told(kind, null, at == null ? Answers.text(push, "date_time") : at);
    }

    /** Only a courier's day is a promise; for a point or a locker the date has no meaning. */
    private static @Nullable Promise agreed(JsonNode about) {
        LocalDate day = Statuses.date(Answers.text(about, "date"));
        return day != null && "DOOR".equals(Answers.code(Answers.text(about, "type"))) ? Promise.on(day) : null;
    }

    private static List<Reading> modified(TrackingNumber number, JsonNode push, JsonNode about) {
        String what = Objects.requireNonNullElse(Answers.code(Answers.text(about, "modification_type")), "");
        LocalDate day = Statuses.date(Answers.text(about.path("new_value"), "value"));
        return what.matches("PLANN?ED_DELIVERY_DATE_CHANGED") && day != null
                ? List.of(new Reading.Found(number, List.of(), facts(push, Promise.on(day))))
                : List.of();
    }

    private static List<Reading> found(
            TrackingNumber number, JsonNode push, SourceEvent event, @Nullable Promise promise) {
        return List.of(new Reading.Found(number, List.of(event), facts(push, promise)));
    }

    private static Facts facts(JsonNode push, @Nullable Promise promise) {
        TrackingNumber order = Answers.number(Answers.text(push, "uuid"));
        List<Facts.Link> links = Stream.ofNullable(order)
                .map(uuid -> new Facts.Link(uuid, Facts.Link.Kind.REFERENCE, "cdek"))
                .toList();
        return new Facts(null, promise, null, null, null, null, null, links);
    }
}
