package org.sledopyt.notify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach people outside the app. Every Spring bean of this type is one; nothing is registered anywhere. The inbox is none: there
 * the notification itself is what is shown.
 */
public interface Channel {

    /** What the table {@code channels} calls it. */
    String kind();

    /** Whether the operator has set up what it needs. While not, no notifications are made for it. */
    boolean ready();

    /** A target as a person wrote it in its normal form; null if this channel reaches nobody there. */
    @Nullable
    String target(String written);

    /**
     * Tries once. Called outside any transaction and from several threads. A message comes again with the same id if nobody could write
     * down that it was sent. May be interrupted after {@link #within()}; an exception counts as {@link Outcome.Failed}.
     */
    Outcome send(Message message);

    /** Most messages on their way at one time. */
    default int atOnce() {
        return 8;
    }

    /** Longest time one message may take. */
    default Duration within() {
        return Duration.ofSeconds(60);
    }

    /** Waits after the first, second, … failed attempt; after the last of them the message is given up. A day in all. */
    default List<Duration> pauses() {
        return List.of(
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofHours(3),
                Duration.ofHours(6),
                Duration.ofHours(6),
                Duration.ofHours(6));
    }
}
