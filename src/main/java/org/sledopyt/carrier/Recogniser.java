package org.sledopyt.carrier;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.Ranking.Hits;

/**
 * Says which carriers a number may belong to, and finds numbers in texts. Works without network and without state; safe for use by
 * any number of threads. Never throws, whatever it is given, and takes time in proportion to the length of the input.
 */
public final class Recogniser {

    /** Most numbers found in one text. */
    public static final int MOST_NUMBERS = 1000;

    private static final int MOST_CARRIERS_TO_ASK = 8;

    /** Longer than any number with blanks between all its characters. */
    private static final int LONGEST_WRITTEN = 400;

    private static final int LONGEST_SURROUNDINGS = 2000;

    /** How sure a look-alike or layout reading must be that has no check character. */
    private static final double SURE = 0.5;

    private final Formats formats = new Formats();
    private final Ranking ranking = new Ranking(formats);
    private final Repair repair = new Repair(formats);
    private final Letters letters = new Letters();

    /**
     * Numbers found in a text.
     *
     * @param numbers in the order of the text, each once
     * @param more whether the text has more than {@link #MOST_NUMBERS}
     */
    public record Findings(List<Recognised> numbers, boolean more) {}

    Recogniser() {}

    /** The recogniser over the formats of this program; made at first use. */
    public static Recogniser standard() {
        return Standard.RECOGNISER;
    }

    private static final class Standard {
        static final Recogniser RECOGNISER = new Recogniser();
    }

    /** Only texts need these. */
    private static final class ForTexts {
        static final Words WORDS = new Words();
        static final Links LINKS = new Links();
    }

    /** Who may have issued the number that someone wrote. The whole of {@code written} is taken for one number. */
    public Recognised number(String written, Context context) {
        return number(written, leaning(context));
    }

    /**
     * The numbers in a text or an HTML page: a mail, a message, a list, links to tracking pages, or just one number. Where there is
     * no other text, every token is taken for a number; in running text a run of digits without a check needs a word for it near.
     */
    public List<Recognised> inText(String text, Context context) {
        return search(text, context).numbers();
    }

    /** As {@link #inText}, and whether there were more. */
    public Findings search(String text, Context context) {
        return new TextScan(this, ForTexts.WORDS, ForTexts.LINKS, Plain.text(text), leaning(context)).findings();
    }

    /**
     * Codes of the carriers to ask about a number, in turns: the next turn is for when nobody of those before it knows the number. The best
     * candidates come first; for an S10 number the posts of the account's countries have their turn together with the issuing post, for
     * either may know more of it. Each carrier once.
     */
    public List<List<String>> turns(Recognised recognised, Context context) {
        Set<String> before = new HashSet<>();
        List<List<String>> turns = new ArrayList<>();
        for (boolean mistyped : new boolean[] {false, true}) {
            for (Candidate candidate : recognised.candidates()) {
                if ((candidate.grade() == Grade.MISTYPED) == mistyped && before.size() < MOST_CARRIERS_TO_ASK) {
                    List<String> turn =
                            together(candidate, context).filter(before::add).toList();
                    if (!turn.isEmpty()) {
                        turns.add(turn);
                    }
                }
            }
        }
        return turns;
    }

    private static Stream<String> together(Candidate candidate, Context context) {
        boolean posts =
                candidate.reasons().stream().anyMatch(reason -> reason.code().equals("operator"));
        Stream<String> destinations = posts
                ? context.countries().stream()
                        .sorted()
                        .flatMap(country -> Carriers.post(country).stream())
                        .map(Carrier::code)
                : Stream.empty();
        return Stream.concat(Stream.of(candidate.carrier()), destinations);
    }

    /** The carriers of all {@link #turns}, in order. */
    public List<String> carriersToAsk(Recognised recognised, Context context) {
        return turns(recognised, context).stream().flatMap(List::stream).toList();
    }

    Formats formats() {
        return formats;
    }

    Ranking ranking() {
        return ranking;
    }

