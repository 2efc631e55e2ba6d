package org.sledopyt.source.sfexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;

class SfExpressTest {

    @Test
    void message_moment_and_check_word_are_digested() {
        Source source = Sources.load().get("sf-express");
        Credentials by = new Credentials("api", Map.of("partner", "P", "check_word", "W"))
                .telling(Map.of(TrackingNumber.of("SF0000000000017"), Map.of("phone_tail", "6993")));
        Request request = source.sign(
                source.ask(List.of(TrackingNumber.of("SF0000000000017")), by),
                by,
                Instant.ofEpochMilli(1795000000000L));
        assertThat(request.body())
                .asString(StandardCharsets.UTF_8)
                .contains(
                        "msgDigest=" + Request.encode("0lEYXO1en0dbn25gxi6AsQ=="),
                        "timestamp=1795000000000",
                        "partnerID=P",
                        "requestID=");
    }
}
