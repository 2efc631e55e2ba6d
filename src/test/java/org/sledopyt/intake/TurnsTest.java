package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sledopyt.intake.IntakeWorld.ANNA;
import static org.sledopyt.intake.IntakeWorld.until;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.shipment.Shipments.Shipment;

/** A number's sources are asked in turns: the next when those before do not know it. */
class TurnsTest {

    private static final String NUMBER = "NUMBER1";
    private static final List<List<String>> ONE_AFTER_THE_OTHER =
            List.of(List.of("first-carrier"), List.of("second-carrier"), List.of("third-carrier"));
    private static final String SORTED = "2026-11-24T08:00:00Z IN_TRANSIT/PROCESSED";

    private IntakeWorld world;

    @BeforeEach
    void open() throws Exception {
        world = IntakeWorld.withSources("first", "second", "third");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void when_the_first_knows_the_number_nobody_else_is_asked() {
        world.says("first", NUMBER, SORTED);
        world.says("second", NUMBER, SORTED);
        Shipment shipment = world.follow(ANNA, NUMBER, ONE_AFTER_THE_OTHER);
        until(() -> world.outcome(NUMBER, "first").equals("FOUND"));
        assertThat(outcomes()).containsExactly("FOUND", "LATER", "LATER");
        world.get(Follow.class).refresh(shipment);
        until(() -> world.calls.get() == 2);
        assertThat(outcomes()).containsExactly("FOUND", "LATER", "LATER");
        assertThat(world.asked).allMatch(path -> path.startsWith("/first/"));
    }

    @Test
    void when_the_first_does_not_know_it_the_next_is_asked_and_then_no_more() {
        world.says("second", NUMBER, SORTED);
        world.follow(ANNA, NUMBER, ONE_AFTER_THE_OTHER);
        until(() -> world.outcome(NUMBER, "second").equals("FOUND"));
        assertThat(outcomes()).containsExactly("NOT_FOUND", "FOUND", "LATER");
        assertThat(world.milestone(NUMBER)).isEqualTo("IN_TRANSIT/PROCESSED");
        assertThat(world.asked).containsExactly("/first/ask?" + NUMBER, "/second/ask?" + NUMBER);
    }

    @Test
    void when_nobody_knows_it_all_are_asked_in_order() {
        world.follow(ANNA, NUMBER, ONE_AFTER_THE_OTHER);
        until(() -> world.outcome(NUMBER, "third").equals("NOT_FOUND"));
        assertThat(world.asked)
                .containsExactly("/first/ask?" + NUMBER, "/second/ask?" + NUMBER, "/third/ask?" + NUMBER);
    }

    @Test
    void one_that_is_down_is_not_waited_for() {
        world.status = 503;
        world.follow(ANNA, NUMBER, ONE_AFTER_THE_OTHER);
        until(() -> world.outcome(NUMBER, "third").equals("OUTAGE"));
        assertThat(world.asked.getFirst()).isEqualTo("/first/ask?" + NUMBER);
        assertThat(world.milestone(NUMBER)).isEqualTo("NOT_FOUND/SOURCE_PROBLEM");
    }

    @Test
    void one_whose_gate_stays_closed_is_passed_over() {
        world.get(Gates.class)
                .failed("first", org.sledopyt.source.Reading.Refusal.BLOCKED, Duration.ofHours(2), "captcha");
        // A node that starts now sees the gate closed from its first look on.
        world.context.close();
        world.context = world.open();
        world.says("second", NUMBER, SORTED);
        world.follow(ANNA, NUMBER, ONE_AFTER_THE_OTHER);
        until(() -> world.outcome(NUMBER, "second").equals("FOUND"));
        assertThat(outcomes()).containsExactly("WAITING", "FOUND", "LATER");
    }

    @Test
    void sources_of_one_turn_are_asked_together_and_all_waited_for() {
        world.says("second", NUMBER, SORTED);
        world.follow(ANNA, NUMBER, List.of(List.of("first-carrier", "second-carrier"), List.of("third-carrier")));
        until(() -> world.outcome(NUMBER, "first").equals("NOT_FOUND")
                && world.outcome(NUMBER, "second").equals("FOUND"));
        world.forward(Duration.ofHours(8));
        until(() -> world.calls.get() == 4);
        assertThat(outcomes()).containsExactly("NOT_FOUND", "FOUND", "LATER");
    }

    @Test
    void a_person_may_have_one_asked_out_of_turn() {
        world.says("first", NUMBER, SORTED);
        Shipment shipment = world.follow(ANNA, NUMBER, ONE_AFTER_THE_OTHER);
        until(() -> world.outcome(NUMBER, "first").equals("FOUND"));
        assertThat(world.get(Follow.class).ask(shipment, "third")).isTrue();
        until(() -> world.outcome(NUMBER, "third").equals("NOT_FOUND"));
        assertThat(world.outcome(NUMBER, "second")).isEqualTo("LATER");
        assertThat(world.get(Follow.class).ask(shipment, "fourth")).isFalse();
    }

    @Test
    void a_person_who_says_who_carries_it_has_that_one_asked() {
        world.says("first", NUMBER, SORTED);
        Shipment shipment = world.follow(ANNA, NUMBER, ONE_AFTER_THE_OTHER);
        until(() -> world.outcome(NUMBER, "first").equals("FOUND"));
        world.get(Follow.class).choose(shipment, "second-carrier");
        until(() -> world.outcome(NUMBER, "second").equals("NOT_FOUND"));
        assertThat(world.outcome(NUMBER, "third")).isEqualTo("LATER");
    }

    @Test
    void what_nobody_waits_for_gets_no_further_turn() {
        world.status = 503;
        Shipment shipment = world.follow(ANNA, NUMBER, List.of(List.of("first-carrier")));
        world.get(Follow.class).archive(shipment, true);
        int bucket = shipment.bucket();
        assertThat(world.get(Asks.class)
                        .nextTurn(bucket, List.of(shipment.parcelId()), List.of("first", "second", "third")))
                .isFalse();
    }

    private List<String> outcomes() {
        return List.of(world.outcome(NUMBER, "first"), world.outcome(NUMBER, "second"), world.outcome(NUMBER, "third"));
    }
}
