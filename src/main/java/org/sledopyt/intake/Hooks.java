package org.sledopyt.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reader;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.storage.Seal;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what sources push. A source that does not sign its webhooks is believed only so far: the raw is kept, and the parcel it names is
 * asked for at once.
 */
@Component
public class Hooks {

    private final JdbcClient jdbc;
    private final Sources sources;
    private final Numbers numbers;
    private final Asks asks;
    private final Raws raws;
    private final Seal seal;
    private final Keyring keyring;
    private final Clock clock;

    Hooks(
            JdbcClient jdbc,
            Sources sources,
            Numbers numbers,
            Asks asks,
            Raws raws,
            Seal seal,
            Keyring keyring,
            Clock clock) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.numbers = numbers;
        this.asks = asks;
        this.raws = raws;
        this.seal = seal;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** The unguessable part of the address a source pushes to; empty if it never pushes. */
    public Optional<String> secret(Manifest source) {
        return Optional.ofNullable(source.webhook()).map(kind -> seal.mark("hook:" + source.code()));
    }

    /** Takes a webhook; false if there is no such address or its signature is wrong. Returns once it is kept. */
    @Transactional
    public boolean take(String code, String secret, Map<String, String> headers, byte[] body) {
        Source source = sources.find(code).orElse(null);
        if (source == null
                || !secret(source.manifest())
                        .filter(right -> same(right, secret))
                        .isPresent()) {
            return false;
        }
        if (source.manifest().webhook() == Manifest.Webhook.SIGNED
                && !source.verify(
                        new Raw(code, Raw.Kind.PUSHED, List.of(), 200, headers, body, clock.instant()),
                        keyring.of(source.manifest()).orElse(new Credentials("", Map.of())))) {
            return false;
        }
        Raw raw = new Raw(
                code,
                Raw.Kind.PUSHED,
                List.of(),
                200,
                headers,
                Redaction.of(body, source.manifest().dropped()),
                clock.instant());
        for (Raw piece : Reader.split(source, raw)) {
            for (Reading reading : Reader.read(source, piece)) {
                if (reading instanceof Reading.Found found && found.number() != null) {
                    TrackingNumber number = found.number();
                    numbers.find(number).ifPresent(home -> keep(home, number, piece));
                }
            }
        }
        return true;
    }

    private void keep(Numbers.Home home, TrackingNumber number, Raw raw) {
        raws.keep(home.bucket(), List.of(new Raws.Kept(home.parcelId(), number, raw, Raws.hash(raw.body()))));
        asks.dueNow(home.bucket(), home.parcelId(), false);
        Wake.call(jdbc, "asks", home.bucket());
    }

    private static boolean same(String right, String given) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
