package org.sledopyt.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final BlockingQueue<Set<Integer>> done = new LinkedBlockingQueue<>();

    @Test
    void it_looks_at_its_start_goes_where_it_is_called_and_comes_back_while_there_is_more() throws Exception {
        AtomicInteger sevens = new AtomicInteger();
        Loop loop =
                loop(NEVER, buckets -> buckets.equals(Set.of(7)) && sevens.incrementAndGet() < 2 ? buckets : Set.of());
        loop.start();
        assertThat(next()).containsExactly(1, 2);
        loop.call("7");
        assertThat(next()).containsExactly(7);
        assertThat(next()).containsExactly(7);
        loop.call("");
        assertThat(next()).contains(1, 2);
        end(loop);
    }

    @Test
    void it_looks_by_itself_now_and_then() throws Exception {
        Loop loop = loop(Duration.ofMillis(20), buckets -> Set.of());
        loop.start();
        for (int i = 0; i < 3; i++) {
            assertThat(next()).containsExactly(1, 2);
        }
        end(loop);
    }

    @Test
    void a_failure_ends_the_round_but_not_the_loop() throws Exception {
        Loop loop = loop(NEVER, buckets -> {
            if (buckets.contains(1)) {
                throw new IllegalStateException("a bug of the test");
            }
            return Set.of();
        });
        loop.start();
        assertThat(next()).containsExactly(1, 2);
        loop.call("3");
        assertThat(next()).containsExactly(3);
        end(loop);
    }

    @Test
    void it_ends_after_what_it_is_doing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Loop loop = loop(NEVER, buckets -> {
            begun.countDown();
            await(go);
            done.add(Set.of(99));
            return Set.of(4);
        });
        loop.start();
        assertThat(next()).containsExactly(1, 2);
        await(begun);
        loop.stop();
        go.countDown();
        loop.awaitEnd(Duration.ofSeconds(20));
        assertThat(done).containsExactly(Set.of(99));
    }

    private Loop loop(Duration every, UnaryOperator<Set<Integer>> go) {
        return new Loop(
                "test",
                new Loop.Work() {
                    @Override
                    public Set<Integer> due() {
                        return new java.util.TreeSet<>(Set.of(1, 2));
                    }

                    @Override
                    public Set<Integer> go(Set<Integer> buckets) {
                        done.add(Set.copyOf(buckets));
                        return go.apply(buckets);
                    }
                },
                every);
    }

    private Set<Integer> next() throws InterruptedException {
        Set<Integer> next = done.poll(20, TimeUnit.SECONDS);
        return next == null ? Set.of() : new java.util.TreeSet<>(next);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(Loop loop) throws InterruptedException {
        loop.stop();
        loop.awaitEnd(Duration.ofSeconds(20));
    }
}
