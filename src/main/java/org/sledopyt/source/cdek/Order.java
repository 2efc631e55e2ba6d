package org.sledopyt.source.cdek;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
import org.sledopyt.source.Stages;
import tools.jackson.databind.JsonNode;

/** An order as {@code GET /v2/orders} gives it. */
final class Order {

    private final Statuses statuses;

    Order(Statuses statuses) {
        this.statuses = statuses;
    }

    /**
     * @param answer the whole envelope
     * @param asked null if nobody knows
     * @return empty if the entity is not an order (print forms have statuses too) or its number is not known
     */
    List<Reading> read(JsonNode answer, @Nullable TrackingNumber asked) {
        JsonNode order = answer.path("entity");
        TrackingNumber number = Answers.number(Answers.text(order, "cdek_number"));
        if (number == null) {
            number = order.has("orders") ? null : asked;
        }
        if (number == null) {
            return List.of();
        }
        List<SourceEvent> events = events(order);
        Facts facts = new Facts(
                events.isEmpty() ? Stages.of("INFO_RECEIVED", "ANNOUNCED") : null,
                promise(answer),
                country(order, "from_location"),
                country(order, "to_location"),
                null,
                weightGrams(order.path("packages")),
                Statuses.moment(Answers.text(order, "keep_free_until")),
                links(answer));
        return List.of(new Reading.Found(number, events, facts));
    }

    private List<SourceEvent> events(JsonNode order) {
        List<SourceEvent> events = new ArrayList<>();
        boolean isReturn = Statuses.isReturn(order);
        objects(order.path("statuses"))
                .forEach(status -> events.add(statuses.status(
                        Answers.text(status, "code"),
                        Answers.text(status, "name"),
                        Answers.text(status, "reason_code"),
                        Answers.text(status, "date_time"),
                        Answers.text(status, "city"),
                        isReturn,
                        status.path("deleted").asBoolean(false))));
        if (isNewestFirst(events)) {
            // statuses of one second then come out in the right order too
            Collections.reverse(events);
        }
        objects(order.path("delivery_problem"))
                .forEach(problem -> events.add(statuses.listed(
                        "delivery_problem", Answers.text(problem, "code"), Answers.text(problem, "create_date"))));
        objects(order.path("calls").path("failed_calls"))
                .forEach(call -> events.add(statuses.listed(
                        "failed_call", Answers.text(call, "reason_code"), Answers.text(call, "date_time"))));
        objects(order.path("delay_reasons"))
                .forEach(delay -> events.add(statuses.told(
                        "delay_reason", Answers.text(delay, "description"), Answers.text(delay, "create_date"))));
        return events.stream().sorted(Comparator.comparing(Order::order)).toList();
    }

    private static Stream<JsonNode> objects(JsonNode list) {
        return list.values().stream().filter(JsonNode::isObject);
    }

    /** The document promises an order of statuses and does not say which; clients have met both. */
    private static boolean isNewestFirst(List<SourceEvent> events) {
        return events.size() > 1 && order(events.getFirst()).isAfter(order(events.getLast()));
    }

    private static Instant order(SourceEvent event) {
        return Objects.requireNonNullElse(event.time().latest(), Instant.MAX);
    }

    /** A day agreed with the recipient counts more than the planned one. */
    private static @Nullable Promise promise(JsonNode answer) {
        LocalDate agreed = related(answer, "delivery")
                .map(delivery -> Statuses.date(Answers.text(delivery, "date")))
                .flatMap(Stream::ofNullable)
                .reduce((earlier, later) -> later)
                .orElse(Statuses.date(Answers.text(answer.path("entity"), "planned_delivery_date")));
        return agreed == null ? null : Promise.on(agreed);
    }

    private static List<Facts.Link> links(JsonNode answer) {
        TrackingNumber uuid = Answers.number(Answers.text(answer.path("entity"), "uuid"));
        Stream<Facts.Link> reference =
                Stream.ofNullable(uuid).map(id -> new Facts.Link(id, Facts.Link.Kind.REFERENCE, "cdek"));
        Stream<Facts.Link> back = related(answer, "return_order", "client_return_order", "reverse_order")
                .map(order -> Answers.number(Answers.text(order, "cdek_number")))
                .flatMap(Stream::ofNullable)
                .distinct()
                .map(number -> new Facts.Link(number, Facts.Link.Kind.RETURN, "cdek"));
        return Stream.concat(reference, back).toList();
    }

    /** Related entities of some types, the oldest first. */
    private static Stream<JsonNode> related(JsonNode answer, String... types) {
        return objects(answer.path("related_entities"))
                .filter(entity -> Stream.of(types).anyMatch(type -> type.equals(Answers.text(entity, "type"))))
                .sorted(Comparator.comparing(entity -> Objects.requireNonNullElse(
                        Statuses.moment(Answers.text(entity, "create_time")), OffsetDateTime.MIN)));
    }

    private static @Nullable String country(JsonNode order, String location) {
        String code = Answers.code(Answers.text(order.path(location), "country_code"));
        return code != null && code.matches("[A-Z]{2}") ? code : null;
    }

    private static @Nullable Integer weightGrams(JsonNode packages) {
        long grams = objects(packages)
                .map(piece -> Answers.text(piece, "weight"))
                .filter(weight -> weight != null && weight.matches("\\d{1,9}"))
                .mapToLong(Long::parseLong)
                .sum();
        return grams > 0 && grams <= Integer.MAX_VALUE ? (int) grams : null;
    }
}
