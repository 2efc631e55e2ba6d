package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(90)
class FaultsTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final String NUMBER = Numbers.cainiao(41);
    private static final String POST = Numbers.s10("RB", 41, "CN");
    private static final String PATH = "/cainiao/global/detail.json?lang=ru&mailNos=" + NUMBER;

    private final WorldClock clock = WorldClock.stoppedAt(START);
    private final Story parcel = Story.draft(Country.CN, Country.RU)
            .number(Carrier.CAINIAO, NUMBER)
            .number(Carrier.RUSSIAN_POST, POST)
            .step(START, Happening.ACCEPTED, Place.SHENZHEN)
            .build();
    private final Sandbox sandbox = Sandbox.start(0, World.of(clock, List.of(parcel)));
    private final Client client = new Client(sandbox);
    private final byte[] right = client.get(PATH).body();

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    private void fault(FaultKind kind) {
        sandbox.fault("cainiao", Fault.of(kind).times(1));
    }

    /** Every kind is over after its times; those that never answer are tried in tests of their own. */
    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SLOW", "HANG", "RESET"})
    void fault_strikes_once_and_is_over(FaultKind kind) {
        fault(kind);
        client.get(PATH);
        assertThat(client.get(PATH).body()).isEqualTo(right);
    }

    @Test
    void outage_and_quota_say_so() {
        fault(FaultKind.OUTAGE_503);
        assertThat(client.get(PATH).statusCode()).isEqualTo(503);

        sandbox.fault("cainiao", Fault.of(FaultKind.QUOTA_429).times(1).length(Duration.ofMinutes(7)));
        HttpResponse<byte[]> quota = client.get(PATH);
        assertThat(quota.statusCode()).isEqualTo(429);
        assertThat(quota.headers().firstValue("Retry-After")).hasValue("420");

        fault(FaultKind.QUOTA_429_DATE);
        String until = client.get(PATH).headers().firstValue("Retry-After").orElseThrow();
        assertThat(ZonedDateTime.parse(until, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isEqualTo(START.plusSeconds(120));
    }

    @Test
    void pages_for_people_come_with_status_200() {
        for (FaultKind kind : List.of(FaultKind.CAPTCHA, FaultKind.HTML)) {
            fault(kind);
            HttpResponse<byte[]> page = client.get(PATH);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(Client.text(page)).startsWith("<!DOCTYPE html>");
        }
    }

    @Test
    void bodies_can_be_cut_empty_or_wrongly_encoded() {
        fault(FaultKind.HALF);
        assertThat(client.get(PATH).body()).hasSize(right.length / 2).isNotEmpty();
        fault(FaultKind.EMPTY);
        assertThat(client.get(PATH).body()).isEmpty();
        fault(FaultKind.WRONG_ENCODING);
        HttpResponse<byte[]> wrong = client.get(PATH);
        assertThat(wrong.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(Client.text(wrong)).contains("\uFFFD");
    }

    @Test
    void slow_answer_is_right_but_late() {
        sandbox.fault("cainiao", Fault.of(FaultKind.SLOW).times(1).length(Duration.ofMillis(150)));
        long before = System.nanoTime();
        assertThat(client.get(PATH).body()).isEqualTo(right);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
    }

    @Test
    void hanging_request_is_not_answered_and_does_not_keep_the_sandbox_from_closing() {
        fault(FaultKind.HANG);
        assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(URI.create(sandbox.address() + PATH))
                        .timeout(Duration.ofMillis(100))))
                .hasCauseInstanceOf(HttpTimeoutException.class);
        sandbox.close();
    }

    @Test
    void connection_can_end_within_the_body() {
        fault(FaultKind.RESET);
        assertThatThrownBy(() -> client.get(PATH)).hasCauseInstanceOf(IOException.class);
        assertThat(client.get(PATH).body()).isEqualTo(right);
    }

    @Test
    void redirects_lead_within_the_network_or_nowhere() {
        fault(FaultKind.REDIRECT_PRIVATE);
        HttpResponse<byte[]> away = client.get(PATH);
        assertThat(away.statusCode()).isEqualTo(302);
        assertThat(away.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).startsWith("http://169.254.169.254/"));
        fault(FaultKind.REDIRECT_LOOP);
        assertThat(client.get(PATH).headers().firstValue("Location")).hasValue(PATH);
    }

    @Test
    void huge_body_has_fifty_megabytes() {
        fault(FaultKind.HUGE);
        assertThat(client.get(PATH).body()).hasSize(50 << 20);
    }

    @Test
    void carriers_refuse_and_fail_in_their_own_words() {
        sandbox.fault("russian-post", Fault.of(FaultKind.BAD_LOGIN).times(1));
        sandbox.fault("russian-post", Fault.of(FaultKind.SERVICE_ERROR).times(1));
        assertThat(Client.text(client.history(POST))).contains("AuthorizationFaultReason");
        assertThat(Client.text(client.history(POST))).contains("OperationHistoryFaultReason");

        sandbox.fault("cdek", Fault.of(FaultKind.BAD_LOGIN).times(2));
        assertThat(Client.text(client.token(Settings.LOGIN, Settings.PASSWORD))).contains("invalid_client");
        assertThat(Client.text(client.get("/cdek/v2/orders?cdek_number=1"))).contains("v2_authorization_incorrect");
        sandbox.fault("cdek", Fault.of(FaultKind.SERVICE_ERROR).times(1));
        assertThat(Client.text(client.get("/cdek/v2/orders?cdek_number=1"))).contains("v2_internal_error");

        fault(FaultKind.SERVICE_ERROR);
        assertThat(Client.json(client.get(PATH)).get("success").asBoolean()).isFalse();
        fault(FaultKind.BAD_LOGIN);
        assertThat(client.get(PATH).statusCode()).isEqualTo(403);
    }

    @Test
    void answer_is_compressed_only_for_those_who_can_read_it() throws IOException {
        sandbox.fault("cainiao", Fault.of(FaultKind.GZIP));
        assertThat(client.get(PATH).body()).isEqualTo(right);
        HttpResponse<byte[]> compressed = client.get(PATH, "Accept-Encoding", "gzip");
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo(right);
    }

    @Test
    void percentage_is_spread_evenly() {
        sandbox.fault("cainiao", Fault.of(FaultKind.OUTAGE_503).percent(30));
        List<Integer> statuses = IntStream.range(0, 20)
                .mapToObj(i -> client.get(PATH).statusCode())
                .toList();
        assertThat(statuses.stream().filter(status -> status == 503)).hasSize(6);
        assertThat(statuses.subList(0, 10).stream().filter(status -> status == 503))
                .hasSize(3);
    }

    @Test
    void faults_wait_in_a_row_strike_their_path_and_carrier_only_and_can_be_healed() {
        sandbox.fault("cainiao", Fault.of(FaultKind.OUTAGE_503).times(1));
        sandbox.fault("cainiao", Fault.of(FaultKind.EMPTY).times(1));
        assertThat(client.history(POST).statusCode()).isEqualTo(200);
        assertThat(client.get(PATH).statusCode()).isEqualTo(503);
        assertThat(client.get(PATH).body()).isEmpty();
        assertThat(client.get(PATH).body()).isEqualTo(right);

        sandbox.fault("cdek", Fault.of(FaultKind.OUTAGE_503).on("/v2/orders"));
        assertThat(client.token(Settings.LOGIN, Settings.PASSWORD).statusCode()).isEqualTo(200);
        assertThat(client.get("/cdek/v2/orders?cdek_number=1").statusCode()).isEqualTo(503);
        sandbox.heal("cdek");
        assertThat(client.get("/cdek/v2/orders?cdek_number=1").statusCode()).isEqualTo(401);
    }

    @Test
    void wrong_encoding_of_cyrillic_is_that_of_old_windows() {
        sandbox.fault("russian-post", Fault.of(FaultKind.WRONG_ENCODING).times(1));
        byte[] body = client.history(POST).body();
        assertThat(new String(body, Charset.forName("windows-1251"))).contains("Прием");
        assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain("Прием");
    }
}
