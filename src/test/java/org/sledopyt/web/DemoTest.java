package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestServer;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;
import tools.jackson.databind.JsonNode;

class DemoTest {

    @Test
    void a_browser_on_this_machine_is_signed_in_by_itself_and_others_are_not() {
        try (TestServer server = TestServer.with("sledopyt.demo", true).start();
                TestBrowser here = new TestBrowser(server);
                TestBrowser elsewhere = new TestBrowser(server)) {
            assertThat(here.get("/api/v1/start").json().path("state").asString())
                    .isEqualTo("setup");
            server.bean(Accounts.class)
                    .create("demo@example.org", "no one knows it", new Profile("Demo", "en", "UTC", null), true);

            JsonNode start = here.get("/api/v1/start").json();
            assertThat(start.path("state").asString()).isEqualTo("signed-in");
            assertThat(start.path("demo").asBoolean()).isTrue();
            assertThat(start.path("account").path("email").asString()).isEqualTo("demo@example.org");
            assertThat(here.get("/api/v1/me").status()).isEqualTo(200);

            elsewhere.header("X-Forwarded-For", "198.51.100.7");
            assertThat(elsewhere.get("/api/v1/start").json().path("state").asString())
                    .isEqualTo("sign-in");
            assertThat(elsewhere.cookie("sledopyt_session")).isEmpty();
        }
    }
}
