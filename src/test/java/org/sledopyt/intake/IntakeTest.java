package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sledopyt.intake.IntakeWorld.ANNA;
import static org.sledopyt.intake.IntakeWorld.BORIS;
import static org.sledopyt.intake.IntakeWorld.until;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.source.Sources;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class IntakeTest {

    private static final String PICKED_UP = "2026-11-20T10:00:00+08:00 IN_TRANSIT/PICKED_UP";
    private static final String LEFT = "2026-11-22T10:00:00+08:00 IN_TRANSIT/LEFT_ORIGIN_COUNTRY";

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
    void a_followed_number_is_asked_and_its_journey_folded() {
        world.says("AAAAA1", PICKED_UP + " " + LEFT);
        world.follow(ANNA, "AAAAA1");
        until(() -> world.milestone("AAAAA1").equals("IN_TRANSIT/LEFT_ORIGIN_COUNTRY"));
        assertThat(world.count("events")).isEqualTo(2);
        assertThat(world.count("raws")).isEqualTo(1);
        assertThat(world.outcome("AAAAA1")).isEqualTo("FOUND");
    }

    @Test
    void a_number_that_two_wait_for_is_asked_once() {
        world.says("AAAAA1", PICKED_UP);
        Shipments.Shipment annas = world.follow(ANNA, "AAAAA1");
        Shipments.Shipment boris = world.follow(BORIS, "AAAAA1");
        until(() -> world.outcome("AAAAA1").equals("FOUND"));
        assertThat(world.calls.get()).isEqualTo(1);
        assertThat(annas.parcelId()).isEqualTo(boris.parcelId());
        assertThat(world.get(Shipments.class).find(ANNA, boris.id())).isEmpty();
        assertThat(world.get(Follow.class)
                        .follow(ANNA, new org.sledopyt.carrier.TrackingNumber("AAAAA1"), List.of(), "")
                        .added())
                .isFalse();
    }

    @Test
    void the_same_answer_again_moves_only_the_age_of_the_data() {
        world.says("AAAAA1", PICKED_UP);
        world.follow(ANNA, "AAAAA1");
        until(() -> world.outcome("AAAAA1").equals("FOUND"));
        world.forward(Duration.ofHours(12));
        until(() -> world.count("asks where answered_at = '2026-11-24T22:00:00Z'") == 1);
        assertThat(world.count("raws")).isEqualTo(1);
        assertThat(world.count("events")).isEqualTo(1);
        assertThat(world.count("journeys where version = 1")).isEqualTo(1);
        world.says("AAAAA1", LEFT);
        world.forward(Duration.ofHours(12));
        until(() -> world.count("raws") == 2);
        assertThat(world.count(
                        "raws where first_seen_at = '2026-11-24T10:00:00Z' and seen_at = '2026-11-24T22:00:00Z'"))
                .isEqualTo(1);
    }

    @Test
    void a_source_that_forgets_or_fails_lowers_nothing() {
        world.says("AAAAA1", PICKED_UP);
        world.follow(ANNA, "AAAAA1");
        until(() -> world.outcome("AAAAA1").equals("FOUND"));
        world.lines.clear();
        world.forward(Duration.ofHours(12));
        until(() -> world.outcome("AAAAA1").equals("NOT_FOUND"));
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/PICKED_UP");
        world.status = 503;
        world.forward(Duration.ofHours(12));
        until(() -> world.outcome("AAAAA1").equals("OUTAGE"));
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/PICKED_UP");
        assertThat(world.count("asks where answered_at = '2026-11-24T22:00:00Z'"))
                .isEqualTo(1);
    }

    @Test
    void nobody_knows_it_and_nobody_answers_are_two_things() {
        world.follow(ANNA, "AAAAA1");
        until(() -> world.milestone("AAAAA1").equals("NOT_FOUND/NO_DATA"));
        world.status = 503;
        world.follow(ANNA, "BBBBB2");
        until(() -> world.outcome("BBBBB2").equals("OUTAGE"));
        assertThat(world.milestone("BBBBB2")).isEqualTo("NOT_FOUND/SOURCE_PROBLEM");
    }

    @Test
    void retry_after_is_obeyed_by_everybody() {
        world.status = 429;
        world.headers = Map.of("Retry-After", "3600");
        world.follow(ANNA, "AAAAA1");
        until(() -> world.outcome("AAAAA1").equals("QUOTA"));
        world.status = 200;
        int calls = world.calls.get();
        world.follow(BORIS, "BBBBB2");
        world.forward(Duration.ofMinutes(59));
        java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
        assertThat(world.calls.get()).isEqualTo(calls);
        world.forward(Duration.ofMinutes(10));
        until(() -> world.outcome("BBBBB2").equals("NOT_FOUND"));
    }

    @Test
    void a_number_named_on_the_way_is_followed_by_itself_once() {
        world.says("AAAAA1", "=LOCAL77 " + PICKED_UP);
        world.says("LOCAL77", "=AAAAA1 2026-11-23T10:00:00+03:00 IN_TRANSIT/ARRIVED_DEST_COUNTRY");
        world.follow(ANNA, "AAAAA1");
        until(() -> world.milestone("AAAAA1").equals("IN_TRANSIT/ARRIVED_DEST_COUNTRY"));
        assertThat(world.count("asks")).isEqualTo(2);
        assertThat(world.count("journeys")).isEqualTo(1);
        assertThat(world.count("numbers")).isEqualTo(2);
    }

    @Test
    void garbage_is_kept_and_said_and_stops_nobody() {
        world.lines.put("AAAAA1", "<html>\u0000 go away");
        world.says("BBBBB2", PICKED_UP);
        world.follow(ANNA, "AAAAA1");
        world.follow(ANNA, "BBBBB2");
        until(() -> world.outcome("AAAAA1").equals("UNREADABLE")
                && world.outcome("BBBBB2").equals("FOUND"));
        assertThat(world.count("raws where number = 'AAAAA1'")).isEqualTo(1);
    }

    @Test
    void an_unknown_code_is_counted_and_shown() {
        world.says("AAAAA1", "2026-11-20T10:00:00+08:00 NEW_CODE");
        world.follow(ANNA, "AAAAA1");
        until(() -> world.get(UnknownCodes.class).of("simple").size() == 1);
        assertThat(world.get(UnknownCodes.class).of("simple").getFirst().code()).isEqualTo("NEW_CODE");
        assertThat(world.count("events where how = 'NONE'")).isEqualTo(1);
    }

    @Test
    void two_nodes_on_one_database_ask_each_number_once() {
        for (int i = 0; i < 60; i++) {
            world.says("NUMBER" + i, PICKED_UP);
        }
        try (AnnotationConfigApplicationContext second = world.open()) {
            for (int i = 0; i < 60; i++) {
                world.follow(ANNA, "NUMBER" + i);
            }
            until(() -> world.count("asks where outcome = 'FOUND'") == 60);
            assertThat(second.isActive()).isTrue();
        }
        assertThat(world.count("events")).isEqualTo(60);
        assertThat(world.count("raws where seen_at > first_seen_at")).isZero();
    }

    @Test
    void a_lease_brings_back_what_a_lost_node_had_claimed() {
        world.context.getBean(AskDueNumbers.class).stop();
        world.says("AAAAA1", PICKED_UP);
        Shipments.Shipment shipment = world.follow(ANNA, "AAAAA1");
        Asks asks = world.get(Asks.class);
        assertThat(asks.claim(shipment.bucket(), "simple", 10, Duration.ofMinutes(5)))
                .hasSize(1);
        assertThat(asks.claim(shipment.bucket(), "simple", 10, Duration.ofMinutes(5)))
                .isEmpty();
        world.forward(Duration.ofMinutes(6));
        assertThat(asks.claim(shipment.bucket(), "simple", 10, Duration.ofMinutes(5)))
                .hasSize(1);
    }

    @Test
    void what_a_source_has_to_be_given_first_is_registered_once_and_then_asked_for() {
        world.registered = ConcurrentHashMap.newKeySet();
        world.says("AAAAA1", PICKED_UP);
        world.follow(ANNA, "AAAAA1");
        until(() -> world.asked.contains("/register?AAAAA1")
                && world.outcome("AAAAA1").equals("WAITING"));
        assertThat(world.count("raws")).isZero();
        assertThat(world.milestone("AAAAA1")).isEqualTo("NOT_FOUND/NOT_POLLED_YET");
        world.forward(Duration.ofMinutes(20));
        until(() -> world.outcome("AAAAA1").equals("FOUND"));
        assertThat(world.asked).containsExactly("/ask?AAAAA1", "/register?AAAAA1", "/ask?AAAAA1");
    }

    @Test
    void no_credits_left_to_register_do_not_keep_from_asking() {
        world.registered = ConcurrentHashMap.newKeySet();
        world.registered.add("AAAAA1");
        world.says("AAAAA1", PICKED_UP);
        world.follow(ANNA, "POOR77");
        until(() -> world.outcome("POOR77").equals("QUOTA"));
        world.follow(ANNA, "AAAAA1");
        until(() -> world.outcome("AAAAA1").equals("FOUND"));
        assertThat(world.count("gates where open_until is not null")).isZero();
    }

    @Test
    void an_unsigned_webhook_makes_us_ask_and_is_not_believed_by_itself() {
        world.follow(ANNA, "AAAAA1");
        until(() -> world.outcome("AAAAA1").equals("NOT_FOUND"));
        Hooks hooks = world.get(Hooks.class);
        String secret =
                hooks.secret(world.get(Sources.class).get("simple").manifest()).orElseThrow();
        byte[] forged = ("AAAAA1 " + LEFT).getBytes(StandardCharsets.UTF_8);
        assertThat(hooks.take("simple", "guess", Map.of(), forged)).isFalse();
        world.says("AAAAA1", PICKED_UP);
        assertThat(hooks.take("simple", secret, Map.of(), forged)).isTrue();
        until(() -> world.outcome("AAAAA1").equals("FOUND"));
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/PICKED_UP");
        assertThat(world.count("raws where kind = 'PUSHED'")).isEqualTo(1);
    }

    @Test
    void a_rebuild_gives_the_same_journeys_and_no_change() {
        world.says("AAAAA1", "=LOCAL77 " + PICKED_UP);
        world.says("LOCAL77", LEFT);
        world.follow(ANNA, "AAAAA1");
        until(() -> world.milestone("AAAAA1").equals("IN_TRANSIT/LEFT_ORIGIN_COUNTRY"));
        long changes = world.count("changes");
        String written = rowVersions();
        assertThat(world.get(Rebuild.class).all()).isEqualTo(new Rebuild.Done(1, 2, 2));
        assertThat(rowVersions())
                .as("what is read as before is not written again")
                .isEqualTo(written);
        world.get(org.springframework.jdbc.core.JdbcTemplate.class).update("delete from events");
        Rebuild.Done done = world.get(Rebuild.class).all();
        assertThat(done).isEqualTo(new Rebuild.Done(1, 2, 2));
        assertThat(world.count("events")).isEqualTo(2);
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/LEFT_ORIGIN_COUNTRY");
        assertThat(world.count("changes")).isEqualTo(changes);
    }

    @Test
    void what_a_person_takes_off_a_parcel_counts_no_more_until_it_is_put_back() {
        world.says("AAAAA1", "=LOCAL77 " + PICKED_UP);
        world.says("LOCAL77", LEFT);
        Shipments.Shipment shipment = world.follow(ANNA, "AAAAA1");
        until(() -> world.milestone("AAAAA1").equals("IN_TRANSIT/LEFT_ORIGIN_COUNTRY"));
        long changes = world.count("changes");
        long events = world.count("events");
        TrackingNumber wrong = new TrackingNumber("LOCAL77");
        Detach detach = world.get(Detach.class);
        assertThat(detach.isOf(shipment, "LOCAL77", null)).isTrue();
        assertThat(detach.isOf(shipment, "LOCAL78", null)).isFalse();
        detach.set(shipment, wrong, null, true);
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/PICKED_UP");
        var journey = world.get(Stories.class).of(shipment.bucket(), shipment.parcelId());
        assertThat(journey.numbers()).extracting(TrackingNumber::text).containsExactly("AAAAA1");
        assertThat(world.count("asks where due_at is not null and number = 'LOCAL77'"))
                .isZero();
        world.get(Rebuild.class).all();
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/PICKED_UP");
        world.get(Follow.class).refresh(shipment);
        assertThat(world.count("asks where due_at is not null and number = 'LOCAL77'"))
                .isZero();

        detach.set(shipment, wrong, null, false);
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/LEFT_ORIGIN_COUNTRY");
        assertThat(world.count("asks where due_at is not null and number = 'LOCAL77'"))
                .isEqualTo(1);
        assertThat(world.count("events")).isEqualTo(events);
        assertThat(world.count("changes")).isEqualTo(changes);
    }

    @Test
    void numbers_that_name_each_other_are_followed_once_and_not_in_circles() {
        world.says("AAAAA1", "=BBBBB2 " + PICKED_UP);
        world.says("BBBBB2", "=CCCCC3 " + PICKED_UP);
        world.says("CCCCC3", "=AAAAA1 =BBBBB2 " + LEFT);
        Shipments.Shipment shipment = world.follow(ANNA, "AAAAA1");
        until(() -> world.milestone("AAAAA1").equals("IN_TRANSIT/LEFT_ORIGIN_COUNTRY"));
        assertThat(world.count("numbers")).isEqualTo(3);
        assertThat(world.count("journeys")).isEqualTo(1);
        var journey = world.get(Stories.class).of(shipment.bucket(), shipment.parcelId());
        assertThat(journey.numbers()).extracting(TrackingNumber::text).containsExactly("AAAAA1", "BBBBB2", "CCCCC3");
    }

    /** Changes whenever a row of a journey is written, even with what it had. */
    private String rowVersions() {
        return world.get(org.springframework.jdbc.core.JdbcTemplate.class)
                .queryForList(
                        "select xmin::text from events union all select xmin::text from journeys union all select xmin::text from facts"
                                + " union all select xmin::text from raws",
                        String.class)
                .toString();
    }

    @Test
    void what_nobody_waits_for_any_more_rests() {
        Shipments.Shipment shipment = world.follow(ANNA, "AAAAA1");
        until(() -> world.outcome("AAAAA1").equals("NOT_FOUND"));
        world.get(Follow.class).archive(shipment, true);
        assertThat(world.count("asks where due_at is not null")).isZero();
        world.get(Follow.class).archive(shipment, false);
        assertThat(world.count("asks where due_at is not null")).isEqualTo(1);
    }

    @Test
    void a_person_may_refresh_but_not_all_the_time() {
        Shipments.Shipment shipment = world.follow(ANNA, "AAAAA1");
        until(() -> world.outcome("AAAAA1").equals("NOT_FOUND"));
        int calls = world.calls.get();
        assertThat(world.get(Follow.class).refresh(shipment)).isNull();
        until(() -> world.calls.get() == calls + 1);
        assertThat(world.get(Follow.class).refresh(shipment)).isEqualTo("2026-11-24T10:02:00Z");
    }
}
