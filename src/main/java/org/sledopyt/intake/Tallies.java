package org.sledopyt.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Reading;
import org.sledopyt.storage.Columns;
import org.sledopyt.storage.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code tallies}: how calls of each source ended, by hour, of all nodes together. Counted in memory and added to the table every
 * few seconds, so that a poll costs no statement more; a killed node loses these seconds.
 */
@Repository
@Lazy(false)
class Tallies implements SmartLifecycle {

    /** How a call ended. */
    enum Kind {
        ANSWERED,
        SIGN_IN,
        QUOTA,
        BLOCKED,
        OUTAGE,
        UNREADABLE;

        static Kind of(Asking.Result result) {
            Reading.Refused refused = result.refused();
            if (refused != null) {
                return switch (refused.why()) {
                    case SIGN_IN -> SIGN_IN;
                    case QUOTA -> QUOTA;
                    case BLOCKED -> BLOCKED;
                    case OUTAGE -> OUTAGE;
                };
            }
            boolean unreadable = result.answers().stream()
                    .anyMatch(answer ->
                            answer instanceof Answered.Read read && read.reading() instanceof Reading.Unreadable);
            return unreadable ? UNREADABLE : ANSWERED;
        }
    }

    /**
     * Calls of one source of late.
     *
     * @param since the hour of the first of them
     */
    record Lately(Instant since, Map<Kind, Long> calls) {}

    private record Key(String source, Kind kind) {}

    private record Row(String source, Instant hour, Kind kind, long n) {}

    private static final Logger LOG = LoggerFactory.getLogger(Tallies.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofDays(8);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Clock clock;
    private final Map<Key, LongAdder> totals = new ConcurrentHashMap<>();
    private final Map<Key, Long> written = new HashMap<>();
    private @Nullable Instant cleared;
    private volatile @Nullable Thread writer;
    private volatile CountDownLatch ended = new CountDownLatch(0);

    Tallies(JdbcClient jdbc, JdbcTemplate template, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.clock = clock;
    }

    void count(String source, Asking.Result result) {
        totals.computeIfAbsent(new Key(source, Kind.of(result)), key -> new LongAdder())
                .increment();
    }

    /** Calls of this node since it started. */
    long total(String source, Kind kind) {
        LongAdder total = totals.get(new Key(source, kind));
        return total == null ? 0 : total.sum();
    }

    /** Calls of each source in so much time, whole hours; those that are not written yet are not in it. */
    Map<String, Lately> lately(Duration time) {
        Map<String, Lately> lately = new HashMap<>();
        Instant from = clock.instant().minus(time).truncatedTo(ChronoUnit.HOURS);
        jdbc.sql(
                        "select source, kind, sum(n) as n, min(hour) as since from tallies where hour >= ? group by source, kind")
                .param(Rows.bind(from))
                .query(row -> {
                    String source = row.getString("source");
                    Instant since = Rows.at(row, "since");
                    Lately before = lately.get(source);
                    Map<Kind, Long> calls = before == null ? new EnumMap<>(Kind.class) : before.calls;
                    calls.put(Kind.valueOf(row.getString("kind")), row.getLong("n"));
                    lately.put(
                            source,
                            new Lately(before == null || since.isBefore(before.since) ? since : before.since, calls));
                });
        return lately;
    }

    /** Adds to the table what was counted since the last time. */
    synchronized void write() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        List<Row> rows = new ArrayList<>();
        Map<Key, Long> sums = new HashMap<>();
        totals.forEach((key, adder) -> {
            long sum = adder.sum();
            long more = sum - written.getOrDefault(key, 0L);
            if (more > 0) {
                sums.put(key, sum);
                rows.add(new Row(key.source, hour, key.kind, more));
            }
        });
        if (!rows.isEmpty()) {
            Columns.of(rows)
                    .column("text", Row::source)
                    .column("timestamptz", row -> Rows.bind(row.hour()))
                    .column("text", row -> row.kind().name())
                    .column("int8", Row::n)
                    .update(template, """
                            insert into tallies (source, hour, kind, n) select * from unnest(?, ?, ?, ?)
                            on conflict (source, hour, kind) do update set n = tallies.n + excluded.n""");
            written.putAll(sums);
        }
        if (!hour.equals(cleared)) {
            jdbc.sql("delete from tallies where hour < ?")
                    .param(Rows.bind(hour.minus(KEPT)))
                    .update();
            cleared = hour;
        }
    }

    @Override
    public void start() {
        CountDownLatch end = new CountDownLatch(1);
        ended = end;
        writer = Thread.ofVirtual().name("tallies").start(() -> {
            try {
                while (!end.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    if (!totals.isEmpty()) {
                        writeIfPossible();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Nobody is interrupted: that would cut connections to the database. */
    @Override
    public void stop() {
        Thread thread = writer;
        writer = null;
        ended.countDown();
        try {
            if (thread != null) {
                thread.join(5_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writeIfPossible();
    }

    private void writeIfPossible() {
        try {
            write();
        } catch (DataAccessException e) {
            LOG.warn("How calls ended could not be written; later", e);
        }
    }

    /** Stopped after the workers, which have the default phase. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }
}
