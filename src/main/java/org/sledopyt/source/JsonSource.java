package org.sledopyt.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A source that answers JSON. It says what to ask and how to read its own documents; what it recognises nothing in is left to
 * {@link Faults}: refusals of HTTP and of the service, web pages, torn documents.
 */
public abstract class JsonSource implements Source {

    protected final Manifest manifest;
    protected final Codes codes;
    protected final Faults faults;
    private final String expected;

    /** @param expected what an answer should be, for people: {@code shipments of DHL} */
    protected JsonSource(Manifest manifest, Codes codes, String expected) {
        this.manifest = manifest;
        this.codes = codes;
        this.faults = Faults.beside(getClass());
        this.expected = expected;
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    /**
     * What the answer says, whatever its HTTP status. Empty: nothing in it is of the source's own form, {@link Faults} shall find out. {@code NotFound} is
     * believed only if HTTP does not speak of a refusal.
     */
    protected abstract List<Reading> read(Raw raw, JsonNode answer);

    @Override
    public List<Reading> read(Raw raw) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        if (answer == null || !answer.isContainer()) {
            return faults.noAnswer(raw, expected);
        }
        List<Reading> readings = read(raw, answer);
        boolean empty = readings.isEmpty()
                || Answers.refusal(raw).isPresent() && readings.stream().allMatch(Reading.NotFound.class::isInstance);
        return empty && raw.kind() != Raw.Kind.PUSHED ? faults.search(raw, answer, expected) : readings;
    }

    /**
     * What to tell of parcels found in an answer, each built with the number it names. If one number was asked for, one reading of that number:
     * of the parcels that have it, else (several services, an alias) of all, the one with the newest event. If several were or nobody
     * knows, all of them as they are.
     */
    protected static List<Reading> about(Raw raw, List<Reading.Found> found) {
        TrackingNumber asked = raw.onlyAsked();
        if (asked == null || found.isEmpty()) {
            return List.copyOf(found);
        }
        Reading.Found right = found.stream()
                .filter(one -> asked.equals(one.number()))
                .max(Comparator.comparing(JsonSource::lastAt))
                .or(() -> found.stream().max(Comparator.comparing(JsonSource::lastAt)))
                .orElseThrow();
        return List.of(new Reading.Found(asked, right.events(), right.facts()));
    }

    private static Instant lastAt(Reading.Found found) {
        return found.events().stream()
                .map(event -> event.time().latest())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /**
     * Cuts an answer about several numbers by a list of it: one raw per number, with its elements, the path to the list and nothing else.
     * Numbers asked for that no element names get a raw with an empty list.
     *
     * @param path to the list; empty: the answer is the list
     * @param number what an element calls its number; null if it does not
     */
    protected static List<Raw> splitList(Raw raw, String path, Function<JsonNode, @Nullable String> number) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        JsonNode list = answer == null ? null : Json.at(answer, path);
        if (list == null || !list.isArray()) {
            return List.of(raw);
        }
        List<Raw> parts = new ArrayList<>();
        Map<Object, ArrayNode> byNumber = new LinkedHashMap<>();
        for (JsonNode element : list.values()) {
            TrackingNumber named = element.isObject() ? Answers.number(number.apply(element)) : null;
            TrackingNumber asked = named == null && list.size() == 1 ? raw.onlyAsked() : named;
            byNumber.computeIfAbsent(asked == null ? new Object() : asked, key -> Json.object()
                            .arrayNode())
                    .add(element);
        }
        Set<TrackingNumber> open = new HashSet<>(raw.asked());
        byNumber.forEach((key, elements) -> {
            List<TrackingNumber> of = key instanceof TrackingNumber named ? List.of(named) : List.of();
            parts.add(raw.part(of, Answers.bytes(wrapped(path, elements))));
            of.forEach(open::remove);
        });
        raw.asked().stream()
                .filter(open::contains)
                .forEach(asked -> parts.add(raw.part(
                        List.of(asked),
                        Answers.bytes(wrapped(path, Json.object().arrayNode())))));
        return parts.isEmpty() ? List.of(raw) : parts;
    }

    private static JsonNode wrapped(String path, JsonNode inner) {
        JsonNode whole = inner;
        String[] steps = path.isEmpty() ? new String[0] : path.split("\\.");
        for (int i = steps.length - 1; i >= 0; i--) {
            whole = Json.object().set(steps[i], whole);
        }
        return whole;
    }

    /** Cuts an answer that is an object keyed by number, as {@link #splitList} does. */
    protected static List<Raw> splitEntries(Raw raw, String path) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        JsonNode object = answer == null ? null : Json.at(answer, path);
        if (object == null || !object.isObject()) {
            return List.of(raw);
        }
        List<Raw> parts = new ArrayList<>();
        Set<TrackingNumber> open = new HashSet<>(raw.asked());
        object.properties().forEach(entry -> {
            TrackingNumber named = Answers.number(entry.getKey());
            JsonNode one = Json.object().set(entry.getKey(), entry.getValue());
            parts.add(raw.part(named == null ? List.of() : List.of(named), Answers.bytes(wrapped(path, one))));
            open.remove(named);
        });
        raw.asked().stream()
                .filter(open::contains)
                .forEach(asked -> parts.add(raw.part(List.of(asked), Answers.bytes(wrapped(path, Json.object())))));
        return parts;
    }
}
