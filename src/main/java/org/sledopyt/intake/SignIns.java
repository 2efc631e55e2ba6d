package org.sledopyt.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Request;
import tools.jackson.databind.JsonNode;

/** Tokens of sources that want OAuth 2 client credentials: got when first needed, renewed a minute before they end. */
final class SignIns {

    private static final Duration EARLY = Duration.ofSeconds(60);

    /** The source does not let us in; the message says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    private record Token(String text, Instant endsAt) {}

    private final Outgoing outgoing;
    private final Clock clock;
    private final Cache<Object, Token> tokens =
            Caffeine.newBuilder().maximumSize(500).build();
    private final ReentrantLock lock = new ReentrantLock();

    SignIns(Outgoing outgoing, Clock clock) {
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /** The token to send; null where the door needs none. */
    @Nullable
    String token(Manifest.Door door, Credentials by) throws Refused, Outgoing.NoAnswer {
        Manifest.SignIn signIn = door.signIn();
        if (signIn == null) {
            return null;
        }
        Token token = tokens.getIfPresent(key(door, by));
        if (token != null && token.endsAt.isAfter(clock.instant().plus(EARLY))) {
            return token.text;
        }
        lock.lock();
        try {
            Token meanwhile = tokens.getIfPresent(key(door, by));
            if (meanwhile != null && meanwhile != token) {
                return meanwhile.text;
            }
            Token fresh = fetch(door, signIn, by);
            tokens.put(key(door, by), fresh);
            return fresh.text;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a token that the source does not take any more. */
    void forget(Manifest.Door door, Credentials by) {
        tokens.invalidate(key(door, by));
    }

    private static Object key(Manifest.Door door, Credentials by) {
        return java.util.List.of(door.address(), by.values());
    }

    private Token fetch(Manifest.Door door, Manifest.SignIn signIn, Credentials by) throws Refused, Outgoing.NoAnswer {
        String form = "grant_type=client_credentials&client_id=" + encode(by.value(signIn.id())) + "&client_secret="
                + encode(by.value(signIn.secret()));
        Request request = Request.post(
                signIn.path(),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form.getBytes(StandardCharsets.UTF_8));
        Outgoing.Answer answer = outgoing.send(door.address(), request, door.timeout());
        JsonNode json = Answers.json(answer.body()).orElse(null);
        if (answer.status() >= 500 || answer.status() == 429) {
            throw new Outgoing.NoAnswer("sign-in: HTTP " + answer.status());
        }
        if (json == null || !json.path("access_token").isString()) {
            String why = json == null ? "" : json.path("error").asString("");
            throw new Refused("sign-in refused: HTTP " + answer.status() + (why.isEmpty() ? "" : ", " + why));
        }
        long seconds = json.path("expires_in").asLong(300);
        return new Token(
                json.path("access_token").asString(),
                clock.instant().plusSeconds(Math.max(seconds, EARLY.toSeconds() + 5)));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
