package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestBrowser.Answer;
import org.sledopyt.TestServer;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;

class HostileRequestsTest {

    private static TestServer server;
    private static TestBrowser browser;

    @BeforeAll
    static void start() {
        server = TestServer.with("sledopyt.web.hosts", "parcels.example.org").start();
        server.bean(Accounts.class)
                .create("olga@example.org", "four blue winters", new Profile("Olga", "en", "UTC", null), false);
        browser = new TestBrowser(server).signIn("olga@example.org", "four blue winters");
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                          | request.unreadable",
                "''                         | request.unreadable",
                "null                       | request.unreadable",
                "[]                         | request.unreadable",
                "\"text\"                   | request.unreadable",
                "{\"name\":\"a\"} {}        | request.unreadable",
                "{\"name\":{\"a\":1}}       | request.wrongValue",
                "{\"name\":[\"a\"]}         | request.wrongValue",
                "{\"name\":5}               | request.wrongValue",
                "{\"name\":true}            | request.wrongValue",
                "{'name':'a'}               | request.unreadable",
                "{\"name\":\"\\ud83d\\u00\"} | request.unreadable",
            })
    void a_body_of_the_wrong_form_is_a_problem_of_the_sender(String body, String key) {
        for (String path : List.of("/api/v1/tokens", "/api/v1/me")) {
            String method = path.endsWith("me") ? "PATCH" : "POST";
            Answer answer = browser.send(method, path, body);
            assertProblem(answer, 400, key);
        }
    }

    @Test
    void the_field_that_is_wrong_is_named() {
        Answer answer = browser.post("/api/v1/me/password", "{\"old\":\"x\",\"new\":{}}");
        assertProblem(answer, 400, "request.wrongValue");
        assertThat(answer.json().path("args").path("field").asString()).isEqualTo("new");
    }

    @Test
    void deep_nesting_is_a_problem_of_the_sender() {
        String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
        assertProblem(browser.post("/api/v1/tokens", deep), 400, "request.unreadable");
        assertProblem(browser.send("PATCH", "/api/v1/me", deep), 400, "request.unreadable");
        assertProblem(browser.post("/api/v1/tokens", "[".repeat(100_000)), 400, "request.unreadable");
    }

    @Test
    void a_large_body_is_read_and_a_larger_one_is_not() {
        assertProblem(browser.post("/api/v1/tokens", name(10 << 20)), 422, "name.wrong");
        assertProblem(browser.post("/api/v1/tokens", name(13 << 20)), 413, "request.tooLarge");
    }

    @Test
    void a_body_without_a_stated_length_is_counted() {
        byte[] body = name(13 << 20).getBytes(StandardCharsets.UTF_8);
        Answer answer = browser.send(
                "POST",
                "/api/v1/tokens",
                "application/json",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        assertProblem(answer, 413, "request.tooLarge");
    }

    @Test
    void of_somebody_unknown_only_a_small_form_is_read() {
        try (TestBrowser unknown = new TestBrowser(server)) {
            for (String path : List.of("/api/v1/sign-in", "/api/v1/setup")) {
                assertProblem(unknown.post(path, name(100_000)), 413, "request.tooLarge");
            }
            assertProblem(
                    unknown.post("/api/v1/sign-in", "{\"email\":\"%s\"}".formatted("x".repeat(60_000))),
                    401,
                    "signin.wrong");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "a\\nb", "\\u0007", "a\\u009fb"})
    void control_characters_are_refused(String name) {
        assertProblem(browser.post("/api/v1/tokens", "{\"name\":\"%s\"}".formatted(name)), 422, "name.wrong");
    }

    @Test
    void a_nul_that_reaches_the_database_is_a_problem_of_the_sender() {
        assertProblem(
                browser.post("/api/v1/sign-in", "{\"email\":\"a\\u0000@example.org\",\"password\":\"x\"}"),
                400,
                "request.unreadable");
    }

    @Test
    void a_half_surrogate_does_no_harm() {
        Answer answer = browser.post("/api/v1/tokens", "{\"name\":\"a\\ud800\"}");
        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void unknown_ways_are_problems_too() {
        assertProblem(browser.get("/api/v1/none"), 404, "request.unknownPath");
        assertProblem(browser.get("/api/none.json"), 404, "request.unknownPath");
        assertProblem(browser.get("/api"), 404, "request.unknownPath");
        assertProblem(browser.get("/hooks/none/secret"), 405, "request.wrongMethod");
        assertProblem(browser.post("/hooks/none/secret", "{}"), 404, "request.unknownPath");
        assertProblem(browser.post("/api/v1/none", "{}"), 404, "request.unknownPath");
        assertProblem(browser.delete("/api/v1/tokens/none"), 400, "request.wrongValue");
        Answer wrongMethod = browser.delete("/api/v1/me");
        assertProblem(wrongMethod, 405, "request.wrongMethod");
        assertThat(wrongMethod.header("Allow")).contains("GET", "PATCH");
        assertProblem(
                browser.send("POST", "/api/v1/tokens", "text/plain", BodyPublishers.ofString("{\"name\":\"a\"}")),
                415,
                "request.wrongMediaType");
        assertProblem(
                browser.send(
                        "POST",
                        "/api/v1/tokens",
                        "application/x-www-form-urlencoded",
                        BodyPublishers.ofString("name=a")),
                415,
                "request.wrongMediaType");
    }

    @Test
    void what_cannot_be_sent_in_the_wanted_form_is_said_all_the_same() {
        try (TestBrowser picky = new TestBrowser(server)) {
            picky.signIn("olga@example.org", "four blue winters").header("Accept", "image/png");
            assertProblem(picky.get("/api/v1/me"), 406, "request.wrongMediaType");
            assertProblem(picky.get("/api/v1/none"), 404, "request.unknownPath");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/me%00", "/api/v1/..%2f..%2fetc", "/api/v1//me", "/api/v1/me;a=b", "/%5c..%5cWEB-INF"})
    void an_address_meant_to_confuse_is_refused(String path) {
        Answer answer = browser.get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("Tomcat", "Exception", "org.");
    }

    @Test
    void nothing_is_answered_to_names_that_are_not_ours() throws IOException {
        assertThat(raw("GET /api/v1/start HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .contains("\"key\":\"request.wrongHost\"");
        assertThat(raw("GET / HTTP/1.1\r\nHost: 192.168.1.5:8080\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
        for (String host : List.of("localhost:1", "LOCALHOST", "127.0.0.1", "[::1]:8080", "Parcels.Example.org")) {
            assertThat(raw("GET /api/v1/start HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(raw("GET /actuator/health HTTP/1.1\r\nHost: 10.0.0.7\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void what_is_not_http_gets_no_insides() throws IOException {
        for (String request : List.of(
                "nonsense\r\n\r\n",
                "GET /{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\nConnection: close\r\n\r\n")) {
            assertThat(raw(request)).startsWith("HTTP/1.1 400 ").doesNotContain("Tomcat", "Exception", "org.");
        }
    }

    @Test
    void browsers_are_told_what_not_to_allow() {
        for (String path : List.of("/", "/api/v1/me", "/api/v1/none", "/parcels")) {
            Answer answer = browser.get(path);
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none';"
                            + " base-uri 'none'; form-action 'self'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Permissions-Policy")).contains("camera=()");
            assertThat(answer.headers().map()).doesNotContainKey("server");
        }
        assertThat(browser.get("/api/v1/me").header("Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void an_answer_that_did_not_change_is_not_sent_again() {
        try (TestBrowser again = new TestBrowser(server)) {
            again.signIn("olga@example.org", "four blue winters");
            String etag = again.get("/api/v1/me").header("ETag");
            assertThat(etag).startsWith("W/\"");
            Answer same = again.header("If-None-Match", etag).get("/api/v1/me");
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.text()).isEmpty();
        }
    }

    @Test
    void figures_are_for_operators_and_for_this_machine() {
        try (TestBrowser visitor = new TestBrowser(server)) {
            assertThat(visitor.get("/actuator/prometheus").status()).isEqualTo(200);
            for (String proxied : List.of("198.51.100.7", "127.0.0.1, 198.51.100.7", "unknown", "::", "a b")) {
                visitor.header("X-Forwarded-For", proxied);
                assertProblem(visitor.get("/actuator/prometheus"), 401, "signin.needed");
            }
            visitor.signIn("olga@example.org", "four blue winters");
            assertProblem(visitor.get("/actuator/prometheus"), 403, "operator.needed");
        }
    }

    private static String name(int length) {
        return "{\"name\":\"" + "x".repeat(length) + "\"}";
    }

    private static void assertProblem(Answer answer, int status, String key) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().propertyNames()).contains("type", "title", "status", "key", "args");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.key()).isEqualTo(key);
        assertThat(answer.text()).doesNotContain("Exception", "org.", "java", "jackson");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
