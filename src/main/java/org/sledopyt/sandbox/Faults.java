package org.sledopyt.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** Faults that wait for each carrier, in the order they were set, and how they strike. */
final class Faults implements AutoCloseable {

    private static final int HUGE_BLOCKS = 50 * 16;
    private static final byte[] BLANKS = blanks(1 << 16);

    private final Map<String, ConcurrentLinkedQueue<Pending>> byCarrier = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private static final class Pending {
        private final Fault fault;
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicInteger left;

        Pending(Fault fault) {
            this.fault = fault;
            left = new AtomicInteger(fault.times());
        }

        boolean strikes(String path) {
            if (!path.startsWith(fault.path())) {
                return false;
            }
            long n = seen.incrementAndGet();
            boolean due = n * fault.percent() / 100 > (n - 1) * fault.percent() / 100;
            return due && left.getAndUpdate(times -> times > 0 ? times - 1 : 0) > 0;
        }
    }

    void add(String carrier, Fault fault) {
        byCarrier.computeIfAbsent(carrier, c -> new ConcurrentLinkedQueue<>()).add(new Pending(fault));
    }

    void heal(String carrier) {
        byCarrier.remove(carrier);
    }

    /** The first fault that strikes this request. */
    Optional<Fault> next(Asked asked) {
        ConcurrentLinkedQueue<Pending> pending = byCarrier.get(asked.carrier());
        if (pending == null) {
            return Optional.empty();
        }
        pending.removeIf(fault -> fault.left.get() == 0);
        return pending.stream()
                .filter(fault -> fault.strikes(asked.path()))
                .findFirst()
                .map(fault -> fault.fault);
    }

    void strike(Fault fault, Asked asked, Emulator emulator, HttpExchange exchange)
            throws IOException, InterruptedException {
        switch (fault.kind()) {
            case OUTAGE_503 -> send(exchange, Answer.html(503, "503", "<h1>503 Service Temporarily Unavailable</h1>"));
            case QUOTA_429 -> tooMany(exchange, Long.toString(fault.length().toSeconds()));
            case QUOTA_429_DATE ->
                tooMany(
                        exchange,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                asked.at().plus(fault.length()).atOffset(ZoneOffset.UTC)));
            case CAPTCHA -> send(exchange, captcha());
            case HTML -> send(exchange, Answer.html(200, "Maintenance", "<h1>We are improving our service</h1>"));
            case HALF -> {
                Answer whole = emulator.answer(asked);
                send(exchange, with(whole, Arrays.copyOf(whole.body(), whole.body().length / 2)));
            }
            case EMPTY -> send(exchange, with(emulator.answer(asked), new byte[0]));
            case WRONG_ENCODING -> send(exchange, wronglyEncoded(emulator.answer(asked)));
            case SLOW -> {
                Thread.sleep(fault.length());
                send(exchange, emulator.answer(asked));
            }
            case HANG -> closed.await();
            case REDIRECT_PRIVATE -> redirect(exchange, "http://169.254.169.254/latest/meta-data/");
            case REDIRECT_LOOP -> redirect(exchange, exchange.getRequestURI().toString());
            case RESET -> {
                byte[] body = emulator.answer(asked).body();
                exchange.sendResponseHeaders(200, body.length + 1L);
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
            }
            case HUGE -> huge(exchange);
            case BAD_LOGIN -> send(exchange, emulator.badLogin(asked));
            case SERVICE_ERROR -> send(exchange, emulator.serviceError(asked));
            case GZIP -> compressed(exchange, asked, emulator.answer(asked));
        }
    }

    static Answer captcha() {
        return Answer.html(
                200,
                "Captcha Interception",
                "<div id=\"nc_1_wrapper\">Sorry, we have detected unusual traffic from your network."
                        + " Please slide to verify.</div><script>window._config_={\"action\":\"captcha\"}</script>");
    }

    static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void tooMany(HttpExchange exchange, String retryAfter) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
        send(exchange, Answer.html(429, "429", "<h1>429 Too Many Requests</h1>"));
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void huge(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        exchange.sendResponseHeaders(200, (long) HUGE_BLOCKS * BLANKS.length);
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < HUGE_BLOCKS; i++) {
            out.write(BLANKS);
        }
    }

    private static void compressed(HttpExchange exchange, Asked asked, Answer answer) throws IOException {
        if (!asked.header("accept-encoding").contains("gzip")) {
            send(exchange, answer);
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(answer.body());
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        send(exchange, with(answer, bytes.toByteArray()));
    }

    private static Answer wronglyEncoded(Answer answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        byte[] body = text.getBytes(Charset.forName("windows-1251"));
        return with(answer, Arrays.equals(body, answer.body()) ? text.getBytes(StandardCharsets.UTF_16LE) : body);
    }

    private static Answer with(Answer answer, byte[] body) {
        return new Answer(answer.status(), answer.contentType(), body);
    }

    private static byte[] blanks(int length) {
        byte[] blanks = new byte[length];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    /** Lets go of everyone who hangs. */
    @Override
    public void close() {
        closed.countDown();
    }
}
