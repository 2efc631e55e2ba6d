package org.sledopyt.notify;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.sledopyt.account.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends what is due: claims it (T4), sends it outside any transaction, writes down what came of it (T5). */
@Component
class SendNotifications {

    private static final Logger LOG = LoggerFactory.getLogger(SendNotifications.class);

    private final Attempts attempts;
    private final Notifications notifications;
    private final Channels channels;
    private final Accounts accounts;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    SendNotifications(
            Attempts attempts, Notifications notifications, Channels channels, Accounts accounts, Clock clock) {
        this.attempts = attempts;
        this.notifications = notifications;
        this.channels = channels;
        this.accounts = accounts;
        this.clock = clock;
    }

    Set<Integer> due(Channel channel) {
        return notifications.bucketsDue(channel.kind(), clock.instant());
    }

    /** Sends as many as the channel takes at once; returns the buckets where more may be due, those not looked at first. */
    Set<Integer> send(Channel channel, Set<Integer> buckets) {
        List<Notification> batch = new ArrayList<>();
        Set<Integer> later = new LinkedHashSet<>();
        Set<Integer> maybeMore = new LinkedHashSet<>();
        for (int bucket : buckets) {
            int room = channel.atOnce() - batch.size();
            if (room == 0) {
                later.add(bucket);
                continue;
            }
            List<Notification> claimed = attempts.claim(bucket, channel, room);
            batch.addAll(claimed);
            if (claimed.size() == room) {
                maybeMore.add(bucket);
            }
        }
        sendAll(channel, batch);
        later.addAll(maybeMore);
        return later;
    }

    private void sendAll(Channel channel, List<Notification> batch) {
        try {
            List<Future<Object>> sendings = threads.invokeAll(
                    batch.stream()
                            .map(notification -> Executors.callable(() -> attempt(channel, notification)))
                            .toList(),
                    channel.within().toMillis(),
                    TimeUnit.MILLISECONDS);
            for (int i = 0; i < batch.size(); i++) {
                settleIfCut(channel, batch.get(i), sendings.get(i));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settleIfCut(Channel channel, Notification notification, Future<Object> sending)
            throws InterruptedException {
        try {
            sending.get();
        } catch (CancellationException e) {
            settle(channel, notification, new Outcome.Failed("channel.problem.slow"));
        } catch (ExecutionException e) {
            // it may have been sent: the lease runs out and the same message is sent again, with the same id
            LOG.error("What came of notification {} is not written down", notification.id(), e.getCause());
        }
    }

    private void attempt(Channel channel, Notification notification) {
        settle(channel, notification, outcome(channel, notification));
    }

    private Outcome outcome(Channel channel, Notification notification) {
        if (notification.attempt() > channel.pauses().size() + 1) {
            // it was taken often and never settled: something in it ends the program
            return new Outcome.Failed("channel.problem.fault");
        }
        if (!channels.isEnabled(notification.accountId(), channel.kind(), notification.target())) {
            return new Outcome.Refused("channel.problem.off");
        }
        return accounts.find(notification.accountId())
                .map(account -> trySend(
                        channel,
                        new Message(
                                notification.id(),
                                account,
                                notification.target(),
                                notification.shipmentId(),
                                notification.kind(),
                                notification.saying().args(),
                                notification.saying().why(),
                                notification.madeAt())))
                .orElse(new Outcome.Refused("channel.problem.accountGone"));
    }

    private static Outcome trySend(Channel channel, Message message) {
        try {
            return channel.send(message);
        } catch (RuntimeException e) {
            LOG.error("Channel {} failed on notification {}", channel.kind(), message.id(), e);
            return new Outcome.Failed("channel.problem.fault");
        }
    }

    private void settle(Channel channel, Notification notification, Outcome outcome) {
        attempts.settle(notification, channel, outcome);
        if (outcome instanceof Outcome.Failed(String why, var _) && lost.add(channel.kind())) {
            LOG.warn("Channel {} does not work: {}", channel.kind(), why);
        } else if (outcome instanceof Outcome.Sent && lost.remove(channel.kind())) {
            LOG.info("Channel {} works again", channel.kind());
        }
    }
}
