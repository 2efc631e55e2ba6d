package org.sledopyt.source.cainiao;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;

class CainiaoTest {

    private final Source cainiao = Sources.load().get("cainiao");

    @Test
    void one_call_asks_for_all_numbers_as_the_page_does() {
        var request = cainiao.ask(
                List.of(TrackingNumber.of("LP70010021100001"), TrackingNumber.of("A&B")),
                new Credentials("page", Map.of()));
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/global/detail.json?mailNos=LP70010021100001,A%26B&lang=en-US");
        assertThat(request.headers())
                .containsEntry("Accept", "application/json")
                .containsEntry("Referer", "https://global.cainiao.com/newDetail.htm?mailNoList=LP70010021100001,A%26B")
                .containsKey("User-Agent");
    }

    @Test
    void batch_is_cut_into_answers_that_read_the_same_one_by_one() {
        Raw raw = raw("""
                {"module":[{"mailNo":"LP70010021100001","mailNoSource":"AE","status":"SELLER_PREPARING","detailList":[]},
                           {"mailNo":"LP10000000000009","mailNoSource":"EXTERNAL","detailList":[]}],"success":true}""");
        List<Raw> parts = cainiao.split(raw);
        assertThat(parts)
                .extracting(Raw::onlyAsked)
                .extracting(String::valueOf)
                .containsExactly("LP70010021100001", "LP10000000000009");
        assertThat(parts.stream().flatMap(part -> cainiao.read(part).stream())).isEqualTo(cainiao.read(raw));
    }

    @Test
    void entry_without_number_has_that_of_its_place_in_the_question() {
        Raw raw = raw("""
                {"module":[{"mailNoSource":"EXTERNAL","detailList":[]},{"mailNoSource":"EXTERNAL"}],"success":true}""", "A1", "B2");
        assertThat(cainiao.read(raw))
                .containsExactly(
                        new Reading.NotFound(TrackingNumber.of("A1")), new Reading.NotFound(TrackingNumber.of("B2")));
    }

    @Test
    void signed_in_china_is_delivered_only_if_china_is_where_it_goes() {
        assertThat(onlyStage("SIGNED", "Ukraine")).isEqualTo("IN_TRANSIT/ARRIVED_FACILITY");
        assertThat(onlyStage("SIGNED", "Mainland China")).isEqualTo("DELIVERED/DELIVERED");
    }

    @Test
    void station_that_signed_is_never_a_delivery() {
        assertThat(List.of("GTMS_STA_SIGNED", "GSTA_SIGN", "GTMS_WAIT_SELF_PICK"))
                .allMatch(code -> onlyStage(code, "Poland").startsWith("AVAILABLE_FOR_PICKUP/"));
    }

    @Test
    void refusal_tells_how_long_to_wait() {
        Raw raw = new Raw(
                "cainiao", Raw.Kind.ANSWER, List.of(), 429, Map.of("retry-after", "3600"), new byte[0], Instant.EPOCH);
        assertThat(cainiao.read(raw))
                .containsExactly(new Reading.Refused(Reading.Refusal.QUOTA, Duration.ofHours(1), "HTTP 429"));
    }

    @ParameterizedTest
    @CsvSource({
        "Mainland China,CN",
        "Russian Federation,RU",
        "russia,RU",
        "Czechia,CZ",
        "South Korea,KR",
        "NL,NL",
        "Atlantis,",
        "United Kingdom,GB",
        "UK,GB",
        "Bosnia and Herzegovina,BA",
        "Hong Kong,HK"
    })
    void countries_are_known_by_the_names_on_the_page(String name, String code) {
        assertThat(Countries.code(name)).isEqualTo(code);
    }

    private String onlyStage(String code, String destination) {
        Raw raw = raw("""
                {"module":[{"mailNo":"LP70010021100001","destCountry":"%s","detailList":[{"actionCode":"%s"}]}]}""".formatted(destination, code));
        return ((Reading.Found) cainiao.read(raw).getFirst())
                .events()
                .getFirst()
                .stage()
                .toString();
    }

    private static Raw raw(String body, String... asked) {
        return new Raw(
                "cainiao",
                Raw.Kind.ANSWER,
                List.of(asked).stream().map(TrackingNumber::of).toList(),
                200,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
