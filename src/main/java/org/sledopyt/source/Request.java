package org.sledopyt.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import tools.jackson.databind.JsonNode;

/**
 * What to send to a source. The shared client adds the address, sign-in declared in {@code source.yaml}, time-outs and limits.
 *
 * @param path path and query, from the source's base address
 */
public record Request(String method, String path, Map<String, String> headers, byte @Nullable [] body) {

    public static Request get(String path, Map<String, String> headers) {
        return new Request("GET", path, headers, null);
    }

    public static Request post(String path, Map<String, String> headers, byte[] body) {
        return new Request("POST", path, headers, body);
    }

    /** The body is JSON. */
    public static Request json(String path, JsonNode body) {
        return post(
                path, Map.of("Content-Type", "application/json", "Accept", "application/json"), Answers.bytes(body));
    }

    /** The body is a form, in the order of the map. */
    public static Request form(String path, Map<String, String> fields) {
        return post(
                path,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                query(fields).getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for JSON. */
    public static Request getJson(String path) {
        return get(path, Map.of("Accept", "application/json"));
    }

    /** {@code a=1&b=2} with everything escaped that has to be. */
    public static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** A text as part of a path or query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Numbers joined, each escaped: {@code A,B} for a comma. */
    public static String joined(List<TrackingNumber> numbers, String joiner) {
        return numbers.stream().map(number -> encode(number.text())).collect(Collectors.joining(joiner));
    }

    /** The same with one header more. */
    public Request with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new Request(method, path, Map.copyOf(all), body);
    }
}
