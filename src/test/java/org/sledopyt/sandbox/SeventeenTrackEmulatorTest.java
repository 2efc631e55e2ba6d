package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class SeventeenTrackEmulatorTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final String LP = Numbers.cainiao(41);
    private static final String RB = Numbers.s10("RB", 41, "CN");
    private static final String CDEK = Numbers.cdek(204_000_011);

    private final WorldClock clock = WorldClock.stoppedAt(START);
    private final World world = World.of(
            clock,
            List.of(
                    Story.draft(Country.CN, Country.RU)
                            .number(Carrier.CAINIAO, LP)
                            .number(Carrier.RUSSIAN_POST, RB)
                            .home(Place.KAZAN)
                            .promised(LocalDate.parse("2026-12-24"))
                            .step(START.minus(Duration.ofDays(3)), Happening.ACCEPTED, Place.SHENZHEN)
                            .by(Carrier.CAINIAO)
                            .step(START.plus(Duration.ofHours(1)), Happening.DEPARTED_COUNTRY, Place.GUANGZHOU)
                            .by(Carrier.CAINIAO)
                            .step(START.plus(Duration.ofDays(5)), Happening.ARRIVED_COUNTRY, Place.MOSCOW)
                            .step(START.plus(Duration.ofDays(9)), Happening.DELIVERED, Place.KAZAN)
                            .by(Carrier.RUSSIAN_POST)
                            .build(),
                    Story.draft(Country.RU, Country.RU)
                            .number(Carrier.CDEK, CDEK)
                            .step(START.minus(Duration.ofDays(1)), Happening.READY_IN_LOCKER, Place.OMSK)
                            .build()));
    private final Sandbox sandbox =
            Sandbox.start(0, world, Settings.patient().withCredits(50).withCollectingFor(Duration.ofMinutes(2)));
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    private HttpResponse<byte[]> post(String method, String body) {
        return client.post("/17track/track/v2.4/" + method, body, "17token", Settings.PASSWORD);
    }

    private JsonNode data(String method, String... numbers) {
        String items = List.of(numbers).stream()
                .map(number -> "{\"number\":\"" + number + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        return Client.json(post(method, items)).get("data");
    }

    private static int rejection(JsonNode data) {
        return data.get("rejected").get(0).get("error").get("code").asInt();
    }

    private JsonNode parcel(String number) {
        JsonNode data = data("gettrackinfo", number);
        assertThat(data.get("accepted")).as(data.toString()).hasSize(1);
        return data.get("accepted").get(0).get("track_info");
    }

    @Test
    void wrong_key_wrong_path_and_wrong_body_are_told_apart() {
        HttpResponse<byte[]> refused = client.post("/17track/track/v2.4/getquota", "", "17token", "guess");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(Client.json(refused).at("/data/errors/0/code").asInt()).isEqualTo(-18010002);
        assertThat(post("nonsense", "[]").statusCode()).isEqualTo(404);
        assertThat(Client.json(post("register", "[]")).get("code").asInt()).isEqualTo(-18010010);
        assertThat(Client.json(post("register", "{\"number\"")).get("code").asInt())
                .isEqualTo(-18010013);
        String many = IntStream.range(0, 41)
                .mapToObj(i -> "{\"number\":\"" + Numbers.cainiao(i) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(Client.json(post("register", many)).get("code").asInt()).isEqualTo(-18010014);
    }

    @Test
    void a_bad_number_does_not_fail_its_batch() {
        JsonNode data = data("register", LP, "no!", CDEK, "WHATISTHIS");
        assertThat(data.get("accepted")).hasSize(2);
        assertThat(data.at("/accepted/0/carrier").asInt()).isEqualTo(190271);
        assertThat(data.at("/accepted/0/origin").asInt()).isEqualTo(2);
        assertThat(StreamSupport.stream(data.get("rejected").spliterator(), false)
                        .map(one -> one.at("/error/code").asInt()))
                .containsExactly(-18010012, -18019903);
        assertThat(rejection(data("register", LP))).isEqualTo(-18019901);
        assertThat(rejection(data("gettrackinfo", RB))).isEqualTo(-18019902);
    }

    @Test
    void credits_end_and_reading_costs_none() {
        for (int batch = 0; batch < 2; batch++) {
            int first = batch * 30;
            String[] numbers = IntStream.range(first, first + 30)
                    .mapToObj(i -> Numbers.cainiao(9_000 + i))
                    .toArray(String[]::new);
            JsonNode data = data("register", numbers);
            assertThat(data.get("accepted")).hasSize(batch == 0 ? 30 : 20);
            if (batch == 1) {
                assertThat(rejection(data)).isEqualTo(-18019908);
            }
        }
        JsonNode quota = Client.json(post("getquota", "")).get("data");
        assertThat(quota.get("quota_remain").asInt()).isZero();
        assertThat(quota.get("today_used").asInt()).isEqualTo(50);
        clock.advance(Duration.ofMinutes(5));
        assertThat(data("gettrackinfo", Numbers.cainiao(9_001)).get("accepted")).hasSize(1);
    }

    @Test
    void calls_a_second_are_limited() {
        try (Sandbox strict = Sandbox.start(0, world, Settings.strict());
                Client quick = new Client(strict)) {
            for (int i = 0; i < 3; i++) {
                assertThat(quick.post("/17track/track/v2.4/getquota", "", "17token", Settings.PASSWORD)
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(quick.post("/17track/track/v2.4/getquota", "", "17token", Settings.PASSWORD)
                            .statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void a_parcel_is_first_unknown_then_told_by_all_its_carriers() {
        data("register", LP, RB, Numbers.cainiao(77), CDEK);
        assertThat(rejection(data("gettrackinfo", LP))).isEqualTo(-18019909);
        clock.advance(Duration.ofMinutes(2));
        assertThat(parcel(LP).at("/latest_status/sub_status").asString()).isEqualTo("InTransit_PickedUp");
        assertThat(parcel(LP).at("/misc_info/local_number").isNull()).isTrue();
        JsonNode nothing = parcel(Numbers.cainiao(77));
        assertThat(nothing.at("/latest_status/status").asString()).isEqualTo("NotFound");
        assertThat(nothing.get("latest_event").isNull()).isTrue();
        assertThat(nothing.get("milestone")).hasSize(9);

        clock.advance(Duration.ofDays(10));
        JsonNode done = parcel(LP);
        assertThat(done.at("/latest_status/status").asString()).isEqualTo("Delivered");
        assertThat(done.at("/misc_info/local_number").asString()).isEqualTo(RB);
        assertThat(done.at("/tracking/providers/0/provider/key").asInt()).isEqualTo(18031);
        assertThat(done.at("/tracking/providers/1/events")).hasSize(3);
        JsonNode handover = done.at("/tracking/providers/0/events/0");
        assertThat(handover.get("time_iso").isNull()).isTrue();
        assertThat(handover.at("/time_raw/date").asString()).isEqualTo("2026-12-03");
        assertThat(handover.get("description").asString()).startsWith("Вручение");
        assertThat(done.at("/tracking/providers/1/events/2/time_iso").asString())
                .isEqualTo("2026-11-21T14:00:00+08:00");
        JsonNode locker = parcel(CDEK);
        assertThat(locker.at("/latest_event/sub_status").asString()).isEqualTo("Exception_Other");
        assertThat(locker.at("/latest_event/stage").asString()).isEqualTo("AvailableForPickup");
    }

    @Test
    void a_registration_is_stopped_taken_up_once_given_to_another_carrier_and_deleted() {
        data("register", RB);
        assertThat(rejection(data("retrack", RB))).isEqualTo(-18019904);
        assertThat(data("stoptrack", RB).get("accepted")).hasSize(1);
        assertThat(rejection(data("stoptrack", RB))).isEqualTo(-18019906);
        assertThat(change(RB, 18031, 190271)).isEqualTo(-18019806);
        assertThat(data("retrack", RB).get("accepted")).hasSize(1);
        data("stoptrack", RB);
        assertThat(rejection(data("retrack", RB))).isEqualTo(-18019905);
        data("deletetrack", RB);
        assertThat(rejection(data("gettrackinfo", RB))).isEqualTo(-18019902);

        data("register", RB);
        assertThat(change(RB, 18031, 190271)).isEqualTo(-18019808);
        clock.advance(Duration.ofMinutes(3));
        assertThat(change(RB, 0, 190271)).isEqualTo(-18019801);
        assertThat(change(RB, 18031, 0)).isEqualTo(-18019804);
        assertThat(change(RB, 18031, 999_999)).isEqualTo(-18019802);
        assertThat(change(RB, 18031, 18031)).isEqualTo(-18019803);
        assertThat(change(RB, 100030, 190271)).isEqualTo(-18019805);
        assertThat(change(RB, 18031, 100030)).isZero();
        assertThat(parcel(RB).at("/latest_status/status").asString())
                .as("CDEK knows no such number")
                .isEqualTo("NotFound");
        assertThat(change(RB, 100030, 190271)).isZero();
        assertThat(parcel(RB).at("/latest_status/status").asString()).isEqualTo("InTransit");
        JsonNode list = Client.json(post("gettracklist", "{\"number\":\"" + RB + "\"}"));
        assertThat(list.at("/page/data_total").asInt()).isEqualTo(1);
        assertThat(list.at("/data/accepted/0/carrier_change_count").asInt()).isEqualTo(2);
        assertThat(list.at("/data/accepted/0/push_status").asString()).isEqualTo("NotPushed");
    }

    /** 0 if it was accepted. */
    private int change(String number, int before, int after) {
        JsonNode data = Client.json(post(
                        "changecarrier",
                        "[{\"number\":\"" + number + "\",\"carrier_old\":" + before + ",\"carrier_new\":" + after
                                + "}]"))
                .get("data");
        return data.get("rejected").isEmpty() ? 0 : rejection(data);
    }

    @Test
    void what_changes_is_pushed_once_and_signed() throws Exception {
        try (Receiver receiver = new Receiver()) {
            sandbox.webhook(receiver.address());
            data("register", LP, Numbers.cainiao(77));
            assertThat(receiver.quiet()).isTrue();
            clock.advance(Duration.ofMinutes(2));
            assertThat(receiver.next()
                            .at("/data/track_info/latest_status/sub_status")
                            .asString())
                    .isEqualTo("InTransit_PickedUp");
            assertThat(receiver.quiet()).isTrue();
            clock.advance(Duration.ofHours(1));
            JsonNode news = receiver.next();
            assertThat(news.get("event").asString()).isEqualTo("TRACKING_UPDATED");
            assertThat(news.at("/data/track_info/latest_status/sub_status").asString())
                    .isEqualTo("InTransit_Departure");
            assertThat(news.get("data")).isEqualTo(data("gettrackinfo", LP).at("/accepted/0"));

            receiver.status = 500;
            data("push", LP);
            receiver.next();
            assertThat(receiver.quiet()).as("a failed push is not repeated").isTrue();
            assertThat(Client.json(post("gettracklist", "{}"))
                            .at("/data/accepted/0/push_status_code")
                            .asInt())
                    .isEqualTo(500);
            data("stoptrack", LP);
            assertThat(receiver.next().get("event").asString()).isEqualTo("TRACKING_STOPPED");
            clock.advance(Duration.ofDays(20));
            assertThat(receiver.quiet()).isTrue();
        }
    }

    @Test
    void signature_is_that_of_the_document() throws Exception {
        byte[] body = "{\"event\":\"TRACKING_UPDATED\"}".getBytes(StandardCharsets.UTF_8);
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest((new String(body, StandardCharsets.UTF_8) + "/" + Settings.PASSWORD)
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(SeventeenTrackPushes.sign(body)).isEqualTo(HexFormat.of().formatHex(hash));
    }

    /** A receiver that believes only what is signed. */
    private static final class Receiver implements AutoCloseable {
        private final BlockingQueue<JsonNode> got = new LinkedBlockingQueue<>();
        private final HttpServer server;
        private volatile int status = 200;

        Receiver() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                if (SeventeenTrackPushes.sign(body)
                        .equals(exchange.getRequestHeaders().getFirst("sign"))) {
                    got.add(JSON.readTree(body));
                }
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        }

        JsonNode next() throws InterruptedException {
            JsonNode next = got.poll(10, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }

        boolean quiet() throws InterruptedException {
            return got.poll(150, TimeUnit.MILLISECONDS) == null;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
