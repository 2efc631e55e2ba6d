package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.sledopyt.TestServer;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.sandbox.Carrier;
import org.sledopyt.sandbox.Country;
import org.sledopyt.sandbox.Fault;
import org.sledopyt.sandbox.FaultKind;
import org.sledopyt.sandbox.Happening;
import org.sledopyt.sandbox.Numbers;
import org.sledopyt.sandbox.Place;
import org.sledopyt.sandbox.Sandbox;
import org.sledopyt.sandbox.Settings;
import org.sledopyt.sandbox.Story;
import org.sledopyt.sandbox.World;
import org.sledopyt.sandbox.WorldClock;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Sources;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 17TRACK, GdePosylka and AliExpress: the real connectors and the whole server against emulators on loopback that know nothing of them.
 * World and server live by one clock, which moves only when told to.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AggregatorsTest {

    private static final UUID ACCOUNT = new UUID(3, 4);
    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final List<String> SOURCES = List.of("17track", "gdeposylka", "aliexpress");

    private static final WorldClock CLOCK = WorldClock.stoppedAt(START);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final BlockingQueue<Pushed> PUSHED = new LinkedBlockingQueue<>();
    /** 17TRACK looks for twenty minutes, the others for twenty seconds. */
    private static Sandbox slow;

    private static Sandbox quick;
    private static TestServer server;
    private static HttpServer relay;
    private static int next;

    private record Pushed(byte[] body, String sign, int answered) {}

    @BeforeAll
    static void start() throws Exception {
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            stories.add(Story.draft(Country.CN, Country.RU)
                    .number(Carrier.CAINIAO, Numbers.cainiao(100 + i))
                    .number(Carrier.RUSSIAN_POST, Numbers.s10("RB", 100 + i, "CN"))
                    .home(Place.KAZAN)
                    .step(START.minus(Duration.ofDays(4)), Happening.ANNOUNCED, Place.SHENZHEN)
                    .by(Carrier.CAINIAO)
                    .step(START.minus(Duration.ofDays(3)), Happening.ACCEPTED, Place.SHENZHEN)
                    .by(Carrier.CAINIAO)
                    .step(START.plus(Duration.ofDays(40)), Happening.DEPARTED_COUNTRY, Place.GUANGZHOU)
                    .by(Carrier.CAINIAO)
                    .build());
        }
        World world = World.of(CLOCK, stories);
        slow = Sandbox.start(0, world, Settings.patient().withCredits(80).withCollectingFor(Duration.ofMinutes(20)));
        quick = Sandbox.start(0, world, Settings.patient().withCallsASecond(40).withTokenLives(Duration.ofHours(2)));
        TestServer.Settings settings = TestServer.with("sledopyt.intake.allow", "127.0.0.1");
        settings.with(CLOCK);
        for (String source : SOURCES) {
            Sandbox sandbox = source.equals("17track") ? slow : quick;
            settings.with("sledopyt.intake.sources." + source + ".address", sandbox.address(source))
                    .with("sledopyt.intake.sources." + source + ".spacing", "0s")
                    .with("sledopyt.intake.sources." + source + ".timeout", "10s");
        }
        server = settings.with("sledopyt.intake.only", String.join(",", SOURCES))
                .with("SLEDOPYT_SOURCE_17TRACK_KEY", Settings.PASSWORD)
                .with("SLEDOPYT_SOURCE_GDEPOSYLKA_TOKEN", Settings.PASSWORD)
                .with("SLEDOPYT_SOURCE_ALIEXPRESS_APP_KEY", Settings.LOGIN)
                .with("SLEDOPYT_SOURCE_ALIEXPRESS_APP_SECRET", Settings.PASSWORD)
                .with("SLEDOPYT_SOURCE_ALIEXPRESS_CODE", Settings.PASSWORD)
                .start();
        relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        relay.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String sign = exchange.getRequestHeaders().getFirst("sign");
            int answered = hook(body, sign);
            exchange.sendResponseHeaders(answered, -1);
            exchange.close();
            PUSHED.add(new Pushed(body, sign, answered));
        });
        relay.start();
    }

    @AfterAll
    static void stop() {
        relay.stop(0);
        server.close();
        slow.close();
        quick.close();
        HTTP.close();
    }

    @AfterEach
    void heal() {
        slow.webhook(null);
        for (String source : SOURCES) {
            slow.heal(source);
            quick.heal(source);
            server.bean(Gates.class).reopen(source);
        }
    }

    @Test
    void a_number_is_registered_once_with_17track_not_known_yet_and_then_found() {
        String number = parcel();
        slow.keep(100);
        follow(number);
        until(() -> asked("register", number) == 1 && outcome("17track", number).equals("WAITING"));
        forward(Duration.ofMinutes(17));
        until(() -> outcome("17track", number).equals("NOT_FOUND"));
        forward(Duration.ofHours(8));
        until(() -> outcome("17track", number).equals("FOUND"));
        assertThat(asked("register", number)).isEqualTo(1);
        assertThat(milestone(number)).isEqualTo("IN_TRANSIT/PICKED_UP");
        slow.keep(0);
    }

    private static long asked(String method, String number) {
        return slow.requests("17track").stream()
                .filter(asked ->
                        asked.path().endsWith("/" + method) && asked.text().contains(number))
                .count();
    }

    @Test
    void numbers_that_17track_does_not_know_or_take_spoil_no_batch() {
        String known = parcel();
        String unknown = Numbers.cainiao(7_777_777);
        String strange = "WHATISTHIS77";
        follow(unknown);
        follow(strange);
        follow(known);
        until(() -> outcome("17track", strange).equals("REJECTED"));
        forward(Duration.ofMinutes(25));
        until(() -> outcome("17track", known).equals("FOUND"));
        until(() -> outcome("17track", unknown).equals("NOT_FOUND"));
    }

    @Test
    void a_registration_made_elsewhere_is_as_good_as_ours() throws Exception {
        String number = parcel();
        register(List.of(number));
        forward(Duration.ofMinutes(21));
        follow(number);
        until(() -> outcome("17track", number).equals("FOUND"));
    }

    @Test
    void refused_throttled_and_down_are_three_things_for_all_three() {
        for (String source : SOURCES) {
            Sandbox sandbox = source.equals("17track") ? slow : quick;
            Map<FaultKind, String> outcomes = Map.of(
                    FaultKind.BAD_LOGIN, "SIGN_IN",
                    FaultKind.SERVICE_ERROR, "OUTAGE",
                    FaultKind.OUTAGE_503, "OUTAGE",
                    FaultKind.QUOTA_429, "QUOTA",
                    FaultKind.HALF, "UNREADABLE",
                    FaultKind.RESET, "OUTAGE");
            outcomes.forEach((kind, outcome) -> {
                // Its token is good: only what is asked with it fails.
                sandbox.fault(source, Fault.of(kind).on(source.equals("aliexpress") ? "/sync" : ""));
                String number = source.equals("aliexpress") ? order(parcel()) : parcel();
                follow(number);
                until(() -> !outcome(source, number).equals("WAITING"));
                assertThat(outcome(source, number)).as(source + " " + kind).isEqualTo(outcome);
                sandbox.heal(source);
                server.bean(Gates.class).reopen(source);
            });
        }
    }

    @Test
    void what_is_paid_for_by_number_is_asked_last() {
        TrackingNumber number = new TrackingNumber(parcel());
        List<List<String>> turns = server.bean(SourceChoice.class).of(number, List.of(List.of("cainiao")));
        assertThat(turns.getLast()).containsExactly("17track");
        assertThat(turns.subList(0, turns.size() - 1)).anyMatch(turn -> turn.contains("gdeposylka"));
    }

    @Test
    void what_17track_pushes_is_believed_once_and_nothing_forged() throws Exception {
        String number = parcel();
        slow.keep(100);
        follow(number);
        until(() -> asked("register", number) == 1);
        slow.keep(0);
        forward(Duration.ofMinutes(17));
        until(() -> outcome("17track", number).equals("NOT_FOUND"));
        // the next poll is hours away: what comes now was pushed
        slow.webhook(URI.create("http://127.0.0.1:" + relay.getAddress().getPort()));
        PUSHED.clear();
        forward(Duration.ofMinutes(4));
        Pushed pushed = pushed(number);
        assertThat(pushed.answered).isEqualTo(200);
        assertThat(milestone(number)).isEqualTo("IN_TRANSIT/PICKED_UP");
        assertThat(jdbc().sql("select count(*) from raws where number = ? and kind = 'PUSHED'")
                        .param(number)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        // T3 writes down by itself that the change was told
        until(() -> jdbc().sql("select count(*) from changes where told_at is null")
                        .query(Integer.class)
                        .single()
                == 0);
        String state = state(number);
        assertThat(hook(pushed.body, pushed.sign)).as("replayed").isEqualTo(200);
        byte[] forged = new String(pushed.body, StandardCharsets.UTF_8)
                .replace("InTransit_PickedUp", "Delivered_Other")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(forged).isNotEqualTo(pushed.body);
        assertThat(hook(forged, pushed.sign)).as("forged").isEqualTo(404);
        assertThat(hook(pushed.body, "")).as("not signed").isEqualTo(404);
        assertThat(state(number)).isEqualTo(state);
    }

    @Test
    void seventeen_track_is_told_when_nobody_waits_for_a_number_and_when_somebody_does_again() throws Exception {
        String number = found();
        slow.keep(200);
        Follow follow = server.bean(Follow.class);
        Shipments.Shipment shipment = shipment(number);
        UUID another = new UUID(3, 5);
        follow.follow(another, new TrackingNumber(number), List.of(), "");
        follow.archive(shipment, true);
        Thread.sleep(500);
        assertThat(asked("stoptrack", number))
                .as("another account waits for it")
                .isZero();
        follow.archive(shipment(number, another), true);
        untilTold("stoptrack", number);
        follow.archive(shipment, false);
        untilTold("retrack", number);
        follow.delete(shipment(number));
        untilTold("deletetrack", number);
        // whoever wants it again pays again, and gets it
        follow(number);
        until(() -> asked("register", number) == 1);
        slow.keep(0);
    }

    @Test
    void seventeen_track_is_told_the_carrier_that_a_person_chose() throws Exception {
        String number = found();
        slow.keep(200);
        server.bean(Follow.class).choose(shipment(number), "russian-post");
        untilTold("changecarrier", number);
        assertThat(slow.requests("17track").stream()
                        .filter(asked -> asked.path().endsWith("/changecarrier"))
                        .map(asked -> asked.text()))
                .anyMatch(text -> text.contains("\"carrier_old\":190271,\"carrier_new\":18031"));
        // it has that one now, and one it does not know is nothing to tell
        server.bean(Follow.class).choose(shipment(number), "no-such-carrier");
        Thread.sleep(500);
        assertThat(asked("changecarrier", number)).isEqualTo(1);
        slow.keep(0);
    }

    @Test
    void a_number_that_17track_stops_by_itself_is_taken_up_again_while_it_is_waited_for() throws Exception {
        String number = found();
        slow.keep(200);
        slow.webhook(URI.create("http://127.0.0.1:" + relay.getAddress().getPort()));
        PUSHED.clear();
        HTTP.send(
                HttpRequest.newBuilder(URI.create(slow.address("17track") + "/track/v2.4/stoptrack"))
                        .header("17token", Settings.PASSWORD)
                        .POST(BodyPublishers.ofString("[{\"number\":\"" + number + "\"}]"))
                        .build(),
                BodyHandlers.discarding());
        assertThat(pushed(number).answered).isEqualTo(200);
        untilTold("retrack", number);
        slow.keep(0);
    }

    /** A parcel that 17TRACK knows. */
    private static String found() {
        String number = parcel();
        follow(number);
        until(() -> outcome("17track", number).equals("FOUND"), Duration.ofMinutes(30));
        return number;
    }

    private static Shipments.Shipment shipment(String number) {
        return shipment(number, ACCOUNT);
    }

    private static Shipments.Shipment shipment(String number, UUID account) {
        var home = server.bean(org.sledopyt.intake.Numbers.class)
                .find(new TrackingNumber(number))
                .orElseThrow();
        return server.bean(Shipments.class)
                .ofParcel(account, home.bucket(), home.parcelId())
                .orElseThrow();
    }

    private static void untilTold(String method, String number) {
        until(() -> asked(method, number) == 1
                && jdbc().sql("select count(*) from errands where number = ?")
                                .param(number)
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    @Test
    void gdeposylka_collects_first_and_then_tells() {
        String number = parcel();
        quick.keep(100);
        follow(number);
        until(() -> tickets() > 0);
        until(() -> tracked(number) > 0 && outcome("gdeposylka", number).equals("WAITING"), Duration.ofSeconds(1));
        until(() -> outcome("gdeposylka", number).equals("FOUND"), Duration.ofSeconds(5));
        assertThat(tracked(number)).isGreaterThan(1);
        assertThat(milestone(number)).isEqualTo("IN_TRANSIT/PICKED_UP");
        quick.keep(0);
    }

    private static long tracked(String number) {
        return quick.requests("gdeposylka").stream()
                .filter(asked -> asked.path().endsWith("/cainiao/" + number))
                .count();
    }

    private static long tickets() {
        return jdbc().sql("select count(*) from tickets where source = 'gdeposylka'")
                .query(Long.class)
                .single();
    }

    @Test
    void gdeposylka_says_by_an_empty_list_or_by_404_that_nobody_has_such_numbers() {
        for (String strange : List.of("WHATISTHIS79", "WHATISTHIS779")) {
            follow(strange);
            until(() -> outcome("gdeposylka", strange).equals("NOT_FOUND"), Duration.ofSeconds(1));
        }
    }

    @Test
    void aliexpress_tells_of_an_order_in_all_its_envelopes_and_names_its_parcel() {
        for (int i = 0; i < 10; i++) {
            String parcel = parcel();
            String order = order(parcel);
            follow(order);
            until(() -> !outcome("aliexpress", order).equals("WAITING"));
            assertThat(outcome("aliexpress", order)).as(order).isEqualTo("FOUND");
            assertThat(milestone(order)).as(order).isEqualTo("IN_TRANSIT/PICKED_UP");
            until(() -> jdbc().sql("select count(*) from asks where number = ?")
                            .param(parcel)
                            .query(Integer.class)
                            .single()
                    > 0);
        }
    }

    @Test
    void an_order_that_is_not_shipped_yet_is_not_found_and_a_session_that_ended_is_renewed() {
        String nobody = order(Numbers.cainiao(8_888_888));
        follow(nobody);
        until(() -> outcome("aliexpress", nobody).equals("NOT_FOUND"));
        quick.keep(100);
        forward(Duration.ofHours(3));
        String order = order(parcel());
        follow(order);
        until(() -> outcome("aliexpress", order).equals("FOUND"));
        assertThat(quick.requests("aliexpress").stream().map(asked -> asked.path()))
                .contains("/rest/auth/token/refresh");
        quick.fault("aliexpress", Fault.of(FaultKind.BAD_LOGIN).times(1).on("/sync"));
        String other = order(parcel());
        follow(other);
        until(() -> outcome("aliexpress", other).equals("FOUND"));
        quick.keep(0);
    }

    @Test
    void more_calls_than_aliexpress_takes_close_its_gate_for_as_long_as_it_says() throws Exception {
        for (int i = 0; i < 40; i++) {
            HTTP.send(
                    HttpRequest.newBuilder(URI.create(quick.address("aliexpress") + "/sync?app_key=" + Settings.LOGIN))
                            .build(),
                    BodyHandlers.discarding());
        }
        String order = order(parcel());
        follow(order);
        until(() -> outcome("aliexpress", order).equals("QUOTA"));
        until(() -> outcome("aliexpress", order).equals("FOUND"), Duration.ofMinutes(1));
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void the_other_door_of_aliexpress_reads_orders_and_is_refused_those_of_others() {
        Manifest manifest = server.bean(Sources.class).get("aliexpress").manifest();
        server.bean(Keyring.class)
                .keep(
                        manifest,
                        new Credentials(
                                "order",
                                Map.of(
                                        "app_key",
                                        Settings.LOGIN,
                                        "app_secret",
                                        Settings.PASSWORD,
                                        "code",
                                        Settings.PASSWORD + "-again")));
        for (int i = 0; i < 10; i++) {
            String order = order(parcel());
            follow(order);
            until(() -> !outcome("aliexpress", order).equals("WAITING"));
            assertThat(outcome("aliexpress", order)).as(order).isEqualTo("FOUND");
            assertThat(milestone(order)).as(order).isEqualTo("INFO_RECEIVED/ANNOUNCED");
        }
        String invalid = order(Numbers.cainiao(8_888_881));
        follow(invalid);
        until(() -> outcome("aliexpress", invalid).equals("REJECTED"));
        String forbidden = order(Numbers.cainiao(8_888_882));
        follow(forbidden);
        until(() -> outcome("aliexpress", forbidden).equals("REJECTED"));
        // and that is its own affair: others go on being asked
        String next = order(parcel());
        follow(next);
        until(() -> outcome("aliexpress", next).equals("FOUND"));
    }

    /** Last, for credits never come back. */
    @Test
    @Order(Integer.MAX_VALUE)
    void used_up_credits_of_17track_do_not_keep_from_reading_what_is_registered() throws Exception {
        String known = parcel();
        register(List.of(known));
        forward(Duration.ofMinutes(21));
        for (int batch = 0; batch < 2; batch++) {
            int first = 9_000_000 + batch * 40;
            register(IntStream.range(first, first + 40)
                    .mapToObj(Numbers::cainiao)
                    .toList());
        }
        String poor = parcel();
        follow(poor);
        until(() -> outcome("17track", poor).equals("QUOTA"));
        follow(known);
        until(() -> outcome("17track", known).equals("FOUND"));
    }

    private static void register(List<String> numbers) throws Exception {
        String items = numbers.stream()
                .map(number -> "{\"number\":\"" + number + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(slow.address("17track") + "/track/v2.4/register"))
                .header("17token", Settings.PASSWORD)
                .POST(BodyPublishers.ofString(items))
                .build();
        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    private static int hook(byte[] body, String sign) {
        Manifest manifest = server.bean(Sources.class).get("17track").manifest();
        String secret = server.bean(Hooks.class).secret(manifest).orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(server.address("/hooks/17track/" + secret))
                .headers("Content-Type", "application/json", "sign", sign)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The first push about that number; others may come before. */
    private static Pushed pushed(String number) throws InterruptedException {
        while (true) {
            Pushed one = PUSHED.poll(20, TimeUnit.SECONDS);
            assertThat(one).as("a push").isNotNull();
            if (new String(one.body, StandardCharsets.UTF_8).contains("\"number\":\"" + number + "\"")) {
                return one;
            }
        }
    }

    private static String parcel() {
        return Numbers.cainiao(100 + next++);
    }

    /** The sandbox numbers orders after their parcels. */
    private static String order(String parcel) {
        return "30" + parcel.substring(2);
    }

    /** All three are asked, in turn or out of it: 17TRACK, which is paid for by number, would be asked last. */
    private static void follow(String number) {
        Follow follow = server.bean(Follow.class);
        var shipment = follow.follow(ACCOUNT, new TrackingNumber(number), List.of(), "")
                .shipment();
        List.of("17track", "gdeposylka", "aliexpress").forEach(source -> follow.ask(shipment, source));
    }

    private static void forward(Duration time) {
        CLOCK.advance(time);
        Wake.call(jdbc(), "asks", "");
    }

    private static void until(BooleanSupplier done) {
        until(done, Duration.ZERO);
    }

    /** Waits for what workers do by themselves; meanwhile the clock moves on by {@code step} again and again. */
    private static void until(BooleanSupplier done, Duration step) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come to that within 30 s: "
                        + jdbc().sql("select * from asks where outcome <> 'NO_KEY'")
                                .query()
                                .listOfRows());
            }
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            if (!step.isZero()) {
                forward(step);
            }
        }
    }

    private static String outcome(String source, String number) {
        return jdbc().sql("select outcome from asks where number = ? and source = ?")
                .params(number, source)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private static String milestone(String number) {
        return jdbc().sql(
                        "select milestone || '/' || sub from journeys j join numbers n using (bucket, parcel_id) where n.number = ?")
                .param(number)
                .query(String.class)
                .single();
    }

    /** What a push may change of a parcel. */
    private static String state(String number) {
        return jdbc().sql("""
                        select concat((select string_agg(j::text, ' ') from journeys j where parcel_id = n.parcel_id),
                                      (select string_agg(e::text, ' ' order by e::text) from events e where parcel_id = n.parcel_id),
                                      (select string_agg(c::text, ' ' order by c::text) from changes c where parcel_id = n.parcel_id),
                                      (select count(*) from raws r where parcel_id = n.parcel_id))
                        from numbers n where n.number = ?""").param(number).query(String.class).single();
    }

    private static JdbcClient jdbc() {
        return server.bean(JdbcClient.class);
    }
}
