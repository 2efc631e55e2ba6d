package org.sledopyt.source;

import java.util.HashMap;
import java.util.Map;
import org.sledopyt.carrier.TrackingNumber;

/**
 * What a source is asked with: what the owner entered for it, and what people told of the parcels that are asked about.
 *
 * @param door which of the source's doors is used; a name in {@code source.yaml}
 * @param values the door's fields by name
 * @param extras what {@code needs} in {@code source.yaml} names, by number
 */
public record Credentials(String door, Map<String, String> values, Map<TrackingNumber, Map<String, String>> extras) {

    /** Nobody told anything of a parcel. */
    public Credentials(String door, Map<String, String> values) {
        this(door, values, Map.of());
    }

    /** A field's value, empty if the owner left it out. */
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** What was told of a number's parcel, as it was entered; empty if it was not, which never happens with what is required. */
    public String extra(TrackingNumber number, String need) {
        return extras.getOrDefault(number, Map.of()).getOrDefault(need, "");
    }

    /** The same with what people told of parcels. */
    public Credentials telling(Map<TrackingNumber, Map<String, String>> extras) {
        return new Credentials(door, values, extras);
    }

    /** The same with one value more, or another. */
    public Credentials with(String field, String value) {
        Map<String, String> all = new HashMap<>(values);
        all.put(field, value);
        return new Credentials(door, Map.copyOf(all), extras);
    }

    /** Never shows a value: credentials end up in logs by accident only. */
    @Override
    public String toString() {
        return "Credentials[" + door + "]";
    }
}
