package org.sledopyt.source.cainiao;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Raw;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parcels of one answer, in the present shape ({@code module}, a list) or the older one ({@code data}, a map by number), with or
 * without a JSONP wrapper.
 *
 * @param refused the answer says that it failed
 */
record Entries(boolean refused, boolean older, List<Entry> all) {

    /** One parcel. {@code number} is null if neither the entry nor its place in the answer tells. */
    record Entry(@Nullable TrackingNumber number, JsonNode node) {

        /** What happened, oldest first. Copies of the newest event outside the list count once, if the list lacks it. */
        List<JsonNode> traces() {
            List<JsonNode> traces = new ArrayList<>();
            addAll(traces, node.path("detailList"));
            addAll(traces, node.path("traceNodeList"));
            for (JsonNode section : node.path("sections")) {
                addAll(traces, section.path("detailList"));
            }
            if (node.path("sections").isArray()) {
                // Nobody documents the order of sections; all their times have one shape that sorts as text.
                traces.sort(Comparator.comparing(trace -> Objects.requireNonNullElse(Answers.text(trace, "time"), "")));
            } else {
                traces = new ArrayList<>(traces.reversed());
            }
            for (String copy : List.of("latestTrace", "globalCombinedLogisticsTraceDTO")) {
                JsonNode trace = node.path(copy);
                if (tells(trace) && traces.stream().noneMatch(known -> isSame(known, trace))) {
                    traces.add(trace);
                }
            }
            return traces;
        }

        private static void addAll(List<JsonNode> traces, JsonNode list) {
            list.values().stream().filter(Entry::tells).forEach(traces::add);
        }

        private static boolean tells(JsonNode trace) {
            return Answers.text(trace, "actionCode", "desc", "standerdDesc") != null;
        }

        private static boolean isSame(JsonNode a, JsonNode b) {
            return isEqual(a, b, "actionCode") && (isEqual(a, b, "timeStr") || isEqual(a, b, "time"));
        }

        private static boolean isEqual(JsonNode a, JsonNode b, String field) {
            return Objects.equals(Answers.text(a, field), Answers.text(b, field));
        }
    }

    /** Empty if the body is not an answer with a list of parcels. */
    static Optional<Entries> of(Raw raw) {
        return json(raw).flatMap(root -> of(raw, root));
    }

    private static Optional<Entries> of(Raw raw, JsonNode root) {
        boolean refused =
                root.path("success").isBoolean() && !root.path("success").asBoolean();
        JsonNode list = root.path("module");
        JsonNode map = root.path("data");
        List<Entry> all = new ArrayList<>();
        if (list.isArray()) {
            for (JsonNode node : list) {
                all.add(new Entry(number(raw, list, all.size()), node));
            }
        } else if (map.values().stream().anyMatch(JsonNode::isObject)) {
            map.properties().forEach(field -> all.add(new Entry(Answers.number(field.getKey()), field.getValue())));
        } else {
            return Optional.empty();
        }
        return Optional.of(new Entries(refused, !list.isArray(), all));
    }

    /** Entries come in the order asked, which helps where one lacks its number. */
    private static @Nullable TrackingNumber number(Raw raw, JsonNode list, int index) {
        TrackingNumber written = Answers.number(Answers.text(list.path(index), "mailNo"));
        return written == null && list.size() == raw.asked().size()
                ? raw.asked().get(index)
                : written;
    }

    /** One raw per number, an empty one for a number that was asked and not answered. */
    List<Raw> parts(Raw raw) {
        if (refused || all.size() <= 1 && raw.asked().size() <= 1) {
            return List.of(raw);
        }
        List<Raw> parts = new ArrayList<>();
        all.forEach(entry -> parts.add(
                raw.part(entry.number == null ? List.of() : List.of(entry.number), Answers.bytes(envelope(entry)))));
        raw.asked().stream()
                .filter(asked -> all.stream().noneMatch(entry -> asked.equals(entry.number)))
                .forEach(asked -> parts.add(raw.part(List.of(asked), Answers.bytes(envelope(null)))));
        return parts;
    }

    private ObjectNode envelope(@Nullable Entry entry) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        if (older) {
            ObjectNode data = envelope.putObject("data");
            if (entry != null) {
                data.set(String.valueOf(entry.number), entry.node);
            }
        } else {
            var module = envelope.putArray("module");
            if (entry != null) {
                module.add(entry.node);
            }
        }
        return envelope.put("success", true);
    }

    /** The body as JSON, out of a call like {@code callback({…});} if it is wrapped in one. */
    static Optional<JsonNode> json(Raw raw) {
        Optional<JsonNode> plain = Answers.json(raw.body());
        if (plain.isPresent()) {
            return plain;
        }
        String text = new String(raw.body(), StandardCharsets.UTF_8).strip();
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        return open > 0 && close > open && text.substring(0, open).matches("[\\w$.]{1,60}")
                ? Answers.json(text.substring(open + 1, close).getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
