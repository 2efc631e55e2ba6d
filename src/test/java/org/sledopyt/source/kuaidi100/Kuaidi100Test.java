package org.sledopyt.source.kuaidi100;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;

class Kuaidi100Test {

    private static final Source SOURCE = Sources.load().get("kuaidi100");

    @Test
    void text_is_signed_as_it_is_sent() {
        Credentials by = new Credentials("api", Map.of("customer", "C", "key", "K"))
                .telling(Map.of(TrackingNumber.of("SF0000000000017"), Map.of("phone_tail", "6993")));
        assertThat(SOURCE.ask(List.of(TrackingNumber.of("SF0000000000017")), by).body())
                .asString(StandardCharsets.UTF_8)
                .contains("customer=C", "sign=AD8409EAB32E682EDE6DF78BEE5D910C", "shunfeng");
    }

    @Test
    void callback_is_believed_by_its_salt() {
        byte[] body = ("param=" + Request.encode("{\"status\":\"polling\"}") + "&sign=E3A53447F84B9D616FB644F645B4F524")
                .getBytes(StandardCharsets.UTF_8);
        Raw pushed = new Raw("kuaidi100", Raw.Kind.PUSHED, List.of(), 200, Map.of(), body, Instant.EPOCH);
        assertThat(SOURCE.verify(pushed, new Credentials("api", Map.of("salt", "salt"))))
                .isTrue();
        assertThat(SOURCE.verify(pushed, new Credentials("api", Map.of("salt", "other"))))
                .isFalse();
        assertThat(SOURCE.verify(pushed, new Credentials("api", Map.of()))).isFalse();
    }
}
