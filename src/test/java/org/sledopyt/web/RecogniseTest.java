package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestServer;
import org.sledopyt.account.Account;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;
import org.sledopyt.account.Result.Done;
import org.sledopyt.shipment.Shipments;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class RecogniseTest {

    private static final String PASSWORD = "four blue winters";

    /** Fits СДЭК, and by its check digit DHL Express. */
    private static final String AMBIGUOUS = "1000000013";

    @Test
    void what_earlier_parcels_told_and_where_the_account_is_decide_between_carriers() {
        try (TestServer server =
                TestServer.with("sledopyt.intake.enabled", false).start()) {
            assertThat(best(server, create(server, "stranger", null))
                            .path("carrier")
                            .asString())
                    .isEqualTo("dhl-express");
            assertThat(best(server, create(server, "russian", "RU"))
                            .path("carrier")
                            .asString())
                    .isEqualTo("cdek");
            Account customer = create(server, "customer", null);
            UUID parcel = new UUID(0, 7);
            server.bean(Shipments.class).add(3, customer.id(), parcel, "");
            server.bean(JdbcClient.class).sql("""
                    insert into events (bucket, parcel_id, key, number, source, seq, zone, precision, written_at, text, milestone, sub,
                        how, raw_id, seen_at)
                    values (3, :parcel, '\\x01', 'N', 'cdek', 0, 'UNKNOWN', 'DAY', '', '', 'IN_TRANSIT', '', '', :parcel, now())""").param("parcel", parcel).update();
            JsonNode best = best(server, customer);
            assertThat(best.path("carrier").asString()).isEqualTo("cdek");
            assertThat(best.path("reasons").findValuesAsString("code")).contains("history");
        }
    }

    @SuppressWarnings("unchecked")
    private static Account create(TestServer server, String name, String country) {
        return ((Done<Account>) server.bean(Accounts.class)
                        .create(name + "@example.org", PASSWORD, new Profile(name, "en", "UTC", country), false))
                .value();
    }

    private static JsonNode best(TestServer server, Account account) {
        try (TestBrowser browser = new TestBrowser(server).signIn(account.email(), PASSWORD)) {
            return browser.post("/api/v1/recognise", "{\"text\":\"" + AMBIGUOUS + "\"}")
                    .json()
                    .path("items")
                    .path(0)
                    .path("candidates")
                    .path(0);
        }
    }
}
