package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AliexpressEmulatorTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");

    private final WorldClock clock = WorldClock.stoppedAt(START);
    private final Sandbox sandbox = Sandbox.start(
            0,
            World.of(
                    clock,
                    IntStream.range(0, 10)
                            .mapToObj(i -> Story.draft(Country.CN, Country.RU)
                                    .number(Carrier.CAINIAO, Numbers.cainiao(40 + i))
                                    .step(START.minus(Duration.ofDays(3)), Happening.ACCEPTED, Place.SHENZHEN)
                                    .build())
                            .toList()),
            Settings.patient().withTokenLives(Duration.ofDays(1)));
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    private JsonNode call(String path, Map<String, String> fields) {
        Map<String, String> sent = new TreeMap<>(fields);
        sent.put("app_key", Settings.LOGIN);
        sent.put("sign_method", "sha256");
        sent.put("timestamp", String.valueOf(clock.instant().toEpochMilli()));
        sent.putIfAbsent("sign", AliexpressEmulator.signature(path, sent));
        String query = sent.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Client.json(client.get("/aliexpress" + (path.isEmpty() ? "/sync" : "/rest" + path) + "?" + query));
    }

    private JsonNode refresh(String token) {
        return call("/auth/token/refresh", Map.of("refresh_token", token));
    }

    private JsonNode tracking(String session, String order) {
        return call(
                "",
                Map.of(
                        "method",
                        AliexpressEmulator.TRACKING,
                        "session",
                        session,
                        "ae_order_id",
                        order,
                        "language",
                        "en_US"));
    }

    private static String code(JsonNode answer) {
        return answer.has("error_response")
                ? answer.at("/error_response/code").asString()
                : answer.get("code").asString();
    }

    @Test
    void a_refresh_gives_both_tokens_anew_and_the_old_one_is_good_no_more() {
        JsonNode first = refresh(Settings.PASSWORD);
        assertThat(first.get("code").asString()).isEqualTo("0");
        assertThat(first.get("expires_in").asLong()).isEqualTo(86_400);
        assertThat(code(refresh(Settings.PASSWORD))).isEqualTo("IllegalRefreshToken");
        clock.advance(Duration.ofDays(30));
        JsonNode second = refresh(first.get("refresh_token").asString());
        assertThat(second.get("refresh_expires_in").asLong())
                .as("the life of the consent goes on")
                .isEqualTo(30 * 86_400);
        clock.advance(Duration.ofDays(31));
        assertThat(code(refresh(second.get("refresh_token").asString()))).isEqualTo("IllegalRefreshToken");
        Map<String, String> consent = Map.of("code", Settings.PASSWORD);
        assertThat(code(call("/auth/token/create", consent))).isEqualTo("0");
        assertThat(code(call("/auth/token/create", consent))).as("again").isEqualTo("InvalidCode");
    }

    @Test
    void unsigned_calls_and_ended_sessions_are_refused() {
        String session = refresh(Settings.PASSWORD).get("access_token").asString();
        String order = AliexpressEmulator.orderOf(Numbers.cainiao(40));
        Map<String, String> wrong = new HashMap<>(Map.of("method", AliexpressEmulator.TRACKING, "session", session));
        wrong.put("sign", "0".repeat(64));
        assertThat(code(call("", wrong))).isEqualTo("IncompleteSignature");
        assertThat(code(tracking("guess", order))).isEqualTo("IllegalAccessToken");
        clock.advance(Duration.ofDays(1));
        assertThat(code(tracking(session, order))).isEqualTo("IllegalAccessToken");
    }

    @Test
    void every_order_is_told_in_one_of_several_envelopes_and_lists() {
        String session = refresh(Settings.PASSWORD).get("access_token").asString();
        List<JsonNode> answers = IntStream.range(0, 10)
                .mapToObj(i -> tracking(session, AliexpressEmulator.orderOf(Numbers.cainiao(40 + i))))
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.toString()).contains("LP0000000000004"));
        assertThat(answers.get(4).has("result")).as("no envelope").isTrue();
        assertThat(answers.get(6)
                        .at("/aliexpress_ds_order_tracking_get_response/resp_result")
                        .isObject())
                .isTrue();
        String lines = "/aliexpress_ds_order_tracking_get_response/result/data/tracking_detail_line_list";
        assertThat(answers.get(0).at(lines + "/tracking_detail").isArray()).isTrue();
        assertThat(answers.get(1).at(lines + "/tracking_detail").isObject()).isTrue();
        assertThat(answers.get(2).at(lines).isArray()).isTrue();
    }

    @Test
    void what_is_not_shipped_is_not_found_and_old_names_of_parameters_bring_nothing() {
        String session = refresh(Settings.PASSWORD).get("access_token").asString();
        JsonNode unknown = tracking(session, AliexpressEmulator.orderOf(Numbers.cainiao(99)));
        assertThat(unknown.findValue("code").asString()).isEqualTo("1001");
        JsonNode old = call(
                "",
                Map.of(
                        "method",
                        AliexpressEmulator.TRACKING,
                        "session",
                        session,
                        "order_id",
                        AliexpressEmulator.orderOf(Numbers.cainiao(40))));
        assertThat(old.findValue("result")).isNull();
        assertThat(old.has("error_response")).isFalse();
    }

    /** A published vector and one believed to be the platform's own. */
    @Test
    void fields_are_signed_in_the_order_of_their_code_units() {
        Map<String, String> fields = Map.of("foo", "1", "bar", "2", "foo_bar", "3", "foobar", "4");
        assertThat(AliexpressEmulator.signature("", fields, "testsecret"))
                .isEqualTo("5CE27691D77D7ADD868888905DEF78A0A257F96AE749C9B682266204D094D220");
        Map<String, String> system = Map.of(
                "app_key", "12345678",
                "code", "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26",
                "sign_method", "sha256",
                "timestamp", "1517820392000");
        assertThat(AliexpressEmulator.signature("/auth/token/create", system, "helloworld"))
                .isEqualTo("35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81");
    }
}
