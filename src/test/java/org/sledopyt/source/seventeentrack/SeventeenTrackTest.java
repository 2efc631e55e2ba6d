package org.sledopyt.source.seventeentrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.source.Wish;

class SeventeenTrackTest {

    private static final Source SOURCE = Sources.load().get("17track");
    private static final Credentials BY = new Credentials("api", Map.of("key", "0123456789ABCDEF"));
    private static final List<TrackingNumber> TWO =
            List.of(TrackingNumber.of("RB700000018CN"), TrackingNumber.of("CD45678"));

    private static final String ITEM =
            "{\"number\":\"CD45678\",\"carrier\":3011,\"track_info\":{\"latest_status\":{\"status\":\"InTransit\"}}}";

    @Test
    void registers_and_asks_with_a_list_of_items() {
        String items = "[{\"number\":\"RB700000018CN\"},{\"number\":\"CD45678\"}]";
        assertThat(sent(SOURCE.register(TWO, BY))).isEqualTo("POST /track/v2.4/register " + items);
        assertThat(sent(SOURCE.ask(TWO, BY))).isEqualTo("POST /track/v2.4/gettrackinfo " + items);
    }

    @Test
    void wishes_of_registered_numbers_are_calls_of_their_own() {
        assertThat(told(Wish.Kind.STOP, null, null)).isEqualTo("POST /track/v2.4/stoptrack [{\"number\":\"CD45678\"}]");
        assertThat(told(Wish.Kind.RESUME, null, null)).isEqualTo("POST /track/v2.4/retrack [{\"number\":\"CD45678\"}]");
        assertThat(told(Wish.Kind.FORGET, null, null))
                .isEqualTo("POST /track/v2.4/deletetrack [{\"number\":\"CD45678\"}]");
    }

    @Test
    void another_carrier_is_told_together_with_the_one_before() {
        Raw last = raw(Raw.Kind.ANSWER, TWO, "{\"code\":0,\"data\":{\"accepted\":[" + ITEM + "]}}", null);
        assertThat(told(Wish.Kind.CARRIER, "russian-post", last))
                .isEqualTo(
                        "POST /track/v2.4/changecarrier [{\"number\":\"CD45678\",\"carrier_old\":3011,\"carrier_new\":18031}]");
        assertThat(told(Wish.Kind.CARRIER, "china-post", last))
                .as("it is that one")
                .isEmpty();
        assertThat(told(Wish.Kind.CARRIER, "nobody", last)).isEmpty();
        assertThat(told(Wish.Kind.CARRIER, "russian-post", null)).isEmpty();
    }

    @Test
    void a_push_tells_which_number_is_followed_no_more() {
        String stopped = "{\"event\":\"TRACKING_STOPPED\",\"data\":{\"number\":\"CD45678\",\"carrier\":3011}}";
        assertThat(SOURCE.stopped(pushed(stopped, null))).containsExactly(TrackingNumber.of("CD45678"));
        assertThat(SOURCE.stopped(pushed(stopped.replace("STOPPED", "UPDATED"), null)))
                .isEmpty();
        assertThat(SOURCE.stopped(pushed("<html>", null))).isEmpty();
    }

    private static String told(Wish.Kind kind, @Nullable String carrier, @Nullable Raw last) {
        Request request = SOURCE.change(new Wish(TWO.getLast(), kind, carrier), last, BY);
        return request == null ? "" : sent(request);
    }

    @Test
    void a_test_of_the_key_asks_for_the_balance() {
        assertThat(sent(SOURCE.probe(TWO.getFirst(), BY))).isEqualTo("POST /track/v2.4/getquota []");
    }

    @Test
    void signature_is_sha256_of_body_slash_key() {
        // printf '%s' '{"event":"TRACKING_STOPPED"}/0123456789ABCDEF' | sha256sum
        String right = "eb72593c31e3a4b5176613d9e0835b421aab5d5e408a3e3d33c251a32d652d99";
        assertThat(SOURCE.verify(pushed("{\"event\":\"TRACKING_STOPPED\"}", right), BY))
                .isTrue();
        assertThat(SOURCE.verify(pushed("{\"event\":\"TRACKING_STOPPED\"} ", right), BY))
                .isFalse();
        assertThat(SOURCE.verify(pushed("{\"event\":\"TRACKING_STOPPED\"}", "0" + right.substring(1)), BY))
                .isFalse();
        assertThat(SOURCE.verify(pushed("{\"event\":\"TRACKING_STOPPED\"}", null), BY))
                .isFalse();
    }

    @Test
    void nothing_is_signed_without_a_key() {
        // printf '%s' '{}/' | sha256sum
        Raw forged = pushed("{}", "97f7ae2db8c3d3ac52a1358b4ff290d1e459c6c0176883210fc11b7fef308436");
        assertThat(SOURCE.verify(forged, new Credentials("api", Map.of("key", ""))))
                .isFalse();
    }

    @Test
    void a_push_and_a_poll_of_the_same_are_the_same_raw() {
        Raw pushed = pushed("{\"event\":\"TRACKING_UPDATED\",\"data\":" + ITEM + "}", null);
        Raw asked =
                raw(Raw.Kind.ANSWER, TWO, "{\"code\":0,\"data\":{\"accepted\":[" + ITEM + "],\"rejected\":[]}}", null);
        assertThat(SOURCE.split(pushed)).hasSize(1);
        assertThat(SOURCE.split(pushed).getFirst().asked()).containsExactly(TrackingNumber.of("CD45678"));
        assertThat(SOURCE.split(pushed).getFirst().body())
                .isEqualTo(SOURCE.split(asked).getFirst().body());
    }

    private static String sent(Request request) {
        return request.method() + " " + request.path() + " " + new String(request.body(), StandardCharsets.UTF_8);
    }

    private static Raw pushed(String body, @Nullable String sign) {
        return raw(Raw.Kind.PUSHED, List.of(), body, sign);
    }

    private static Raw raw(Raw.Kind kind, List<TrackingNumber> asked, String body, @Nullable String sign) {
        return new Raw(
                "17track",
                kind,
                asked,
                200,
                sign == null ? Map.of() : Map.of("sign", sign),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
