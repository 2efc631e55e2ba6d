package org.sledopyt.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.sledopyt.source.Request;

/**
 * The one way out to sources: time-outs over the whole answer, a size limit, no private addresses unless allowed, no redirects
 * followed (an answer that is one is given back as it is).
 */
final class Outgoing implements AutoCloseable {

    /** Largest answer that is read; the largest honest ones (tickets of 500 parcels) are below 5 MB. */
    static final int MAX_BODY = 16 * 1024 * 1024;

    /** What came back. Header names in lower case. */
    record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** Nothing usable came back; the message says why, for people. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;

        NoAnswer(String why) {
            super(why);
        }
    }

    private static final String AGENT = "Mozilla/5.0 (compatible; Sledopyt)";

    private final Set<String> allowed;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(15))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** @param allowed hosts that may lie in private networks */
    Outgoing(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** @param base what the request's path is appended to */
    Answer send(URI base, Request request, Duration timeout) throws NoAnswer {
        URI uri;
        try {
            uri = URI.create(base.toString().replaceFirst("/$", "") + request.path());
        } catch (IllegalArgumentException e) {
            // its message would quote a key that stands in the query
            throw new NoAnswer("not an address to ask: " + base);
        }
        checkAddress(uri);
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .method(
                        request.method(),
                        request.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .setHeader("User-Agent", AGENT);
        request.headers().forEach(builder::setHeader);
        CompletableFuture<HttpResponse<byte[]>> coming = client.sendAsync(
                builder.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BODY));
        try {
            // The client's own time-out ends with the headers; a body that trickles must end too.
            HttpResponse<byte[]> response = coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            Map<String, String> headers = new HashMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            return new Answer(response.statusCode(), headers, unpacked(response.body(), headers));
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw new NoAnswer("no answer within " + timeout.toSeconds() + " s");
        } catch (InterruptedException e) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer("stopped");
        } catch (ExecutionException e) {
            throw new NoAnswer(why(e.getCause() == null ? e : e.getCause(), timeout));
        }
    }

    private static String why(Throwable cause, Duration timeout) {
        return switch (cause) {
            case HttpTimeoutException timedOut -> "no answer within " + timeout.toSeconds() + " s";
            case IOException broken -> "connection failed: " + firstLine(broken);
            default -> "request failed: " + cause.getClass().getSimpleName();
        };
    }

    private static String firstLine(IOException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static byte[] unpacked(byte[] body, Map<String, String> headers) throws NoAnswer {
        if (!"gzip".equalsIgnoreCase(headers.get("content-encoding"))) {
            return body;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unpacked = in.readNBytes(MAX_BODY + 1);
            if (unpacked.length > MAX_BODY) {
                throw new NoAnswer("the answer is larger than " + MAX_BODY / 1024 / 1024 + " MB");
            }
            return unpacked;
        } catch (IOException e) {
            throw new NoAnswer("the answer is no gzip although it says so");
        }
    }

    /** The resolver keeps an answer for some seconds, so the connection goes to the address that was looked at here. */
    private void checkAddress(URI uri) throws NoAnswer {
        String host = uri.getHost();
        if (host == null || !(uri.getScheme().equals("https") || uri.getScheme().equals("http"))) {
            throw new NoAnswer("not an address to ask: " + uri.getScheme() + "://" + host);
        }
        if (allowed.contains(host)) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isPrivate(address)) {
                    throw new NoAnswer(host + " lies in a private network; allow it by sledopyt.intake.allow");
                }
            }
        } catch (UnknownHostException e) {
            throw new NoAnswer("no address known for " + host);
        }
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean carrierGrade = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        boolean zero = bytes.length == 4 && bytes[0] == 0;
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || carrierGrade
                || zero;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
