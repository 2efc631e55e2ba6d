package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestClock;
import org.sledopyt.TestServer;
import org.sledopyt.account.Account;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;
import org.sledopyt.account.Result;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.intake.LookAgain;
import org.sledopyt.journey.Events;
import org.sledopyt.journey.Reported;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Place;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stages;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** From a day that passes to the list, the inbox and the person's answer: the whole server, its own PostgreSQL, a clock of the test. */
class AttentionsTest {

    private static final String PASSWORD = "seven silent snails";
    private static final String NUMBER = "RB123456785CN";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-24T10:00:00Z"));
    private TestServer server;
    private TestBrowser browser;
    private Account account;

    @BeforeEach
    void start() {
        server = TestServer.with(clock).with("sledopyt.intake.only", "cdek").start();
        account = account("vera@example.org");
        browser = new TestBrowser(server).signIn(account.email(), PASSWORD);
    }

    @AfterEach
    void stop() {
        browser.close();
        server.close();
    }

    @Test
    void days_that_pass_reach_list_and_inbox_once_and_the_person_answers() {
        String id = followed();
        assertThat(waiting("A,B")).isEmpty();
        clock.forward(Duration.ofDays(26));
        browser.signIn(account.email(), PASSWORD);
        Wake.call(server.bean(JdbcClient.class), "attentions", "");
        until(() -> waiting("A,B").equals(List.of("STALE")));
        until(() -> inbox().size() == 1);
        JsonNode told = inbox().getFirst();
        assertThat(told.path("kind").asString()).isEqualTo("ATTENTION");
        assertThat(told.path("args").path("attention").asString()).isEqualTo("STALE");

        JsonNode seen = get(id);
        JsonNode stale = seen.path("attentions").path(0);
        assertThat(stale.path("urgency").asString()).isEqualTo("B");
        assertThat(stale.path("todo").asString()).isEqualTo("todo.STALE.text");
        assertThat(stale.path("reasons").path(0).path("code").asString()).isEqualTo("silent");
        assertThat(seen.path("journey").path("attentions")).isEqualTo(seen.path("attentions"));

        assertThat(answer(id, "{\"answer\":\"DISMISS\",\"code\":\"STALE\"}")).isEqualTo(204);
        assertThat(waiting("A,B,C")).isEmpty();
        assertThat(get(id).path("expected").path("dismissed").path(0).asString())
                .isEqualTo("STALE");
        assertThat(answer(id, "{\"answer\":\"RECALL\"}")).isEqualTo(204);
        assertThat(waiting("A,B")).containsExactly("STALE");
        assertThat(answer(id, "{\"answer\":\"HAVE_IT\"}")).isEqualTo(204);
        assertThat(waiting("A,B,C")).isEmpty();
        assertThat(get(id).path("expected").path("receipt").asString()).isEqualTo("HAVE_IT");
        assertThat(inbox()).as("nobody is told what they said themselves").hasSize(1);
    }

