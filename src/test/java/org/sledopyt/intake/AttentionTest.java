package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sledopyt.intake.IntakeWorld.ANNA;
import static org.sledopyt.intake.IntakeWorld.BORIS;
import static org.sledopyt.intake.IntakeWorld.until;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.journey.Attention;
import org.sledopyt.journey.Attentions;
import org.sledopyt.shipment.Expectation.Receipt;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.storage.Buckets;
import org.sledopyt.storage.Wake;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for people, kept beside the journeys: found once, by answers, by time and by what people say. */
class AttentionTest {

    private static final String NUMBER = "AAAAA1";
    private static final String LEFT = "2026-11-22T10:00:00+08:00 IN_TRANSIT/LEFT_ORIGIN_COUNTRY";
    private static final String READY = "2026-11-24T10:00:00+03:00 AVAILABLE_FOR_PICKUP/POST_OFFICE";
    private static final String HELD = "2026-11-24T11:00:00+03:00 EXCEPTION/HELD";
    private static final String ATTENTIONS = "changes where kind = 'ATTENTION'";

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
    void silence_is_told_once_when_its_day_has_come() {
        Shipments.Shipment shipment = followed(LEFT);
        pass(Duration.ofDays(11));
        assertThat(waiting(shipment)).isEmpty();
        pass(Duration.ofDays(1));
        assertThat(waiting(shipment)).containsExactly("STALE C");
        assertThat(world.count(ATTENTIONS)).as("good to know is no message").isZero();
        pass(Duration.ofDays(11));
        assertThat(waiting(shipment)).containsExactly("STALE B");
        assertThat(world.count(ATTENTIONS)).isEqualTo(1);
        assertThat(world.count(ATTENTIONS + " and details->>'attention' = 'STALE' and details->>'shipment' = '"
                        + shipment.id() + "'"))
                .isEqualTo(1);
        pass(Duration.ofDays(5));
        assertThat(world.count(ATTENTIONS)).isEqualTo(1);
    }

    @Test
    void only_those_whose_moment_has_come_are_looked_at() {
        followed(LEFT);
        world.get(WatchTheClock.class).stop();
        assertThat(world.get(Attentions.class).claim(bucket(), 10, Duration.ofMinutes(1)))
                .isEmpty();
        world.clock.forward(Duration.ofDays(14));
        assertThat(world.get(Attentions.class).claim(bucket(), 10, Duration.ofMinutes(1)))
                .hasSize(1);
        assertThat(world.get(Attentions.class).claim(bucket(), 10, Duration.ofMinutes(1)))
                .as("under lease")
                .isEmpty();
        world.clock.forward(Duration.ofMinutes(1));
        assertThat(world.get(Attentions.class).claim(bucket(), 10, Duration.ofMinutes(1)))
                .as("whoever had it is gone")
                .hasSize(1);
    }

    @Test
    void several_nodes_tell_it_once() throws Exception {
        followed(LEFT);
        world.clock.forward(Duration.ofDays(30));
        try (AnnotationConfigApplicationContext second = world.open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> visits = List.of(
                    () -> world.get(WatchTheClock.class).visit(bucket()),
                    () -> second.getBean(WatchTheClock.class).visit(bucket()),
                    () -> world.get(WatchTheClock.class).visit(bucket()),
                    () -> second.getBean(WatchTheClock.class).visit(bucket()));
            for (var visit : threads.invokeAll(visits)) {
                visit.get();
            }
        }
        assertThat(world.count(ATTENTIONS)).isEqualTo(1);
    }

    @Test
    void a_new_stage_says_what_it_asks_for_and_no_second_message_does() {
        Shipments.Shipment shipment = followed(LEFT);
        says(LEFT + " " + READY);
        assertThat(waiting(shipment)).containsExactly("PICKUP B");
        assertThat(world.count(ATTENTIONS)).isZero();
        assertThat(world.count("changes where kind = 'MILESTONE' and details->>'attention' = 'PICKUP'"
                        + " and details->>'until' = '2026-12-01'"))
                .isEqualTo(1);
        pass(Duration.ofDays(5));
        assertThat(waiting(shipment)).containsExactly("PICKUP_URGENT A");
        assertThat(world.count(ATTENTIONS + " and details->>'attention' = 'PICKUP_URGENT'"))
                .isEqualTo(1);
    }

