package org.sledopyt.source.fivepost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;

/**
 * 5Post's interface for shops, written from a public client: the history of orders, in one list over all of them, or in one list each. Nothing is sorted. The fine
 * status may have a reason behind a colon. Errors come in four forms, one of them an empty body.
 */
public final class FivePost extends JsonSource {

    private static final Times TIMES = Times.iso();

    private static final Pattern UUID = Pattern.compile("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");

    private static final Pattern SIGNED_OUT = Pattern.compile("(?i)api.?key|token|jwt|oauth|authori|access");

    private static final Pattern TOO_MUCH = Pattern.compile("(?i)quota|rate|spike|limit");

    FivePost(Manifest manifest, Codes codes) {
        super(manifest, codes, "orders of 5Post");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        boolean own = by.door().equals("order");
        var body = Json.object();
        var list = body.putArray(own ? "orderIdList" : "senderOrderIdList");
        numbers.forEach(number -> list.add(
                UUID.matcher(number.text()).matches() ? number.text().toLowerCase(Locale.ROOT) : number.text()));
        return Request.json("/api/v1/getOrderHistoryMass/" + (own ? "byOrderId" : "bySenderOrderId"), body);
    }

    /** Only the form with one list an order is cut; in the other, one order has many elements. */
    @Override
    public List<Raw> split(Raw raw) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        boolean mass = answer != null
                && answer.isArray()
                && Json.list(answer, "").stream().allMatch(order -> order.has("statuses"));
        return mass ? splitList(raw, "", order -> asked(raw, order)) : List.of(raw);
    }

    /** Which of its two numbers it was asked for by. */
    private static @Nullable String asked(Raw raw, JsonNode order) {
        String own = Json.text(order, "orderId");
        TrackingNumber number = Answers.number(own);
        String shop = Json.text(order, "senderOrderId");
        return shop == null || number != null && raw.asked().contains(number) ? own : shop;
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        if (answer.isArray() && answer.isEmpty()) {
            return raw.asked().isEmpty()
                    ? List.of(new Reading.NotFound(null))
                    : raw.asked().stream().<Reading>map(Reading.NotFound::new).toList();
        }
        String fault = Json.text(answer, "fault.faultstring");
        if (fault != null) {
            Reading.Refusal why = SIGNED_OUT.matcher(fault).find()
                    ? Reading.Refusal.SIGN_IN
                    : TOO_MUCH.matcher(fault).find() ? Reading.Refusal.QUOTA : Reading.Refusal.OUTAGE;
            return List.of(new Reading.Refused(why, Answers.retryAfter(raw), Answers.line(fault)));
        }
        Map<String, List<JsonNode>> orders = new LinkedHashMap<>();
        for (JsonNode item : Json.list(answer, "")) {
            String number = asked(raw, item);
            boolean order = item.has("statuses") || item.has("executionStatus") || item.has("changeDate");
            if (order) {
                orders.computeIfAbsent(Objects.requireNonNullElse(number, ""), one -> new ArrayList<>())
                        .add(item);
            }
        }
        return about(
                raw,
                orders.entrySet().stream()
                        .map(order -> order(order.getKey(), order.getValue()))
                        .toList());
    }

    private Reading.Found order(String number, List<JsonNode> items) {
        List<SourceEvent> events = SourceEvent.oldestFirst(items.stream()
                .flatMap(item -> item.has("statuses") ? Json.list(item, "statuses").stream() : Stream.of(item))
                .map(this::event)
                .toList());
        String own = Json.text(items.getFirst(), "orderId");
        boolean same = Objects.equals(Answers.number(own), Answers.number(number));
        return new Reading.Found(
                Answers.number(number),
                events,
                same ? Facts.NONE : Facts.NONE.linked(own, Facts.Link.Kind.REFERENCE, null));
    }

    private SourceEvent event(JsonNode status) {
        String fine = Json.text(status, "executionStatus");
        String coarse = Answers.code(Json.text(status, "status"));
        String code = fine == null ? null : Answers.code(fine.split(":", 2)[0]);
        if (codes.match(code).how() == SourceEvent.How.NONE
                && (code == null || codes.match(coarse).how() != SourceEvent.How.NONE)) {
            code = coarse;
        }
        return new SourceEvent(
                TIMES.read(Json.text(status, "changeDate")),
                Objects.requireNonNullElse(fine, Objects.requireNonNullElse(coarse, "")),
                code,
                codes.match(code),
                null);
    }
}
