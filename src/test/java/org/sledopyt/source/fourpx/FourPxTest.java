package org.sledopyt.source.fourpx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;

class FourPxTest {

    @Test
    void names_and_values_body_and_secret_are_signed() {
        Source source = Sources.load().get("4px");
        Credentials by = new Credentials("api", Map.of("app_key", "K", "app_secret", "S"));
        Request request = source.sign(
                source.ask(List.of(TrackingNumber.of("4PX3000000000017CN")), by),
                by,
                Instant.ofEpochMilli(1795000000000L));
        assertThat(request.path())
                .contains("sign=4ea1bfb268cda7eeaaa6346438d9d6ca")
                .contains("app_key=K")
                .doesNotContain("S\"");
    }
}
