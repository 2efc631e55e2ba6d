package org.sledopyt.source.cainiao;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Raw;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The parcels of one answer, in the present shape ({@code module}, a list) or the older one ({@code data}, a map by number), with or
 * without a JSONP wrapper.
 *
 * @param refused the answer says that it failed
 */
record Entries(boolean refused, boolean older, List<Entry> all) {

    /** One parcel, as the bytes of its JSON. {@code number} is null if neither the entry nor its place in the answer tells. */
    record Entry(@Nullable TrackingNumber number, byte[] bytes) {

        JsonNode node() {
            return Answers.json(bytes).orElse(MissingNode.getInstance());
        }

        /** What happened, oldest first. Copies of the newest event outside the list count once, if the list lacks it. */
        static List<JsonNode> traces(JsonNode node) {
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
        return cut(raw, raw.body()).or(() -> json(raw).flatMap(root -> cut(raw, Answers.bytes(root))));
    }

    /** Most polls bring what is known already, so an entry is cut out of the answer, and read only if its bytes are new. */
    private static Optional<Entries> cut(Raw raw, byte[] body) {
        boolean refused = false;
        List<Entry> list = null;
        List<Entry> map = List.of();
        try (JsonParser json = Answers.parser(body)) {
            // Of texts that are not UTF-8 the parser knows no places in bytes.
            if (json.nextToken() != JsonToken.START_OBJECT
                    || json.currentLocation().getByteOffset() < 0) {
                return Optional.empty();
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                if (name.equals("success")) {
                    refused = value == JsonToken.VALUE_FALSE;
                } else if (name.equals("module") && value == JsonToken.START_ARRAY) {
                    list = list(json, body);
                } else if (name.equals("data") && value == JsonToken.START_OBJECT) {
                    map = map(json, body);
                }
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                return Optional.empty();
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        if (list != null) {
            return Optional.of(new Entries(refused, false, numbered(raw, list)));
        }
        return map.isEmpty() ? Optional.empty() : Optional.of(new Entries(refused, true, map));
    }

    private static List<Entry> list(JsonParser json, byte[] body) {
        List<Entry> all = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            all.add(entry(json, body, null));
        }
        return all;
    }

    /** Empty if there is no object among the values. */
    private static List<Entry> map(JsonParser json, byte[] body) {
        List<Entry> all = new ArrayList<>();
        boolean any = false;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            any |= json.nextToken() == JsonToken.START_OBJECT;
            all.add(entry(json, body, name));
        }
        return any ? all : List.of();
    }

    /** @param key where the entry stands in a map, null in a list, whose entries name their numbers */
    private static Entry entry(JsonParser json, byte[] body, @Nullable String key) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return new Entry(Answers.number(key), new byte[0]);
        }
        int from = (int) json.currentTokenLocation().getByteOffset();
        String number = key;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            if (key == null && name.equals("mailNo") && value.isScalarValue()) {
                number = json.getString();
            }
            json.skipChildren();
        }
        int to = (int) json.currentLocation().getByteOffset();
        return new Entry(Answers.number(number), Arrays.copyOfRange(body, from, to));
    }

    /** Entries come in the order asked, which helps where one lacks its number. */
    private static List<Entry> numbered(Raw raw, List<Entry> list) {
        if (list.size() != raw.asked().size()) {
            return list;
        }
        List<Entry> numbered = new ArrayList<>();
        for (Entry entry : list) {
            TrackingNumber asked = raw.asked().get(numbered.size());
            numbered.add(entry.number == null ? new Entry(asked, entry.bytes) : entry);
        }
        return numbered;
    }

    /** One raw per number, an empty one for a number that was asked and not answered. */
    List<Raw> parts(Raw raw) {
        if (refused || all.size() <= 1 && raw.asked().size() <= 1) {
            return List.of(raw);
        }
        List<Raw> parts = new ArrayList<>();
        Set<TrackingNumber> answered = new HashSet<>();
        for (Entry entry : all) {
            answered.add(entry.number);
            parts.add(raw.part(entry.number == null ? List.of() : List.of(entry.number), envelope(entry)));
        }
        raw.asked().stream()
                .filter(asked -> !answered.contains(asked))
                .forEach(asked -> parts.add(raw.part(List.of(asked), envelope(null))));
        return parts;
    }

    /** An answer with this entry alone. */
    private byte[] envelope(@Nullable Entry entry) {
        String before = older ? "{\"data\":{" + (entry == null ? "" : "\"" + entry.number + "\":") : "{\"module\":[";
        String after = (older ? "}" : "]") + ",\"success\":true}";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        if (entry != null) {
            bytes.writeBytes(entry.bytes.length == 0 ? "null".getBytes(StandardCharsets.UTF_8) : entry.bytes);
        }
        bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
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