    Recognised number(String written, Leaning leaning) {
        Typed typed = new Typed(formats.automaton(), written.length());
        return switch (typed.read(written, 0, written.length())) {
            case FINE -> typed.length == 0 ? unknown(written) : number(written, typed, leaning);
            case TOO_LONG -> unknown(written);
            case FOREIGN -> written.length() > LONGEST_WRITTEN ? unknown(written) : foreign(written, leaning);
        };
    }

    private Recognised number(String written, Typed typed, Leaning leaning) {
        String refused = ranking.refused(typed);
        if (refused != null) {
            return refused(written, refused);
        }
        Hits hits = ranking.hits(typed);
        ranking.weigh(typed, leaning, hits);
        if (typed.letters > 0 && hits.isStrange()) {
            Recognised corrected = confused(written, typed, leaning, hits, false);
            if (corrected != null) {
                return corrected;
            }
        }
        return recognised(written, typed, leaning, hits);
    }

    /** What was typed with letters for digits or the other way round, if a check character confirms it; else null. */
    @Nullable
    Recognised confused(String written, Typed typed, Leaning leaning, Hits hits, boolean own) {
        byte[] meant = repair.confused(typed.plain, typed.length, own);
        if (meant == null) {
            return null;
        }
        String text = Symbols.text(meant, 0, meant.length);
        int exchanged = 0;
        for (int i = 0; i < meant.length; i++) {
            exchanged += meant[i] == typed.plain[i] ? 0 : 1;
        }
        Typed corrected = new Typed(formats.automaton(), text.length());
        corrected.read(text, 0, text.length());
        Hits better = ranking.hits(corrected);
        ranking.weigh(corrected, leaning, better);
        ranking.discount(better, exchanged, hits);
        if (!better.verified() || better.confidence() < SURE) {
            return null;
        }
        Recognised read =
                corrected(recognised(written, corrected, leaning, better), "corrected-characters", typed.text(), text);
        return withOthers(read, ranking.candidates(typed, leaning, hits), hits.total / better.total);
    }

    /** Behind the carriers of what was meant stand those whose numbers look as it was written. */
    private static Recognised withOthers(Recognised read, List<Candidate> written, double share) {
        List<Candidate> all = new ArrayList<>(read.candidates());
        for (Candidate other : written) {
            if (all.stream().noneMatch(candidate -> candidate.carrier().equals(other.carrier()))) {
                all.add(Ranking.weighing(other, share * other.confidence()));
            }
        }
        return new Recognised(read.input(), read.number(), List.copyOf(all), read.suggestions(), null);
    }

    /** The answer for hits that were weighed. */
    Recognised recognised(String written, Typed typed, Leaning leaning, Hits hits) {
        List<Candidate> candidates = ranking.candidates(typed, leaning, hits);
        if (!leaning.isNeutral()) {
            for (String carrier : leaning.linked()) {
                candidates = withLinked(candidates, carrier, leaning);
            }
        }
        if (hits.size == 0) {
            return new Recognised(written, new TrackingNumber(written(typed)), candidates, List.of(), null);
        }
        Format best = hits.best();
        List<String> suggestions = hits.holds[0] ? List.of() : repair.suggestions(best, typed.plain, typed.length);
        return new Recognised(written, new TrackingNumber(text(best, typed)), candidates, suggestions, null);
    }

    private static String text(Format format, Typed typed) {
        if (format.keepsDashes()) {
            return Symbols.text(typed.dashed, 0, typed.dashedLength);
        }
        Format.Slice number = format.number();
        return number == null
                ? typed.text()
                : Symbols.text(typed.plain, number.from(typed.length), number.to(typed.length));
    }

    private static String written(Typed typed) {
        return typed.hasDashes() ? Symbols.text(typed.dashed, 0, typed.dashedLength) : typed.text();
    }

    /** The carrier whose page the number came from is offered first, whatever the number looks like. */
    private static List<Candidate> withLinked(List<Candidate> candidates, String carrier, Leaning leaning) {
        if (candidates.stream().anyMatch(candidate -> candidate.carrier().equals(carrier))) {
            return candidates;
        }
        List<Candidate> all = new ArrayList<>();
        all.add(new Candidate(carrier, Grade.POSSIBLE, 0.7, null, null, Tracked.UNKNOWN, leaning.reasonsOf(carrier)));
        for (Candidate other : candidates) {
            all.add(Ranking.weighing(other, 0.3 * other.confidence()));
        }
        return all;
    }

