package org.sledopyt.source;

import java.util.HashMap;
import java.util.Map;

/**
 * What the owner entered for a source.
 *
 * @param door which of the source's doors is used; a name in {@code source.yaml}
 * @param values the door's fields by name
 */
public record Credentials(String door, Map<String, String> values) {

    /** A field's value, empty if the owner left it out. */
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** The same with one value more, or another. */
    public Credentials with(String field, String value) {
        Map<String, String> all = new HashMap<>(values);
        all.put(field, value);
        return new Credentials(door, Map.copyOf(all));
    }

    /** Never shows a value: credentials end up in logs by accident only. */
    @Override
    public String toString() {
        return "Credentials[" + door + "]";
    }
}
