package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sledopyt.TestBrowser;
import org.sledopyt.TestBrowser.Answer;
import org.sledopyt.TestServer;

class AppFilesTest {

    @TempDir
    static Path files;

    private static TestServer server;
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        write("index.html", "<p>the page of the test</p>");
        write("sw.js", "the worker of the test");
        write("app.webmanifest", "{}");
        write("large.js", "large ".repeat(10_000));
        write("assets/app-1a2b3c.js", "the script of the test");
        write("assets/large-1a2b3c.js", "large ".repeat(10_000));
        server = TestServer.with("sledopyt.web.files", files.toUri()).start();
        browser = new TestBrowser(server);
    }

    private static void write(String name, String text) throws IOException {
        Path file = files.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/parcels", "/parcels/019ab/", "/setup", "/apidocs", "/hooksmith"})
    void every_address_of_the_app_is_its_page(String path) {
        Answer answer = browser.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("the page of the test");
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.header("ETag")).startsWith("W/\"");
    }

    @Test
    void the_page_is_sent_again_only_when_it_changed() {
        try (TestBrowser again = new TestBrowser(server)) {
            again.header("If-None-Match", again.get("/").header("ETag"));
            assertThat(again.get("/").status()).isEqualTo(304);
            assertThat(again.get("/sw.js").status()).isEqualTo(200);
        }
    }

    @Test
    void files_named_by_their_content_are_kept_for_ever() {
        Answer answer = browser.get("/assets/app-1a2b3c.js");
        assertThat(answer.text()).contains("the script of the test");
        assertThat(answer.header("Content-Type")).startsWith("text/javascript");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(browser.get("/assets/app-000000.js").status()).isEqualTo(404);
    }

    @Test
    void the_service_worker_is_asked_for_each_time() {
        Answer answer = browser.get("/sw.js");
        assertThat(answer.text()).contains("the worker of the test");
        assertThat(answer.header("Content-Type")).startsWith("text/javascript");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(browser.get("/app.webmanifest").header("Content-Type")).startsWith("application/manifest+json");
    }

    @Test
    void what_looks_like_a_file_but_is_none_is_not_the_page() {
        for (String path : List.of("/favicon.ico", "/old.js", "/parcels/none.png", "/assets/none")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void scripts_are_sent_compressed() {
        try (TestBrowser modern = new TestBrowser(server)) {
            modern.header("Accept-Encoding", "gzip");
            assertThat(modern.get("/assets/large-1a2b3c.js").header("Content-Encoding"))
                    .isEqualTo("gzip");
            assertThat(modern.get("/large.js").header("Content-Encoding")).isEqualTo("gzip");
        }
    }

    @Test
    void a_server_built_without_the_app_says_so() {
        try (TestServer bare = TestServer.with("sledopyt.web.files", "classpath:/nothing/")
                        .start();
                TestBrowser there = new TestBrowser(bare)) {
            Answer answer = there.get("/parcels");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("text/html");
            assertThat(answer.text()).contains("built without the web app");
        }
    }
}
