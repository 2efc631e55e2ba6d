package org.sledopyt.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.sandbox.RenderedAnswers.Rendered;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CDEK's orders as it writes them down. The last digit of the number decides what the documents leave open: whether statuses come
 * newest first (even) or oldest first, and how times are written ({@code +0000}; {@code Z} for 6 and 7; {@code +0700} for 8 and 9).
 */
final class CdekOrders {

    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ");
    private static final DateTimeFormatter ZULU = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");
    private static final ZoneOffset NOVOSIBIRSK = ZoneOffset.ofHours(7);
    private static final Duration ACCEPTED_AFTER = Duration.ofSeconds(30);
    private static final Duration STORED_FOR = Duration.ofDays(7);
    /** "Contact person absent". */
    static final String PROBLEM_ABSENT = "13";

    private static final long UUID_HIGH = 0x5EED_0C0D_E000_4000L;
    private static final long UUID_LOW = 0x8000_0000_0000_0000L;
    private static final Set<Happening> READY = EnumSet.of(Happening.READY_AT_OFFICE, Happening.READY_IN_LOCKER);
    private static final Set<Happening> HANDED_OVER = EnumSet.of(Happening.DELIVERED, Happening.COLLECTED_FROM_LOCKER);

    private final Map<Happening, Words> words = new EnumMap<>(Happening.class);

    /** @param inOrders code in the answer, {@code inWebhooks} the one in the message; {@code reason} may be empty */
    record Words(String inOrders, String inWebhooks, String oldNumber, String name, String reason) {}

    /** A status, perhaps taken back. */
    record Status(Step step, Words words, boolean withdrawn) {}

    CdekOrders() {
        for (String[] row : Vocabulary.rows("cdek.csv")) {
            words.put(Happening.valueOf(row[0]), new Words(row[1], row[2], row[3], row[4], row[5]));
        }
    }

    /** The identifier contains the number, so that an order is found by either. */
    static UUID uuid(String number) {
        return new UUID(UUID_HIGH, UUID_LOW | Long.parseLong(number));
    }

