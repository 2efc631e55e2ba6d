package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestBrowser.Answer;
import org.sledopyt.TestClock;
import org.sledopyt.TestServer;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;
import org.sledopyt.account.SetupLink;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class SignInTest {

    private static final String PASSWORD = "four blue winters";

    private static TestClock clock;
    private static TestServer server;

    private TestBrowser browser;

    @BeforeAll
    static void start() {
        clock = new TestClock(Instant.parse("2026-11-24T10:00:00Z"));
        server = TestServer.with(clock).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("delete from accounts").update();
        jdbc.sql("delete from setup_links").update();
        clock.forward(Duration.ofMinutes(15));
        browser = new TestBrowser(server);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void the_first_account_is_set_up_with_the_link_and_is_signed_in() {
        assertThat(browser.get("/api/v1/start").json()).isEqualTo(json("""
                {"state":"setup","demo":false,"version":"dev","account":null}"""));
        String link = server.bean(SetupLink.class).offer().orElseThrow();
        Answer wrong = setUp(browser, "guess");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.key()).isEqualTo("setup.link.wrong");

        Answer made = setUp(browser, link);
        assertThat(made.status()).isEqualTo(201);
        JsonNode account = made.json();
        assertThat(account).isEqualTo(json("""
                {"id":"%s","email":"olga@example.org","name":"Olga","language":"ru","zone":"Europe/Moscow","country":"RU","operator":true}
                """.formatted(account.path("id").asString())));
        assertThat(browser.get("/api/v1/me").json()).isEqualTo(account);
        JsonNode start = browser.get("/api/v1/start").json();
        assertThat(start.path("state").asString()).isEqualTo("signed-in");
        assertThat(start.path("account")).isEqualTo(account);

        try (TestBrowser other = new TestBrowser(server)) {
            Answer again = setUp(other, link);
            assertThat(again.status()).isEqualTo(403);
            assertThat(again.key()).isEqualTo("setup.link.wrong");
            assertThat(other.get("/api/v1/start").json().path("state").asString())
                    .isEqualTo("sign-in");
        }
    }

    @Test
    void what_is_wrong_with_an_entry_is_said_by_key_and_the_link_stays_good() {
        String link = server.bean(SetupLink.class).offer().orElseThrow();
        Answer answer = browser.post("/api/v1/setup", """
                {"link":"%s","email":"olga@example.org","name":"Olga","password":"short"}""".formatted(link));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.key()).isEqualTo("password.short");
        assertThat(answer.json().path("args").path("min").asInt()).isEqualTo(8);
        assertThat(setUp(browser, link).status()).isEqualTo(201);
    }

    @Test
    void a_wrong_password_and_an_unknown_email_look_the_same() {
        create("olga@example.org");
        Answer wrong = signIn("olga@example.org", "wrong password");
        Answer unknown = signIn("nobody@example.org", "wrong password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.key()).isEqualTo("signin.wrong");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.json()).isEqualTo(wrong.json());
        assertThat(browser.cookie("sledopyt_session")).isEmpty();
    }

    @Test
    void too_many_tries_are_told_how_long_to_wait() {
        create("olga@example.org");
        for (int i = 0; i < 10; i++) {
            assertThat(signIn("olga@example.org", "wrong password").status()).isEqualTo(401);
        }
        Answer answer = signIn("olga@example.org", PASSWORD);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.key()).isEqualTo("signin.tooMany");
        assertThat(answer.header("Retry-After")).isEqualTo("90");
        assertThat(answer.json().path("args").path("seconds").asInt()).isEqualTo(90);
        clock.forward(Duration.ofSeconds(90));
        assertThat(signIn("olga@example.org", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void tries_are_counted_by_the_address_that_a_proxy_on_this_machine_tells() {
        create("olga@example.org");
        browser.header("X-Forwarded-For", "198.51.100.7");
        for (int i = 0; i < 30; i++) {
            signIn("guess" + i + "@example.org", "wrong password");
        }
        assertThat(signIn("olga@example.org", PASSWORD).status()).isEqualTo(429);
        browser.header("X-Forwarded-For", "198.51.100.8");
        assertThat(signIn("olga@example.org", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void the_cookie_is_out_of_reach_for_scripts_and_for_other_sites() {
        create("olga@example.org");
        Answer plain = signIn("olga@example.org", PASSWORD);
        assertThat(plain.header("Set-Cookie"))
                .matches("sledopyt_session=[\\w-]{43}; Path=/; Max-Age=7776000; Expires=[^;]+; HttpOnly; SameSite=Lax");
        browser.header("X-Forwarded-Proto", "https");
        Answer behindTls = signIn("olga@example.org", PASSWORD);
        assertThat(behindTls.header("Set-Cookie").split("; ")).contains("Secure", "HttpOnly", "SameSite=Lax");
    }

    @Test
    void the_cookie_is_prolonged_while_it_is_used() {
        create("olga@example.org");
        browser.signIn("olga@example.org", PASSWORD);
        assertThat(browser.get("/api/v1/me").header("Set-Cookie")).isEmpty();
        clock.forward(Duration.ofDays(1));
        assertThat(browser.get("/api/v1/me").header("Set-Cookie")).contains("Max-Age=7776000");
        clock.forward(Duration.ofDays(90));
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void a_change_with_the_cookie_but_without_our_header_is_refused() {
        create("olga@example.org");
        browser.signIn("olga@example.org", PASSWORD).header("X-Sledopyt", "");
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            Answer answer = browser.send(method, "/api/v1/me", "{\"name\":\"Mallory\"}");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.key()).isEqualTo("request.forged");
        }
        Answer me = browser.get("/api/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().path("name").asString()).isEqualTo("Olga");
    }

    @Test
    void whoever_is_not_signed_in_gets_nothing_but_what_is_for_everybody() {
        create("olga@example.org");
        for (String path : List.of(
                "/api/v1/me",
                "/api/v1/tokens",
                "/api/v1/events",
                "/api/openapi.json",
                "/api/v1/none",
                "/api/v1/start/more",
                "/api")) {
            Answer answer = browser.get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.key()).isEqualTo("signin.needed");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThat(browser.get("/actuator/health").status()).isEqualTo(200);
        assertThat(browser.get("/actuator/env").status()).isEqualTo(404);
    }

    @Test
    void signing_out_ends_the_session_even_for_a_copied_cookie() {
        create("olga@example.org");
        browser.signIn("olga@example.org", PASSWORD);
        HttpCookie copied = browser.cookie("sledopyt_session").orElseThrow();
        assertThat(browser.post("/api/v1/sign-out", "").status()).isEqualTo(204);
        assertThat(browser.cookie("sledopyt_session")).isEmpty();
        assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(browser.cookie(copied).get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void a_patch_changes_what_it_names_and_null_clears() {
        create("olga@example.org");
        browser.signIn("olga@example.org", PASSWORD);
        JsonNode changed = browser.send("PATCH", "/api/v1/me", "{\"name\":\"Olya\",\"country\":null}")
                .json();
        assertThat(changed.path("name").asString()).isEqualTo("Olya");
        assertThat(changed.path("country").isNull()).isTrue();
        assertThat(changed.path("zone").asString()).isEqualTo("Europe/Moscow");
        assertThat(browser.get("/api/v1/me").json()).isEqualTo(changed);

        Answer nothing = browser.send("PATCH", "/api/v1/me", "{\"zone\":null}");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.json().path("args").path("field").asString()).isEqualTo("zone");
        assertThat(browser.send("PATCH", "/api/v1/me", "{\"zone\":\"Mars/Base\"}")
                        .key())
                .isEqualTo("zone.unknown");
        assertThat(browser.get("/api/v1/me").json()).isEqualTo(changed);
    }

    @Test
    void a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
        create("olga@example.org");
        try (TestBrowser other = new TestBrowser(server)) {
            browser.signIn("olga@example.org", PASSWORD);
            other.signIn("olga@example.org", PASSWORD);
            Answer wrong = browser.post("/api/v1/me/password", "{\"old\":\"wrong\",\"new\":\"five red summers\"}");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.key()).isEqualTo("password.wrong");
            Answer changed = browser.post(
                    "/api/v1/me/password", "{\"old\":\"%s\",\"new\":\"five red summers\"}".formatted(PASSWORD));
            assertThat(changed.status()).isEqualTo(204);
            assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);
            assertThat(other.get("/api/v1/me").status()).isEqualTo(401);
            other.signIn("olga@example.org", "five red summers");
        }
    }

    @Test
    void a_token_acts_for_its_account_until_it_is_deleted() {
        create("olga@example.org");
        browser.signIn("olga@example.org", PASSWORD);
        Answer made = browser.post("/api/v1/tokens", "{\"name\":\"script\"}");
        assertThat(made.status()).isEqualTo(201);
        JsonNode token = made.json();
        assertThat(token.propertyNames()).containsExactly("id", "name", "createdAt", "usedAt", "token");
        assertThat(token.path("usedAt").isNull()).isTrue();

        try (TestBrowser script = new TestBrowser(server)) {
            script.header("X-Sledopyt", "")
                    .header("Authorization", "Bearer " + token.path("token").asString());
            assertThat(script.get("/api/v1/me").json().path("email").asString()).isEqualTo("olga@example.org");
            assertThat(script.send("PATCH", "/api/v1/me", "{\"name\":\"By script\"}")
                            .status())
                    .isEqualTo(200);

            JsonNode listed = browser.get("/api/v1/tokens").json().path("items");
            assertThat(listed).hasSize(1);
            assertThat(listed.get(0).propertyNames()).containsExactly("id", "name", "createdAt", "usedAt");
            assertThat(listed.get(0).path("usedAt").asString())
                    .isEqualTo(clock.instant().toString());

            assertThat(browser.delete("/api/v1/tokens/" + token.path("id").asString())
                            .status())
                    .isEqualTo(204);
            assertThat(script.get("/api/v1/me").status()).isEqualTo(401);
        }
    }

    @Test
    void one_account_neither_sees_nor_ends_anything_of_another() {
        create("olga@example.org");
        create("boris@example.org");
        browser.signIn("olga@example.org", PASSWORD);
        JsonNode token = browser.post("/api/v1/tokens", "{\"name\":\"script\"}").json();
        try (TestBrowser boris = new TestBrowser(server)) {
            boris.signIn("boris@example.org", PASSWORD);
            assertThat(boris.get("/api/v1/tokens").json().path("items")).isEmpty();
            boris.delete("/api/v1/tokens/" + token.path("id").asString());
            boris.post("/api/v1/sign-out", "");
        }
        assertThat(browser.get("/api/v1/tokens").json().path("items")).hasSize(1);
    }

    @Test
    void a_forgotten_token_is_no_way_in() {
        create("olga@example.org");
        for (String authorization :
                List.of("Bearer", "Bearer ", "Bearer " + UUID.randomUUID(), "Basic b2xnYTpvbGdh", "bearer null")) {
            browser.header("Authorization", authorization);
            assertThat(browser.get("/api/v1/me").status()).as(authorization).isEqualTo(401);
        }
    }

    private Answer signIn(String email, String password) {
        return browser.post("/api/v1/sign-in", """
                {"email":"%s","password":"%s"}""".formatted(email, password));
    }

    private static Answer setUp(TestBrowser browser, String link) {
        return browser.post("/api/v1/setup", """
                {"link":"%s","email":"olga@example.org","name":"Olga","password":"%s","language":"ru","zone":"Europe/Moscow","country":"RU"}
                """.formatted(link, PASSWORD));
    }

    private static void create(String email) {
        server.bean(Accounts.class).create(email, PASSWORD, new Profile("Olga", "ru", "Europe/Moscow", "RU"), false);
    }

    private static JsonNode json(String text) {
        return new Answer(0, null, text).json();
    }
}
