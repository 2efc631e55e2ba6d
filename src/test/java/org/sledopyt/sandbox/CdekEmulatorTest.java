package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CdekEmulatorTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final String DOOR = Numbers.cdek(204_000_010);
    private static final String POINT = Numbers.cdek(204_000_017);
    private static final String LOCKER = Numbers.cdek(204_000_018);
    private static final String OTHERS = Numbers.cdek(204_000_022);

    private final WorldClock clock = WorldClock.stoppedAt(START);
    private final World world = World.of(
            clock,
            List.of(
                    Story.draft(Country.RU, Country.RU)
                            .number(Carrier.CDEK, DOOR)
                            .promised(LocalDate.parse("2026-11-28"))
                            .next(Numbers.cdek(204_000_030))
                            .step(START, Happening.ANNOUNCED, Place.KAZAN)
                            .step(START.plus(Duration.ofHours(2)), Happening.ACCEPTED, Place.KAZAN)
                            .step(START.plus(Duration.ofHours(3)), Happening.ARRIVED_SORTING, Place.OMSK)
                            .step(START.plus(Duration.ofHours(4)), Happening.WITHDRAWN, Place.OMSK)
                            .step(START.plus(Duration.ofDays(4)), Happening.OUT_FOR_DELIVERY, Place.OMSK)
                            .step(START.plus(Duration.ofDays(4).plusHours(5)), Happening.ATTEMPT_FAILED, Place.OMSK)
                            .step(START.plus(Duration.ofDays(4).plusHours(6)), Happening.DATE_MOVED, Place.OMSK)
                            .step(START.plus(Duration.ofDays(9)), Happening.RETURN_STARTED, Place.OMSK)
                            .build(),
                    Story.draft(Country.RU, Country.RU)
                            .number(Carrier.CDEK, POINT)
                            .step(START.minus(Duration.ofDays(3)), Happening.ANNOUNCED, Place.KAZAN)
                            .step(START.minus(Duration.ofDays(1)), Happening.READY_AT_OFFICE, Place.VLADIVOSTOK)
                            .build(),
                    Story.draft(Country.RU, Country.RU)
                            .number(Carrier.CDEK, LOCKER)
                            .step(START.minus(Duration.ofDays(3)), Happening.ANNOUNCED, Place.KAZAN)
                            .step(START.minus(Duration.ofDays(2)), Happening.READY_IN_LOCKER, Place.MOSCOW)
                            .step(START.minus(Duration.ofDays(1)), Happening.COLLECTED_FROM_LOCKER, Place.MOSCOW)
                            .build(),
                    Story.draft(Country.RU, Country.RU)
                            .number(Carrier.CDEK, OTHERS)
                            .quirk(Quirk.OTHER_CONTRACT)
                            .step(START.minus(Duration.ofDays(3)), Happening.ANNOUNCED, Place.KAZAN)
                            .build()));
    private final Sandbox sandbox = Sandbox.start(0, world, Settings.patient().withTokenLives(Duration.ofDays(20)));
    private final Client client = new Client(sandbox);
    private final String[] bearer = client.bearer();

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    private JsonNode order(String number) {
        return Client.json(client.get("/cdek/v2/orders?cdek_number=" + number, bearer));
    }

    private static List<String> codes(JsonNode order) {
        return StreamSupport.stream(order.get("entity").get("statuses").spliterator(), false)
                .map(status -> status.get("code").asString())
                .toList();
    }

    private static void error(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode json = Client.json(answer);
        JsonNode errors = json.has("errors")
                ? json.get("errors")
                : json.get("requests").get(0).get("errors");
        assertThat(errors.get(0).get("code").asString()).isEqualTo(code);
        assertThat(errors.get(0).get("message").asString()).isNotBlank();
    }

    @Test
    void token_is_given_for_the_right_secret_only() {
        JsonNode token = Client.json(client.token(Settings.LOGIN, Settings.PASSWORD));
        assertThat(token.get("token_type").asString()).isEqualTo("bearer");
        assertThat(token.get("expires_in").asLong()).isEqualTo(20 * 86_400);
        HttpResponse<byte[]> refused = client.token(Settings.LOGIN, "guess");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(Client.json(refused).get("error").asString()).isEqualTo("invalid_client");
        assertThat(client.post("/cdek/v2/oauth/token", "grant_type=password").statusCode())
                .isEqualTo(400);
        assertThat(client.post(
                                "/cdek/v2/oauth/token?grant_type=client_credentials&client_id=" + Settings.LOGIN
                                        + "&client_secret=" + Settings.PASSWORD,
                                "")
                        .statusCode())
                .as("parameters in the query")
                .isEqualTo(200);
    }

    @Test
    void without_a_good_token_nothing_is_told() {
        error(client.get("/cdek/v2/orders?cdek_number=" + DOOR), 401, "unauthorized");
        error(
                client.get("/cdek/v2/orders?cdek_number=" + DOOR, "Authorization", "Bearer made-up"),
                401,
                "v2_authorization_incorrect");
        clock.advance(Duration.ofDays(20));
        error(client.get("/cdek/v2/orders?cdek_number=" + DOOR, bearer), 401, "v2_token_expired");
        assertThat(client.get("/cdek/v2/orders?cdek_number=" + DOOR, client.bearer())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void order_is_found_by_its_three_names() {
        JsonNode order = order(DOOR);
        String uuid = order.get("entity").get("uuid").asString();
        String shops = order.get("entity").get("number").asString();
        assertThat(Client.json(client.get("/cdek/v2/orders?im_number=" + shops, bearer)))
                .isEqualTo(order);
        assertThat(Client.json(client.get("/cdek/v2/orders/" + uuid, bearer)).get("entity"))
                .isEqualTo(order.get("entity"));
    }

    @Test
    void registration_is_accepted_first_and_successful_half_a_minute_later() {
        assertThat(order(DOOR).get("requests").get(0).get("state").asString()).isEqualTo("ACCEPTED");
        assertThat(order(DOOR).get("entity").has("planned_delivery_date")).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(order(DOOR).get("requests").get(0).get("state").asString()).isEqualTo("SUCCESSFUL");
        assertThat(order(DOOR).get("entity").get("planned_delivery_date").asString())
                .isEqualTo("2026-11-28");
    }

    @Test
    void statuses_have_trailing_blanks_and_withdrawn_ones_among_them() {
        clock.advance(Duration.ofHours(4));
        JsonNode order = order(DOOR);
        assertThat(codes(order))
                .containsExactly("ACCEPTED_IN_TRANSIT_CITY", "RECEIVED_AT_SHIPMENT_WAREHOUSE ", "CREATED", "ACCEPTED");
        JsonNode statuses = order.get("entity").get("statuses");
        assertThat(statuses.get(0).get("deleted").asBoolean()).isTrue();
        assertThat(statuses.get(1).get("deleted").asBoolean()).isFalse();
        assertThat(statuses.get(1).get("city").asString()).isEqualTo("Казань");
    }

    @Test
    void direction_of_statuses_and_form_of_times_depend_on_the_number() {
        assertThat(codes(order(POINT))).containsExactly("ACCEPTED", "CREATED", "ACCEPTED_AT_PICK_UP_POINT");
        assertThat(codes(order(LOCKER))).containsExactly("POSTOMAT_RECEIVED", "POSTOMAT_POSTED", "CREATED", "ACCEPTED");
        assertThat(time(DOOR)).isEqualTo("2026-11-24T06:00:00+0000");
        assertThat(order(POINT)
                        .get("entity")
                        .get("statuses")
                        .get(2)
                        .get("date_time")
                        .asString())
                .isEqualTo("2026-11-23T06:00:00Z");
        assertThat(time(LOCKER)).isEqualTo("2026-11-23T13:00:00+0700");
    }

    private String time(String number) {
        return order(number)
                .get("entity")
                .get("statuses")
                .get(0)
                .get("date_time")
                .asString();
    }

    @Test
    void storage_ends_at_the_end_of_a_local_day() {
        assertThat(order(POINT).get("entity").get("keep_free_until").asString()).isEqualTo("2026-11-30T13:59:59Z");
        assertThat(order(POINT).get("entity").get("delivery_point").asString()).isEqualTo("SBX288");
        assertThat(order(POINT)
                        .get("entity")
                        .get("to_location")
                        .get("time_zone")
                        .asString())
                .isEqualTo("Asia/Vladivostok");
        assertThat(order(LOCKER)
                        .get("entity")
                        .get("delivery_detail")
                        .get("date")
                        .asString())
                .isEqualTo("2026-11-23");
    }

    @Test
    void failed_attempt_shows_as_problem_and_call_and_moves_the_promised_day() {
        clock.advance(Duration.ofDays(5));
        JsonNode entity = order(DOOR).get("entity");
        assertThat(entity.get("delivery_problem").get(0).get("code").asString()).isEqualTo("13");
        assertThat(entity.get("calls")
                        .get("failed_calls")
                        .get(0)
                        .get("reason_code")
                        .asInt())
                .isEqualTo(2);
        assertThat(entity.get("planned_delivery_date").asString()).isEqualTo("2026-11-30");
        assertThat(entity.get("delay_reasons")).hasSize(1);
    }

    @Test
    void return_has_its_reason_and_its_own_order() {
        clock.advance(Duration.ofDays(9));
        JsonNode order = order(DOOR);
        JsonNode newest = order.get("entity").get("statuses").get(0);
        assertThat(newest.get("code").asString()).isEqualTo("NOT_DELIVERED");
        assertThat(newest.get("reason_code").asString()).isEqualTo("11");
        assertThat(order.get("related_entities").get(0).get("type").asString()).isEqualTo("return_order");
        assertThat(order.get("related_entities").get(0).get("cdek_number").asString())
                .isEqualTo(Numbers.cdek(204_000_030));
    }

    @Test
    void errors_stand_in_either_of_two_places() {
        HttpResponse<byte[]> even = client.get("/cdek/v2/orders?cdek_number=1204999998", bearer);
        HttpResponse<byte[]> odd = client.get("/cdek/v2/orders?cdek_number=1204999999", bearer);
        error(even, 400, "v2_order_not_found");
        error(odd, 400, "v2_order_not_found");
        assertThat(Client.json(even).has("errors")).isTrue();
        assertThat(Client.json(odd).has("errors")).isFalse();
        error(client.get("/cdek/v2/orders?cdek_number=" + OTHERS, bearer), 400, "v2_order_forbidden");
        error(client.get("/cdek/v2/orders?im_number=SHOP-1", bearer), 400, "v2_entity_not_found_im_number");
        error(client.get("/cdek/v2/orders/no-uuid", bearer), 400, "v2_entity_not_found");
        error(client.get("/cdek/v2/orders?cdek_number=12a", bearer), 400, "v2_invalid_format");
        error(client.get("/cdek/v2/orders", bearer), 400, "v2_parameters_empty");
    }

    @Test
    void order_that_is_not_yet_announced_is_not_found() {
        clock.set(START.minusSeconds(1));
        error(client.get("/cdek/v2/orders?cdek_number=" + DOOR, bearer), 400, "v2_order_not_found");
    }
}
