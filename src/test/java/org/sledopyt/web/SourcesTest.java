package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sledopyt.NeedySource;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestBrowser.Answer;
import org.sledopyt.TestServer;
import org.sledopyt.account.SetupLink;
import org.sledopyt.source.Sources;
import tools.jackson.databind.JsonNode;

/** Sources, their keys and wishes, other carriers' pages and further accounts, as programs outside see them. */
class SourcesTest {

    private static final String NUMBER = "3SABCD1234567";

    private static HttpServer carrier;
    private static TestServer server;
    private static TestBrowser operator;
    private static TestBrowser guest;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        carrier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        carrier.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        carrier.createContext("/", exchange -> {
            byte[] body = (exchange.getRequestURI().getPath().endsWith("/1234AB") ? "found" : "none")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        carrier.start();
        Path secret = Files.writeString(folder.resolve("ups"), "from a file\n");
        Sources all = Sources.load();
        URI address = URI.create("http://127.0.0.1:" + carrier.getAddress().getPort());
        server = TestServer.with(
                        "sources",
                        Sources.class,
                        () -> Sources.of(new NeedySource(address), all.get("ups"), all.get("cdek")))
                .with("sledopyt.intake.allow", "127.0.0.1")
                .with("sledopyt.intake.only", "needy,ups,cdek")
                .with("SLEDOPYT_SOURCE_UPS_CLIENT_ID", "someone")
                .with("SLEDOPYT_SOURCE_UPS_CLIENT_SECRET_FILE", secret)
                .with("sledopyt.intake.sources.ups.address", address)
                .start();
        operator = setUp(server.bean(SetupLink.class).offer().orElseThrow(), "olga@example.org");
        String link =
                operator.post("/api/v1/invitations", """
                {"name":"Gleb"}""").json().path("path").asString();
        guest = setUp(link.replaceFirst("^/setup#", ""), "gleb@example.org");
    }

    @AfterAll
    static void stop() {
        operator.close();
        guest.close();
        server.close();
        carrier.stop(0);
    }

    private static TestBrowser setUp(String link, String email) {
        TestBrowser browser = new TestBrowser(server);
        Answer made = browser.post("/api/v1/setup", """
                {"link":"%s","email":"%s","name":"Olga","password":"four blue winters","language":"en","zone":"Europe/Moscow"}""".formatted(link, email));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return browser;
    }

    @Test
    void which_sources_work_without_a_key_and_where_keys_come_from_is_said() {
        assertThat(source(operator, "needy").path("needsKey").asBoolean()).isFalse();
        assertThat(source(operator, "needy").path("key").asString()).isEqualTo("nothing");
        assertThat(source(operator, "cdek").path("needsKey").asBoolean()).isTrue();
        assertThat(source(operator, "cdek").path("state").asString()).isEqualTo("no-key");
        JsonNode ups = source(operator, "ups");
        assertThat(ups.path("key").asString()).isEqualTo("environment");
        assertThat(ups.path("ready").asBoolean()).isTrue();
        assertThat(ups.toString()).doesNotContain("someone").doesNotContain("from a file");
    }

    @Test
    void a_way_that_is_off_can_be_chosen_and_left_again() {
        assertThat(door(source(operator, "needy"), "page").path("off").asBoolean())
                .isTrue();
        assertThat(operator.send("PUT", "/api/v1/sources/needy/credentials", """
                {"door":"page","values":{}}""")
                        .status())
                .isEqualTo(204);
        JsonNode chosen = source(operator, "needy");
        assertThat(chosen.path("door").asString()).isEqualTo("page");
        assertThat(chosen.path("key").asString()).isEqualTo("screen");
        assertThat(operator.delete("/api/v1/sources/needy/credentials").status())
                .isEqualTo(204);
        assertThat(source(operator, "needy").path("door").asString()).isEqualTo("main");
    }

    @Test
    void guests_see_health_but_neither_addresses_for_pushes_nor_codes_and_enter_no_keys() {
        assertThat(source(guest, "cdek").path("hook").isNull()).isTrue();
        assertThat(source(operator, "cdek").path("hook").isNull()).isFalse();
        assertThat(guest.send("PUT", "/api/v1/sources/cdek/credentials", "{}").status())
                .isEqualTo(403);
        assertThat(guest.get("/api/v1/people").status()).isEqualTo(403);
        assertThat(guest.post("/api/v1/invitations", "{}").status()).isEqualTo(403);
    }

    @Test
    void what_a_source_wants_to_know_is_asked_for_told_and_never_shown() throws Exception {
        JsonNode candidate = find(
                        operator.post("/api/v1/recognise", "{\"text\":\"" + NUMBER + "\"}")
                                .json()
                                .path("items")
                                .path(0)
                                .path("candidates"),
                        one -> one.path("carrier").asString().equals("postnl"))
                .orElseThrow();
        assertThat(candidate.path("needs").path(0).path("name").asString()).isEqualTo("postcode");
        assertThat(candidate.path("needs").path(0).path("required").asBoolean()).isTrue();
        assertThat(candidate.path("page").path("asked").asString()).isEqualTo("yes");

        Answer wrong = operator.post("/api/v1/shipments", form("12"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.key()).isEqualTo("extras.wrong");
        assertThat(operator.get("/api/v1/shipments").json().path("total").asInt())
                .as("nothing was added")
                .isZero();

        JsonNode mine = operator.post("/api/v1/shipments", form("1234AB"))
                .json()
                .path("added")
                .path(0);
        Answer found = await(operator, mine.path("id").asString(), "FOUND");
        assertThat(extra(found, "postcode").path("told").asBoolean()).isTrue();
        assertThat(found.text()).doesNotContain("1234AB");

        JsonNode others = guest.post("/api/v1/shipments", "{\"numbers\":[{\"number\":\"" + NUMBER + "\"}]}")
                .json()
                .path("added")
                .path(0);
        Answer seen = await(guest, others.path("id").asString(), "FOUND");
        assertThat(extra(seen, "postcode").path("told").asBoolean()).isFalse();
        assertThat(seen.text()).doesNotContain("1234AB");
        assertThat(guest.send(
                                "PUT",
                                "/api/v1/shipments/" + mine.path("id").asString() + "/extras",
                                "{\"values\":{\"postcode\":\"1234AB\"}}")
                        .status())
                .as("another's shipment")
                .isEqualTo(404);
        operator.delete("/api/v1/shipments/" + mine.path("id").asString());
        guest.delete("/api/v1/shipments/" + others.path("id").asString());
    }

    @Test
    void a_parcel_that_lacks_something_says_so_until_it_is_told() throws Exception {
        JsonNode added =
                guest.post("/api/v1/shipments", """
                {"numbers":[{"number":"3SWXYZ54321","carrier":"postnl"}]}""").json().path("added").path(0);
        String path = "/api/v1/shipments/" + added.path("id").asString();
        Answer lacking = await(guest, added.path("id").asString(), "NO_EXTRAS");
        assertThat(extra(lacking, "postcode").path("missing").asBoolean()).isTrue();
        assertThat(extra(lacking, "phone_tail").path("missing").asBoolean()).isFalse();
        assertThat(lacking.json().path("milestone").asString()).isEqualTo("NOT_FOUND");
        assertThat(guest.send("PUT", path + "/extras", "{\"values\":{\"shoe_size\":\"43\"}}")
                        .key())
                .isEqualTo("extras.unknown");
        assertThat(guest.send("PUT", path + "/extras", "{\"values\":{\"postcode\":\"1234AB\"}}")
                        .status())
                .isEqualTo(200);
        await(guest, added.path("id").asString(), "FOUND");
        guest.delete(path);
    }

    @Test
    void carriers_that_we_cannot_ask_are_a_link_to_their_own_page() {
        JsonNode carriers = operator.get("/api/v1/carriers").json().path("items");
        JsonNode usps = find(carriers, one -> one.path("code").asString().equals("usps"))
                .orElseThrow();
        assertThat(usps.path("asked").asString()).isEqualTo("no");
        assertThat(usps.path("pageTakesNumber").asBoolean()).isTrue();
        assertThat(find(carriers, one -> one.path("code").asString().equals("cdek"))
                        .orElseThrow()
                        .path("asked")
                        .asString())
                .isEqualTo("key");
        JsonNode added =
                operator.post("/api/v1/shipments", """
                {"numbers":[{"number":"9400111899223197428490","carrier":"usps"}]}""").json().path("added").path(0);
        String path = "/api/v1/shipments/" + added.path("id").asString();
        JsonNode page = operator.get(path)
                .json()
                .path("journey")
                .path("numbers")
                .path(0)
                .path("pages")
                .path(0);
        assertThat(page.path("carrier").asString()).isEqualTo("usps");
        assertThat(page.path("address").asString()).startsWith("https://").endsWith("9400111899223197428490");
        assertThat(page.path("asked").asString()).isEqualTo("no");
        operator.delete(path);
    }

    @Test
    void the_total_counts_what_the_filters_leave() {
        for (int i = 0; i < 3; i++) {
            operator.post("/api/v1/shipments", """
                    {"numbers":[{"number":"99123456%d","title":"%s","carrier":"usps"}]}""".formatted(i, i == 0 ? "Lamp" : "Book"));
        }
        assertThat(total("")).isEqualTo(3);
        assertThat(total("?limit=1")).isEqualTo(3);
        assertThat(total("?q=book&limit=1")).isEqualTo(2);
        assertThat(total("?milestone=DELIVERED")).isZero();
        assertThat(total("?milestone=DELIVERED,NOT_FOUND/NOT_POLLED_YET&limit=1"))
                .isEqualTo(3);
        assertThat(total("?unchangedSince=2020-01-01T00:00:00Z")).isZero();
        assertThat(total("?unchangedSince=2126-01-01T00:00:00Z")).isEqualTo(3);
        assertThat(operator.get("/api/v1/shipments?milestone=NEVER").status()).isEqualTo(400);
        assertThat(operator.get("/api/v1/shipments?unchangedSince=noon").status())
                .isEqualTo(400);
        operator.get("/api/v1/shipments")
                .json()
                .path("items")
                .forEach(one ->
                        operator.delete("/api/v1/shipments/" + one.path("id").asString()));
    }

    @Test
    void an_invitation_makes_one_account_and_can_be_withdrawn() {
        JsonNode made = operator.post("/api/v1/invitations", """
                {"name":"Vera","operator":false}""").json();
        String link = made.path("path").asString().replaceFirst("^/setup#", "");
        assertThat(operator.get("/api/v1/invitations").text()).contains("Vera").doesNotContain(link);
        setUp(link, "vera@example.org").close();
        assertThat(setupStatus(link, "again@example.org")).isEqualTo(403);
        assertThat(operator.get("/api/v1/people").text())
                .contains("vera@example.org")
                .contains("gleb@example.org");
        JsonNode second = operator.post("/api/v1/invitations", "{}").json();
        operator.delete("/api/v1/invitations/" + second.path("id").asString());
        assertThat(setupStatus(second.path("path").asString().replaceFirst("^/setup#", ""), "late@example.org"))
                .isEqualTo(403);
    }

    @Test
    void the_operator_s_metrics_tell_how_sources_are_doing() {
        Answer metrics = operator.get("/actuator/prometheus");
        assertThat(metrics.status()).as(metrics.text()).isEqualTo(200);
        assertThat(metrics.text())
                .contains("sledopyt_source_up{source=\"needy\"}")
                .contains("sledopyt_source_calls_total{outcome=\"answered\",source=\"needy\"}")
                .contains("sledopyt_source_up{source=\"cdek\"} NaN");
        assertThat(operator.get("/actuator/sources").json().path("items")).hasSize(3);
    }

    private static int setupStatus(String link, String email) {
        try (TestBrowser browser = new TestBrowser(server)) {
            return browser.post("/api/v1/setup", """
                            {"link":"%s","email":"%s","name":"X","password":"four blue winters"}""".formatted(link, email)).status();
        }
    }

    private static int total(String query) {
        return operator.get("/api/v1/shipments" + query).json().path("total").asInt();
    }

    private static String form(String postcode) {
        return "{\"numbers\":[{\"number\":\"" + NUMBER + "\",\"carrier\":\"postnl\",\"extras\":{\"postcode\":\""
                + postcode + "\"}}]}";
    }

    private static JsonNode source(TestBrowser browser, String code) {
        return find(
                        browser.get("/api/v1/sources").json().path("items"),
                        one -> one.path("code").asString().equals(code))
                .orElseThrow();
    }

    private static JsonNode door(JsonNode source, String code) {
        return find(source.path("doors"), one -> one.path("code").asString().equals(code))
                .orElseThrow();
    }

    private static JsonNode extra(Answer shipment, String name) {
        return find(
                        shipment.json().path("extras"),
                        one -> one.path("need").path("name").asString().equals(name))
                .orElseThrow();
    }

    private static Optional<JsonNode> find(JsonNode items, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(items.spliterator(), false).filter(wanted).findFirst();
    }

    /** The shipment, once its source has that outcome. */
    private static Answer await(TestBrowser browser, String id, String outcome) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        Answer answer = browser.get("/api/v1/shipments/" + id);
        while (!outcome(answer).equals(outcome)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come to " + outcome + ": " + answer.text());
            }
            Thread.sleep(50);
            answer = browser.get("/api/v1/shipments/" + id);
        }
        return answer;
    }

    private static String outcome(Answer shipment) {
        return find(
                        shipment.json().path("sources"),
                        ask -> ask.path("source").asString().equals("needy"))
                .map(ask -> ask.path("outcome").asString())
                .orElse("");
    }
}
