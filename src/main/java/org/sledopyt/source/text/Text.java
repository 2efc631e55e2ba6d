package org.sledopyt.source.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Countries;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Phrases;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;

/**
 * What a person pastes from a tracking page or a message. An event is a line with a date in any usual form, words and a place, in any order; a date
 * that stands alone is that of the lines below it, until the next one, and a time of day that begins a line belongs to the date above. Words
 * without a date go to the event above them. Zones are unknown unless written. It is never asked.
 */
public final class Text implements Source {

    private static final int MOST_EVENTS = 2_000;
    private static final int MOST_LINE = 1_000;
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern PARTS = Pattern.compile("\\t|\\s*[|·•]\\s*|\\s+[–—-]\\s+|(?<=\\S)\\s{3,}|[;。]");
    private static final Pattern BRACKETS = Pattern.compile("[\\[【(]([^\\]】)]{2,60})[\\]】)]");
    private static final Pattern EDGES = Pattern.compile("^[\\s,;:|·•–—>*\\-.]+|[\\s,;:|·•–—>*\\-]+$");

    private final Manifest manifest;
    private final Phrases phrases = Phrases.standard();

    Text(Manifest manifest, Codes codes) {
        this.manifest = manifest;
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        throw new UnsupportedOperationException("a person pastes it");
    }

    @Override
    public List<Reading> read(Raw raw) {
        List<String> lines = decoded(raw.body())
                .lines()
                .map(line -> line.length() > MOST_LINE ? line.substring(0, MOST_LINE) : line)
                .filter(line -> !line.isBlank())
                .limit(MOST_EVENTS * 3L)
                .toList();
        List<SourceEvent> events =
                events(lines, raw.receivedAt().atZone(ZoneOffset.UTC).toLocalDate());
        if (events.isEmpty()) {
            return List.of(new Reading.Unreadable("no line with a date and words"));
        }
        return List.of(new Reading.Found(raw.onlyAsked(), SourceEvent.oldestFirst(events), Facts.NONE));
    }

    /** One event as it is put together from its lines. */
    private static final class Draft {
        private final EventTime time;
        private final List<String> words = new ArrayList<>();

        Draft(EventTime time) {
            this.time = time;
        }
    }

    private List<SourceEvent> events(List<String> lines, LocalDate today) {
        WrittenDate.Order order = WrittenDate.order(lines);
        List<Draft> drafts = new ArrayList<>();
        WrittenDate heading = null;
        Draft open = null;
        for (String line : lines) {
            WrittenDate written = WrittenDate.in(line, order, today);
            String words = written == null ? line : written.rest();
            boolean says = !clean(words).isEmpty();
            if (written != null && !says) {
                // A time of day alone goes with the date above it.
                heading = written.date() == null && heading != null ? written.under(heading) : written;
                open = null;
            } else if (written != null) {
                open = new Draft(written.on(heading == null ? null : heading.date()));
                open.words.add(words);
                drafts.add(open);
                heading = written.date() == null ? heading : null;
            } else if (heading != null && (open == null || saysStage(words))) {
                open = new Draft(heading.on(null));
                open.words.add(words);
                drafts.add(open);
            } else if (open != null) {
                open.words.add(words);
            }
        }
        return drafts.stream()
                .limit(MOST_EVENTS)
                .map(this::event)
                .filter(event -> !event.text().isEmpty())
                .toList();
    }

    private boolean saysStage(String words) {
        return phrases.match(words).stage().milestone() != Milestone.UNKNOWN;
    }

    private SourceEvent event(Draft draft) {
        List<String> parts = new ArrayList<>();
        for (String words : draft.words) {
            Arrays.stream(PARTS.split(words))
                    .map(Text::clean)
                    .filter(part -> !part.isEmpty())
                    .forEach(parts::add);
        }
        String text = Objects.requireNonNullElse(Answers.plain(String.join(", ", parts)), "");
        Codes.Match match = parts.stream()
                .map(phrases::match)
                .filter(one -> one.stage().milestone() != Milestone.UNKNOWN)
                .findFirst()
                .orElseGet(() -> phrases.match(text));
        return new SourceEvent(draft.time, text, null, match, place(parts));
    }

    /** What stands in brackets or in a part of its own that says no stage; words of one event are never split further. */
    private @Nullable Place place(List<String> parts) {
        for (String part : parts) {
            var brackets = BRACKETS.matcher(part);
            if (brackets.find() && !saysStage(brackets.group(1))) {
                return named(brackets.group(1));
            }
        }
        return parts.size() == 1
                ? afterComma(parts.getFirst().split(",\\s*"))
                : parts.stream()
                        .filter(part ->
                                part.length() <= 60 && !saysStage(part) && Character.isLetter(part.codePointAt(0)))
                        .findFirst()
                        .map(Text::named)
                        .orElse(null);
    }

    /** What follows the words behind a comma, begins large and says no stage. */
    private @Nullable Place afterComma(String[] pieces) {
        for (int i = 1; i < pieces.length; i++) {
            List<String> behind = Arrays.asList(pieces).subList(i, pieces.length);
            if (behind.stream().allMatch(piece -> isName(piece) && !saysStage(piece))) {
                return named(String.join(", ", behind));
            }
        }
        return null;
    }

    private static boolean isName(String piece) {
        return piece.length() <= 60
                && !piece.isEmpty()
                && (Character.isUpperCase(piece.codePointAt(0)) || Character.isDigit(piece.codePointAt(0)));
    }

    /** City, country where the last piece names one. */
    private static @Nullable Place named(String written) {
        String[] pieces = written.split(",\\s*");
        String country = pieces.length > 1 ? Countries.code(pieces[pieces.length - 1]) : null;
        if (country == null) {
            String alone = Countries.code(written);
            return alone != null ? Place.of(alone, null, null, null) : Place.of(null, written.strip(), null, null);
        }
        return Place.of(country, String.join(", ", Arrays.copyOf(pieces, pieces.length - 1)), null, null);
    }

    private static String clean(String words) {
        return EDGES.matcher(SPACE.matcher(words).replaceAll(" "))
                .replaceAll("")
                .strip();
    }

    /** UTF-8, or what Russian programs write if it is none. */
    private static String decoded(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(body, Charset.forName("windows-1251"));
        }
    }
}
