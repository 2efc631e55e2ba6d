package org.sledopyt.intake;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.storage.Rows;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many unchanged answers a second go through claim, HTTP, read and store, against what the bare client draws from the same server. */
@Component
public class PollBench {

    private static final int PARALLEL = 16;

    /** Numbers a second. */
    public record Round(double pollsPerSecond, double barePerSecond) {}

    private final Follow follow;
    private final Sources sources;
    private final JdbcClient jdbc;
    private final Clock clock;

    PollBench(Follow follow, Sources sources, JdbcClient jdbc, Clock clock) {
        this.follow = follow;
        this.sources = sources;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param numbers that the server at {@code address} knows as Cainiao's */
    public List<Round> run(int rounds, List<String> numbers, URI address) throws Exception {
        UUID account = new UUID(1, 1);
        for (String number : numbers) {
            follow.follow(account, new TrackingNumber(number), List.of(), "");
        }
        awaitAnswered("outcome in ('FOUND', 'NOT_FOUND') and answered_at is not null", count("true"));
        List<Round> measured = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            double polls = polls();
            double bare = bare(numbers, address);
            if (round >= 0) {
                measured.add(new Round(polls, bare));
            }
        }
        return measured;
    }

    private double polls() throws InterruptedException {
        int all = count("source = 'cainiao'");
        var begun = Rows.bind(clock.instant());
        jdbc.sql("update asks set due_at = ? where source = 'cainiao'")
                .param(begun)
                .update();
        long start = System.nanoTime();
        Wake.call(jdbc, "asks", "");
        while (jdbc.sql("select exists (select from asks where source = 'cainiao' and answered_at < ?)")
                .param(begun)
                .query(Boolean.class)
                .single()) {
            Thread.sleep(20);
        }
        return all / ((System.nanoTime() - start) / 1e9);
    }

    private double bare(List<String> numbers, URI address) throws InterruptedException {
        Source source = sources.get("cainiao");
        Manifest.Door door = source.manifest().door(null);
        Credentials nobody = new Credentials(door.code(), Map.of());
        Semaphore free = new Semaphore(PARALLEL);
        long start = System.nanoTime();
        try (Outgoing outgoing = new Outgoing(Set.of("127.0.0.1"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> under = new ArrayList<>();
            for (int from = 0; from < numbers.size(); from += door.batch()) {
                List<TrackingNumber> batch =
                        numbers.subList(from, Math.min(from + door.batch(), numbers.size())).stream()
                                .map(TrackingNumber::new)
                                .toList();
                free.acquire();
                under.add(CompletableFuture.runAsync(
                        () -> {
                            try {
                                outgoing.send(address, source.ask(batch, nobody), door.timeout());
                            } catch (Outgoing.NoAnswer e) {
                                throw new IllegalStateException(e);
                            } finally {
                                free.release();
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(under.toArray(CompletableFuture[]::new)).join();
        }
        return numbers.size() / ((System.nanoTime() - start) / 1e9);
    }

    private void awaitAnswered(String condition, int all) throws InterruptedException {
        long end = System.nanoTime() + 180_000_000_000L;
        while (count(condition) < all && System.nanoTime() < end) {
            Thread.sleep(200);
        }
    }

    private int count(String condition) {
        return jdbc.sql("select count(*) from asks where " + condition)
                .query(Integer.class)
                .single();
    }
}