    @Test
    void what_the_first_look_finds_is_history() {
        Shipments.Shipment shipment = followed(READY + " " + HELD);
        assertThat(waiting(shipment)).containsExactly("LOOK B");
        assertThat(world.count(ATTENTIONS)).isZero();
    }

    @Test
    void a_rebuild_tells_nothing_and_finds_the_same() {
        Shipments.Shipment shipment = followed(READY + " " + HELD);
        List<String> before = waiting(shipment);
        long changes = world.count("changes");
        world.get(JdbcClient.class)
                .sql("update attentions set items = '[]', urgency = null")
                .update();
        world.get(Rebuild.class).all();
        assertThat(waiting(shipment)).isEqualTo(before);
        assertThat(world.count("changes")).isEqualTo(changes);
    }

    @Test
    void what_one_person_says_is_not_said_for_the_other() {
        Shipments.Shipment annas = followed(LEFT);
        Shipments.Shipment boris = world.follow(BORIS, NUMBER);
        visit();
        says(LEFT + " 2026-11-24T10:00:00+03:00 DELIVERED/SIGNED");
        world.get(LookAgain.class).receipt(annas, Receipt.NOT_RECEIVED);
        assertThat(waiting(annas)).containsExactly("NOT_RECEIVED A");
        assertThat(waiting(boris)).containsExactly("CONFIRM_RECEIPT C");
        assertThat(world.count(ATTENTIONS)).as("she said it herself").isZero();
        world.get(LookAgain.class).receipt(annas, Receipt.HAVE_IT);
        assertThat(waiting(annas)).isEmpty();
        world.get(LookAgain.class).recall(annas);
        assertThat(waiting(annas)).containsExactly("CONFIRM_RECEIPT C");
    }

    @Test
    void what_was_put_aside_comes_back_when_it_happens_again() {
        Shipments.Shipment shipment = followed(LEFT);
        says(LEFT + " " + HELD);
        world.get(LookAgain.class).dismiss(shipment, Attention.Code.LOOK.name());
        assertThat(waiting(shipment)).isEmpty();
        says(LEFT + " " + HELD + " 2026-11-24T12:00:00+03:00 IN_TRANSIT/PROCESSED"
                + " 2026-11-24T12:30:00+03:00 EXCEPTION/HELD");
        assertThat(waiting(shipment)).containsExactly("LOOK B");
    }

    @Test
    void in_the_archive_nothing_waits_and_what_is_taken_back_is_looked_at_quietly() {
        Shipments.Shipment shipment = followed(LEFT);
        world.get(Follow.class).archive(shipment, true);
        pass(Duration.ofDays(30));
        assertThat(world.count("attentions where look_at is not null")).isZero();
        world.get(Follow.class).archive(shipment, false);
        visit();
        assertThat(waiting(shipment)).containsExactly("STALE B");
        assertThat(world.count(ATTENTIONS)).isZero();
        world.get(Follow.class).delete(shipment);
        assertThat(world.count("attentions")).isZero();
    }

    /** Anna's shipment, when its first answer has been kept. */
    private Shipments.Shipment followed(String line) {
        world.says(NUMBER, line);
        Shipments.Shipment shipment = world.follow(ANNA, NUMBER);
        until(() -> world.outcome(NUMBER).equals("FOUND"));
        visit();
        return shipment;
    }

    /** The next answer, kept. */
    private void says(String line) {
        long raws = world.count("raws");
        world.says(NUMBER, line);
        world.get(JdbcClient.class)
                .sql("update asks set due_at = '2026-01-01Z'")
                .update();
        Wake.call(world.get(JdbcClient.class), "asks", "");
        until(() -> world.count("raws") > raws);
    }

    private void pass(Duration time) {
        world.clock.forward(time);
        visit();
    }

    /** What the loop does when it is called; it may be there already. */
    private void visit() {
        while (world.get(WatchTheClock.class).visit(bucket())) {}
        until(() -> world.count("attentions where look_at <= '" + world.clock.instant() + "'") == 0);
    }

    private static int bucket() {
        return Buckets.of(NUMBER);
    }

    private List<String> waiting(Shipments.Shipment shipment) {
        Shipments.Shipment now = world.get(Shipments.class)
                .find(shipment.accountId(), shipment.id())
                .orElseThrow();
        return Attentions.read(now.attentions()).stream()
                .map(one -> one.code() + " " + one.urgency())
                .toList();
    }
}
