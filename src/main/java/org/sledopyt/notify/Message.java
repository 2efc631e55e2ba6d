package org.sledopyt.notify;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;

/**
 * One notification on its way to one person.
 *
 * @param id of the notification: the same however often it is sent
 * @param target where on the channel
 * @param shipmentId null if it is about no shipment
 * @param kind a {@link org.sledopyt.journey.Change.Kind}, or {@link #CHANNEL_OFF}, {@link #TEST}; its text is {@code change.<kind>}
 * @param args as the change told them; {@link Wording} makes words of them
 */
public record Message(
        UUID id,
        Account to,
        String target,
        @Nullable UUID shipmentId,
        String kind,
        Map<String, String> args,
        Why why,
        Instant madeAt) {

    /** A channel was switched off, because nothing passes to its target. */
    public static final String CHANNEL_OFF = "CHANNEL_OFF";

    /** The person wants to see whether a channel works. */
    public static final String TEST = "TEST";
}
