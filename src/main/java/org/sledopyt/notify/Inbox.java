package org.sledopyt.notify;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an account was told, in the app. Whenever it changes, the wake-up topic {@code inbox} is called with the account's id, on every
 * node and with the commit: what shows it live listens there.
 */
@Component
public class Inbox {

    /** What the table of notifications calls it. */
    static final String CHANNEL = "inbox";

    /** {@code next}: the cursor of the following page, null at the end. */
    public record Page(List<Item> items, @Nullable String next, int unread) {}

    /**
     * @param kind its text is the catalogue's {@code change.<kind>} with {@code args}
     * @param args as the change told them, and ready to be read as {@link Wording#words} says
     * @param told what other channels did for the same change
     */
    public record Item(
            UUID id,
            UUID shipmentId,
            String title,
            String number,
            String kind,
            Map<String, String> args,
            Why why,
            Instant madeAt,
            @Nullable Instant readAt,
            List<Told> told) {}

    /**
     * @param state {@code sent}, {@code waiting} or {@code given-up}
     * @param at since when; null while waiting
     * @param problem of the last attempt, in the reader's language as far as it is ours
     */
    public record Told(
            String channel,
            String state,
            @Nullable Instant at,
            @Nullable String problem) {}

    private final Notifications notifications;
    private final Wording wording;
    private final JdbcClient jdbc;
    private final Clock clock;

    Inbox(Notifications notifications, Wording wording, JdbcClient jdbc, Clock clock) {
        this.notifications = notifications;
        this.wording = wording;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A page of the account's inbox, newest first.
     *
     * @param cursor of the page before; null for the newest
     * @param limit 1 to 200; others are moved into that range
     * @throws IllegalArgumentException if the cursor was never given out
     */
    public Page page(Account reader, @Nullable String cursor, int limit) {
        int most = Math.clamp(limit, 1, 200);
        List<Item> items =
                notifications.page(reader.id(), cursor == null ? null : UUID.fromString(cursor), most + 1).stream()
                        .map(shown -> item(reader, shown))
                        .toList();
        boolean more = items.size() > most;
        List<Item> shown = more ? items.subList(0, most) : items;
        return new Page(shown, more ? shown.getLast().id().toString() : null, unread(reader.id()));
    }

    public int unread(UUID accountId) {
        return notifications.unread(accountId);
    }

    /** Marks these of the account's own as read; null: all of them. Unknown ids do nothing. */
    @Transactional
    public void markRead(UUID accountId, @Nullable Collection<UUID> ids) {
        if (notifications.markRead(accountId, ids, clock.instant()) > 0) {
            Wake.call(jdbc, "inbox", accountId);
        }
    }

    private Item item(Account reader, Notifications.Shown shown) {
        Notification notification = shown.notification();
        Saying saying = notification.saying();
        Map<String, String> args = wording.words(reader, saying.args(), notification.madeAt());
        Why why = new Why(saying.why().key(), wording.words(reader, saying.why().args(), notification.madeAt()));
        return new Item(
                notification.id(),
                notification.shipmentId(),
                args.getOrDefault("title", ""),
                args.getOrDefault("number", ""),
                notification.kind(),
                args,
                why,
                notification.madeAt(),
                shown.readAt(),
                shown.told().stream()
                        .map(told -> new Told(
                                told.channel(), told.state(), told.at(), wording.problem(reader, told.problem())))
                        .toList());
    }
}
