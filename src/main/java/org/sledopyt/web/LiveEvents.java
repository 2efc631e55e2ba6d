package org.sledopyt.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the browsers and programs that have an event stream open at this node what happened. Events are hints to look again, not a
 * record: they are kept in memory, for a while and only for accounts that were listening, so that a short break loses none.
 *
 * <p>The id of an event is the start of this node and a count. Who comes back with an id that we cannot continue from (another node,
 * too long ago) gets {@code resync}: look at everything again.
 */
@Component
public class LiveEvents {

    private static final int KEPT = 200;
    private static final int MOST_STREAMS = 10;

    /** Longer than a stream may last, so that no feed is forgotten while somebody listens. */
    private static final Duration FEED_KEPT_FOR = Duration.ofHours(1);

    private final JsonMapper json;
    private final String epoch;
    private final AtomicLong count = new AtomicLong();
    private final Cache<UUID, Feed> feeds =
            Caffeine.newBuilder().expireAfterAccess(FEED_KEPT_FOR).build();
    private volatile boolean closed;

    LiveEvents(JsonMapper json, Clock clock) {
        this.json = json;
        this.epoch = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    /**
     * Costs nothing if the account does not listen, and never waits for those who do.
     *
     * @param event its name, as in docs/api.md
     * @param data written as JSON
     */
    public void toAccount(UUID account, String event, Object data) {
        // Quietly: an account that stopped listening is to be forgotten even while things happen to its parcels.
        Feed feed = feeds.policy().getIfPresentQuietly(account);
        if (feed != null) {
            feed.add(event, json.writeValueAsString(data));
        }
    }

    /** Tells every account that listens at this node. */
    public void toAll(String event, Object data) {
        feeds.asMap().keySet().forEach(account -> toAccount(account, event, data));
    }

    /** Whether anybody may be listening at this node. */
    boolean hasListeners() {
        return !feeds.asMap().isEmpty();
    }

    /** Ends all streams of an account. Browsers open them again if they still may. */
    void end(UUID account) {
        Feed feed = feeds.getIfPresent(account);
        if (feed != null) {
            feed.end();
        }
    }

    /**
     * A stream for the calling thread, which is interrupted when the stream is to end.
     *
     * @param lastId of the last event that the listener has seen
     */
    Stream open(UUID account, @Nullable String lastId) {
        Stream stream = feeds.get(account, key -> new Feed()).open(lastId);
        if (closed) {
            stream.close();
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "server.stopping");
        }
        return stream;
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closed = true;
        feeds.asMap().values().forEach(Feed::end);
    }

    private String block(long id, String event, String data) {
        return "id: " + epoch + "-" + id + "\nevent: " + event + "\ndata: " + data + "\n\n";
    }

    /** What one account hears. */
    private final class Feed {

        private record Kept(long id, String block) {}

        private final Deque<Kept> kept = new ArrayDeque<>();
        private final Set<Stream> streams = new LinkedHashSet<>();

        /** Events up to this one cannot be told again. */
        private long forgottenTo = count.get();

        synchronized void add(String event, String data) {
            long id = count.incrementAndGet();
            Kept added = new Kept(id, block(id, event, data));
            kept.addLast(added);
            if (kept.size() > KEPT) {
                forgottenTo = kept.removeFirst().id;
            }
            Set.copyOf(streams).forEach(stream -> stream.tell(added.block));
        }

        synchronized Stream open(@Nullable String lastId) {
            if (streams.size() >= MOST_STREAMS) {
                // Most likely of a page that was left: its connection is noticed to be gone only when something is
                // written to it.
                streams.iterator().next().end();
            }
            Stream stream = new Stream(this);
            streams.add(stream);
            long now = count.get();
            long last = lastId == null ? now : seen(lastId);
            if (last < forgottenTo || last > now) {
                stream.tell(block(now, "resync", "{}"));
            } else {
                // An id without an event: from here on a break can be bridged.
                stream.tell("id: " + epoch + "-" + last + "\n\n");
                kept.stream().filter(event -> event.id > last).forEach(event -> stream.tell(event.block));
            }
            return stream;
        }

        private long seen(String lastId) {
            try {
                return lastId.startsWith(epoch + "-") ? Long.parseLong(lastId.substring(epoch.length() + 1)) : -1;
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        synchronized void end() {
            Set.copyOf(streams).forEach(Stream::end);
        }

        synchronized void remove(Stream stream) {
            streams.remove(stream);
        }
    }

    /** Belongs to the thread that opened it. */
    static final class Stream implements AutoCloseable {

        private final Feed feed;
        private final Thread thread = Thread.currentThread();
        private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(KEPT + 56);

        private Stream(Feed feed) {
            this.feed = feed;
        }

        /** Who does not keep up is let go, and bridges the gap when it comes back. */
        private void tell(String block) {
            if (!waiting.offer(block)) {
                end();
            }
        }

        private void end() {
            close();
            thread.interrupt();
        }

        /** The next event as it goes over the wire; empty if there was none for that long. */
        Optional<String> next(Duration wait) throws InterruptedException {
            return Optional.ofNullable(waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void close() {
            feed.remove(this);
        }
    }
}
