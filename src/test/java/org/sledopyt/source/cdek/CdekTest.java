package org.sledopyt.source.cdek;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Sources;

class CdekTest {

    private final Source cdek = Sources.load().get("cdek");

    @ParameterizedTest
    @CsvSource({
        "MET_AT_RECIPIENT_OFFICE,ACCEPTED_IN_RECIPIENT_CITY",
        "READY_TO_SHIP_AT_SENDING_OFFICE,READY_FOR_SHIPMENT_IN_SENDER_CITY",
        "PASSED_TO_CARRIER_AT_SENDING_OFFICE,TAKEN_BY_TRANSPORTER_FROM_SENDER_CITY",
        "SEND_TO_TRANSIT_OFFICE,SENT_TO_TRANSIT_CITY",
        "MET_AT_TRANSIT_OFFICE,ACCEPTED_IN_TRANSIT_CITY",
        "PASSED_TO_CARRIER_AT_TRANSIT_OFFICE,TAKEN_BY_TRANSPORTER_FROM_TRANSIT_CITY",
        "MET_AT_SENDING_OFFICE,ACCEPTED_IN_SENDER_CITY",
        "'DELIVERED ',DELIVERED"
    })
    void webhook_and_order_of_one_scan_give_one_event(String pushed, String listed) {
        SourceEvent push = only("""
                {"type":"ORDER_STATUS","uuid":"u1","attributes":{"cdek_number":"1400500601","code":"%s",
                 "status_date_time":"2026-11-17T03:11:00+0000","city_name":"Алматы"}}""".formatted(pushed));
        SourceEvent order = only("""
                {"entity":{"cdek_number":"1400500601","statuses":[{"code":"%s","name":"…",
                 "date_time":"2026-11-17T03:11:00+0000","city":"Алматы"}]}}""".formatted(listed));
        assertThat(push.code()).isEqualTo(order.code());
        assertThat(push.time()).isEqualTo(order.time());
        assertThat(push.place()).isEqualTo(order.place());
        assertThat(push.stage()).isEqualTo(order.stage());
    }

    @Test
    void problem_told_by_webhook_and_order_gives_one_event() {
        SourceEvent push = only("""
                {"type":"DELIV_PROBLEM","uuid":"u1","attributes":{"cdek_number":1400500601,"code":"13","create_date":"2026-11-18T10:05:00Z"}}""");
        SourceEvent order = only("""
                {"entity":{"cdek_number":"1400500601","delivery_problem":[{"code":13,"create_date":"2026-11-18T10:05:00Z"}]}}""");
        assertThat(push).isEqualTo(order);
    }

    @Test
    void statuses_of_one_second_come_out_right_from_either_end() {
        String created = status("CREATED", "2026-11-11T08:00:00+0000");
        String accepted = status("ACCEPTED", "2026-11-11T08:00:00+0000");
        String taken = status("RECEIVED_AT_SHIPMENT_WAREHOUSE", "2026-11-12T08:00:00+0000");
        List<SourceEvent> fromOldest = events(order(accepted + "," + created + "," + taken));
        List<SourceEvent> fromNewest = events(order(taken + "," + created + "," + accepted));
        assertThat(fromNewest).isEqualTo(fromOldest);
        assertThat(fromOldest)
                .extracting(SourceEvent::code)
                .containsExactly("ACCEPTED", "CREATED", "RECEIVED_AT_SHIPMENT_WAREHOUSE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-12T15:00:00+0700",
                "2026-11-12T08:00:00Z",
                "2026-11-12T08:00:00+0000",
                "2026-11-12T08:00:00.000+00:00"
            })
    void all_forms_of_its_times_are_one_moment(String written) {
        SourceEvent event = only(order(status("CREATED", written)));
        assertThat(event.time().at()).isEqualTo(Instant.parse("2026-11-12T08:00:00Z"));
        assertThat(event.time().written()).isEqualTo(written);
    }

    @Test
    void number_is_asked_for_as_it_is() {
        assertThat(cdek.ask(List.of(TrackingNumber.of("1400500601")), new Credentials("contract", Map.of()))
                        .path())
                .isEqualTo("/v2/orders?cdek_number=1400500601");
    }

    @Test
    void error_stands_wherever_it_likes() {
        String error = "{\"code\":\"v2_order_not_found\",\"message\":\"…\"}";
        assertThat(List.of(
                        "{\"errors\":[" + error + "]}", "{\"requests\":[{\"errors\":[" + error + "]}],\"entity\":{}}"))
                .allSatisfy(body -> assertThat(cdek.read(raw(body))).containsExactly(new Reading.NotFound(null)));
    }

    private static String order(String statuses) {
        return "{\"entity\":{\"cdek_number\":\"1400500601\",\"statuses\":[" + statuses + "]}}";
    }

    private static String status(String code, String time) {
        return "{\"code\":\"%s\",\"name\":\"…\",\"date_time\":\"%s\",\"city\":\"Казань\"}".formatted(code, time);
    }

    private SourceEvent only(String body) {
        List<SourceEvent> events = events(body);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private List<SourceEvent> events(String body) {
        return ((Reading.Found) cdek.read(raw(body)).getFirst()).events();
    }

    private static Raw raw(String body) {
        return new Raw(
                "cdek",
                Raw.Kind.ANSWER,
                List.of(),
                200,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
