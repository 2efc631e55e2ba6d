package org.sledopyt.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sledopyt.storage.Wake;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Keeps T3 and every channel's sending going while the server runs. Each channel has a loop of its own: one that hangs holds up no other.
 */
@Component
class Workers implements SmartLifecycle {

    /** Calls come at once; this is for those that got lost, for retries and for other nodes' leases. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    /** Less than Spring waits for one phase of its end. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TellWatchers tellWatchers;
    private final SendNotifications sendNotifications;
    private final Channels channels;
    private final Wake wake;
    private final Loop telling;
    private final List<Loop> sending = new ArrayList<>();
    private volatile boolean running;

    Workers(TellWatchers tellWatchers, SendNotifications sendNotifications, Channels channels, Wake wake) {
        this.tellWatchers = tellWatchers;
        this.sendNotifications = sendNotifications;
        this.channels = channels;
        this.wake = wake;
        this.telling = new Loop("tell watchers", new Telling(), LOOK_EVERY);
        channels.all()
                .forEach(channel -> sending.add(new Loop("send " + channel.kind(), new Sending(channel), LOOK_EVERY)));
    }

    @Override
    public void start() {
        wake.onCall(call -> {
            if (call.concerns("changes")) {
                telling.call(call.detail());
            }
            if (call.concerns("notifications")) {
                sending.forEach(loop -> loop.call(call.detail()));
            }
        });
        telling.start();
        sending.forEach(Loop::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        telling.stop();
        sending.forEach(Loop::stop);
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            telling.awaitEnd(PATIENCE);
            for (Loop loop : sending) {
                loop.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Does everything that is due now, on the caller's thread: for tests and tools. */
    void runOnce() {
        finish(new Telling());
        channels.all().forEach(channel -> finish(new Sending(channel)));
    }

    private static void finish(Loop.Work work) {
        Set<Integer> buckets = work.due();
        while (!buckets.isEmpty()) {
            buckets = work.go(buckets);
        }
    }

    private final class Telling implements Loop.Work {
        @Override
        public Set<Integer> due() {
            return tellWatchers.due();
        }

        @Override
        public Set<Integer> go(Set<Integer> buckets) {
            Set<Integer> more = new LinkedHashSet<>();
            RuntimeException stuck = null;
            for (int bucket : buckets) {
                try {
                    if (tellWatchers.tell(bucket)) {
                        more.add(bucket);
                    }
                } catch (CannotCreateTransactionException e) {
                    throw e;
                } catch (RuntimeException e) {
                    // such as a kind of change that only newer nodes know: the other buckets go on
                    stuck = e;
                }
            }
            if (stuck != null) {
                throw stuck;
            }
            return more;
        }
    }

    private final class Sending implements Loop.Work {
        private final Channel channel;

        private Sending(Channel channel) {
            this.channel = channel;
        }

        @Override
        public Set<Integer> due() {
            return sendNotifications.due(channel);
        }

        @Override
        public Set<Integer> go(Set<Integer> buckets) {
            return sendNotifications.send(channel, buckets);
        }
    }
}
