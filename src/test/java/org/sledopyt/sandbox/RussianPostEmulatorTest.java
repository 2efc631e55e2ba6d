package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class RussianPostEmulatorTest {

    private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";
    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final String ABROAD = Numbers.s10("RB", 51, "CN");
    private static final String AT_HOME = Numbers.russianPost(644_099, 11, 52);
    private static final String RENUMBERED = Numbers.s10("RA", 53, "RU");
    private static final String LATER = Numbers.s10("RA", 54, "RU");

    private final WorldClock clock = WorldClock.stoppedAt(START.plus(Duration.ofDays(20)));
    private final World world = World.of(
            clock,
            List.of(
                    Story.draft(Country.CN, Country.RU)
                            .number(Carrier.RUSSIAN_POST, ABROAD)
                            .step(START, Happening.ACCEPTED, Place.SHENZHEN)
                            .step(START.plus(Duration.ofDays(1)), Happening.ARRIVED_SORTING, Place.DONGGUAN)
                            .step(START.plus(Duration.ofDays(2)), Happening.DEPARTED_COUNTRY, Place.GUANGZHOU)
                            .step(START.plus(Duration.ofDays(8)), Happening.ARRIVED_COUNTRY, Place.MOSCOW)
                            .step(START.plus(Duration.ofDays(9)), Happening.IMPORT_CUSTOMS, Place.MOSCOW)
                            .step(START.plus(Duration.ofDays(10)), Happening.DUTY_DUE, Place.MOSCOW)
                            .build(),
                    Story.draft(Country.RU, Country.RU)
                            .number(Carrier.RUSSIAN_POST, AT_HOME)
                            .quirk(Quirk.OUT_OF_ORDER)
                            .step(START, Happening.ACCEPTED, Place.OMSK)
                            .step(START.plus(Duration.ofDays(2)), Happening.ARRIVED_SORTING, Place.KAZAN)
                            .saying("<b>сюда & \"туда\" ]]></b>")
                            .step(START.plus(Duration.ofDays(3)), Happening.READY_AT_OFFICE, Place.KAZAN)
                            .step(START.plus(Duration.ofDays(4)), Happening.ODDITY, Place.KAZAN)
                            .coded("99/7")
                            .saying("Погладили кота")
                            .build(),
                    Story.draft(Country.RU, Country.RU)
                            .number(Carrier.RUSSIAN_POST, RENUMBERED)
                            .next(LATER)
                            .step(START, Happening.ACCEPTED, Place.OMSK)
                            .step(START.plus(Duration.ofDays(1)), Happening.RENUMBERED, Place.OMSK)
                            .step(START.plus(Duration.ofDays(2)), Happening.LEFT_SORTING, Place.OMSK)
                            .build()));
    private final Sandbox sandbox = Sandbox.start(0, world, Settings.strict());
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Test
    void history_is_soap_12_with_every_group_of_fields() {
        HttpResponse<byte[]> answer = client.history(ABROAD);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/soap+xml; charset=utf-8");
        Document document = Client.xml(answer);
        assertThat(document.getDocumentElement().getNamespaceURI()).isEqualTo(SOAP12);
        assertThat(document.getElementsByTagNameNS(
                                "http://russianpost.org/operationhistory", "getOperationHistoryResponse")
                        .getLength())
                .isEqualTo(1);
        assertThat(Client.all(document, "historyRecord")).hasSize(5);
        for (String group : List.of(
                "AddressParameters", "FinanceParameters", "ItemParameters", "OperationParameters", "UserParameters")) {
            assertThat(Client.all(document, group)).as(group).hasSize(5);
        }
        assertThat(Client.all(document, "Barcode")).containsOnly(ABROAD);
        assertThat(Client.all(document, "Rcpn")).hasSize(5).allMatch(name -> name.startsWith("НЕСУЩЕСТВУЮЩАЯ"));
    }

    @Test
    void operations_carry_their_codes_and_an_attribute_may_be_missing() {
        List<Element> operations = Client.elements(Client.xml(client.history(ABROAD)), "OperationParameters");
        assertThat(operations)
                .extracting(RussianPostEmulatorTest::code)
                .containsExactly("1/1", "10/0", "9/1", "11/-", "14/6");
    }

    private static String code(Element operation) {
        var type = (Element)
                operation.getElementsByTagNameNS(Client.DATA, "OperType").item(0);
        var attribute = (Element)
                operation.getElementsByTagNameNS(Client.DATA, "OperAttr").item(0);
        return id(type) + "/" + (attribute == null ? "-" : id(attribute));
    }

    private static String id(Element element) {
        return element.getElementsByTagNameNS(Client.DATA, "Id").item(0).getTextContent();
    }

    @Test
    void foreign_legs_have_no_index_and_sorting_abroad_is_not_told() {
        List<Element> places = Client.elements(Client.xml(client.history(ABROAD)), "OperationAddress");
        assertThat(places)
                .extracting(place ->
                        place.getElementsByTagNameNS(Client.DATA, "Index").getLength())
                .containsExactly(0, 0, 1, 1, 1);
        assertThat(places.getFirst().getTextContent()).isEqualTo("Шэньчжэнь");
        List<Element> countries = Client.elements(Client.xml(client.history(ABROAD)), "CountryOper");
        assertThat(countries).extracting(RussianPostEmulatorTest::id).startsWith("156", "156", "643");
    }

    @Test
    void times_are_moscow_instants_even_for_offices_elsewhere() {
        List<String> times = Client.all(Client.xml(client.history(AT_HOME)), "OperDate");
        assertThat(times.getLast()).isEqualTo("2026-11-24T09:00:00.000+03:00");
        assertThat(OffsetDateTime.parse(times.getLast()).toInstant()).isEqualTo(START);
    }

    @Test
    void records_may_be_out_of_order_and_their_texts_may_be_anything() {
        Document document = Client.xml(client.history(AT_HOME));
        List<Element> operations = Client.elements(document, "OperationParameters");
        assertThat(operations).extracting(RussianPostEmulatorTest::code).containsExactly("8/3", "8/2", "99/7", "1/1");
        assertThat(operations.getFirst().getTextContent()).contains("<b>сюда & \"туда\" ]]></b>");
        assertThat(operations.get(2).getTextContent()).contains("Погладили кота");
    }

    @Test
    void number_changes_within_the_history_and_both_numbers_find_it() {
        Document document = Client.xml(client.history(RENUMBERED));
        assertThat(Client.all(document, "Barcode")).containsExactly(RENUMBERED, LATER, LATER);
        assertThat(Client.all(Client.xml(client.history(LATER)), "Barcode")).hasSize(3);
    }

    @Test
    void prefixes_differ_between_answers() {
        assertThat(List.of(ABROAD, AT_HOME, RENUMBERED, LATER))
                .extracting(number ->
                        Client.xml(client.history(number)).getDocumentElement().getPrefix())
                .contains("S", "soap");
    }

    @Test
    void english_is_english_in_part() {
        Document document = Client.xml(client.history(ABROAD, "ENG", Settings.LOGIN));
        assertThat(Client.elements(document, "OperType").getFirst().getTextContent())
                .isEqualTo("1Acceptance");
        assertThat(Client.elements(document, "OperAttr").getFirst().getTextContent())
                .isEqualTo("1Единичный");
    }

    @Test
    void number_without_operations_gives_no_records_and_no_error() {
        HttpResponse<byte[]> answer = client.history(Numbers.s10("RB", 77, "CN"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Client.elements(Client.xml(answer), "OperationHistoryData")).hasSize(1);
        assertThat(Client.all(Client.xml(answer), "historyRecord")).isEmpty();
    }

    @Test
    void faults_have_status_500_and_say_in_detail_what_is_wrong() {
        fault(client.history(ABROAD, "RUS", "somebody"), "S:Sender", "AuthorizationFaultReason");
        fault(client.history("RB000000000CN"), "S:Receiver", "OperationHistoryFaultReason");
        fault(client.history(ABROAD, "DEU", Settings.LOGIN), "S:Sender", "LanguageFaultReason");
        fault(
                client.post("/russian-post/rtm34", "<oops", "Content-Type", "application/soap+xml"),
                "S:Sender",
                "OperationHistoryFaultReason");
    }

    private static void fault(HttpResponse<byte[]> answer, String code, String reason) {
        assertThat(answer.statusCode()).isEqualTo(500);
        Document document = Client.xml(answer);
        assertThat(document.getElementsByTagNameNS(SOAP12, "Value").item(0).getTextContent())
                .isEqualTo(code);
        assertThat(Client.all(document, reason)).hasSize(1);
    }

    @Test
    void soap_11_is_not_understood() {
        assertThat(client.post("/russian-post/rtm34", "<a/>", "Content-Type", "text/xml")
                        .statusCode())
                .isEqualTo(415);
        HttpResponse<byte[]> wrong = client.post(
                "/russian-post/rtm34",
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><x/></e:Body></e:Envelope>",
                "Content-Type",
                "application/soap+xml");
        fault(wrong, "S:VersionMismatch", "OperationHistoryFaultReason");
    }

    @Test
    void hundred_questions_a_day_until_midnight_in_moscow() {
        clock.set(Instant.parse("2026-12-20T20:59:00Z"));
        for (int i = 0; i < 100; i++) {
            assertThat(client.history(ABROAD).statusCode()).isEqualTo(200);
        }
        fault(client.history(ABROAD), "S:Receiver", "AuthorizationFaultReason");
        clock.advance(Duration.ofMinutes(1));
        assertThat(client.history(ABROAD).statusCode()).isEqualTo(200);
    }

    @Test
    void entities_of_a_document_type_are_not_resolved() {
        HttpResponse<byte[]> answer = client.post(
                "/russian-post/rtm34",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><e:Envelope xmlns:e=\"" + SOAP12
                        + "\"><e:Body><x>&e;</x></e:Body></e:Envelope>",
                "Content-Type",
                "application/soap+xml");
        assertThat(answer.statusCode()).isEqualTo(500);
    }
}
