package org.sledopyt.source.easypost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;

class EasypostTest {

    @Test
    void webhook_is_believed_by_its_secret() {
        Source source = Sources.load().get("easypost");
        byte[] body = "{\"object\":\"Event\"}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of(
                "x-hmac-signature", "hmac-sha256-hex=6060468a9d7c71b01f1438d3bb87a0cef78b0579bf922ef62e9b7e83d88386e2");
        Raw pushed = new Raw("easypost", Raw.Kind.PUSHED, List.of(), 200, headers, body, Instant.EPOCH);
        assertThat(source.verify(pushed, new Credentials("api", Map.of("webhook_secret", "secret"))))
                .isTrue();
        assertThat(source.verify(pushed, new Credentials("api", Map.of("webhook_secret", "other"))))
                .isFalse();
        assertThat(source.verify(pushed, new Credentials("api", Map.of()))).isFalse();
    }
}
