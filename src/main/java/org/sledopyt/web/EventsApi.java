package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The event stream. Each one keeps a virtual thread that writes and waits. */
@RestController
@Tag(name = "Live")
class EventsApi {

    /** Then the browser comes back by itself, and who may listen is looked at again. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final LiveEvents live;
    private final Duration pingEvery;

    EventsApi(LiveEvents live, @Value("${sledopyt.web.ping-every:20s}") Duration pingEvery) {
        this.live = live;
        this.pingEvery = pingEvery;
    }

    /** Server-sent events {@code shipment}, {@code inbox}, {@code sources}, and {@code resync}: look at everything again. */
    @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(
            Account me,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastId,
            HttpServletResponse response)
            throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        try (LiveEvents.Stream stream = live.open(me.id(), lastId)) {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("X-Accel-Buffering", "no"); // nginx would wait for more
            OutputStream out = response.getOutputStream();
            out.write("retry: 3000\n".getBytes(StandardCharsets.UTF_8));
            while (System.nanoTime() < end) {
                String block = stream.next(pingEvery).orElse(": still here\n\n");
                out.write(block.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            // The stream was ended from our side; what is written so far is complete.
        }
    }
}
