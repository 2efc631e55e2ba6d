package org.sledopyt.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reader;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.source.Wish;
import org.sledopyt.storage.Seal;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what sources push. A signed webhook is an answer that came unasked. One without a signature is believed only so far: the raw is
 * kept, and the parcel it names is asked for at once.
 */
@Component
public class Hooks {

    private final JdbcClient jdbc;
    private final Sources sources;
    private final Numbers numbers;
    private final Asks asks;
    private final Errands errands;
    private final Raws raws;
    private final KeepAnswers keepAnswers;
    private final UnknownCodes unknownCodes;
    private final Seal seal;
    private final Keyring keyring;
    private final Clock clock;

    Hooks(
            JdbcClient jdbc,
            Sources sources,
            Numbers numbers,
            Asks asks,
            Errands errands,
            Raws raws,
            KeepAnswers keepAnswers,
            UnknownCodes unknownCodes,
            Seal seal,
            Keyring keyring,
            Clock clock) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.numbers = numbers;
        this.asks = asks;
        this.errands = errands;
        this.raws = raws;
        this.keepAnswers = keepAnswers;
        this.unknownCodes = unknownCodes;
        this.seal = seal;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** The unguessable part of the address a source pushes to; empty if it never pushes. */
    public Optional<String> secret(Manifest source) {
        return Optional.ofNullable(source.webhook()).map(kind -> seal.mark("hook:" + source.code()));
    }

    /**
     * Takes a webhook; false if there is no such address or its signature is wrong. Returns once it is kept. The same one again, or an old
     * one, changes nothing.
     */
    @Transactional
    public boolean take(String code, String secret, Map<String, String> headers, byte[] body) {
        Source source = sources.find(code).orElse(null);
        if (source == null
                || !secret(source.manifest())
                        .filter(right -> same(right, secret))
                        .isPresent()) {
            return false;
        }
        boolean signed = source.manifest().webhook() == Manifest.Webhook.SIGNED;
        Raw came = new Raw(code, Raw.Kind.PUSHED, List.of(), 200, headers, body, clock.instant());
        if (signed
                && !keyring.of(source.manifest())
                        .filter(by -> source.verify(came, by))
                        .isPresent()) {
            return false;
        }
        Raw raw = came.part(List.of(), Redaction.of(body, source.manifest().dropped()));
        if (signed) {
            source.stopped(raw).forEach(this::resume);
        }
        for (Raw piece : Reader.split(source, raw)) {
            for (Reading reading : Reader.read(source, piece)) {
                TrackingNumber number = reading.number() == null ? piece.onlyAsked() : reading.number();
                if (number != null) {
                    numbers.find(number).ifPresent(home -> keep(home, number, piece, reading, signed));
                }
            }
        }
        return true;
    }

    /** A number that the source follows no more, while somebody here waits for it and it is still asked for. */
    private void resume(TrackingNumber number) {
        numbers.find(number)
                .filter(home -> asks.of(home.bucket(), List.of(home.parcelId())).stream()
                        .anyMatch(ask -> ask.number().equals(number) && ask.dueAt() != null))
                .ifPresent(home -> errands.want(home.bucket(), home.parcelId(), Wish.Kind.RESUME, null));
    }

    private void keep(Numbers.Home home, TrackingNumber number, Raw raw, Reading reading, boolean signed) {
        Raws.Kept kept = new Raws.Kept(home.parcelId(), number, raw, Raws.hash(raw.body()));
        if (signed && Outcome.of(reading).isAnswer()) {
            if (!raws.isKept(home.bucket(), kept)) {
                believe(home, kept, reading);
            }
            return;
        }
        if (reading instanceof Reading.Found || signed) {
            raws.keep(home.bucket(), List.of(kept));
            asks.dueNow(home.bucket(), home.parcelId(), false);
            Wake.call(jdbc, "asks", home.bucket());
        }
    }

    /** It is an answer that came unasked. */
    private void believe(Numbers.Home home, Raws.Kept kept, Reading reading) {
        String source = kept.raw().source();
        asks.unasked(home.bucket(), home.parcelId(), kept.number(), source).ifPresent(claim -> {
            Answered answer = new Answered.Read(claim, kept.raw(), kept.hash(), reading);
            KeepAnswers.Kept news = keepAnswers.keep(home.bucket(), source, List.of(answer));
            if (!news.unknown().isEmpty()) {
                unknownCodes.count(news.unknown());
            }
        });
    }

    private static boolean same(String right, String given) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
