package org.sledopyt.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.sledopyt.sandbox.SeventeenTrackEmulator.Registration;
import tools.jackson.databind.node.ObjectNode;

/**
 * What 17TRACK pushes: the whole parcel whenever a carrier tells something new of it, and that its following was stopped. One thread
 * lives by the world's clock and sends what comes due, in order. A body is signed with the account's key; there is no time in it.
 */
final class SeventeenTrackPushes implements AutoCloseable {

    private final WorldClock clock;
    private final Settings settings;
    private final SeventeenTrackParcels parcels;
    private final HttpClient http;
    private final Thread thread = Thread.ofVirtual().name("17track-pushes").unstarted(this::run);

    /** Read and changed under the clock's lock, as are the two below, so that nothing comes due unseen. */
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::place));

    private long place;

    /** The due that counts of each registration which is followed. */
    private final Map<Registration, Long> followed = new HashMap<>();

    private volatile @Nullable URI url;

    private enum Kind {
        NEWS,
        AGAIN,
        STOPPED
    }

    private record Due(Instant at, long place, Registration registration, Kind kind) {}

    SeventeenTrackPushes(World world, Settings settings, SeventeenTrackParcels parcels) {
        clock = world.clock();
        this.settings = settings;
        this.parcels = parcels;
        http = HttpClient.newBuilder()
                .connectTimeout(settings.webhookTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        thread.start();
    }

    void pushTo(@Nullable URI url) {
        this.url = url;
    }

    /** Pushes what is known then, and all that is told from then on. */
    void expect(Registration registration, Instant from) {
        synchronized (clock) {
            followed.put(registration, add(from, registration, Kind.NEWS));
        }
    }

    void stopped(Registration registration, Instant now) {
        forget(registration);
        add(now, registration, Kind.STOPPED);
    }

    void forget(Registration registration) {
        synchronized (clock) {
            followed.remove(registration);
        }
    }

    private boolean counts(Due due) {
        synchronized (clock) {
            return Objects.equals(followed.get(due.registration), due.place);
        }
    }

    /** False if there is no address to push to. */
    boolean again(Registration registration, Instant now) {
        if (url == null) {
            return false;
        }
        add(now, registration, Kind.AGAIN);
        return true;
    }

    private long add(Instant at, Registration registration, Kind kind) {
        synchronized (clock) {
            agenda.add(new Due(at, ++place, registration, kind));
            clock.notifyAll();
            return place;
        }
    }

    private Due next() throws InterruptedException {
        synchronized (clock) {
            while (true) {
                Due first = agenda.peek();
                if (first != null && !first.at.isAfter(clock.instant())) {
                    return agenda.remove();
                }
                clock.await(first == null ? Instant.MAX : first.at);
            }
        }
    }

    private void run() {
        try {
            while (true) {
                handle(next());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(Due due) throws InterruptedException {
        Registration registration = due.registration;
        Instant now = clock.instant();
        if (due.kind == Kind.STOPPED) {
            ObjectNode data = Answer.JSON
                    .createObjectNode()
                    .put("number", registration.number)
                    .put("carrier", registration.carrier)
                    .put("param", registration.param)
                    .put("tag", registration.tag);
            send(registration, "TRACKING_STOPPED", data, now);
            return;
        }
        if (due.kind == Kind.NEWS && !counts(due)) {
            return;
        }
        if (parcels.knows(registration, now)) {
            send(registration, "TRACKING_UPDATED", parcels.item(registration, now), now);
        }
        Instant next = parcels.nextNews(registration, now);
        synchronized (clock) {
            if (due.kind == Kind.NEWS && next.isBefore(Instant.MAX) && counts(due)) {
                followed.put(registration, add(next, registration, Kind.NEWS));
            }
        }
    }

    private void send(Registration registration, String event, ObjectNode data, Instant now)
            throws InterruptedException {
        URI to = url;
        if (to == null) {
            return;
        }
        ObjectNode message = Answer.JSON.createObjectNode().put("event", event);
        message.set("data", data);
        byte[] body = Answer.JSON.writeValueAsBytes(message);
        HttpRequest request = HttpRequest.newBuilder(to)
                .timeout(settings.webhookTimeout())
                .headers("Content-Type", "application/json", "sign", sign(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        int status = 0;
        try {
            status = http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException unreachable) {
            status = 0;
        }
        registration.pushStatus = status;
        registration.pushedAt = now;
    }

    /** Of the bytes as they go over the wire. */
    static String sign(byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(body);
            return HexFormat.of().formatHex(digest.digest(Answer.utf8("/" + Settings.PASSWORD)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        http.shutdownNow();
    }
}
