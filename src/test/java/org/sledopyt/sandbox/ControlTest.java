package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ControlTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final String NUMBER = Numbers.cainiao(41);

    private final WorldClock clock = WorldClock.stoppedAt(START);
    private final Story parcel = Story.draft(Country.CN, Country.RU)
            .number(Carrier.CAINIAO, NUMBER)
            .step(START, Happening.ACCEPTED, Place.SHENZHEN)
            .step(START.plusSeconds(60), Happening.EXPORT_CUSTOMS, Place.GUANGZHOU)
            .build();
    private final Sandbox sandbox = Sandbox.start(0, World.of(clock, List.of(parcel)));
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    private HttpResponse<byte[]> post(String path, String json) {
        return client.post("/control" + path, json, "Content-Type", "application/json");
    }

    @Test
    void clock_is_set_advanced_and_sped_up() {
        assertThat(Client.json(post("/clock", "{\"advanceSeconds\":90}"))
                        .get("now")
                        .asString())
                .isEqualTo("2026-11-24T06:01:30Z");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(90));
        post("/clock", "{\"set\":\"2027-01-01T00:00:00Z\",\"advanceSeconds\":1}");
        assertThat(clock.instant()).isEqualTo(Instant.parse("2027-01-01T00:00:01Z"));
        post("/clock", "{\"speed\":60}");
        assertThat(clock.speed()).isEqualTo(60);
    }

    @Test
    void world_tells_how_far_each_parcel_is() {
        JsonNode world = Client.json(client.get("/control/world"));
        JsonNode told = world.get("parcels").get(0);
        assertThat(told.get("numbers").get("cainiao").asString()).isEqualTo(NUMBER);
        assertThat(told.get("happened").asInt()).isEqualTo(1);
        assertThat(told.get("last").asString()).isEqualTo("ACCEPTED");
        assertThat(told.get("next").asString()).isEqualTo("EXPORT_CUSTOMS");
        assertThat(told.get("nextAt").asString()).isEqualTo("2026-11-24T06:01:00Z");
        clock.advance(Duration.ofHours(1));
        assertThat(Client.json(client.get("/control/world"))
                        .get("parcels")
                        .get(0)
                        .has("next"))
                .isFalse();
    }

    @Test
    void fault_is_set_and_healed() {
        post("/fault", "{\"carrier\":\"cainiao\",\"kind\":\"QUOTA_429\",\"times\":2,\"seconds\":9}");
        String path = "/cainiao/global/detail.json?mailNos=" + NUMBER;
        assertThat(client.get(path).headers().firstValue("Retry-After")).hasValue("9");
        post("/fault", "{\"carrier\":\"cainiao\",\"kind\":\"NONE\"}");
        assertThat(client.get(path).statusCode()).isEqualTo(200);
        assertThat(Client.json(client.get("/control/calls")).get("cainiao").asInt())
                .isEqualTo(2);
    }

    @Test
    void nonsense_is_refused_and_changes_nothing() {
        assertThat(post("/clock", "{\"set\":\"yesterday\"}").statusCode()).isEqualTo(400);
        assertThat(post("/clock", "{\"speed\":-1}").statusCode()).isEqualTo(400);
        assertThat(post("/clock", "[]").statusCode()).isEqualTo(400);
        assertThat(post("/clock", "{").statusCode()).isEqualTo(400);
        assertThat(post("/fault", "{\"carrier\":\"pigeon\",\"kind\":\"HTML\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("/fault", "{\"carrier\":\"cdek\",\"kind\":\"PLAGUE\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("/fault", "{\"carrier\":\"cdek\",\"kind\":\"HTML\",\"times\":0}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/moon", "{}").statusCode()).isEqualTo(404);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void form_that_a_web_page_could_send_is_refused() {
        assertThat(client.post("/control/clock", "{\"advanceSeconds\":90}", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
        assertThat(clock.instant()).isEqualTo(START);
    }
}