    private Recognised foreign(String written, Leaning leaning) {
        String folded = Plain.fold(Normalizer.normalize(written, Normalizer.Form.NFKC));
        Typed typed = new Typed(formats.automaton(), folded.length());
        if (typed.read(folded, 0, folded.length()) == Typed.End.FINE) {
            return typed.length == 0 ? unknown(written) : number(folded.strip(), typed, leaning);
        }
        Recognised looked = reading(written, letters.byLook(folded), "corrected-look-alike", leaning);
        Recognised keyed = reading(written, letters.byKey(folded), "corrected-layout", leaning);
        Recognised read = looked == null || keyed != null && share(keyed) > share(looked) ? keyed : looked;
        return read == null ? unknown(folded.strip()) : read;
    }

    private static double share(Recognised recognised) {
        Candidate best = recognised.best();
        return best == null ? 0 : best.confidence();
    }

    /** What was meant by letters of another script, if a carrier has such numbers. */
    private @Nullable Recognised reading(String written, @Nullable String latin, String how, Leaning leaning) {
        if (latin == null) {
            return null;
        }
        Recognised read = number(latin, leaning);
        Candidate best = read.best();
        TrackingNumber number = read.number();
        if (best == null || number == null || best.grade() == Grade.POSSIBLE && best.confidence() < SURE) {
            return null;
        }
        return corrected(
                new Recognised(written, number, read.candidates(), read.suggestions(), null),
                how,
                written.strip(),
                number.text());
    }

    private static Recognised corrected(Recognised read, String how, String from, String to) {
        Reason reason = new Reason(how, java.util.Map.of("from", from, "to", to));
        List<Candidate> candidates = read.candidates().stream()
                .map(candidate -> Ranking.because(candidate, reason))
                .toList();
        return new Recognised(read.input(), read.number(), candidates, read.suggestions(), read.refused());
    }

    private static Recognised refused(String written, String why) {
        String digits = written.replaceAll("[^\\p{L}\\p{N}]", "");
        String masked = digits.substring(0, 4) + "…" + digits.substring(digits.length() - 2);
        return new Recognised(masked, null, List.of(), List.of(), Reason.of(why));
    }

    private static Recognised unknown(String written) {
        return new Recognised(written, TrackingNumber.orNull(written), List.of(), List.of(), null);
    }

    private Leaning leaning(Context context) {
        if (context.isEmpty()) {
            return Leaning.NEUTRAL;
        }
        Leaning leaning = new Leaning().countries(context.countries());
        int all = context.had().values().stream().mapToInt(Integer::intValue).sum();
        context.had().forEach((carrier, count) -> {
            if (count > 0) {
                leaning.favour(carrier, 1 + 20.0 * count / all, Reason.of("history", "count", String.valueOf(count)));
            }
        });
        String address = context.link();
        if (address != null) {
            Links.Link link = ForTexts.LINKS.read(address);
            if (link.known()) {
                leaning.linked(link);
            }
        }
        if (!context.around().isEmpty()) {
            around(Plain.fold(context.around()), leaning);
        }
        return leaning;
    }

    private static void around(String words, Leaning leaning) {
        int end = Math.min(words.length(), LONGEST_SURROUNDINGS);
        Set<Words.Cue> cues = new LinkedHashSet<>();
        for (int i = 0; i < end; i++) {
            boolean starts = i == 0 || !Character.isLetter(words.charAt(i - 1)) || Words.isIdeograph(words.charAt(i));
            long found = starts ? ForTexts.WORDS.at(words, i) : -1;
            if (found >= 0) {
                cues.add(ForTexts.WORDS.cue((int) found));
            }
        }
        cues.stream()
                .filter(cue -> cue.side() == Words.Side.CARRIER)
                .forEach(cue -> leaning.named(cue.word(), cue.carriers()));
        cues.stream()
                .filter(cue -> cue.side() != Words.Side.CARRIER)
                .reduce((_, last) -> last)
                .ifPresent(leaning::word);
    }
}
