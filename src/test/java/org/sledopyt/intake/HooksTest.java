package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sledopyt.intake.IntakeWorld.ANNA;
import static org.sledopyt.intake.IntakeWorld.until;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Signature;
import org.sledopyt.source.Sources;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signed webhooks. That an unsigned one is a hint is a matter of {@link IntakeTest}. */
class HooksTest {

    private static final String PICKED_UP = "2026-11-20T10:00:00+08:00 IN_TRANSIT/PICKED_UP";
    private static final String LEFT = "2026-11-22T10:00:00+08:00 IN_TRANSIT/LEFT_ORIGIN_COUNTRY";

    private IntakeWorld world;
    private Shipments.Shipment shipment;

    @BeforeEach
    void open() throws Exception {
        world = new IntakeWorld(Manifest.Webhook.SIGNED);
        shipment = world.follow(ANNA, "AAAAA1");
        until(() -> world.outcome("AAAAA1").equals("NOT_FOUND"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_signed_webhook_is_an_answer_that_came_unasked() {
        int calls = world.calls.get();
        assertThat(push("AAAAA1 " + PICKED_UP)).isTrue();
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/PICKED_UP");
        assertThat(world.outcome("AAAAA1")).isEqualTo("FOUND");
        assertThat(world.count("raws where kind = 'PUSHED'")).isEqualTo(1);
        assertThat(world.count("changes")).isEqualTo(1);
        assertThat(world.calls.get()).isEqualTo(calls);
    }

    @Test
    void a_forged_webhook_changes_nothing() {
        byte[] body = ("AAAAA1 " + LEFT).getBytes(StandardCharsets.UTF_8);
        String state = state();
        assertThat(take(body, Map.of())).isFalse();
        assertThat(take(body, Map.of("sign", ""))).isFalse();
        assertThat(take(body, Map.of("sign", Signature.hex(Signature.sha256(body, "")))))
                .isFalse();
        assertThat(take(body, Map.of("sign", sign("AAAAA1 " + PICKED_UP)))).isFalse();
        assertThat(world.get(Hooks.class).take("simple", "guess", Map.of("sign", sign("AAAAA1 " + LEFT)), body))
                .isFalse();
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void the_same_webhook_again_or_an_old_one_changes_nothing() {
        push("AAAAA1 " + PICKED_UP);
        push("AAAAA1 " + PICKED_UP + " " + LEFT);
        String state = state();
        world.clock.forward(Duration.ofMinutes(10));
        assertThat(push("AAAAA1 " + PICKED_UP + " " + LEFT)).isTrue();
        assertThat(push("AAAAA1 " + PICKED_UP)).isTrue();
        assertThat(state()).isEqualTo(state);
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/LEFT_ORIGIN_COUNTRY");
    }

    @Test
    void webhook_and_poll_of_same_scan_give_one_event() {
        push("AAAAA1 " + PICKED_UP);
        world.says("AAAAA1", PICKED_UP + " " + LEFT);
        world.forward(Duration.ofHours(30));
        until(() -> world.count("events") == 2);
    }

    @Test
    void a_source_that_pushes_is_polled_daily_until_a_poll_brings_what_no_webhook_told() {
        push("AAAAA1 " + PICKED_UP);
        assertThat(due())
                .isBetween(
                        world.clock.instant().plus(Duration.ofHours(24)),
                        world.clock.instant().plus(Duration.ofHours(27)));
        // the same by poll is no news
        world.says("AAAAA1", PICKED_UP);
        int calls = world.calls.get();
        world.forward(Duration.ofHours(27));
        until(() -> world.calls.get() > calls && due().isAfter(world.clock.instant()));
        until(() -> due().isAfter(world.clock.instant().plus(Duration.ofHours(23))));
        world.says("AAAAA1", PICKED_UP + " " + LEFT);
        world.forward(Duration.ofHours(27));
        until(() -> world.count("events") == 2);
        until(() -> due().isAfter(world.clock.instant()));
        assertThat(due()).isBefore(world.clock.instant().plus(Duration.ofHours(23)));
    }

    @Test
    void a_webhook_about_what_nobody_waits_for_is_kept_and_wakes_no_polls() {
        world.get(Follow.class).archive(shipment, true);
        push("AAAAA1 " + PICKED_UP);
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/PICKED_UP");
        assertThat(world.count("asks where due_at is not null")).isZero();
    }

    @Test
    void a_webhook_about_a_number_of_nobody_is_taken_and_forgotten() {
        assertThat(push("ZZZZZ9 " + PICKED_UP)).isTrue();
        assertThat(world.count("raws where kind = 'PUSHED'")).isZero();
    }

    @Test
    void a_rebuild_believes_it_too() {
        push("AAAAA1 " + PICKED_UP);
        world.get(JdbcClient.class).sql("delete from events").update();
        world.get(Rebuild.class).all();
        assertThat(world.count("events")).isEqualTo(1);
        assertThat(world.milestone("AAAAA1")).isEqualTo("IN_TRANSIT/PICKED_UP");
    }

    private boolean push(String line) {
        return take(line.getBytes(StandardCharsets.UTF_8), Map.of("sign", sign(line)));
    }

    private boolean take(byte[] body, Map<String, String> headers) {
        Hooks hooks = world.get(Hooks.class);
        Manifest manifest = world.get(Sources.class).get("simple").manifest();
        return hooks.take("simple", hooks.secret(manifest).orElseThrow(), headers, body);
    }

    private static String sign(String line) {
        return Signature.hex(Signature.sha256(line.getBytes(StandardCharsets.UTF_8), SimpleSource.KEY));
    }

    private Instant due() {
        return world.get(JdbcClient.class)
                .sql("select due_at from asks")
                .query((row, index) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** Everything a webhook may touch. */
    private String state() {
        StringBuilder state = new StringBuilder();
        for (String table : new String[] {"asks", "journeys", "events", "changes", "facts", "raws", "gates"}) {
            state.append(world.get(JdbcClient.class)
                    .sql("select coalesce(string_agg(t::text, ' ' order by t::text), '') from " + table + " t")
                    .query(String.class)
                    .single());
        }
        return state.toString();
    }
}
