package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorldClockTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void real_clock_shows_real_time() {
        assertThat(WorldClock.real().instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void stopped_clock_moves_only_when_told() {
        WorldClock clock = WorldClock.stoppedAt(NOON);
        assertThat(clock.instant()).isEqualTo(NOON);
        clock.advance(Duration.ofHours(2));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(7200));
        clock.set(NOON);
        assertThat(clock.withZone(ZoneId.of("Europe/Moscow")).instant()).isEqualTo(NOON);
    }

    @Test
    void fast_clock_runs_by_its_factor_and_speed_change_makes_no_jump() throws Exception {
        WorldClock clock = WorldClock.stoppedAt(NOON);
        clock.speed(100_000);
        Thread.sleep(20);
        Instant later = clock.instant();
        assertThat(Duration.between(NOON, later)).isBetween(Duration.ofSeconds(2000), Duration.ofDays(30));
        clock.speed(0);
        assertThat(clock.instant()).isBetween(later, later.plus(Duration.ofDays(30)));
        assertThat(clock.instant()).isEqualTo(clock.instant());
    }

    @Test
    @Timeout(60)
    void who_waits_for_a_moment_wakes_when_the_clock_is_set_to_it() throws Exception {
        WorldClock clock = WorldClock.stoppedAt(NOON);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                while (clock.instant().isBefore(NOON.plusSeconds(60))) {
                    clock.await(NOON.plusSeconds(60));
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        clock.advance(Duration.ofSeconds(30));
        assertThat(waiting.join(Duration.ofMillis(30))).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void waiting_for_never_can_be_expressed() throws Exception {
        WorldClock clock = WorldClock.real();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                clock.await(Instant.MAX);
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(waiting.join(Duration.ofMillis(30))).isFalse();
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void time_cannot_run_backwards() {
        assertThatThrownBy(() -> WorldClock.real().speed(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WorldClock.real().speed(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
