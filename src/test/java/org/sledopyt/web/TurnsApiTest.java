package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestServer;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;

/** Asking out of turn, another carrier and what is taken off a parcel, over HTTP: by its owner, by strangers, with wrong names, twice. */
class TurnsApiTest {

    private static final String NUMBER = "1204118537";

    private static TestServer server;
    private static TestBrowser anna;
    private static TestBrowser boris;
    private static String id;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        anna = signedIn("anna@example.org");
        boris = signedIn("boris@example.org");
        id = follow(anna);
    }

    @AfterAll
    static void stop() {
        anna.close();
        boris.close();
        server.close();
    }

    @Test
    void an_owner_has_a_source_asked_out_of_turn_as_often_as_wanted() {
        assertThat(anna.post(path("/asks/cdek"), "").status()).isEqualTo(202);
        assertThat(anna.post(path("/asks/cdek"), "").status()).isEqualTo(202);
    }

    @Test
    void a_source_that_the_parcel_does_not_have_is_none() {
        assertThat(anna.post(path("/asks/nobody"), "").key()).isEqualTo("source.none");
        assertThat(anna.post(path("/asks/..%2Fme"), "").status()).isBetween(400, 499);
    }

    @Test
    void a_stranger_does_not_learn_that_the_parcel_exists() {
        for (String at : new String[] {path("/asks/cdek"), "/api/v1/shipments/" + UUID.randomUUID() + "/asks/cdek"}) {
            assertThat(boris.post(at, "").key()).isEqualTo("shipment.none");
        }
        assertThat(boris.send("PATCH", path(""), "{\"carrier\":\"dhl-express\"}")
                        .key())
                .isEqualTo("shipment.none");
        assertThat(boris.send("PUT", path("/detached"), detached(NUMBER, true)).key())
                .isEqualTo("shipment.none");
    }

    @Test
    void another_carrier_is_chosen_and_one_that_nobody_knows_changes_nothing() {
        assertThat(anna.send("PATCH", path(""), "{\"carrier\":\"cdek\"}").status())
                .isEqualTo(200);
        var refused = anna.send("PATCH", path(""), "{\"carrier\":\"<b>nobody</b>\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.key()).isEqualTo("add.carrierUnknown");
        assertThat(anna.get(path("")).json().path("carrier").asString()).isEqualTo("cdek");
    }

    @ParameterizedTest
    @CsvSource({"'', detach.unknown", "RB123456785CN, detach.unknown", NUMBER + ", detach.first"})
    void what_cannot_be_taken_off_is_said(String number, String key) {
        var refused = anna.send("PUT", path("/detached"), detached(number, true));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.key()).isEqualTo(key);
    }

    @Test
    void of_a_parcel_that_others_follow_too_nobody_takes_a_source_off_alone() {
        TestBrowser vera = signedIn("vera@example.org");
        String shared = follow(vera);
        var refused = vera.send(
                "PUT",
                "/api/v1/shipments/" + shared + "/detached",
                "{\"number\":\"" + NUMBER + "\",\"source\":\"cdek\",\"detached\":true}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.key()).isEqualTo("detach.shared");
        vera.delete("/api/v1/shipments/" + shared);
        vera.close();
    }

    private static String detached(String number, boolean off) {
        return "{\"number\":\"" + number + "\",\"detached\":" + off + "}";
    }

    private static String path(String rest) {
        return "/api/v1/shipments/" + id + rest;
    }

    private static String follow(TestBrowser browser) {
        return browser.post("/api/v1/shipments", "{\"numbers\":[{\"number\":\"" + NUMBER + "\"}]}")
                .json()
                .path("added")
                .path(0)
                .path("id")
                .asString();
    }

    private static TestBrowser signedIn(String email) {
        server.bean(Accounts.class)
                .create(email, "four blue winters", new Profile("Someone", "en", "UTC", null), false);
        return new TestBrowser(server).signIn(email, "four blue winters");
    }
}
