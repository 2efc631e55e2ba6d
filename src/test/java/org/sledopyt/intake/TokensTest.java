package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.TestClock;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;

/** Fetching of tokens, from a server that notes what it was asked. */
class TokensTest {

    private static final Credentials BY = new Credentials("d", Map.of("id", "me", "secret", "s&cret-word"));

    private final TestClock clock = new TestClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final Outgoing outgoing = new Outgoing(Set.of("127.0.0.1"));
    private final SimpleSource source = new SimpleSource("simple", URI.create("http://127.0.0.1"), 5);
    private final List<Credentials> kept = new CopyOnWriteArrayList<>();
    private final SignIns signIns = new SignIns(outgoing, clock, (of, renewed) -> kept.add(renewed));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "{\"access_token\":\"T1\",\"expires_in\":3600}";
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body
                    + (authorization == null ? "" : " " + authorization));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        outgoing.close();
        server.stop(0);
    }

    @Test
    void door_without_a_token_fetches_none() throws Exception {
        assertThat(signIns.token(source, door(null), BY)).isNull();
        assertThat(signIns.token(source, door(new Manifest.SignIn(Map.of("X-Key", "{id}"), Map.of(), null, null)), BY))
                .isNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void token_is_fetched_once_and_renewed_a_minute_before_it_ends() throws Exception {
        Manifest.Door door = door(form());
        assertThat(signIns.token(source, door, BY)).isEqualTo("T1");
        clock.forward(Duration.ofMinutes(58));
        assertThat(signIns.token(source, door, BY)).isEqualTo("T1");
        assertThat(asked).containsExactly("POST /token grant=all&client=me&word=s%26cret-word");
        answer = "{\"access_token\":\"T2\",\"expires_in\":\"3600\"}";
        clock.forward(Duration.ofSeconds(61));
        assertThat(signIns.token(source, door, BY)).isEqualTo("T2");
        assertThat(asked).hasSize(2);
    }

    @Test
    void forgotten_token_is_fetched_anew_and_another_key_has_one_of_its_own() throws Exception {
        Manifest.Door door = door(form());
        signIns.token(source, door, BY);
        signIns.token(source, door, new Credentials("d", Map.of("id", "you", "secret", "x")));
        assertThat(asked).hasSize(2);
        signIns.forget(door, BY);
        signIns.token(source, door, BY);
        signIns.token(source, door, new Credentials("d", Map.of("id", "you", "secret", "x")));
        assertThat(asked).hasSize(3);
    }

    @Test
    void json_basic_path_and_moment_of_the_end_are_as_declared() throws Exception {
        answer = "{\"data\":{\"jwt\":\"J\",\"until\":\"2026-11-24T12:00:00+01:00\"}}";
        Manifest.Door door = door(signIn(new Manifest.TokenCall(
                null,
                "POST",
                "/login",
                Map.of(),
                Map.of(),
                Map.of("user", "{id}"),
                new Manifest.Basic("{id}", "{secret}", ":"),
                "data.jwt",
                "data.until",
                Duration.ofDays(9),
                Map.of())));
        assertThat(signIns.token(source, door, BY)).isEqualTo("J");
        assertThat(asked).containsExactly("POST /login {\"user\":\"me\"} Basic bWU6cyZjcmV0LXdvcmQ=");
        clock.forward(Duration.ofMinutes(58));
        signIns.token(source, door, BY);
        assertThat(asked).hasSize(1);
        clock.forward(Duration.ofMinutes(2));
        signIns.token(source, door, BY);
        assertThat(asked).hasSize(2);
    }

    @Test
    void token_that_says_to_live_no_time_is_used_for_some_seconds_all_the_same() throws Exception {
        answer = "{\"access_token\":\"T1\",\"expires_in\":0}";
        Manifest.Door door = door(form());
        signIns.token(source, door, BY);
        signIns.token(source, door, BY);
        assertThat(asked).hasSize(1);
    }

    @Test
    void what_the_answer_renews_is_kept() throws Exception {
        answer = "{\"access_token\":\"T1\",\"expires_in\":3600,\"refresh\":\"new-word\"}";
        signIns.token(source, door(renewing()), BY);
        assertThat(kept).extracting(renewed -> renewed.value("secret")).containsExactly("new-word");
    }

    @Test
    void token_taken_back_at_once_is_renewed_with_what_its_own_answer_renewed_unless_something_else_was_entered()
            throws Exception {
        answer = "{\"access_token\":\"T1\",\"expires_in\":3600,\"refresh\":\"second\"}";
        signIns.token(source, door(renewing()), BY);
        signIns.forget(door(renewing()), BY);
        signIns.token(source, door(renewing()), BY);
        assertThat(asked).containsExactly("POST /token refresh=s%26cret-word", "POST /token refresh=second");
        signIns.forget(door(renewing()), BY);
        signIns.token(source, door(renewing()), BY.with("secret", "entered"));
        assertThat(asked).endsWith("POST /token refresh=entered");
    }

    private static Manifest.SignIn renewing() {
        return signIn(new Manifest.TokenCall(
                null,
                "POST",
                "/token",
                Map.of(),
                Map.of("refresh", "{secret}"),
                Map.of(),
                null,
                "access_token",
                null,
                Duration.ofMinutes(5),
                Map.of("secret", "refresh")));
    }

    @Test
    void refusal_says_why_without_the_secret() {
        status = 401;
        answer = "{\"error\":\"s&cret-word of me is wrong\"}";
        assertThatThrownBy(() -> signIns.token(source, door(form()), BY))
                .isInstanceOf(SignIns.Refused.class)
                .hasMessageContaining("HTTP 401")
                .hasMessageContaining("is wrong")
                .hasMessageNotContaining("s&cret-word");
    }

    @Test
    void answer_without_a_token_is_a_refusal_and_a_server_in_trouble_is_none() {
        answer = "<html>";
        assertThatThrownBy(() -> signIns.token(source, door(form()), BY)).isInstanceOf(SignIns.Refused.class);
        for (int trouble : new int[] {500, 503, 429}) {
            status = trouble;
            assertThatThrownBy(() -> signIns.token(source, door(form()), BY)).isInstanceOf(Outgoing.NoAnswer.class);
        }
    }

    private static Manifest.SignIn form() {
        Map<String, String> form = new java.util.LinkedHashMap<>();
        form.put("grant", "all");
        form.put("client", "{id}");
        form.put("word", "{secret}");
        return signIn(new Manifest.TokenCall(
                null,
                "POST",
                "/token",
                Map.of(),
                form,
                Map.of(),
                null,
                "access_token",
                null,
                Duration.ofMinutes(5),
                Map.of()));
    }

    private static Manifest.SignIn signIn(Manifest.TokenCall call) {
        return new Manifest.SignIn(Map.of("Authorization", "Bearer {token}"), Map.of(), null, call);
    }

    private Manifest.Door door(Manifest.@Nullable SignIn signIn) {
        return new Manifest.Door(
                "d",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                1,
                List.of(),
                signIn,
                Duration.ofHours(1),
                Duration.ZERO,
                null,
                Duration.ofSeconds(5),
                false,
                false);
    }
}
