package org.sledopyt;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a {@link TestServer} as the web app does: keeps the cookie and sends the header that shows where a request comes from. */
public final class TestBrowser implements AutoCloseable {

    /** @param text of the body */
    public record Answer(int status, HttpHeaders headers, String text) {

        private static final JsonMapper JSON = new JsonMapper();

        public JsonNode json() {
            return JSON.readTree(text);
        }

        /** Of a problem. */
        public String key() {
            return json().path("key").asString("");
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestServer server;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public TestBrowser(TestServer server) {
        this.server = server;
        header("X-Sledopyt", "1");
    }

    /** Signs in or fails. */
    public TestBrowser signIn(String email, String password) {
        Answer answer = post("/api/v1/sign-in", """
                {"email":"%s","password":"%s"}""".formatted(email, password));
        if (answer.status != 200) {
            throw new AssertionError(answer);
        }
        return this;
    }

    /** A header of all requests from now on; an empty value takes it away. */
    public TestBrowser header(String name, String value) {
        if (value.isEmpty()) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** @param json null sends no body */
    public Answer send(String method, String path, String json) {
        return send(method, path, "application/json", json == null ? null : BodyPublishers.ofString(json));
    }

    public Answer send(String method, String path, String contentType, BodyPublisher body) {
        HttpRequest.Builder request = request(path).timeout(PATIENCE);
        if (body != null) {
            request.header("Content-Type", contentType);
        }
        request.method(method, body == null ? BodyPublishers.noBody() : body);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** An answer that goes on, such as the event stream. */
    public HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address(path));
        headers.forEach(request::header);
        return request;
    }

    public Optional<HttpCookie> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst();
    }

    /** As if copied from another browser. */
    public TestBrowser cookie(HttpCookie cookie) {
        cookies.getCookieStore().add(URI.create("http://localhost/"), cookie);
        return this;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
