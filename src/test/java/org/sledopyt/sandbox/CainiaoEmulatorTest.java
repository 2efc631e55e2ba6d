package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CainiaoEmulatorTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String FIRST = Numbers.cainiao(41);
    private static final String POST = Numbers.s10("RB", 41, "CN");
    private static final String PLACEHOLDER = Numbers.placeholder(42);

    private final WorldClock clock = WorldClock.stoppedAt(START);
    private final Story parcel = Story.draft(Country.CN, Country.RU)
            .number(Carrier.CAINIAO, FIRST)
            .number(Carrier.RUSSIAN_POST, POST)
            .promised(LocalDate.parse("2026-12-20"))
            .step(START, Happening.ACCEPTED, Place.SHENZHEN)
            .step(START.plus(Duration.ofDays(1)), Happening.EXPORT_CUSTOMS, Place.GUANGZHOU)
            .step(START.plus(Duration.ofDays(3)), Happening.DEPARTED_COUNTRY, Place.GUANGZHOU)
            .step(START.plus(Duration.ofDays(9)), Happening.ARRIVED_COUNTRY, Place.VLADIVOSTOK)
            .step(START.plus(Duration.ofDays(10)), Happening.HANDED_TO_LAST_MILE, Place.VLADIVOSTOK)
            .step(START.plus(Duration.ofDays(11)), Happening.READY_IN_LOCKER, Place.VLADIVOSTOK)
            .step(START.plus(Duration.ofDays(12)), Happening.COLLECTED_FROM_LOCKER, Place.VLADIVOSTOK)
            .build();
    private final Story placeholder = Story.draft(Country.CN, Country.RU)
            .number(Carrier.CAINIAO, PLACEHOLDER)
            .next(FIRST)
            .build();
    private final Sandbox sandbox = Sandbox.start(
            0, World.of(clock, List.of(parcel, placeholder)), Settings.patient().withQuickCalls(10));
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    private static List<String> actions(JsonNode entry) {
        return StreamSupport.stream(entry.get("detailList").spliterator(), false)
                .map(event -> event.get("actionCode").asString())
                .toList();
    }

    @Test
    void events_come_newest_first_and_only_once_they_happened() {
        assertThat(actions(client.cainiao(FIRST).get(0))).containsExactly("PU_PICKUP_SUCCESS");
        clock.advance(Duration.ofDays(3));
        JsonNode entry = client.cainiao(FIRST).get(0);
        assertThat(actions(entry)).containsExactly("LH_DEPART", "CC_EX_START", "PU_PICKUP_SUCCESS");
        assertThat(entry.get("latestTrace")).isEqualTo(entry.get("detailList").get(0));
        assertThat(entry.get("globalCombinedLogisticsTraceDTO")).isEqualTo(entry.get("latestTrace"));
    }

    @Test
    void clock_set_back_takes_events_back() {
        clock.advance(Duration.ofDays(3));
        assertThat(actions(client.cainiao(FIRST).get(0))).hasSize(3);
        clock.set(START);
        assertThat(actions(client.cainiao(FIRST).get(0))).hasSize(1);
    }

    @Test
    void time_is_local_time_read_as_that_of_china_whatever_the_zone_says() {
        clock.advance(Duration.ofDays(9));
        JsonNode event = client.cainiao(FIRST).get(0).get("detailList").get(0);
        assertThat(event.get("timeStr").asString()).isEqualTo("2026-12-03 16:00:00");
        assertThat(event.get("timeZone").asString()).isEqualTo("GMT+10");
        assertThat(event.get("time").asLong())
                .isEqualTo(LocalDateTime.parse(event.get("timeStr").asString(), TIME)
                        .toInstant(ZoneOffset.ofHours(8))
                        .toEpochMilli());
        assertThat(Instant.ofEpochMilli(event.get("time").asLong())).isNotEqualTo(clock.instant());
    }

    @Test
    void zone_labels_come_in_both_spellings() {
        clock.advance(Duration.ofDays(3));
        JsonNode events = client.cainiao(FIRST).get(0).get("detailList");
        assertThat(events.get(0).get("timeZone").asString()).isEqualTo("GMT+08:00");
        assertThat(events.get(1).get("timeZone").asString()).isEqualTo("GMT+8");
    }

    @Test
    void texts_keep_blank_tab_and_place_in_brackets() {
        clock.advance(Duration.ofDays(1));
        JsonNode entry = client.cainiao(FIRST).get(0);
        assertThat(entry.get("status").asString()).isEqualTo("CLEAR_CUSTOMS");
        assertThat(entry.get("statusDesc").asString()).isEqualTo("In customs ");
        assertThat(entry.get("daysNumber").asString()).isEqualTo("1\tday(s)");
        assertThat(entry.get("detailList").get(0).get("standerdDesc").asString())
                .startsWith("[Guangzhou] ");
        assertThat(entry.get("detailList").get(0).get("group").get("nodeCode").asString())
                .isEqualTo("AE_GROUP_EX_CLEARING_CUSTOMS");
        assertThat(entry.get("mailNoSource").asString()).isEqualTo("AE");
        assertThat(entry.get("originCountry").asString()).isEqualTo("Mainland China");
    }

    @Test
    void days_go_on_counting_without_events() {
        clock.advance(Duration.ofDays(5));
        assertThat(client.cainiao(FIRST).get(0).get("daysNumber").asString()).isEqualTo("5\tday(s)");
        clock.advance(Duration.ofHours(25));
        assertThat(client.cainiao(FIRST).get(0).get("daysNumber").asString()).isEqualTo("6\tday(s)");
    }

    @Test
    void newest_number_is_shown_once_the_parcel_flies_and_the_carrier_once_it_has_it() {
        assertThat(client.cainiao(FIRST).get(0).has("copyRealMailNo")).isFalse();
        clock.advance(Duration.ofDays(3));
        JsonNode flying = client.cainiao(FIRST).get(0);
        assertThat(flying.get("copyRealMailNo").asString()).isEqualTo(POST);
        assertThat(flying.get("realMailNo").asString()).isEqualTo("Latest Tracking Number:\t" + POST);
        assertThat(flying.get("globalEtaInfo").get("deliveryMinTime"))
                .isEqualTo(flying.get("globalEtaInfo").get("deliveryMaxTime"));
        assertThat(flying.has("destCpInfo")).isFalse();
        clock.advance(Duration.ofDays(7));
        assertThat(client.cainiao(FIRST).get(0).get("destCpInfo").get("cpName").asString())
                .isEqualTo("Russian Post");
    }

    @Test
    void station_signing_is_not_the_buyer_signing() {
        clock.advance(Duration.ofDays(11));
        assertThat(client.cainiao(FIRST)
                        .get(0)
                        .get("latestTrace")
                        .get("actionCode")
                        .asString())
                .isEqualTo("GTMS_STA_SIGNED");
        assertThat(client.cainiao(FIRST).get(0).get("status").asString()).isEqualTo("DELIVERING");
        clock.advance(Duration.ofDays(1));
        assertThat(client.cainiao(FIRST)
                        .get(0)
                        .get("latestTrace")
                        .get("actionCode")
                        .asString())
                .isEqualTo("GSTA_BUYER_SIGN");
        JsonNode points = client.cainiao(FIRST).get(0).get("processInfo").get("progressPointList");
        assertThat(points.get(points.size() - 1).get("pointName").asString()).isEqualTo("Delivered");
        assertThat(points.get(points.size() - 1).get("light").asBoolean()).isTrue();
    }

    @Test
    void batch_is_answered_in_the_order_asked() {
        JsonNode module = client.cainiao(PLACEHOLDER + ",LP99999999999999," + FIRST + "," + POST);
        assertThat(module)
                .extracting(entry -> entry.get("mailNo").asString())
                .containsExactly(PLACEHOLDER, "LP99999999999999", FIRST, POST);
        assertThat(actions(module.get(2))).isEqualTo(actions(module.get(3)));
    }

    @Test
    void unknown_number_is_external_and_placeholder_points_to_the_real_one() {
        JsonNode unknown = client.cainiao("LP99999999999999").get(0);
        assertThat(unknown.get("mailNoSource").asString()).isEqualTo("EXTERNAL");
        assertThat(unknown.get("detailList")).isEmpty();
        assertThat(unknown.size()).isEqualTo(3);

        JsonNode preparing = client.cainiao(PLACEHOLDER).get(0);
        assertThat(preparing.get("mailNoSource").asString()).isEqualTo("AE");
        assertThat(preparing.get("status").asString()).isEqualTo("SELLER_PREPARING");
        assertThat(preparing.get("detailList")).isEmpty();
        assertThat(preparing.get("copyRealMailNo").asString()).isEqualTo(FIRST);
    }

    @Test
    void language_changes_the_harmonised_text_only() {
        JsonNode event = Client.json(client.get("/cainiao/global/detail.json?mailNos=" + FIRST + "&lang=ru-RU"))
                .get("module")
                .get(0)
                .get("latestTrace");
        assertThat(event.get("standerdDesc").asString()).isEqualTo("[Shenzhen] Посылка принята перевозчиком");
        assertThat(event.get("desc").asString()).isEqualTo("Picked up by carrier");
    }

    @Test
    void too_many_quick_calls_bring_a_captcha_for_an_hour() {
        for (int i = 0; i < 10; i++) {
            client.cainiao(FIRST);
        }
        HttpResponse<byte[]> captcha = client.get("/cainiao/global/detail.json?mailNos=" + FIRST);
        assertThat(captcha.statusCode()).isEqualTo(200);
        assertThat(captcha.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(Client.text(captcha)).contains("captcha");
        clock.advance(Duration.ofMinutes(59));
        assertThat(Client.text(client.get("/cainiao/global/detail.json?mailNos=" + FIRST)))
                .contains("captcha");
        clock.advance(Duration.ofMinutes(2));
        assertThat(client.cainiao(FIRST)).hasSize(1);
    }

    @Test
    void number_of_a_hostile_client_cannot_break_the_answer() {
        assertThat(client.cainiao("%22%7D%5D%3Cscript%3E").get(0).get("mailNo").asString())
                .isEqualTo("\"}]<script>");
        assertThat(client.cainiao("")).isEmpty();
    }
}
