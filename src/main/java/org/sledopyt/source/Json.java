package org.sledopyt.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON that may hold anything anywhere. A path is field names joined by dots, {@code location.address.city}; where a list stands in
 * the way its first object is taken. What is missing, null or of another type is null or empty, never a fault.
 */
public final class Json {

    private Json() {}

    /** What stands at the end of a path; the missing node if nothing does. The empty path is the node itself. */
    public static JsonNode at(JsonNode of, String path) {
        JsonNode at = of;
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            at = (at.isArray() ? at.path(0) : at).path(step);
        }
        return at;
    }

    /**
     * The first of these paths that has a text or a number, as text and stripped. Null if all are missing, blank, {@code "null"}, flags or
     * not single values.
     */
    public static @Nullable String text(JsonNode of, String... paths) {
        for (String path : paths) {
            JsonNode value = at(of, path);
            String text = value.isString() || value.isNumber() ? Answers.text(value.asString()) : null;
            if (text != null && !text.equals("null")) {
                return text;
            }
        }
        return null;
    }

    /** The objects of a list, in its order; a single object counts as a list of one. */
    public static List<JsonNode> list(JsonNode of, String path) {
        JsonNode list = at(of, path);
        return list.isObject()
                ? List.of(list)
                : list.values().stream().filter(JsonNode::isObject).toList();
    }

    /** The first object of a list whose field has this text, in any letter case; the missing node if there is none. */
    public static JsonNode where(JsonNode of, String list, String field, String text) {
        return list(of, list).stream()
                .filter(one -> text.equalsIgnoreCase(text(one, field)))
                .findFirst()
                .orElseGet(JsonNodeFactory.instance::missingNode);
    }

    /** The texts and numbers of a list, in its order; a single one counts as a list of one. */
    public static List<String> texts(JsonNode of, String path) {
        JsonNode list = at(of, path);
        return (list.isArray() ? list.values().stream() : Stream.of(list))
                .filter(one -> one.isString() || one.isNumber())
                .map(one -> Answers.text(one.asString()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The fields of an object that is keyed by number, in its order; empty if it is no object. */
    public static List<Map.Entry<String, JsonNode>> entries(JsonNode of, String path) {
        JsonNode object = at(of, path);
        return object.isObject() ? List.copyOf(object.properties()) : List.of();
    }

    /** Whether the field says yes: {@code true}, {@code "true"}, {@code "Y"}, {@code 1}. */
    public static boolean is(JsonNode of, String path) {
        JsonNode value = at(of, path);
        return value.isBoolean()
                ? value.asBoolean()
                : List.of("true", "y", "yes", "1")
                        .contains(
                                value.isString() || value.isNumber()
                                        ? value.asString().toLowerCase(Locale.ROOT)
                                        : "");
    }

    /** JSON written into a text field, read; the missing node if it is none. */
    public static JsonNode inner(JsonNode of, String path) {
        String text = text(of, path);
        return text == null
                ? JsonNodeFactory.instance.missingNode()
                : Answers.json(text.getBytes(StandardCharsets.UTF_8)).orElseGet(JsonNodeFactory.instance::missingNode);
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A weight in grams. {@code unit}: g, kg, lb, oz and their usual names, kilograms if null. Null for none, zero and nonsense. */
    public static @Nullable Integer grams(@Nullable String value, @Nullable String unit) {
        String factor =
                switch (unit == null ? "kg" : unit.toLowerCase(Locale.ROOT).replace(".", "")) {
                    case "kg", "kgs", "kgm", "kilogram", "kilograms", "kilo" -> "1000";
                    case "g", "gr", "grm", "gram", "grams" -> "1";
                    case "lb", "lbs", "lbr", "pound", "pounds" -> "453.59237";
                    case "oz", "ozs", "onz", "ounce", "ounces" -> "28.349523125";
                    default -> null;
                };
        if (factor == null || value == null || !value.strip().matches("\\d{1,9}([.,]\\d{1,9})?")) {
            return null;
        }
        BigDecimal grams = new BigDecimal(value.strip().replace(',', '.'))
                .multiply(new BigDecimal(factor))
                .setScale(0, RoundingMode.HALF_UP);
        return grams.signum() > 0 && grams.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
                ? grams.intValueExact()
                : null;
    }
}
