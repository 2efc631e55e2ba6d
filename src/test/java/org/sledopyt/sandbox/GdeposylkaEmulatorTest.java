package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GdeposylkaEmulatorTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final String LP = Numbers.cainiao(41);
    private static final String RB = Numbers.s10("RB", 41, "CN");

    private final WorldClock clock = WorldClock.stoppedAt(START);
    private final Sandbox sandbox = Sandbox.start(
            0,
            World.of(
                    clock,
                    List.of(Story.draft(Country.CN, Country.RU)
                            .number(Carrier.CAINIAO, LP)
                            .number(Carrier.RUSSIAN_POST, RB)
                            .home(Place.OMSK)
                            .step(START.minus(Duration.ofDays(3)), Happening.ACCEPTED, Place.SHENZHEN)
                            .by(Carrier.CAINIAO)
                            .step(START.plus(Duration.ofDays(5)), Happening.OUT_FOR_DELIVERY, Place.OMSK)
                            .by(Carrier.RUSSIAN_POST)
                            .step(START.plus(Duration.ofDays(6)), Happening.DELIVERED, Place.OMSK)
                            .by(Carrier.RUSSIAN_POST)
                            .build())));
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    private HttpResponse<byte[]> get(String path) {
        return client.get("/gdeposylka/api/v4/" + path, "X-Authorization-Token", Settings.PASSWORD);
    }

    @Test
    void without_a_token_nothing_is_told() {
        JsonNode refused = Client.json(client.get("/gdeposylka/api/v4/tracker/detect/" + LP));
        assertThat(refused.get("result").asString()).isEqualTo("error");
        assertThat(refused.get("error").asString()).isEqualTo("Invalid token");
    }

    @Test
    void detection_names_couriers_that_the_list_has() {
        JsonNode found = Client.json(get("tracker/detect/" + RB)).get("data");
        assertThat(found).hasSize(2);
        assertThat(found.at("/0/courier/slug").asString()).isEqualTo("russian-post");
        assertThat(found.at("/0/tracker_url").asString()).isEqualTo("/api/v4/tracker/russian-post/" + RB);
        assertThat(Client.json(get("couriers")).get("data").findValuesAsString("slug"))
                .contains("russian-post", "cainiao");
        assertThat(Client.json(get("tracker/detect/NOBODY")).get("data")).isEmpty();
        assertThat(get("tracker/detect/NOBODYS").statusCode()).isEqualTo(404);
    }

    @Test
    void tracker_collects_first_then_tells_newest_first_without_zones() {
        JsonNode first = Client.json(get("tracker/cainiao/" + LP));
        assertThat(first.get("messages")).hasSize(1);
        assertThat(first.at("/data/checkpoints")).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        JsonNode then = Client.json(get("tracker/cainiao/" + LP));
        assertThat(then.get("messages")).isEmpty();
        assertThat(then.at("/data/checkpoints")).hasSize(1);
        assertThat(then.at("/data/checkpoints/0/time").asString()).isEqualTo("2026-11-21 14:00:00");
        assertThat(then.at("/data/tracking_number_current").isNull()).isTrue();

        clock.advance(Duration.ofDays(7));
        JsonNode ended = Client.json(get("tracker/cainiao/" + LP)).get("data");
        assertThat(ended.at("/checkpoints/0/status_code").asString()).isEqualTo("delivered");
        assertThat(ended.at("/checkpoints/1/status_code").asString()).isEqualTo("in_delivery");
        assertThat(ended.at("/checkpoints/0/time").asString())
                .as("in Moscow, though it was in Omsk")
                .isEqualTo("2026-11-30 09:00:00");
        assertThat(ended.get("is_delivered").asBoolean()).isTrue();
        assertThat(ended.get("tracking_number_current").asString()).isEqualTo(RB);
    }

    @Test
    void a_number_nobody_knows_has_no_checkpoints_once_it_is_collected() {
        String nobody = Numbers.cainiao(77);
        get("tracker/cainiao/" + nobody);
        clock.advance(Duration.ofMinutes(1));
        JsonNode answer = Client.json(get("tracker/cainiao/" + nobody));
        assertThat(answer.get("messages")).isEmpty();
        assertThat(answer.at("/data/checkpoints")).isEmpty();
    }
}
