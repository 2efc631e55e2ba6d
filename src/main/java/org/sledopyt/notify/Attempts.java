package org.sledopyt.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sledopyt.storage.Ids;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Steps T4 and T5: before and after an attempt to send. */
@Component
class Attempts {

    /** Beyond the time an attempt may take, so that nobody else sends what is still on its way. */
    private static final Duration SPARE = Duration.ofMinutes(4);

    private final Notifications notifications;
    private final Channels channels;
    private final Clock clock;

    Attempts(Notifications notifications, Channels channels, Clock clock) {
        this.notifications = notifications;
        this.channels = channels;
        this.clock = clock;
    }

    /** Step T4: takes due notifications of a bucket. If nobody settles them, they come again when the lease is over. */
    @Transactional
    List<Notification> claim(int bucket, Channel channel, int limit) {
        Instant now = clock.instant();
        return notifications.claimDue(
                bucket, channel.kind(), limit, now, now.plus(channel.within()).plus(SPARE));
    }

    /** Step T5: writes down what came of it. */
    @Transactional
    void settle(Notification notification, Channel channel, Outcome outcome) {
        Instant now = clock.instant();
        switch (outcome) {
            case Outcome.Sent() -> notifications.sent(notification, now);
            case Outcome.Failed failed -> retryOrGiveUp(notification, channel.pauses(), failed, now);
            case Outcome.Refused(String why) -> notifications.giveUp(notification, now, why);
            case Outcome.Gone(String why) -> {
                notifications.giveUp(notification, now, why);
                if (channels.switchOff(notification.accountId(), channel.kind(), notification.target(), why)) {
                    tellOfSwitchedOff(notification, why, now);
                }
            }
        }
    }

    private void retryOrGiveUp(Notification notification, List<Duration> pauses, Outcome.Failed failed, Instant now) {
        if (notification.attempt() > pauses.size()) {
            notifications.giveUp(notification, now, failed.why());
            return;
        }
        Duration pause = pauses.get(notification.attempt() - 1);
        Duration asked = failed.retryAfter();
        notifications.retry(
                notification, now.plus(asked != null && asked.compareTo(pause) > 0 ? asked : pause), failed.why());
    }

    private void tellOfSwitchedOff(Notification refused, String why, Instant now) {
        Map<String, String> args = new HashMap<>(refused.saying().args());
        args.keySet().retainAll(List.of("title", "number"));
        args.put("target", refused.target());
        args.put("problem", why);
        Notification told = new Notification(
                refused.bucket(),
                Ids.next(clock),
                refused.id(),
                refused.parcelId(),
                refused.shipmentId(),
                refused.accountId(),
                Inbox.CHANNEL,
                "",
                Message.CHANNEL_OFF,
                new Saying(args, new Why("why.channelOff", Map.of("target", refused.target()))),
                now,
                0);
        notifications.add(refused.bucket(), List.of(told));
    }
}
