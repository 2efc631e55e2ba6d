package org.sledopyt.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param carrier first piece of the path
 * @param path the rest of it, with its slash
 * @param query undecoded, without question mark; empty if there is none
 * @param headers looked up in any case
 * @param at in world time
 */
public record Asked(
        String carrier,
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        byte[] body,
        Instant at) {

    /** The first header of that name; empty if it was not sent. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A parameter of the query; null if it is absent. */
    @Nullable
    String parameter(String name) {
        return fields(query).get(name);
    }

    /** Fields of a form or query; what cannot be decoded is left out. */
    static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    fields.putIfAbsent(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException undecodable) {
                    continue;
                }
            }
        }
        return fields;
    }
}
