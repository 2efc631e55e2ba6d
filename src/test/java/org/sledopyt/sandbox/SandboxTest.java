package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SandboxTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");

    @Test
    void carriers_have_addresses_of_their_own_on_this_machine_only() {
        try (Sandbox sandbox = Sandbox.start(0, World.demo(WorldClock.stoppedAt(START)))) {
            assertThat(sandbox.address().getHost()).isEqualTo("127.0.0.1");
            assertThat(sandbox.address("russian-post"))
                    .hasPath("/russian-post")
                    .hasPort(sandbox.address().getPort());
            assertThatThrownBy(() -> sandbox.address("pigeon")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void calls_are_counted_and_remembered_on_demand() {
        try (Sandbox sandbox = Sandbox.start(0, World.demo(WorldClock.stoppedAt(START)));
                Client client = new Client(sandbox)) {
            client.cainiao("LP1");
            sandbox.keep(2);
            client.cainiao("LP2");
            client.cainiao("LP3");
            client.cainiao("LP4");
            client.token("a", "b");
            assertThat(sandbox.calls("cainiao")).isEqualTo(4);
            assertThat(sandbox.calls("cdek")).isEqualTo(1);
            assertThat(sandbox.requests("cainiao")).extracting(Asked::query).containsExactly("mailNos=LP4&lang=en-US");
            assertThat(sandbox.requests("cdek")).extracting(Asked::path).containsExactly("/v2/oauth/token");
            assertThat(sandbox.requests("cdek").getFirst().header("content-type"))
                    .isEqualTo("application/x-www-form-urlencoded");
            sandbox.keep(0);
            assertThat(sandbox.requests("cainiao")).isEmpty();
        }
    }

    @Test
    void unknown_paths_are_not_found() {
        try (Sandbox sandbox = Sandbox.start(0, World.demo(WorldClock.stoppedAt(START)));
                Client client = new Client(sandbox)) {
            for (String path : List.of("/", "/pigeon/x", "/cainiao", "/cainiao/x", "/russian-post/", "/control")) {
                assertThat(client.get(path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(client.get("/russian-post/rtm34").statusCode()).isEqualTo(405);
            assertThat(client.get("/cdek/v2/oauth/token").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void hostile_words_reach_the_wire_escaped_and_whole() {
        try (Sandbox sandbox = Sandbox.start(0, World.demo(WorldClock.stoppedAt(START)));
                Client client = new Client(sandbox)) {
            JsonNode entry = client.cainiao(number(sandbox, "Stickers from a strange shop"))
                    .get(0);
            assertThat(entry.get("latestTrace").get("desc").asString()).contains("<script>alert(1)</script>");
            String kite = number(sandbox, "Kite with a long tail");
            assertThat(Client.elements(Client.xml(client.history(kite)), "OperAttr")
                            .getLast()
                            .getTextContent())
                    .hasSizeGreaterThan(10_000);
        }
    }

    @Test
    void same_scan_is_dated_by_each_carrier_in_its_own_way() {
        try (Sandbox sandbox = Sandbox.start(0, World.demo(WorldClock.stoppedAt(START)));
                Client client = new Client(sandbox)) {
            JsonNode entry = client.cainiao(number(sandbox, "Knitting yarn")).get(0);
            assertThat(entry.get("latestTrace").get("timeStr").asString()).isEqualTo("2026-11-23 06:10:00");
            List<String> times = Client.all(
                    Client.xml(client.history(entry.get("copyRealMailNo").asString())), "OperDate");
            assertThat(times.getLast()).isEqualTo("2026-11-23T06:10:00.000+03:00");
        }
    }

    @Test
    void many_clients_at_once_get_the_same_answers() throws Exception {
        World world = World.random(3, 1000, WorldClock.stoppedAt(START));
        try (Sandbox sandbox = Sandbox.start(0, world);
                Client client = new Client(sandbox);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger same = new AtomicInteger();
            List<String> numbers = world.stories()
                    .map(story -> story.numbers().get(Carrier.CAINIAO))
                    .filter(Objects::nonNull)
                    .limit(100)
                    .toList();
            List<JsonNode> expected = numbers.stream()
                    .map(number -> client.cainiao(number).get(0))
                    .toList();
            var done = IntStream.range(0, 500)
                    .mapToObj(i -> clients.submit(() -> {
                        int n = i % numbers.size();
                        if (client.cainiao(numbers.get(n)).get(0).equals(expected.get(n))) {
                            same.incrementAndGet();
                        }
                    }))
                    .toList();
            for (var one : done) {
                one.get();
            }
            assertThat(same).hasValue(500);
            assertThat(sandbox.calls("cainiao")).isEqualTo(600);
        }
    }

    private static String number(Sandbox sandbox, String title) {
        return sandbox.world().demoParcels().stream()
                .filter(parcel -> parcel.titleEn().equals(title))
                .findFirst()
                .orElseThrow()
                .number();
    }

    @Test
    void sandbox_uses_the_jdk_and_jackson_and_nothing_of_the_rest() throws IOException {
        Pattern foreign = Pattern.compile(
                "\\borg\\.sledopyt\\.(?!sandbox\\b)|^import (?!static )(?!java|com\\.sun\\.net\\.httpserver"
                        + "|org\\.jspecify|tools\\.jackson|org\\.sledopyt\\.sandbox)",
                Pattern.MULTILINE);
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/sledopyt/sandbox"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(20);
            assertThat(sources).allSatisfy(source -> assertThat(
                            foreign.matcher(Files.readString(source)).find())
                    .isFalse());
        }
    }
}
