package org.sledopyt.source;

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

    /** Never shows a value: credentials end up in logs by accident only. */
    @Override
    public String toString() {
        return "Credentials[" + door + "]";
    }
}