    @Test
    void who_moves_to_another_country_finds_what_was_delivered_in_the_old_one_and_is_told_no_news() {
        String id = followed("DELIVERED", "SIGNED");
        assertThat(waiting("A,B")).isEmpty();
        assertThat(browser.send("PATCH", "/api/v1/me", "{\"country\":\"DE\"}").status())
                .isEqualTo(200);
        until(() -> waiting("A,B").equals(List.of("WRONG_PLACE")));
        assertThat(get(id).path("attentions")
                        .path(0)
                        .path("reasons")
                        .path(0)
                        .path("args")
                        .path("expected")
                        .asString())
                .isEqualTo("DE");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void what_a_person_expects_is_kept_and_looked_at() {
        String id = followed();
        String path = "/api/v1/shipments/" + id + "/expected";
        String day = "{\"country\":\"de\",\"city\":\"Bonn\",\"sendBy\":\"2026-11-30\"}";
        assertThat(browser.send("PUT", path, day).status()).isEqualTo(204);
        JsonNode expected = get(id).path("expected");
        assertThat(expected.path("country").asString()).isEqualTo("DE");
        assertThat(expected.path("city").asString()).isEqualTo("Bonn");
        assertThat(expected.path("sendBy").asString()).isEqualTo("2026-11-30");
        for (String wrong : List.of("{\"country\":\"XX\"}", "{\"sendBy\":\"soon\"}", "{\"sendBy\":\"9999-01-01\"}")) {
            assertThat(browser.send("PUT", path, wrong).status()).as(wrong).isEqualTo(422);
        }
        assertThat(browser.send("PUT", path, "{\"city\":\"" + "x".repeat(101) + "\"}")
                        .status())
                .isEqualTo(422);
        assertThat(get(id).path("expected")).isEqualTo(expected);
    }

    @Test
    void wrong_questions_and_strangers_get_no_answer() {
        String id = followed();
        assertThat(browser.get("/api/v1/shipments?urgency=D").status()).isEqualTo(400);
        for (String wrong :
                List.of("{}", "{\"answer\":\"PERHAPS\"}", "{\"answer\":\"DISMISS\",\"code\":\"NOTHING\"}")) {
            assertThat(answer(id, wrong)).as(wrong).isEqualTo(422);
        }
        Account other = account("olga@example.org");
        try (TestBrowser stranger = new TestBrowser(server).signIn(other.email(), PASSWORD)) {
            assertThat(stranger.post("/api/v1/shipments/" + id + "/answers", "{\"answer\":\"HAVE_IT\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    /** A parcel that left China two days ago, as some source told us. */
    private String followed() {
        return followed("IN_TRANSIT", "LEFT_ORIGIN_COUNTRY");
    }

    private String followed(String milestone, String sub) {
        JsonNode added = browser.post("/api/v1/shipments", "{\"numbers\":[{\"number\":\"" + NUMBER + "\"}]}")
                .json();
        String id = added.path("added").path(0).path("id").asString();
        Shipments.Shipment shipment = server.bean(Shipments.class)
                .find(account.id(), UUID.fromString(id))
                .orElseThrow();
        SourceEvent left = new SourceEvent(
                EventTime.stated(OffsetDateTime.parse("2026-11-22T10:00:00+08:00"), "2026-11-22T10:00:00+08:00"),
                "Left",
                "L1",
                Stages.of(milestone, sub),
                SourceEvent.How.CODE,
                milestone.equals("DELIVERED") ? Place.of("RU", "Тула", null, null) : null,
                null,
                null,
                false);
        Reported report = new Reported(new TrackingNumber(NUMBER), "cdek", 0, left, new UUID(0, 1), clock.instant());
        server.bean(Events.class).add(shipment.bucket(), List.of(new Events.OfParcel(shipment.parcelId(), report)));
        server.bean(LookAgain.class).recall(shipment);
        return id;
    }

    private Account account(String email) {
        Result<Account> made = server.bean(Accounts.class)
                .create(email, PASSWORD, new Profile("Vera", "ru", "Europe/Moscow", "RU"), false);
        return ((Result.Done<Account>) made).value();
    }

    private int answer(String id, String json) {
        return browser.post("/api/v1/shipments/" + id + "/answers", json).status();
    }

    private JsonNode get(String id) {
        return browser.get("/api/v1/shipments/" + id).json();
    }

    private List<String> waiting(String urgency) {
        JsonNode answer = browser.get("/api/v1/shipments?urgency=" + urgency).json();
        assertThat(answer.path("total").asInt()).isEqualTo(answer.path("items").size());
        return answer.path("items")
                .valueStream()
                .map(one -> one.path("attentions").path(0).path("code").asString())
                .toList();
    }

    private List<JsonNode> inbox() {
        return browser.get("/api/v1/inbox").json().path("items").valueStream().toList();
    }

    private static void until(BooleanSupplier done) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not come to that").isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }
}
