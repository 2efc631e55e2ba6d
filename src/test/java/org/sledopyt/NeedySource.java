package org.sledopyt;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stages;

/**
 * An invented source that wants to know a parcel's postcode: {@code /ask/NUMBER/POSTCODE} is answered with {@code found}, {@code none}, or
 * something it cannot read. It has a second way that is off.
 */
public final class NeedySource implements Source {

    private static final Manifest.Need POSTCODE = new Manifest.Need(
            "postcode",
            Map.of("en", "Postcode", "ru", "Почтовый индекс"),
            Pattern.compile("\\d{4}[A-Z]{2}"),
            "1000AA",
            true,
            List.of());

    private static final Manifest.Need PHONE_TAIL = new Manifest.Need(
            "phone_tail",
            Map.of("en", "Last four digits of the phone", "ru", "Последние четыре цифры телефона"),
            Pattern.compile("\\d{4}"),
            "0000",
            false,
            List.of("main"));

    private final Manifest manifest;

    public NeedySource(URI address) {
        this.manifest = new Manifest(
                "needy",
                Map.of("en", "Needy", "ru", "Любопытный"),
                URI.create("https://example.com"),
                Manifest.Kind.CARRIER,
                Manifest.Costs.NOTHING,
                List.of("postnl"),
                List.of(Pattern.compile("3S[A-Z0-9]{5,}")),
                null,
                false,
                Set.of(),
                Set.of(),
                null,
                List.of(door("main", address, false), door("page", address, true)),
                List.of(POSTCODE, PHONE_TAIL),
                new Manifest.Sheet("none", "2026-11-24"));
    }

    private static Manifest.Door door(String code, URI address, boolean off) {
        return new Manifest.Door(
                code,
                address,
                1,
                List.of(),
                null,
                Duration.ofHours(1),
                off ? Duration.ofSeconds(5) : Duration.ZERO,
                null,
                Duration.ofSeconds(2),
                false,
                off);
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        TrackingNumber number = numbers.getFirst();
        return Request.get("/ask/" + number.text() + "/" + Request.encode(by.extra(number, "postcode")), Map.of());
    }

    @Override
    public List<Reading> read(Raw raw) {
        var refusal = Answers.refusal(raw);
        if (refusal.isPresent()) {
            return List.of(refusal.get());
        }
        @Nullable TrackingNumber number = raw.onlyAsked();
        return switch (new String(raw.body(), StandardCharsets.UTF_8)) {
            case "found" ->
                List.of(new Reading.Found(
                        number,
                        List.of(new SourceEvent(
                                EventTime.stated(OffsetDateTime.parse("2026-11-23T10:00:00+01:00"), "2026-11-23T10:00"),
                                "Sorted",
                                "S1",
                                Stages.of("IN_TRANSIT", "PROCESSED"),
                                SourceEvent.How.CODE,
                                Place.of("NL", "Utrecht", null, null),
                                null,
                                null,
                                false)),
                        new Facts(null, null, null, null, null, null, null, List.of())));
            case "none" -> List.of(new Reading.NotFound(number));
            default -> Answers.unreadable(raw, "found or none");
        };
    }
}
