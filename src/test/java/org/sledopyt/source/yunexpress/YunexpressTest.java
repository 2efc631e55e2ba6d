package org.sledopyt.source.yunexpress;

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

class YunexpressTest {

    @Test
    void moment_method_and_path_are_signed() {
        Source source = Sources.load().get("yunexpress");
        Credentials by = new Credentials("openapi", Map.of("app_secret", "S", "token", "T"));
        Request request = source.sign(
                source.ask(List.of(TrackingNumber.of("YT2600000000000017")), by),
                by,
                Instant.ofEpochMilli(1795000000000L));
        assertThat(request.headers())
                .containsEntry("sign", "kxCF1N4DhLi0zIpOnS8uM6CqwAanuIHWPHoWDazrVcg=")
                .containsEntry("date", "1795000000000");
    }
}
