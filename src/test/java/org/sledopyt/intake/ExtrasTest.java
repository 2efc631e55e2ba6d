package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sledopyt.intake.IntakeWorld.ANNA;
import static org.sledopyt.intake.IntakeWorld.BORIS;
import static org.sledopyt.intake.IntakeWorld.until;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.NeedySource;
import org.sledopyt.shipment.Shipments.Shipment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A source that wants to know something of a parcel: asked for once, kept sealed, and each account's own. */
class ExtrasTest {

    private static final String NUMBER = "3SABCD12345";

    private IntakeWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new IntakeWorld(address -> new NeedySource(address));
        world.paths.put("/ask/" + NUMBER + "/1234AB", "found");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void without_what_it_needs_a_source_is_not_asked_and_says_so() {
        world.follow(ANNA, NUMBER);
        until(() -> world.outcome(NUMBER).equals("NO_EXTRAS"));
        world.forward(Duration.ofDays(1));
        assertThat(world.calls).hasValue(0);
        assertThat(world.count("asks where due_at is not null")).isZero();
    }

    @Test
    void once_it_is_told_the_source_is_asked_with_it() {
        Shipment shipment = world.follow(ANNA, NUMBER);
        tell(shipment, "1234AB");
        until(() -> world.outcome(NUMBER).equals("FOUND"));
        assertThat(world.milestone(NUMBER)).isEqualTo("IN_TRANSIT/PROCESSED");
        assertThat(world.get(Extras.class).names(shipment)).containsExactly("postcode");
    }

    @Test
    void it_lies_sealed_in_the_database_and_goes_with_the_shipment() {
        Shipment shipment = world.follow(ANNA, NUMBER);
        tell(shipment, "1234AB");
        until(() -> world.outcome(NUMBER).equals("FOUND"));
        List<byte[]> sealed = world.get(JdbcClient.class)
                .sql("select sealed from extras")
                .query(byte[].class)
                .list();
        assertThat(sealed).singleElement().satisfies(bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .doesNotContain("1234AB"));
        world.get(Follow.class).delete(shipment);
        assertThat(world.count("extras")).isZero();
    }

    @Test
    void nobody_is_told_what_another_account_told_and_a_wrong_word_spoils_nothing() {
        tell(world.follow(ANNA, NUMBER), "1234AB");
        until(() -> world.outcome(NUMBER).equals("FOUND"));
        Shipment other = world.follow(BORIS, NUMBER);
        assertThat(world.get(Extras.class).names(other)).isEmpty();
        int before = world.calls.get();
        tell(other, "9999ZZ");
        until(() -> world.calls.get() > before);
        until(() -> world.count("asks where due_at > '2026-11-24T10:30:00Z'") == 1);
        assertThat(world.outcome(NUMBER)).isEqualTo("FOUND");
        assertThat(world.asked).doesNotContain("/ask/" + NUMBER + "/9999ZZ");
    }

    @Test
    void a_right_word_is_used_after_a_wrong_one_of_another_account() {
        tell(world.follow(ANNA, NUMBER), "9999ZZ");
        until(() -> world.outcome(NUMBER).equals("NOT_FOUND"));
        until(() -> world.count("extras where failed_at is not null") == 1);
        tell(world.follow(BORIS, NUMBER), "1234AB");
        until(() -> world.outcome(NUMBER).equals("FOUND"));
    }

    @Test
    void what_does_not_look_right_is_not_sent() {
        tell(world.follow(ANNA, NUMBER), "../etc");
        until(() -> world.outcome(NUMBER).equals("NO_EXTRAS"));
        assertThat(world.calls).hasValue(0);
    }

    private void tell(Shipment shipment, String postcode) {
        world.get(Follow.class).tell(shipment, Map.of("postcode", postcode));
    }
}
