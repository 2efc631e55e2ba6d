package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sledopyt.intake.IntakeWorld.ANNA;
import static org.sledopyt.intake.IntakeWorld.until;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.intake.SourceHealth.State;

class SourceHealthTest {

    private static final String MOVING = "2026-11-23T10:00:00Z IN_TRANSIT/PROCESSED";

    private IntakeWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new IntakeWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_source_that_nobody_asked_is_idle() {
        assertThat(health().state()).isEqualTo(State.IDLE);
        assertThat(health().day().calls()).isZero();
        assertThat(health().ready()).isTrue();
    }

    @Test
    void calls_are_counted_by_how_they_ended_and_the_counts_survive_a_restart() {
        world.says("AA11111", MOVING);
        world.follow(ANNA, "AA11111");
        until(() -> world.outcome("AA11111").equals("FOUND"));
        assertThat(health().state()).isEqualTo(State.FINE);
        world.status = 503;
        world.follow(ANNA, "BB11111");
        until(() -> world.outcome("BB11111").equals("OUTAGE"));
        world.context.close();
        world.context = world.open();
        SourceHealth.Calls day = health().day();
        assertThat(day.calls()).isGreaterThanOrEqualTo(2);
        assertThat(day.failures()).containsOnlyKeys("outage");
        assertThat(day.since()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
    }

    @Test
    void what_was_long_ago_is_of_the_week_and_not_of_the_day() {
        world.says("AA11111", MOVING);
        world.follow(ANNA, "AA11111");
        until(() -> world.outcome("AA11111").equals("FOUND"));
        world.get(AskDueNumbers.class).stop();
        world.get(Tallies.class).write();
        world.clock.forward(Duration.ofDays(3));
        assertThat(health().day().calls()).isZero();
        assertThat(health().week().calls()).isEqualTo(1);
    }

    @Test
    void another_form_is_told_apart_from_an_outage() {
        world.lines.put("AA11111", "!!");
        world.follow(ANNA, "AA11111");
        until(() -> world.outcome("AA11111").equals("UNREADABLE"));
        Instant since = world.clock.instant();
        assertThat(health().state()).isEqualTo(State.UNREADABLE);
        world.forward(Duration.ofHours(7));
        until(() -> world.calls.get() >= 2 && world.count("asks where failures >= 2") == 1);
        assertThat(health().since()).isEqualTo(since);

        world.status = 503;
        world.forward(Duration.ofHours(7));
        until(() -> world.outcome("AA11111").equals("OUTAGE"));
        assertThat(health().state()).isEqualTo(State.OUTAGE);

        world.status = 200;
        world.says("AA11111", MOVING);
        world.forward(Duration.ofHours(7));
        until(() -> world.outcome("AA11111").equals("FOUND"));
        assertThat(health().state()).isEqualTo(State.FINE);
        assertThat(world.count("gates where unreadable_since is not null")).isZero();
    }

    @Test
    void metrics_tell_the_same() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        world.get(SourceMetrics.class).bindTo(registry);
        world.says("AA11111", MOVING);
        world.follow(ANNA, "AA11111");
        until(() -> world.outcome("AA11111").equals("FOUND"));
        world.clock.forward(Duration.ofMinutes(1));
        assertThat(registry.get("sledopyt.source.calls")
                        .tags("source", "simple", "outcome", "answered")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("sledopyt.source.up")
                        .tag("source", "simple")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("sledopyt.source.budget.left").gauge().value()).isNaN();
    }

    private SourceHealth.Health health() {
        return world.get(SourceHealth.class).all().getFirst();
    }
}
