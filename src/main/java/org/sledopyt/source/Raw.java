package org.sledopyt.source;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;

/**
 * One answer or webhook of a source as received.
 *
 * @param asked the numbers it answers for; empty for a webhook or a saved file of unknown origin
 * @param status HTTP status; 200 for a webhook
 * @param headers names in lower case
 */
public record Raw(
        String source,
        Kind kind,
        List<TrackingNumber> asked,
        int status,
        Map<String, String> headers,
        byte[] body,
        Instant receivedAt) {

    /** How it came. Readers look at the content first: a saved file does not tell. */
    public enum Kind {
        ANSWER,
        COLLECTED,
        PUSHED
    }

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The one number that was asked for; null if none or several were. */
    public @Nullable TrackingNumber onlyAsked() {
        return asked.size() == 1 ? asked.getFirst() : null;
    }

    /** The same answer cut down to a part that concerns {@code numbers}. */
    public Raw part(List<TrackingNumber> numbers, byte[] body) {
        return new Raw(source, kind, numbers, status, headers, body, receivedAt);
    }
}
