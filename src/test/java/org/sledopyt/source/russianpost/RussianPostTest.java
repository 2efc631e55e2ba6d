package org.sledopyt.source.russianpost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Sources;
import org.w3c.dom.Element;

class RussianPostTest {

    private final Source post = Sources.load().get("russian-post");
    private final Map<String, String> login = Map.of("login", "shop&co", "password", "a<b\"c'd]]>");

    @RepeatedTest(20)
    void records_in_any_order_tell_one_story(RepetitionInfo run) {
        List<String> records = new ArrayList<>(List.of(
                record(1, 1, "2026-11-01T10:00:00.000+10:00"),
                record(8, 4, "2026-11-01T04:00:00.000+03:00"),
                record(8, 3, "2026-11-02T23:00:00.000+03:00"),
                record(8, 2, "2026-11-03T04:00:00.000+07:00"),
                record(2, 1, "2026-11-03T12:00:00.000+07:00")));
        Collections.shuffle(records, new Random(run.getCurrentRepetition()));
        assertThat(events(records)).extracting(SourceEvent::code).containsExactly("1/1", "8/4", "8/3", "8/2", "2/1");
    }

    @Test
    void records_of_one_moment_keep_their_order() {
        String at = "2026-11-01T10:00:00.000+03:00";
        assertThat(events(List.of(record(8, 2, at), record(8, 24, at), record(8, 25, at))))
                .extracting(SourceEvent::code)
                .containsExactly("8/2", "8/24", "8/25");
    }

    @Test
    void record_without_a_time_stays_behind_its_neighbour() {
        assertThat(events(List.of(
                        record(8, 2, "2026-11-03T10:00:00.000+03:00"),
                        record(8, 24, "never"),
                        record(1, 1, "2026-11-01T10:00:00.000+03:00"))))
                .extracting(SourceEvent::code)
                .containsExactly("1/1", "8/2", "8/24");
    }

    @Test
    void single_request_is_well_formed_whatever_the_password() {
        Request request = post.ask(List.of(TrackingNumber.of("RB701002112CN")), new Credentials("single", login));
        assertThat(request.path()).isEqualTo("/rtm34");
        assertThat(request.headers()).containsEntry("Content-Type", "application/soap+xml; charset=utf-8");
        Element envelope = Answers.xml(request.body()).orElseThrow().getDocumentElement();
        assertThat(envelope.getNamespaceURI()).isEqualTo("http://www.w3.org/2003/05/soap-envelope");
        assertThat(text(envelope, "Barcode")).isEqualTo("RB701002112CN");
        assertThat(text(envelope, "login")).isEqualTo("shop&co");
        assertThat(text(envelope, "password")).isEqualTo("a<b\"c'd]]>");
    }

    @Test
    void ticket_request_names_all_numbers_without_namespace_on_its_own_fields() {
        Request request = post.ask(
                List.of(TrackingNumber.of("RB701002112CN"), TrackingNumber.of("63009184000157")),
                new Credentials("tickets", login));
        assertThat(request.path()).isEqualTo("/fc");
        assertThat(request.headers()).containsEntry("SOAPAction", "\"\"");
        Element envelope = Answers.xml(request.body()).orElseThrow().getDocumentElement();
        assertThat(envelope.getNamespaceURI()).isEqualTo("http://schemas.xmlsoap.org/soap/envelope/");
        assertThat(envelope.getElementsByTagNameNS("http://fclient.russianpost.org", "Item")
                        .getLength())
                .isEqualTo(2);
        assertThat(envelope.getElementsByTagName("password").item(0).getTextContent())
                .isEqualTo("a<b\"c'd]]>");
    }

    @Test
    void ticket_is_collected_by_its_number() {
        Element envelope = Answers.xml(post.collect("2026<1>", new Credentials("tickets", login))
                        .body())
                .orElseThrow()
                .getDocumentElement();
        assertThat(text(envelope, "ticket")).isEqualTo("2026<1>");
        assertThat(envelope.getElementsByTagNameNS("http://fclient.russianpost.org/postserver", "answerByTicketRequest")
                        .getLength())
                .isEqualTo(1);
    }

    @Test
    void collected_answer_is_cut_so_that_unchanged_news_stay_byte_for_byte() {
        List<Raw> today = post.split(collected("24.11.2026 10:40:00"));
        List<Raw> tomorrow = post.split(collected("25.11.2026 11:00:00"));
        assertThat(today).hasSize(2);
        assertThat(today.getFirst().body()).isEqualTo(tomorrow.getFirst().body());
        assertThat(today.stream().flatMap(part -> post.read(part).stream()))
                .isEqualTo(post.read(collected("24.11.2026 10:40:00")));
    }

    @ParameterizedTest
    @CsvSource({
        "101000,Europe/Moscow",
        "236022,Europe/Kaliningrad",
        "443001,Europe/Samara",
        "620000,Asia/Yekaterinburg",
        "644001,Asia/Omsk",
        "690001,Asia/Vladivostok",
        "689000,Asia/Anadyr",
        "678000,",
        "200000,",
        "0,",
        "DE-10115,"
    })
    void postcode_tells_the_zone_where_its_region_has_one(String postcode, String zone) {
        assertThat(Postcodes.zone(postcode)).isEqualTo(zone == null ? null : ZoneId.of(zone));
    }

    private static Raw collected(String prepared) {
        return raw("""
                <S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>
                <a:answerByTicketResponse xmlns:a="http://fclient.russianpost.org/postserver" xmlns:f="http://fclient.russianpost.org">
                <value DatePreparation="%s">
                <f:Item Barcode="63009184000157"><f:Operation OperTypeID="8" OperCtgID="3" DateOper="12.11.2026 03:15:00" IndexOper="690970"/></f:Item>
                <f:Item Barcode="RE202601184RU"><f:Error ErrorTypeID="12" ErrorName="нет &lt;сведений&gt;"/></f:Item>
                </value></a:answerByTicketResponse></S:Body></S:Envelope>""".formatted(prepared));
    }

    private List<SourceEvent> events(List<String> records) {
        Raw raw = raw("<OperationHistoryData>" + String.join("", records) + "</OperationHistoryData>");
        return ((Reading.Found) post.read(raw).getFirst()).events();
    }

    private static String record(int type, int attribute, String date) {
        return """
                <historyRecord><ItemParameters><Barcode>63009184000157</Barcode></ItemParameters><OperationParameters>\
                <OperType><Id>%d</Id></OperType><OperAttr><Id>%d</Id></OperAttr><OperDate>%s</OperDate>\
                </OperationParameters></historyRecord>""".formatted(type, attribute, date);
    }

    private static String text(Element in, String name) {
        return in.getElementsByTagNameNS("*", name).item(0).getTextContent();
    }

    private static Raw raw(String body) {
        return new Raw(
                "russian-post",
                Raw.Kind.ANSWER,
                List.of(),
                200,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
