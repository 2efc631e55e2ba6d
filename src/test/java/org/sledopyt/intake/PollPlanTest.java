package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;

class PollPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private final PollPlan plan = new PollPlan(1, () -> 0);

    @Test
    void near_the_door_often_over_the_ocean_seldom() {
        Duration courier = wait(Outcome.FOUND, "OUT_FOR_DELIVERY", "COURIER", Duration.ofHours(1), "PT10M");
        Duration office = wait(Outcome.FOUND, "IN_TRANSIT", "ARRIVED_DELIVERY_OFFICE", Duration.ofHours(1), "PT10M");
        Duration ocean = wait(Outcome.FOUND, "IN_TRANSIT", "LEFT_ORIGIN_COUNTRY", Duration.ofHours(1), "PT10M");
        assertThat(courier).isLessThan(office);
        assertThat(office).isLessThan(ocean);
    }

    @Test
    void the_longer_nothing_happens_the_slower() {
        Duration fresh = wait(Outcome.FOUND, "IN_TRANSIT", "LEFT_ORIGIN_COUNTRY", Duration.ofDays(1), "PT10M");
        Duration quiet = wait(Outcome.FOUND, "IN_TRANSIT", "LEFT_ORIGIN_COUNTRY", Duration.ofDays(10), "PT10M");
        assertThat(quiet).isGreaterThan(fresh);
        assertThat(next(Outcome.FOUND, "IN_TRANSIT", "LEFT_ORIGIN_COUNTRY", Duration.ofDays(200), "PT10M"))
                .isNull();
    }

    @Test
    void never_more_often_than_the_source_allows() {
        assertThat(wait(Outcome.FOUND, "OUT_FOR_DELIVERY", "COURIER", Duration.ofHours(1), "PT6H"))
                .isEqualTo(Duration.ofHours(6));
    }

    @Test
    void a_delivered_parcel_is_looked_at_some_more_times_and_then_rests() {
        assertThat(wait(Outcome.FOUND, "DELIVERED", "DELIVERED", Duration.ofHours(1), "PT1H"))
                .isEqualTo(Duration.ofDays(1));
        assertThat(next(Outcome.FOUND, "DELIVERED", "DELIVERED", Duration.ofDays(20), "PT1H"))
                .isNull();
    }

    @Test
    void a_rejected_number_is_not_asked_again() {
        assertThat(next(Outcome.REJECTED, "NOT_FOUND", "NO_DATA", Duration.ofHours(1), "PT1H"))
                .isNull();
    }

    @Test
    void failures_back_off_and_retry_after_is_obeyed() {
        Instant first = next(failed(1, null), "PT1H");
        Instant fifth = next(failed(5, null), "PT1H");
        assertThat(fifth).isAfter(first);
        assertThat(next(failed(20, null), "PT1H")).isEqualTo(NOW.plus(Duration.ofHours(6)));
        assertThat(next(failed(1, Duration.ofMinutes(42)), "PT1H")).isEqualTo(NOW.plus(Duration.ofMinutes(42)));
    }

    @Test
    void jitter_never_asks_earlier() {
        PollPlan jittering = new PollPlan(1);
        for (int i = 0; i < 100; i++) {
            Instant next = jittering.next(
                    asked(Outcome.FOUND, "OUT_FOR_DELIVERY", "COURIER", Duration.ofHours(1)), door("PT6H"), NOW);
            assertThat(next).isBetween(NOW.plus(Duration.ofHours(6)), NOW.plus(Duration.ofHours(7)));
        }
    }

    @Test
    void a_block_closes_for_hours_and_one_slow_answer_does_not() {
        assertThat(Breaker.openFor(Reading.Refusal.BLOCKED, 1, null)).isEqualTo(Duration.ofHours(2));
        assertThat(Breaker.openFor(Reading.Refusal.BLOCKED, 9, null)).isEqualTo(Duration.ofHours(24));
        assertThat(Breaker.openFor(Reading.Refusal.OUTAGE, 1, null)).isZero();
        assertThat(Breaker.openFor(Reading.Refusal.OUTAGE, 3, null)).isPositive();
        assertThat(Breaker.openFor(Reading.Refusal.QUOTA, 1, Duration.ofSeconds(7)))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(Breaker.openFor(Reading.Refusal.QUOTA, 1, Duration.ofDays(900)))
                .isEqualTo(Duration.ofDays(1));
    }

    private Duration wait(Outcome outcome, String milestone, String sub, Duration quiet, String every) {
        Instant next = next(outcome, milestone, sub, quiet, every);
        assertThat(next).isNotNull();
        return Duration.between(NOW, next);
    }

    private @Nullable Instant next(Outcome outcome, String milestone, String sub, Duration quiet, String every) {
        return plan.next(asked(outcome, milestone, sub, quiet), door(every), NOW);
    }

    private @Nullable Instant next(PollPlan.Asked asked, String every) {
        return plan.next(asked, door(every), NOW);
    }

    private static PollPlan.Asked asked(Outcome outcome, String milestone, String sub, Duration quiet) {
        Stage stage = Stages.of(milestone, sub);
        return new PollPlan.Asked(outcome, stage, NOW.minus(quiet), NOW.minus(Duration.ofDays(30)), 0, null);
    }

    private static PollPlan.Asked failed(int failures, @Nullable Duration retryAfter) {
        return new PollPlan.Asked(Outcome.OUTAGE, Stages.NO_DATA, null, NOW, failures, retryAfter);
    }

    private static Manifest.Door door(String every) {
        return new Manifest.Door(
                "d",
                URI.create("https://example.com"),
                1,
                List.of(),
                null,
                Duration.parse(every),
                Duration.ZERO,
                null,
                Duration.ofSeconds(5),
                false,
                false);
    }
}
