package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestServer;
import org.sledopyt.account.Account;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;
import org.sledopyt.account.Result.Done;

@Timeout(60)
class EventsTest {

    private static final String PASSWORD = "four blue winters";
    private static final Profile SOMEBODY = new Profile("Somebody", "en", "UTC", null);

    private static TestServer server;
    private static LiveEvents live;

    private Account account;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        server = TestServer.with("sledopyt.web.ping-every", "200ms").start();
        live = server.bean(LiveEvents.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void signIn() {
        account = create(server);
        browser = new TestBrowser(server).signIn(account.email(), PASSWORD);
    }

    @Test
    void events_of_the_account_come_and_those_of_others_do_not() throws Exception {
        try (Listener listener = listen(null)) {
            live.toAccount(UUID.randomUUID(), "shipment", Map.of("id", "theirs"));
            live.toAccount(account.id(), "shipment", Map.of("id", "Ёлка\n\n"));
            live.toAccount(account.id(), "inbox", Map.of("unread", 3));
            assertThat(listener.next()).isEqualTo("shipment {\"id\":\"Ёлка\\n\\n\"}");
            assertThat(listener.next()).isEqualTo("inbox {\"unread\":3}");
            assertThat(listener.response.headers().firstValue("Content-Type"))
                    .contains("text/event-stream;charset=UTF-8");
        }
    }

    @Test
    void after_a_break_the_events_in_between_are_told() throws Exception {
        String last;
        try (Listener listener = listen(null)) {
            tell(1);
            listener.next();
            last = listener.lastId;
        }
        tell(2);
        tell(3);
        try (Listener listener = listen(last)) {
            assertThat(listener.next()).isEqualTo("shipment {\"id\":2}");
            assertThat(listener.next()).isEqualTo("shipment {\"id\":3}");
            tell(4);
            assertThat(listener.next()).isEqualTo("shipment {\"id\":4}");
        }
    }

    @Test
    void a_break_before_the_first_event_loses_none_either() throws Exception {
        String last;
        try (Listener listener = listen(null)) {
            last = listener.lastId;
        }
        tell(1);
        try (Listener listener = listen(last)) {
            assertThat(listener.next()).isEqualTo("shipment {\"id\":1}");
        }
    }

    @Test
    void who_missed_more_than_is_kept_is_told_to_look_at_everything() throws Exception {
        String last;
        try (Listener listener = listen(null)) {
            tell(0);
            listener.next();
            last = listener.lastId;
        }
        for (int i = 1; i <= 201; i++) {
            tell(i);
        }
        try (Listener listener = listen(last)) {
            assertThat(listener.next()).isEqualTo("resync {}");
            tell(202);
            assertThat(listener.next()).isEqualTo("shipment {\"id\":202}");
        }
    }

    @Test
    void an_id_that_is_not_ours_is_told_to_look_at_everything() throws Exception {
        try (Listener listener = listen(null)) {
            tell(1);
            listener.next();
            String epoch = listener.lastId.substring(0, listener.lastId.indexOf('-'));
            for (String id :
                    List.of("othernode-1", "1", "", "-", epoch + "-", epoch + "-x", epoch + "-999999", epoch + "--1")) {
                try (Listener resumed = listen(id)) {
                    assertThat(resumed.next()).as(id).isEqualTo("resync {}");
                }
            }
        }
    }

    @Test
    void a_quiet_stream_shows_that_it_is_alive() throws Exception {
        try (Listener listener = listen(null)) {
            listener.nextComment();
            listener.nextComment();
        }
    }

    @Test
    void an_account_has_ten_streams_and_an_eleventh_ends_the_oldest() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            listeners.add(listen(null));
        }
        listeners.getLast().nextComment();
        for (Listener listener : listeners) {
            listener.close();
        }
    }

    @Test
    void signing_out_ends_the_streams() throws Exception {
        try (Listener listener = listen(null)) {
            browser.post("/api/v1/sign-out", "");
            assertThat(listener.next()).isNull();
        }
    }

    @Test
    void who_does_not_read_is_let_go_and_holds_up_nobody() throws Exception {
        String cookie = browser.cookie("sledopyt_session").orElseThrow().getValue();
        try (Socket slow = new Socket("localhost", server.address().getPort());
                Listener listener = listen(null)) {
            slow.setReceiveBufferSize(1024);
            slow.getOutputStream().write("""
                    GET /api/v1/events HTTP/1.1\r
                    Host: localhost\r
                    Cookie: sledopyt_session=%s\r
                    \r
                    """.formatted(cookie).getBytes(StandardCharsets.UTF_8));
            slow.getInputStream().read();
            String large = "x".repeat(50_000);
            for (int i = 0; i < 2_000; i++) {
                live.toAccount(account.id(), "shipment", Map.of("id", large));
                assertThat(listener.next()).isNotNull();
            }
            List<Listener> listeners = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                listeners.add(listen(null));
            }
            assertThat(listeners).as("the place of the slow one is free").hasSize(9);
            for (Listener another : listeners) {
                another.close();
            }
        }
    }

    @Test
    void the_server_stops_quickly_with_streams_open() throws Exception {
        TestServer other = TestServer.start();
        Account olga = create(other);
        try (TestBrowser there = new TestBrowser(other).signIn(olga.email(), PASSWORD);
                Listener listener = new Listener(there.open("/api/v1/events"))) {
            long start = System.nanoTime();
            other.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(listener.next()).isNull();
        }
    }

    private void tell(int id) {
        live.toAccount(account.id(), "shipment", Map.of("id", id));
    }

    private Listener listen(String lastId) throws IOException, InterruptedException {
        if (lastId == null) {
            return new Listener(browser.open("/api/v1/events"));
        }
        browser.header("Last-Event-ID", lastId.isEmpty() ? " " : lastId);
        try {
            return new Listener(browser.open("/api/v1/events"));
        } finally {
            browser.header("Last-Event-ID", "");
        }
    }

    private static Account create(TestServer server) {
        String email = UUID.randomUUID() + "@example.org";
        return ((Done<Account>) server.bean(Accounts.class).create(email, PASSWORD, SOMEBODY, false)).value();
    }

    private interface Check {
        void run() throws Exception;
    }

    private static void await(Check check) throws Exception {
        for (int i = 0; i < 100; i++) {
            try {
                check.run();
                return;
            } catch (Exception | AssertionError e) {
                Thread.sleep(50);
            }
        }
        check.run();
    }

    /** Reads a stream as the standard says. */
    private static final class Listener implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;
        private String lastId;

        /** Ready when the first block has come, which has an id. */
        Listener(HttpResponse<InputStream> response) throws IOException {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(lines.readLine()).isEqualTo("retry: 3000");
            lines.mark(1_000);
            if (lines.readLine() instanceof String id && id.startsWith("id: ")) {
                lastId = id.substring(4);
            }
            lines.reset();
        }

        /** Name and data of the next event; null at the end. */
        String next() throws IOException {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    return name + " " + line.substring(6);
                }
            }
            return null;
        }

        void nextComment() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    return;
                }
            }
            throw new AssertionError("no comment came");
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }
}
