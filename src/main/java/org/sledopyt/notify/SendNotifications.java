package org.sledopyt.notify;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
        long end = System.nanoTime() + channel.within().toNanos();
        List<Sending> sendings = batch.stream()
                .map(notification -> new Sending(channel, notification))
                .toList();
        try {
            for (Sending sending : sendings) {
                sending.awaitOrCut(end);
            }
        } catch (InterruptedException e) {
            sendings.forEach(sending -> sending.running.cancel(true));
            Thread.currentThread().interrupt();
        }
    }

    /** One attempt, under way. What came of it is settled once: by its own thread, or by whoever cuts it. */
    private final class Sending {
        private final Channel channel;
        private final Notification notification;
        private final AtomicBoolean settled = new AtomicBoolean();
        private final Future<?> running;

        Sending(Channel channel, Notification notification) {
            this.channel = channel;
            this.notification = notification;
            this.running = threads.submit(() -> settle(outcome()));
        }

        void awaitOrCut(long end) throws InterruptedException {
            try {
                running.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                settle(new Outcome.Failed("channel.problem.slow"));
                running.cancel(true);
            } catch (ExecutionException e) {
                // it may have been sent: when the lease is over the same message is sent again, with the same id
                LOG.error("What came of notification {} is not written down", notification.id(), e.getCause());
            }
        }

        private Outcome outcome() {
            try {
                return send();
            } catch (RuntimeException e) {
                if (!settled.get()) {
                    LOG.error("Channel {} failed on notification {}", channel.kind(), notification.id(), e);
                }
                return new Outcome.Failed("channel.problem.fault");
            }
        }

        private Outcome send() {
            if (notification.attempt() > channel.pauses().size() + 1) {
                // it was taken often and never settled: something in it ends the program
                return new Outcome.Failed("channel.problem.fault");
            }
            if (!channels.isEnabled(notification.accountId(), channel.kind(), notification.target())) {
                return new Outcome.Refused("channel.problem.off");
            }
            return accounts.find(notification.accountId())
                    .map(account -> channel.send(notification.to(account)))
                    .orElse(new Outcome.Refused("channel.problem.accountGone"));
        }

        private void settle(Outcome outcome) {
            // one that was cut and came through all the same did come through
            if (settled.compareAndSet(false, true) || outcome instanceof Outcome.Sent) {
                attempts.settle(notification, channel, outcome);
                logIfLostOrBack(channel, outcome);
            }
        }
    }

    private void logIfLostOrBack(Channel channel, Outcome outcome) {
        if (outcome instanceof Outcome.Failed(String why, var _) && lost.add(channel.kind())) {
            LOG.warn("Channel {} does not work: {}", channel.kind(), why);
        } else if (outcome instanceof Outcome.Sent && lost.remove(channel.kind())) {
            LOG.info("Channel {} works again", channel.kind());
        }
    }
}
