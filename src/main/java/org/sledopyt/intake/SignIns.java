package org.sledopyt.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Json;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.Times;
import org.sledopyt.source.Xml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out the sign-in that a door declares: headers, query, Basic, and tokens, which are got when first needed and renewed a minute
 * before they end.
 */
final class SignIns {

    private static final Pattern PLACE = Pattern.compile("\\{([\\w-]+)}");

    private static final Duration EARLY = Duration.ofSeconds(60);

    /** The source does not let us in; the message says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    /** Keeps what a token's answer renews. */
    interface Keeper {
        void keep(Manifest source, Credentials renewed);
    }

    /** @param from what it was got with, {@code renewed} what the next one is to be got with */
    private record Token(String text, Instant endsAt, Credentials from, Credentials renewed) {

        Token from(Credentials asked) {
            return new Token(text, endsAt, asked, renewed);
        }

        Token ended() {
            return new Token(text, Instant.MIN, from, renewed);
        }
    }

    private final Outgoing outgoing;
    private final Clock clock;
    private final Keeper keeper;
    private final Cache<Object, Token> tokens =
            Caffeine.newBuilder().maximumSize(500).build();
    private final ReentrantLock lock = new ReentrantLock();

    SignIns(Outgoing outgoing, Clock clock, Keeper keeper) {
        this.outgoing = outgoing;
        this.clock = clock;
        this.keeper = keeper;
    }

