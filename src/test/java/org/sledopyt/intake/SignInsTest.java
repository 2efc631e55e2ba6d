package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Request;

class SignInsTest {

    private static final Credentials BY =
            new Credentials("d", Map.of("key", "k&y", "login", "me", "secret", "s e\r\nX: 1"));

    @Test
    void keys_go_into_headers_and_query() {
        Request signed = SignIns.signed(
                door(new Manifest.SignIn(
                        Map.of("X-Key", "{key}", "Authorization", "Bearer {token}"),
                        Map.of("apikey", "{key}"),
                        null,
                        null)),
                Request.getJson("/track?id=1"),
                BY,
                "T");
        assertThat(signed.path()).isEqualTo("/track?id=1&apikey=k%26y");
        assertThat(signed.headers())
                .containsEntry("X-Key", "k&y")
                .containsEntry("Authorization", "Bearer T")
                .containsEntry("Accept", "application/json");
    }

    @Test
    void basic_has_a_joiner_and_no_value_starts_a_header_of_its_own() {
        Request signed = SignIns.signed(
                door(new Manifest.SignIn(
                        Map.of("X-Secret", "{secret}"), Map.of(), new Manifest.Basic("{login}", "{key}", "&"), null)),
                Request.getJson("/track"),
                BY,
                null);
        assertThat(signed.headers()).containsEntry("Authorization", "Basic " + base64("me&k&y"));
        assertThat(signed.headers().get("X-Secret")).isEqualTo("s eX: 1");
    }

    @Test
    void token_is_found_in_json_and_in_soap() {
        byte[] json = "{\"data\":{\"token\":\"T\"}}".getBytes(StandardCharsets.UTF_8);
        byte[] soap =
                "<s:Envelope xmlns:s=\"s\"><s:Body><return><authToken> T </authToken></return></s:Body></s:Envelope>"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(SignIns.told(Answers.json(json).orElseThrow(), null, "data.token"))
                .isEqualTo("T");
        assertThat(SignIns.told(null, Answers.xml(soap).orElseThrow().getDocumentElement(), "error", "authToken"))
                .isEqualTo("T");
        assertThat(SignIns.told(null, null, "authToken")).isNull();
    }

    @Test
    void secret_that_an_answer_repeats_is_blotted_out() {
        byte[] body = "{\"error\":\"key abcdefgh1 is wrong\",\"phone\":\"1\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Redaction.of(body, Set.of("phone"), List.of("abcdefgh1", "key")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"error\":\"key … is wrong\"}");
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Manifest.Door door(Manifest.@Nullable SignIn signIn) {
        return new Manifest.Door(
                "d",
                URI.create("https://example.com"),
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
