package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import org.junit.jupiter.api.Test;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestServer;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;
import org.springdoc.core.service.OpenAPIService;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    @Test
    void the_api_describes_itself() {
        try (TestServer server = TestServer.start();
                TestBrowser browser = new TestBrowser(server)) {
            server.bean(Accounts.class)
                    .create("olga@example.org", "four blue winters", new Profile("Olga", "en", "UTC", null), true);
            JsonNode api = browser.signIn("olga@example.org", "four blue winters")
                    .get("/api/openapi.json")
                    .json();
            assertThat(api.path("openapi").asString()).startsWith("3.1");
            assertThat(api.path("info").path("title").asString()).isEqualTo("Sledopyt");
            assertThat(api.path("components").path("securitySchemes").propertyNames())
                    .containsExactlyInAnyOrder("token", "session");
            assertThat(api.path("paths").propertyNames())
                    .contains("/api/v1/start", "/api/v1/me", "/api/v1/tokens/{id}", "/api/v1/events")
                    .allMatch(path -> path.startsWith("/api/v1/"));
            assertThat(api.path("paths").path("/api/v1/me").path("get").path("parameters"))
                    .as("who asks is no parameter")
                    .isEmpty();
        }
    }

    @Test
    void what_describes_the_api_is_no_part_of_the_server() {
        try (TestServer server = TestServer.start()) {
            WebApplicationContext context =
                    WebApplicationContextUtils.getRequiredWebApplicationContext(server.bean(ServletContext.class));
            assertThat(context.getBeanNamesForType(OpenAPIService.class)).isEmpty();
        }
    }
}
