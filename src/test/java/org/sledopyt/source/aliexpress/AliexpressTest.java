package org.sledopyt.source.aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;

class AliexpressTest {

    private static final Instant NOW = Instant.ofEpochMilli(1517820392000L);
    private static final Source ALIEXPRESS = Sources.load().get("aliexpress");

    @Test
    void signature_is_that_of_the_published_vectors() {
        assertThat(Aliexpress.signature(
                        "", Map.of("foo", "1", "bar", "2", "foo_bar", "3", "foobar", "4"), "testsecret"))
                .isEqualTo("5CE27691D77D7ADD868888905DEF78A0A257F96AE749C9B682266204D094D220");
    }

    @Test
    void first_token_is_got_with_the_code_of_the_consent_page() {
        Map<String, String> values =
                Map.of("app_key", "12345678", "app_secret", "helloworld", "code", "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26");
        Request call = Request.form(
                "/rest/auth/token/refresh",
                Map.of("app_key", "12345678", "refresh_token", "", "sign_method", "sha256"));
        Request signed = ALIEXPRESS.signToken(call, new Credentials("tracking", values), NOW);
        assertThat(signed.path()).isEqualTo("/rest/auth/token/create");
        assertThat(new String(Objects.requireNonNull(signed.body()), StandardCharsets.UTF_8))
                .contains("code=3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26", "timestamp=1517820392000")
                .contains("sign=35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81")
                .doesNotContain("helloworld");
    }

    @Test
    void later_tokens_are_got_with_the_refresh_token() {
        Request call = Request.form("/rest/auth/token/refresh", Map.of("app_key", "1", "refresh_token", "r+t"));
        Map<String, String> values = Map.of("app_key", "1", "app_secret", "s", "code", "used", "refresh_token", "r+t");
        Request signed = ALIEXPRESS.signToken(call, new Credentials("tracking", values), NOW);
        assertThat(signed.path()).isEqualTo("/rest/auth/token/refresh");
        assertThat(new String(Objects.requireNonNull(signed.body()), StandardCharsets.UTF_8))
                .contains("refresh_token=r%2Bt", "sign=")
                .doesNotContain("used");
    }

    @Test
    void session_is_part_of_the_signature_and_added_by_the_client() {
        Credentials by = new Credentials("order", Map.of("app_key", "1", "app_secret", "s", "token", "T"));
        Request request = ALIEXPRESS.sign(ALIEXPRESS.ask(List.of(TrackingNumber.of("3000000000000017")), by), by, NOW);
        String sign = Aliexpress.signature(
                "",
                Map.of(
                        "app_key", "1",
                        "format", "json",
                        "method", "aliexpress.trade.ds.order.get",
                        "session", "T",
                        "sign_method", "sha256",
                        "single_order_query", "{\"order_id\":\"3000000000000017\"}",
                        "timestamp", "1517820392000"),
                "s");
        assertThat(request.path()).contains("sign=" + sign).doesNotContain("session=");
    }
}
