package org.sledopyt.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

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
}