    /** The number of that order; empty if it cannot be one. */
    static String numberOfUuid(String uuid) {
        try {
            UUID parsed = UUID.fromString(uuid);
            return parsed.getMostSignificantBits() == UUID_HIGH
                    ? Long.toString(parsed.getLeastSignificantBits() & ~UUID_LOW)
                    : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The shop's own number of the order. */
    static String shopsNumber(String number) {
        return "SHOP-" + number.substring(1);
    }

    static String numberOf(String shopsNumber) {
        return shopsNumber.startsWith("SHOP-") ? "1" + shopsNumber.substring(5) : "";
    }

    static ObjectNode request(String type, String state, Instant at) {
        ObjectNode request = Answer.JSON
                .createObjectNode()
                .put("request_uuid", UUID.randomUUID().toString())
                .put("type", type)
                .put("date_time", offset(at))
                .put("state", state);
        request.putArray("errors");
        request.putArray("warnings");
        return request;
    }

    static String offset(Instant at) {
        return OFFSET.format(at.atOffset(ZoneOffset.UTC));
    }

    static String zulu(Instant at) {
        return ZULU.format(at.atOffset(ZoneOffset.UTC));
    }

    private static String written(Instant at, String number) {
        return switch (number.charAt(number.length() - 1)) {
            case '6', '7' -> zulu(at);
            case '8', '9' -> OFFSET.format(at.atOffset(NOVOSIBIRSK));
            default -> offset(at);
        };
    }

    /** What CDEK calls it; null if it has no word for it. */
    @Nullable
    Words words(Step step) {
        Words usual = words.get(step.what());
        if (step.code() != null) {
            String said = step.words() != null ? step.words() : "";
            return new Words(step.code(), step.code(), "1000", said, "");
        }
        return usual == null || step.words() == null
                ? usual
                : new Words(usual.inOrders, usual.inWebhooks, usual.oldNumber, step.words(), usual.reason);
    }

    private List<Status> statuses(List<Step> told) {
        List<Status> statuses = new ArrayList<>();
        for (Step step : told) {
            Words said = words(step);
            if (said != null) {
                statuses.add(new Status(step, said, false));
            } else if (step.what() == Happening.WITHDRAWN && !statuses.isEmpty()) {
                Status mistake = statuses.removeLast();
                statuses.add(new Status(mistake.step, mistake.words, true));
            }
        }
        return statuses;
    }

    /** The answer about an order of one's own that has something to tell. */
    Rendered render(String number, Story story, Instant now) {
        List<Step> told = story.told(Carrier.CDEK, now);
        Instant created = told.getFirst().at();
        Instant accepted = created.plus(ACCEPTED_AFTER);
        boolean pending = now.isBefore(accepted);
        ObjectNode answer = Answer.JSON.createObjectNode();
        answer.set("entity", entity(number, story, told, pending));
        answer.putArray("requests").add(request("CREATE", pending ? "ACCEPTED" : "SUCCESSFUL", created));
        ArrayNode related = answer.putArray("related_entities");
        if (story.next() != null && happened(told, EnumSet.of(Happening.RETURN_STARTED)) != null) {
            related.addObject()
                    .put("uuid", uuid(story.next()).toString())
                    .put("type", "return_order")
                    .put("cdek_number", story.next());
        }
        Instant until = story.nextTold(Carrier.CDEK, now);
        return new Rendered(
                Answer.JSON.writeValueAsBytes(answer), now, pending && accepted.isBefore(until) ? accepted : until);
    }

    private ObjectNode entity(String number, Story story, List<Step> told, boolean pending) {
        Place from = told.getFirst().where();
        Place to = story.goal();
        boolean office = story.steps().stream().anyMatch(step -> READY.contains(step.what()));
        ObjectNode entity = Answer.JSON
                .createObjectNode()
                .put("uuid", uuid(number).toString())
                .put("type", 1)
                .put("is_return", false)
                .put("is_reverse", false)
                .put("is_client_return", false)
                .put("cdek_number", number)
                .put("number", shopsNumber(number))
                .put("tariff_code", office ? 136 : 137)
                .put("delivery_mode", office ? "4" : "3")
                .put("shipment_point", "SBX" + from.cdekCode());
        Instant ready = happened(told, READY);
        if (office) {
            entity.put("delivery_point", "SBX" + to.cdekCode());
        }
        if (ready != null) {
            entity.put("keep_free_until", written(endOfDay(ready.plus(STORED_FOR), to), number));
        }
        ArrayNode delays = entity.putArray("delay_reasons");
        if (story.promisedOn() != null && !pending) {
            List<Step> moves = told.stream()
                    .filter(step -> step.what() == Happening.DATE_MOVED)
                    .toList();
            entity.put("planned_delivery_date", promised(story, moves.size()).toString());
            moves.forEach(move -> delays.addObject()
                    .put("create_date", written(move.at(), number))
                    .put("description", "Задержка доставки"));
        }
        person(entity.putObject("sender").put("company", "Выдуманный магазин"), "Вымышленный Отправитель");
        person(entity.putObject("recipient"), "Несуществующая Получательница");
        location(entity.putObject("from_location"), from);
        location(entity.putObject("to_location"), to);
        entity.putArray("packages")
                .addObject()
                .put("number", "1")
                .put("barcode", number + "001")
                .put("weight", 300 + Long.parseLong(number) % 4000)
                .put("length", 20)
                .put("width", 15)
                .put("height", 10);
        entity.set("statuses", statuses(number, told));
        Instant handedOver = happened(told, HANDED_OVER);
        if (handedOver != null) {
            entity.putObject("delivery_detail")
                    .put("date", handedOver.atZone(to.zone()).toLocalDate().toString())
                    .put("recipient_name", "Несуществующая Получательница")
                    .put("payment_sum", 0)
                    .put("delivery_sum", 310)
                    .put("total_sum", 310);
        }
        ArrayNode problems = entity.putArray("delivery_problem");
        ObjectNode calls = entity.putObject("calls");
        ArrayNode failedCalls = calls.putArray("failed_calls");
        calls.putArray("rescheduled_calls");
        told.stream().filter(step -> step.what() == Happening.ATTEMPT_FAILED).forEach(step -> {
            problems.addObject().put("code", PROBLEM_ABSENT).put("create_date", zulu(step.at()));
            failedCalls.addObject().put("date_time", written(step.at(), number)).put("reason_code", 2);
        });
        return entity;
    }

    private ArrayNode statuses(String number, List<Step> told) {
        List<ObjectNode> written = new ArrayList<>();
        for (Status status : statuses(told)) {
            Step step = status.step;
            if (step.what() == Happening.ANNOUNCED) {
                written.add(status("ACCEPTED", "Принят", step.at().minusSeconds(5), "Офис СДЭК", number));
            }
            // A trailing blank was seen on just this code.
            String code = status.words.inOrders + (step.what() == Happening.ACCEPTED ? " " : "");
            ObjectNode entry =
                    status(code, status.words.name, step.at(), step.where().ru(), number);
            if (!status.words.reason.isEmpty()) {
                entry.put("reason_code", status.words.reason);
            }
            written.add(entry.put("deleted", status.withdrawn));
        }
        if (newestFirst(number)) {
            Collections.reverse(written);
        }
        return Answer.JSON.createArrayNode().addAll(written);
    }

    private static ObjectNode status(String code, String name, Instant at, String city, String number) {
        return Answer.JSON
                .createObjectNode()
                .put("code", code)
                .put("name", name)
                .put("date_time", written(at, number))
                .put("city", city)
                .put("deleted", false);
    }

    private static boolean newestFirst(String number) {
        return (number.charAt(number.length() - 1) - '0') % 2 == 0;
    }

    /** The promised day after it was moved so many times; a story with such moves has one. */
    static LocalDate promised(Story story, int moves) {
        return Objects.requireNonNull(story.promisedOn()).plusDays(2L * moves);
    }

    private static Instant endOfDay(Instant at, Place where) {
        return at.atZone(where.zone()).with(LocalTime.of(23, 59, 59)).toInstant();
    }

    private static @Nullable Instant happened(List<Step> told, Set<Happening> what) {
        return told.stream()
                .filter(step -> what.contains(step.what()))
                .map(Step::at)
                .findFirst()
                .orElse(null);
    }

    private static void person(ObjectNode node, String name) {
        node.put("name", name).putArray("phones").addObject().put("number", "+70000000000");
    }

    private static void location(ObjectNode node, Place place) {
        node.put("code", place.cdekCode())
                .put("city", place.ru())
                .put("country_code", place.country().name())
                .put("country", place.country().ru)
                .put("time_zone", place.zone().getId())
                .put("postal_code", place.index());
    }
}
