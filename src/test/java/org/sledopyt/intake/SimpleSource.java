package org.sledopyt.intake;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
import org.sledopyt.source.Signature;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stages;

/**
 * A source of few words for tests of the pipeline: an answer is a line a number, {@code NUMBER at MILESTONE/SUB [at MILESTONE/SUB …]}, with
 * {@code NUMBER -} for "do not know it", {@code NUMBER ?} for "not registered", {@code NUMBER !} for "registered", {@code NUMBER $} for "no
 * credits left" and {@code NUMBER =OTHER …} to name another number. A webhook is such a line, signed with {@link #KEY}.
 */
final class SimpleSource implements Source {

    static final String KEY = "key of simple";

    private final Manifest manifest;

    SimpleSource(String code, URI address, int batch) {
        this(code, address, batch, Manifest.Webhook.HINT);
    }

    SimpleSource(String code, URI address, int batch, Manifest.Webhook webhook) {
        this.manifest = new Manifest(
                code,
                Map.of("en", code, "ru", code),
                URI.create("https://example.com"),
                Manifest.Kind.CARRIER,
                Manifest.Costs.NOTHING,
                List.of(code + "-carrier"),
                List.of(Pattern.compile("[A-Z0-9]{5,}")),
                null,
                false,
                Set.of("secretName"),
                Set.of(),
                webhook,
                List.of(new Manifest.Door(
                        "main",
                        address,
                        batch,
                        List.of(),
                        null,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        null,
                        Duration.ofSeconds(2),
                        false,
                        false)),
                List.of(),
                new Manifest.Sheet("none", "2026-11-24"));
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return request("/ask?", numbers);
    }

    @Override
    public Request register(List<TrackingNumber> numbers, Credentials by) {
        return request("/register?", numbers);
    }

    @Override
    public boolean verify(Raw pushed, Credentials by) {
        return Signature.same(Signature.hex(Signature.sha256(pushed.body(), KEY)), pushed.header("sign"));
    }

    private static Request request(String path, List<TrackingNumber> numbers) {
        return Request.get(
                path
                        + String.join(
                                ",", numbers.stream().map(TrackingNumber::text).toList()),
                Map.of());
    }

    @Override
    public List<Raw> split(Raw raw) {
        List<Raw> parts = new ArrayList<>();
        if (raw.status() != 200) {
            return List.of(raw);
        }
        for (String line :
                new String(raw.body(), StandardCharsets.UTF_8).lines().toList()) {
            String number = line.split(" ")[0];
            if (number.matches("[A-Z0-9]{5,}")) {
                parts.add(raw.part(List.of(new TrackingNumber(number)), line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return parts.isEmpty() ? List.of(raw) : parts;
    }

    @Override
    public List<Reading> read(Raw raw) {
        var refusal = Answers.refusal(raw);
        if (refusal.isPresent()) {
            return List.of(refusal.get());
        }
        List<Reading> readings = new ArrayList<>();
        for (String line :
                new String(raw.body(), StandardCharsets.UTF_8).lines().toList()) {
            String[] words = line.split(" ");
            if (!words[0].matches("[A-Z0-9]{5,}")) {
                return Answers.unreadable(raw, "lines");
            }
            TrackingNumber number = new TrackingNumber(words[0]);
            readings.add(
                    switch (words.length > 1 ? words[1] : "") {
                        case "-" -> new Reading.NotFound(number);
                        case "?" -> new Reading.Unregistered(number);
                        case "!" -> new Reading.Registered(number);
                        case "$" -> new Reading.Refused(Reading.Refusal.QUOTA, null, "no credits");
                        default -> new Reading.Found(number, events(words), facts(words));
                    });
        }
        return readings;
    }

    private static List<SourceEvent> events(String[] words) {
        List<SourceEvent> events = new ArrayList<>();
        for (int i = 1; i + 1 < words.length; i++) {
            if (words[i].startsWith("=")) {
                continue;
            }
            String[] stage = words[i + 1].split("/");
            boolean known = stage.length == 2;
            events.add(new SourceEvent(
                    EventTime.stated(OffsetDateTime.parse(words[i]), words[i]),
                    "it says " + words[i + 1],
                    words[i + 1],
                    known ? Stages.of(stage[0], stage[1]) : Stages.UNKNOWN,
                    known ? SourceEvent.How.CODE : SourceEvent.How.NONE,
                    Place.of("RU", "Омск", null, null),
                    null,
                    null,
                    false));
            i++;
        }
        return events;
    }

    private static Facts facts(String[] words) {
        List<Facts.Link> links = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("=")) {
                links.add(new Facts.Link(new TrackingNumber(word.substring(1)), Facts.Link.Kind.LAST_MILE, null));
            }
        }
        return new Facts(null, null, null, null, null, null, null, links);
    }
}
