package org.sledopyt.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. {@code why} is the other side's words, or a key of the catalogue. */
public sealed interface Outcome {

    /** The other side took it. */
    record Sent() implements Outcome {}

    /** Not now: it is tried again, not before {@code retryAfter} if the other side asked for that. */
    record Failed(String why, @Nullable Duration retryAfter) implements Outcome {
        public Failed(String why) {
            this(why, null);
        }
    }

    /** Never this message; the next one may pass. */
    record Refused(String why) implements Outcome {}

    /** Nothing will ever pass to this target: the channel is switched off and the person told. */
    record Gone(String why) implements Outcome {}
}