    /** The token to send; null where the door needs none. */
    @Nullable
    String token(Source source, Manifest.Door door, Credentials by) throws Refused, Outgoing.NoAnswer {
        Manifest.SignIn signIn = door.signIn();
        if (signIn == null || signIn.token() == null) {
            return null;
        }
        Token token = tokens.getIfPresent(key(door, by));
        if (token != null && token.endsAt.isAfter(clock.instant().plus(EARLY))) {
            return token.text;
        }
        lock.lock();
        try {
            Token meanwhile = tokens.getIfPresent(key(door, by));
            if (meanwhile != null && meanwhile != token && meanwhile.endsAt.isAfter(clock.instant())) {
                return meanwhile.text;
            }
            // who asks may still hold what the last token's answer has renewed
            Credentials with = meanwhile != null && meanwhile.from.equals(by) ? meanwhile.renewed : by;
            Token fresh = fetch(source, door, signIn.token(), with).from(by);
            tokens.put(key(door, by), fresh);
            return fresh.text;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a token that the source does not take any more. */
    void forget(Manifest.Door door, Credentials by) {
        tokens.asMap().computeIfPresent(key(door, by), (key, token) -> token.ended());
    }

    /** Without what renews itself: that changes while the token stays good. */
    private static Object key(Manifest.Door door, Credentials by) {
        Map<String, String> values = new HashMap<>(by.values());
        if (door.signIn() != null && door.signIn().token() != null) {
            values.keySet().removeAll(door.signIn().token().renews().keySet());
        }
        return java.util.List.of(door.address(), values);
    }

    private Token fetch(Source source, Manifest.Door door, Manifest.TokenCall call, Credentials by)
            throws Refused, Outgoing.NoAnswer {
        URI address = call.address() == null ? door.address() : call.address();
        Outgoing.Answer answer =
                outgoing.send(address, source.signToken(request(call, by), by, clock.instant()), door.timeout());
        JsonNode json = Answers.json(answer.body()).orElse(null);
        Element xml = json == null
                ? Answers.xml(answer.body()).map(Document::getDocumentElement).orElse(null)
                : null;
        // SOAP says with HTTP 500 that a password is wrong
        boolean fault =
                answer.status() == 500 && xml != null && !Xml.all(xml, "Fault").isEmpty();
        if (answer.status() >= 500 && !fault || answer.status() == 429) {
            throw new Outgoing.NoAnswer("sign-in: HTTP " + answer.status());
        }
        String token = told(json, xml, call.field());
        if (token == null) {
            String why = told(json, xml, "error", "error.code", "response.errors.message", "message", "faultstring");
            throw new Refused("sign-in refused: HTTP " + answer.status()
                    + (why == null ? "" : ", " + without(Answers.line(why), by)));
        }
        Credentials renewed = by;
        for (Map.Entry<String, String> field : call.renews().entrySet()) {
            String value = json == null ? null : Json.text(json, field.getValue());
            renewed = value == null ? renewed : renewed.with(field.getKey(), value);
        }
        if (!renewed.equals(by)) {
            keeper.keep(source.manifest(), renewed);
        }
        Instant soonest = clock.instant().plus(EARLY).plusSeconds(5);
        Instant ends = endsAt(call, json);
        return new Token(token, ends.isBefore(soonest) ? soonest : ends, by, renewed);
    }

    private static Request request(Manifest.TokenCall call, Credentials by) {
        String path = PLACE.matcher(call.path())
                .replaceAll(place -> Matcher.quoteReplacement(Request.encode(by.value(place.group(1)))));
        Request request;
        if (!call.form().isEmpty()) {
            Map<String, String> form = new LinkedHashMap<>();
            call.form().forEach((name, value) -> form.put(name, fill(value, by, null)));
            request = Request.form(path, form).with("Accept", "application/json");
        } else if (!call.json().isEmpty()) {
            ObjectNode json = Json.object();
            call.json().forEach((name, value) -> json.put(name, fill(value, by, null)));
            request = Request.json(path, json);
        } else {
            byte[] nothing = call.method().equals("GET") ? null : new byte[0];
            request = new Request(call.method(), path, Map.of("Accept", "application/json"), nothing);
        }
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            request = request.with(header.getKey(), fill(header.getValue(), by, null));
        }
        return call.basic() == null ? request : request.with("Authorization", basic(call.basic(), by));
    }

    /** The first of these paths in JSON, or of these elements in XML, that has a text. */
    static @Nullable String told(@Nullable JsonNode json, @Nullable Element xml, String... names) {
        if (json != null) {
            return Json.text(json, names);
        }
        return xml == null
                ? null
                : Stream.of(names)
                        .flatMap(name -> Xml.all(xml, name).stream())
                        .map(element -> Answers.text(element.getTextContent()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private Instant endsAt(Manifest.TokenCall call, @Nullable JsonNode answer) {
        Instant now = clock.instant();
        if (answer == null) {
            return now.plus(call.lifetime());
        }
        if (call.until() != null) {
            Instant until = Times.iso().read(Json.text(answer, call.until())).at();
            if (until != null) {
                return until;
            }
        }
        String seconds = Json.text(answer, "expires_in");
        return now.plus(
                seconds != null && seconds.matches("\\d{1,9}(\\.0*)?")
                        ? Duration.ofSeconds(Long.parseLong(seconds.replaceFirst("\\..*", "")))
                        : call.lifetime());
    }

    /** The request with everything that the door's sign-in adds to it. */
    static Request signed(Manifest.Door door, Request request, Credentials by, @Nullable String token) {
        Manifest.SignIn signIn = door.signIn();
        if (signIn == null) {
            return request;
        }
        Request signed = request;
        for (Map.Entry<String, String> header : signIn.headers().entrySet()) {
            String value = fill(header.getValue(), by, token);
            signed = value.isBlank() ? signed : signed.with(header.getKey(), value);
        }
        if (signIn.basic() != null) {
            signed = signed.with("Authorization", basic(signIn.basic(), by));
        }
        if (!signIn.query().isEmpty()) {
            Map<String, String> query = new LinkedHashMap<>();
            signIn.query().forEach((name, value) -> query.put(name, fill(value, by, token)));
            String path = signed.path() + (signed.path().contains("?") ? "&" : "?") + Request.query(query);
            signed = new Request(signed.method(), path, signed.headers(), signed.body());
        }
        return signed;
    }

    private static String basic(Manifest.Basic basic, Credentials by) {
        String both = fill(basic.user(), by, null) + basic.joiner() + fill(basic.password(), by, null);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code {name}} becomes the field's value, {@code {token}} the token. A line break in a value would start a header of its own. */
    private static String fill(String template, Credentials by, @Nullable String token) {
        String filled = PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1).equals("token") && token != null ? token : by.value(place.group(1))));
        return filled.replaceAll("[\\r\\n]", "");
    }

    private static String without(String told, Credentials by) {
        String line = told;
        for (String value : by.values().values()) {
            line = value.length() < 4 ? line : line.replace(value, "…");
        }
        return line;
    }
}
