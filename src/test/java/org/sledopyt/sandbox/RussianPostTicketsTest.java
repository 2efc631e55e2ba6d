package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class RussianPostTicketsTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final String KNOWN = Numbers.russianPost(690_090, 11, 61);
    private static final String FOREIGN = Numbers.s10("RB", 62, "CN");
    private static final String UNKNOWN = Numbers.s10("RB", 63, "CN");

    private final WorldClock clock = WorldClock.stoppedAt(START.plus(Duration.ofDays(5)));
    private final World world = World.of(
            clock,
            List.of(
                    Story.draft(Country.RU, Country.RU)
                            .number(Carrier.RUSSIAN_POST, KNOWN)
                            .step(START, Happening.ACCEPTED, Place.VLADIVOSTOK)
                            .step(START.plus(Duration.ofDays(4)), Happening.ARRIVED_SORTING, Place.KALININGRAD)
                            .step(
                                    START.plus(Duration.ofDays(5)).plusSeconds(600),
                                    Happening.READY_AT_OFFICE,
                                    Place.KALININGRAD)
                            .step(
                                    START.plus(Duration.ofDays(5)).plusSeconds(3600),
                                    Happening.DELIVERED,
                                    Place.KALININGRAD)
                            .build(),
                    Story.draft(Country.CN, Country.RU)
                            .number(Carrier.RUSSIAN_POST, FOREIGN)
                            .step(START, Happening.ACCEPTED, Place.YIWU)
                            .build()));
    private final Sandbox sandbox = Sandbox.start(0, world);
    private final Client client = new Client(sandbox);

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    private String ticket() {
        return Client.elements(Client.xml(client.order(List.of(KNOWN, UNKNOWN, FOREIGN))), "value")
                .getFirst()
                .getTextContent();
    }

    private static String error(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        List<Element> errors = Client.elements(Client.xml(answer), "error");
        return errors.isEmpty() ? "" : errors.getFirst().getAttribute("ErrorTypeID");
    }

    @Test
    void ticket_is_named_by_its_moscow_millisecond_and_none_is_given_twice() {
        assertThat(ticket()).isEqualTo("20261129090000000" + Settings.LOGIN);
        assertThat(ticket()).isEqualTo("20261129090000001" + Settings.LOGIN);
    }

    @Test
    void answer_is_ready_after_fifteen_minutes_and_kept_for_32_hours() {
        String ticket = ticket();
        assertThat(error(client.collect(ticket))).isEqualTo("6");
        clock.advance(Duration.ofMinutes(14));
        assertThat(error(client.collect(ticket))).isEqualTo("6");
        clock.advance(Duration.ofMinutes(1));
        assertThat(Client.elements(Client.xml(client.collect(ticket)), "Item")).hasSize(3);
        clock.advance(Duration.ofHours(32));
        assertThat(Client.elements(Client.xml(client.collect(ticket)), "Item")).hasSize(3);
        clock.advance(Duration.ofSeconds(1));
        assertThat(error(client.collect(ticket))).isEqualTo("17");
        assertThat(error(client.collect("20260101000000000nobody"))).isEqualTo("17");
    }

    @Test
    void answer_tells_local_times_without_zone_as_of_its_preparation() {
        String ticket = ticket();
        clock.advance(Duration.ofHours(2));
        Document document = Client.xml(client.collect(ticket));
        Element value = Client.elements(document, "value").getFirst();
        assertThat(value.getNamespaceURI()).isNull();
        assertThat(value.getAttribute("DatePreparation")).isEqualTo("29.11.2026 09:15:00");
        List<Element> items = Client.elements(document, "Item");
        assertThat(items).extracting(item -> item.getAttribute("Barcode")).containsExactly(KNOWN, UNKNOWN, FOREIGN);
        List<Element> operations = Client.elements(document, "Operation");
        assertThat(operations).as("delivery came after the answer was prepared").hasSize(4);
        assertThat(operations.getFirst().getAttribute("DateOper")).isEqualTo("24.11.2026 16:00:00");
        assertThat(operations.get(1).getAttribute("DateOper")).isEqualTo("28.11.2026 08:00:00");
        assertThat(operations.get(1).getAttribute("IndexOper")).isEqualTo("236000");
        assertThat(operations.get(1).getAttribute("OperTypeID")).isEqualTo("8");
        assertThat(operations.get(1).getAttribute("OperCtgID")).isEqualTo("3");
        assertThat(operations.get(1).getAttribute("OperName")).isEqualTo("Обработка");
        assertThat(operations.getLast().hasAttribute("IndexOper")).isFalse();
        Element error = Client.elements(document, "Error").getFirst();
        assertThat(error.getAttribute("ErrorTypeID")).isEqualTo("12");
        assertThat(error.getParentNode()).isEqualTo(items.get(1));
    }

    @Test
    void every_third_answer_is_written_in_lower_case() {
        List<String> tickets = List.of(ticket(), ticket(), ticket(), ticket());
        clock.advance(Duration.ofMinutes(15));
        assertThat(tickets)
                .extracting(ticket -> Client.elements(Client.xml(client.collect(ticket)), "item")
                        .getFirst()
                        .getLocalName())
                .containsExactly("Item", "Item", "item", "Item");
    }

    @Test
    void errors_are_numbers() {
        assertThat(
                        error(
                                client.batch(
                                        "<p:ticketRequest><request><f:Item Barcode=\"1\"/></request><login>x</login></p:ticketRequest>")))
                .isEqualTo("3");
        assertThat(error(client.batch("<p:answerByTicketRequest><login>x</login></p:answerByTicketRequest>")))
                .isEqualTo("3");
        assertThat(error(client.batch("<p:somethingElse/>"))).isEqualTo("2");
        assertThat(error(client.order(List.of()))).isEqualTo("2");
        assertThat(error(client.order(Collections.nCopies(3000, KNOWN)))).isEmpty();
        assertThat(error(client.order(Collections.nCopies(3001, KNOWN)))).isEqualTo("18");
        assertThat(error(client.order(List.of("LP00000000000007")))).isEqualTo("21");
        sandbox.fault("russian-post", Fault.of(FaultKind.SERVICE_ERROR).times(1));
        assertThat(error(client.order(List.of(KNOWN)))).isEqualTo("16");
    }

    @Test
    void what_is_no_soap_11_is_refused() {
        assertThat(client.post("/russian-post/fc", "<a/>", "Content-Type", "application/soap+xml")
                        .statusCode())
                .isEqualTo(415);
        assertThat(client.post("/russian-post/fc", "<a/>", "Content-Type", "text/xml", "SOAPAction", "\"\"")
                        .statusCode())
                .isEqualTo(500);
    }
}
