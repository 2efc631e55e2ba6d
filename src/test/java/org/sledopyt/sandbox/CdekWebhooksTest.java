package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(90)
class CdekWebhooksTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final String NUMBER = Numbers.cdek(204_000_010);

    private final WorldClock clock = WorldClock.stoppedAt(START);
    private final Story parcel = Story.draft(Country.RU, Country.RU)
            .number(Carrier.CDEK, NUMBER)
            .promised(LocalDate.parse("2026-11-28"))
            .step(START.minusSeconds(60), Happening.ANNOUNCED, Place.KAZAN)
            .step(START.plusSeconds(60), Happening.ACCEPTED, Place.KAZAN)
            .step(START.plusSeconds(120), Happening.ARRIVED_SORTING, Place.OMSK)
            .step(START.plusSeconds(180), Happening.WITHDRAWN, Place.OMSK)
            .step(START.plusSeconds(240), Happening.ATTEMPT_FAILED, Place.OMSK)
            .step(START.plusSeconds(300), Happening.DATE_MOVED, Place.OMSK)
            .build();
    private final Story others = Story.draft(Country.RU, Country.RU)
            .number(Carrier.CDEK, Numbers.cdek(204_000_011))
            .quirk(Quirk.OTHER_CONTRACT)
            .step(START.plusSeconds(30), Happening.ACCEPTED, Place.KAZAN)
            .build();
    private final Sandbox sandbox = Sandbox.start(
            0,
            World.of(clock, List.of(parcel, others)),
            Settings.patient().withTokenLives(Duration.ofDays(9)).withWebhookTimeout(Duration.ofSeconds(5)));
    private final Client client = new Client(sandbox);
    private final String[] bearer = client.bearer();

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private volatile int answersWith = 200;
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            JsonNode message = JSON.readTree(exchange.getRequestBody());
            exchange.sendResponseHeaders(answersWith, -1);
            received.add(message);
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
        client.close();
        sandbox.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private JsonNode subscribe(String type, String url) {
        return Client.json(client.post(
                "/cdek/v2/webhooks", "{\"type\":\"" + type + "\",\"url\":\"" + url + "\"}", bearer[0], bearer[1]));
    }

    private JsonNode next() throws InterruptedException {
        JsonNode message = received.poll(30, TimeUnit.SECONDS);
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    private JsonNode subscriptions() {
        return Client.json(client.get("/cdek/v2/webhooks", bearer));
    }

    /** Waits for what another thread does; real time, as the connection is real. */
    private static void until(BooleanSupplier done) throws InterruptedException {
        for (int i = 0; i < 4000 && !done.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    @Test
    void status_is_pushed_when_it_comes_due_and_what_was_before_is_not() throws Exception {
        subscribe("ORDER_STATUS", url("/hook"));
        assertThat(received.poll(50, TimeUnit.MILLISECONDS)).isNull();
        clock.advance(Duration.ofSeconds(60));
        JsonNode message = next();
        assertThat(message.get("type").asString()).isEqualTo("ORDER_STATUS");
        assertThat(message.get("date_time").asString()).isEqualTo("2026-11-24T06:01:00+0000");
        JsonNode order = Client.json(client.get("/cdek/v2/orders?cdek_number=" + NUMBER, bearer));
        assertThat(message.get("uuid")).isEqualTo(order.get("entity").get("uuid"));
        JsonNode attributes = message.get("attributes");
        assertThat(attributes.get("cdek_number").asString()).isEqualTo(NUMBER);
        assertThat(attributes.get("number")).isEqualTo(order.get("entity").get("number"));
        assertThat(attributes.get("code").asString()).isEqualTo("RECEIVED_AT_SHIPMENT_WAREHOUSE");
        assertThat(attributes.get("status_code").asString()).isEqualTo("3");
        assertThat(attributes.get("status_date_time").asString()).isEqualTo("2026-11-24T06:01:00+0000");
        assertThat(attributes.get("city_name").asString()).isEqualTo("Казань");
        assertThat(attributes.get("city_code").asString()).isEqualTo("424");
        assertThat(attributes.get("deleted").asBoolean()).isFalse();
        assertThat(received).isEmpty();
    }

    @Test
    void webhook_uses_the_other_vocabulary_and_tells_of_withdrawal() throws Exception {
        subscribe("ORDER_STATUS", url("/hook"));
        clock.advance(Duration.ofSeconds(240));
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            JsonNode attributes = next().get("attributes");
            codes.add(attributes.get("code").asString() + " "
                    + attributes.get("deleted").asBoolean());
        }
        assertThat(codes)
                .containsExactly(
                        "RECEIVED_AT_SHIPMENT_WAREHOUSE false",
                        "MET_AT_TRANSIT_OFFICE false",
                        "MET_AT_TRANSIT_OFFICE true",
                        "RETURNED_TO_RECIPIENT_CITY_WAREHOUSE false");
    }

    @Test
    void other_types_tell_of_problems_and_moved_days() throws Exception {
        subscribe("DELIV_PROBLEM", url("/problem"));
        subscribe("ORDER_MODIFIED", url("/modified"));
        clock.advance(Duration.ofSeconds(240));
        JsonNode problem = next();
        assertThat(problem.get("type").asString()).isEqualTo("DELIV_PROBLEM");
        assertThat(problem.get("attributes").get("code").asString()).isEqualTo("13");
        assertThat(problem.get("attributes").get("create_date").asString()).isEqualTo("2026-11-24T06:04:00Z");
        clock.advance(Duration.ofSeconds(60));
        JsonNode modified = next().get("attributes");
        assertThat(modified.get("modification_type").asString()).isEqualTo("PLANED_DELIVERY_DATE_CHANGED");
        assertThat(modified.get("new_value").get("type").asString()).isEqualTo("DATE");
        assertThat(modified.get("new_value").get("value").asString()).isEqualTo("2026-11-30");
    }

    @Test
    void two_subscriptions_are_the_most_and_the_same_type_fires_twice() throws Exception {
        JsonNode first = subscribe("ORDER_STATUS", url("/a"));
        assertThat(first.get("requests").get(0).get("state").asString()).isEqualTo("ACCEPTED");
        subscribe("ORDER_STATUS", url("/b"));
        JsonNode third = subscribe("ORDER_STATUS", url("/c"));
        assertThat(third.has("entity")).isFalse();
        assertThat(subscriptions()).hasSize(2);
        clock.advance(Duration.ofSeconds(60));
        assertThat(next()).isEqualTo(next());

        String uuid = first.get("entity").get("uuid").asString();
        assertThat(Client.json(client.get("/cdek/v2/webhooks/" + uuid, bearer))
                        .get("entity")
                        .get("url")
                        .asString())
                .isEqualTo(url("/a"));
        assertThat(client.delete("/cdek/v2/webhooks/" + uuid, bearer).statusCode())
                .isEqualTo(202);
        assertThat(client.delete("/cdek/v2/webhooks/" + uuid, bearer).statusCode())
                .isEqualTo(400);
        assertThat(subscriptions()).hasSize(1);
        clock.advance(Duration.ofSeconds(60));
        next();
        assertThat(received.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void wrong_type_or_address_is_refused() {
        assertThat(client.post("/cdek/v2/webhooks", "{\"type\":\"GOSSIP\",\"url\":\"http://a/\"}", bearer)
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/cdek/v2/webhooks", "{\"type\":\"ORDER_STATUS\",\"url\":\"a b\"}", bearer)
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/cdek/v2/webhooks", "oops", bearer).statusCode())
                .isEqualTo(400);
        assertThat(subscriptions()).isEmpty();
    }

    @Test
    void receiver_that_gives_no_answer_is_tried_twelve_times_in_75_minutes_then_its_address_is_switched_off()
            throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        mute.accept().close();
                        attempts.incrementAndGet();
                    }
                } catch (IOException closed) {
                    return;
                }
            });
            String url = "http://127.0.0.1:" + mute.getLocalPort() + "/hook";
            subscribe("DELIV_PROBLEM", url);
            subscribe("PRINT_FORM", url);
            clock.advance(Duration.ofSeconds(240));
            for (int attempt = 1; attempt <= 12; attempt++) {
                int expected = attempt;
                until(() -> attempts.get() >= expected);
                clock.advance(Duration.ofMinutes(6));
                Thread.sleep(10);
                assertThat(attempts).as("no attempt before its time").hasValue(attempt);
                clock.advance(Duration.ofMinutes(75).dividedBy(11).minusMinutes(6));
            }
            until(() -> subscriptions().isEmpty());
            assertThat(attempts).hasValue(12);
        }
    }

    @Test
    void message_that_could_not_be_sent_arrives_later() throws Exception {
        int port = receiver.getAddress().getPort();
        receiver.stop(0);
        try (ServerSocket mute = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            subscribe("ORDER_STATUS", url("/hook"));
            clock.advance(Duration.ofSeconds(60));
            mute.accept().close();
        }
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        receiver.createContext("/", exchange -> {
            received.add(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
        });
        receiver.start();
        assertThat(received).isEmpty();
        clock.advance(Duration.ofMinutes(7));
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            codes.add(next().get("attributes").get("code").asString());
        }
        assertThat(codes).contains("RECEIVED_AT_SHIPMENT_WAREHOUSE");
    }

    @Test
    void any_answer_but_200_is_not_tried_again_and_ends_the_subscription_after_a_day() throws Exception {
        answersWith = 204;
        subscribe("ORDER_STATUS", url("/hook"));
        clock.advance(Duration.ofSeconds(60));
        next();
        answersWith = 200;
        clock.advance(Duration.ofHours(23));
        for (int i = 0; i < 3; i++) {
            assertThat(next().get("attributes").get("code").asString()).isNotEqualTo("RECEIVED_AT_SHIPMENT_WAREHOUSE");
        }
        assertThat(subscriptions()).hasSize(1);
        clock.advance(Duration.ofHours(1));
        until(() -> subscriptions().isEmpty());
    }

    @Test
    void push_needs_no_advance_when_the_clock_runs() throws Exception {
        subscribe("ORDER_STATUS", url("/hook"));
        clock.speed(6000);
        assertThat(next().get("attributes").get("status_code").asString()).isEqualTo("3");
    }
}
