package org.sledopyt.carrier;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.Ranking.Hits;

/**
 * One pass over a text that notes its words and the tokens that could be numbers, one over the tokens that decides. Both look at each
 * character a bounded number of times.
 */
final class TextScan {

    private static final int SHORTEST = 8;

    /** How far a word reaches, in characters: forward to a number, and back to one. */
    private static final int BEFORE = 60;

    private static final int AFTER = 40;

    /** Most pieces that blanks part a printed number into. */
    private static final int MOST_PIECES = 12;

    /** Capital letters alone that may begin or end a number printed with blanks. */
    private static final int LONGEST_LETTERS = 6;

    /** Least confidence: without a word for a number near, and with one. */
    private static final double SURE = 0.25;

    private static final double LIKELY = 0.1;

    /** Repairs tried in one text; more is no text for people. */
    private static final int MOST_REPAIRS = 500;

    private static final byte DIGITS = 1;
    private static final byte FOREIGN = 2;
    private static final byte PARTED = 4;
    private static final byte LINK = 8;
    private static final byte SMALL = 16;

    private final Recogniser recogniser;
    private final Ranking ranking;
    private final Formats formats;
    private final Automaton automaton;
    private final Words words;
    private final Links links;
    private final String text;
    private final Leaning account;

    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private byte[] kinds = new byte[64];
    private int tokens;

    private int[] cueStarts = new int[16];
    private int[] cueEnds = new int[16];
    private int[] cueIds = new int[16];
    private int cues;

    /** Whether there are words beside the numbers. */
    private boolean prose;

    private int shortWords;

    private final Typed typed;
    private final Hits hits;
    private Leaning baseline = Leaning.NEUTRAL;
    private int cueBefore;
    private int repairs;
    private final Map<String, Recognised> found = new LinkedHashMap<>();
    private boolean more;

    TextScan(Recogniser recogniser, Words words, Links links, String text, Leaning account) {
        this.recogniser = recogniser;
        this.ranking = recogniser.ranking();
        this.formats = recogniser.formats();
        this.automaton = formats.automaton();
        this.typed = new Typed(automaton);
        this.words = words;
        this.links = links;
        this.text = text;
        this.account = account;
        this.hits = ranking.hits();
    }

    Recogniser.Findings findings() {
        read();
        baseline = prose ? new Leaning(account).noise(Leaning.TEXT) : account;
        decide();
        return new Recogniser.Findings(List.copyOf(found.values()), more);
    }

    // ---- reading

    private void read() {
        int n = text.length();
        int i = 0;
        while (i < n) {
            char c = text.charAt(i);
            if (c == '+') {
                i = phone(i);
            } else if (c == ']') {
                i += Math.max(1, Typed.scannerPrefix(text, i, n));
            } else if (c < 128 ? Symbols.of(c) >= 0 && c != '-' : Character.isLetterOrDigit(c)) {
                i = Words.isIdeograph(c) ? ideograph(i) : token(i);
            } else {
                i++;
            }
        }
    }

    private int ideograph(int at) {
        prose = true;
        return cue(at) ? cueEnds[cues - 1] : at + 1;
    }

    /** Reads letters and digits with single separators between them; a link or a mail address as a whole. */
    private int token(int from) {
        int link = link(from);
        if (link > from) {
            return link;
        }
        int n = text.length();
        int i = from;
        byte kind = 0;
        while (true) {
            int start = i;
            byte piece = 0;
            boolean capitals = true;
            for (; i < n; i++) {
                char c = text.charAt(i);
                if (c < 128) {
                    if (c >= '0' && c <= '9') {
                        piece |= DIGITS;
                    } else if (c >= 'a' && c <= 'z') {
                        capitals = false;
                    } else if (c < 'A' || c > 'Z') {
                        break;
                    }
                } else if (Character.isLetterOrDigit(c) && !Words.isIdeograph(c)) {
                    piece |= FOREIGN;
                } else {
                    break;
                }
            }
            if ((piece & DIGITS) == 0) {
                word(start, i, (piece & FOREIGN) != 0, capitals);
            }
            kind |= piece | (capitals ? 0 : SMALL);
            if (i + 1 < n && isSeparator(text.charAt(i)) && isAlphanumeric(text.charAt(i + 1))) {
                kind |= PARTED;
                i++;
            } else {
                break;
            }
        }
        if (i < n && text.charAt(i) == '@' || from > 0 && text.charAt(from - 1) == '@') {
            return afterBlackout(i);
        }
        boolean letters = (kind & (FOREIGN | PARTED)) == 0 && i - from <= LONGEST_LETTERS;
        if ((kind & DIGITS) != 0 || letters && !(prose && (kind & SMALL) != 0)) {
            add(from, i, kind);
        }
        return i;
    }

    /** Notes what a run of letters says. */
    private void word(int start, int end, boolean foreign, boolean capitals) {
        boolean cue = cue(start);
        shortWords += capitals || end - start < 3 ? 0 : 1;
        prose |= cue || end - start > (foreign ? 1 : capitals ? LONGEST_LETTERS : 3) || shortWords > 1;
    }

    private boolean cue(int at) {
        long word = words.at(text, at);
        if (word < 0) {
            return false;
        }
        if (cues == cueIds.length) {
            cueStarts = Arrays.copyOf(cueStarts, cues * 2);
            cueEnds = Arrays.copyOf(cueEnds, cues * 2);
            cueIds = Arrays.copyOf(cueIds, cues * 2);
        }
        cueStarts[cues] = at;
        cueEnds[cues] = (int) (word >> 32);
        cueIds[cues++] = (int) word;
        return true;
    }

    private void add(int start, int end, byte kind) {
        if (tokens == starts.length) {
            starts = Arrays.copyOf(starts, tokens * 2);
            ends = Arrays.copyOf(ends, tokens * 2);
            kinds = Arrays.copyOf(kinds, tokens * 2);
        }
        starts[tokens] = start;
        ends[tokens] = end;
        kinds[tokens++] = kind;
    }

    private int link(int from) {
        char c = text.charAt(from);
        boolean starts = (c == 'h' || c == 'H')
                        && (text.regionMatches(true, from, "http://", 0, 7)
                                || text.regionMatches(true, from, "https://", 0, 8))
                || (c == 'w' || c == 'W') && text.regionMatches(true, from, "www.", 0, 4);
        if (!starts) {
            return from;
        }
        int end = from;
        while (end < text.length() && text.charAt(end) > ' ' && "\"'<>".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        add(from, end, LINK);
        return end;
    }

    /** A telephone number with its plus sign is passed over whole. */
    private int phone(int plus) {
        int digits = 0;
        int i = plus + 1;
        int last = plus;
        for (; i < text.length() && i - plus < 25; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                last = i;
            } else if (" ()-.".indexOf(c) < 0) {
                break;
            }
        }
        return digits >= 8 && digits <= 15 ? last + 1 : plus + 1;
    }

    private int afterBlackout(int i) {
        while (i < text.length() && text.charAt(i) > ' ') {
            i++;
        }
        return i;
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '.' || c == '_' || c == '/';
    }

    private static boolean isAlphanumeric(char c) {
        return c < 128 ? Symbols.of(c) >= 0 && c != '-' : Character.isLetterOrDigit(c) && !Words.isIdeograph(c);
    }

    // ---- deciding

    private void decide() {
        for (int i = 0; i < tokens && !more; ) {
            if ((kinds[i] & LINK) != 0) {
                followLink(i++);
                continue;
            }
            int end = i + 1;
            while (end < tokens && (kinds[end] & LINK) == 0 && joins(end)) {
                end++;
            }
            decide(i, end);
            i = end;
        }
    }

    /** Whether only one blank (in a bare list: only blanks) parts a token from the one before it. */
    private boolean joins(int token) {
        int from = ends[token - 1];
        int to = starts[token];
        if (to - from > (prose ? 1 : MOST_PIECES)) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    private void decide(int from, int to) {
        if (!prose && to - from > 1 && wholeLine(from, to)) {
            return;
        }
        for (int i = from; i < to && !more; ) {
            int joined = to - i > 1 ? joined(i, to) : i;
            if (joined > i) {
                i = joined;
            } else {
                if ((kinds[i] & DIGITS) != 0) {
                    alone(i);
                }
                i++;
            }
        }
    }

    /** A line of nothing but pieces is one number if its pieces are none. */
    private boolean wholeLine(int from, int to) {
        int start = starts[from];
        int end = ends[to - 1];
        if (end - start > 3 * TrackingNumber.MAX_LENGTH || piecesAreNumbers(from, to)) {
            return false;
        }
        if (typed.read(text, start, end) != Typed.End.FINE || !typed.hasDigit() || typed.length < SHORTEST) {
            return false;
        }
        ranking.weigh(typed, baseline, hits);
        if (hits.size == 0 || ranking.refused(typed) != null) {
            return ranking.refused(typed) != null;
        }
        keep(recogniser.recognised(text.substring(start, end), typed, baseline, hits));
        return true;
    }

    private boolean piecesAreNumbers(int from, int to) {
        for (int i = from; i < to; i++) {
            boolean fine = typed.read(text, starts[i], ends[i]) == Typed.End.FINE;
            if (!fine || typed.length < SHORTEST || !typed.hasDigit()) {
                return false;
            }
            ranking.weigh(typed, baseline, hits);
            if (hits.size == 0) {
                return false;
            }
        }
        return true;
    }

    /** The place after the pieces from {@code from} on that together are a number printed with blanks; {@code from} if they are none. */
    private int joined(int from, int to) {
        if (isOwn(from) || (kinds[from] & (FOREIGN | PARTED)) != 0 || isSmallWord(from)) {
            return from;
        }
        int state = Automaton.START;
        int best = from;
        int last = Math.min(to, from + MOST_PIECES);
        boolean digits = false;
        Leaning leaning = null;
        for (int i = from; i < last && (kinds[i] & (FOREIGN | PARTED)) == 0 && !isSmallWord(i); i++) {
            for (int at = starts[i]; at < ends[i] && state != Automaton.DEAD; at++) {
                state = automaton.step(state, Symbols.of(text.charAt(at)));
            }
            if (state == Automaton.DEAD) {
                break;
            }
            digits |= (kinds[i] & DIGITS) != 0;
            if (i == from || !digits || formats.complete(state).length == 0) {
                continue;
            }
            leaning = leaning == null ? near(starts[from], ends[i]) : leaning;
            if (formats.completesOwn(state) || leaning.hasWord()) {
                typed.read(text, starts[from], ends[i]);
                ranking.weigh(typed, leaning, hits);
                if (hits.proven() && isAccepted(leaning)) {
                    best = i + 1;
                }
            }
        }
        if (best > from && leaning != null) {
            typed.read(text, starts[from], ends[best - 1]);
            ranking.weigh(typed, leaning, hits);
            if (ranking.refused(typed) == null) {
                keep(recogniser.recognised(text.substring(starts[from], ends[best - 1]), typed, leaning, hits));
            }
        }
        return best;
    }

    /** A piece in small letters belongs to a printed number only where nothing is written large. */
    private boolean isSmallWord(int token) {
        return prose && (kinds[token] & (SMALL | DIGITS)) == SMALL;
    }

    /** Whether a token is a number that needs no more pieces. */
    private boolean isOwn(int token) {
        if ((kinds[token] & (DIGITS | FOREIGN)) != DIGITS
                || typed.read(text, starts[token], ends[token]) != Typed.End.FINE) {
            return false;
        }
        ranking.weigh(typed, baseline, hits);
        return hits.proven() && hits.best().mark() == Format.Mark.OWN;
    }

    private void alone(int token) {
        int start = starts[token];
        int end = ends[token];
        if (end - start < SHORTEST || (kinds[token] & PARTED) != 0 && Decoys.partedLikeAnother(text, start, end)) {
            return;
        }
        if (typed.read(text, start, end) == Typed.End.FINE) {
            if (typed.length >= SHORTEST && !plain(start, end) && (kinds[token] & PARTED) != 0) {
                pieces(start, end);
            }
        } else if (end - start <= TrackingNumber.MAX_LENGTH && (kinds[token] & FOREIGN) != 0) {
            foreign(start, end);
        } else if ((kinds[token] & PARTED) != 0) {
            pieces(start, end);
        }
    }

    /** Whether the text from {@code start} to {@code end}, which has just been read, is dealt with as one number. */
    private boolean plain(int start, int end) {
        if (ranking.refused(typed) != null) {
            return true;
        }
        ranking.weigh(typed, baseline, hits);
        if (hits.size == 0) {
            return repaired(start, end) || !prose && keepUnknown(start, end);
        }
        if (!prose) {
            if (!found.containsKey(typed.text())) {
                keep(recogniser.number(text.substring(start, end), baseline));
            }
            return true;
        }
        Leaning leaning = near(start, end);
        if (leaning != baseline) {
            ranking.weigh(typed, leaning, hits);
        }
        if (!isAccepted(leaning)) {
            return false;
        }
        keep(recogniser.recognised(text.substring(start, end), typed, leaning, hits));
        return true;
    }

    /** In a bare list a number of no known format is still meant as one. */
    private boolean keepUnknown(int start, int end) {
        keep(recogniser.number(text.substring(start, end), baseline));
        return true;
    }

    private boolean repaired(int start, int end) {
        int digits = typed.length - typed.letters;
        if (typed.letters == 0 || typed.length < 9 || digits < 6 || repairs++ >= MOST_REPAIRS) {
            return false;
        }
        Recognised repaired = recogniser.confused(text.substring(start, end), typed, baseline, hits, prose);
        if (repaired != null) {
            keep(repaired);
        }
        return repaired != null;
    }

    private void foreign(int start, int end) {
        if (repairs++ < MOST_REPAIRS) {
            Leaning leaning = near(start, end);
            Recognised read = recogniser.number(text.substring(start, end), leaning);
            Candidate best = read.best();
            if (best != null ? best.grade() == Grade.VERIFIED && best.confidence() >= SURE || !prose : !prose) {
                keep(read);
            }
        }
    }

    /** Pieces of a token with separators, such as a file name, count only if they cannot be anything else. */
    private void pieces(int start, int end) {
        for (int from = start; from < end && !more; ) {
            int to = from;
            while (to < end && !isSeparator(text.charAt(to))) {
                to++;
            }
            if (to - from >= SHORTEST && typed.read(text, from, to) == Typed.End.FINE && typed.letters > 0) {
                ranking.weigh(typed, baseline, hits);
                if (hits.proven()
                        && hits.best().mark() == Format.Mark.OWN
                        && hits.confidence() >= SURE
                        && ranking.refused(typed) == null) {
                    keep(recogniser.recognised(text.substring(from, to), typed, baseline, hits));
                }
            }
            from = to + 1;
        }
    }

    private boolean isAccepted(Leaning leaning) {
        boolean named = leaning.favoursNamed(hits.best().carrier());
        if (leaning.hasWord() || named && !leaning.hasWordAgainst()) {
            return hits.confidence() >= LIKELY;
        }
        return hits.proven() && (named || hits.best().mark() != Format.Mark.BARE) && hits.confidence() >= SURE;
    }

    /**
     * The leaning of a number there: the nearest word before it counts, else one after it; every carrier named near counts. A word
     * against does not reach past the name of a carrier ("order FedEx 7712…").
     */
    private Leaning near(int start, int end) {
        while (cueBefore < cues && cueEnds[cueBefore] <= start) {
            cueBefore++;
        }
        while (cueBefore > 0 && cueEnds[cueBefore - 1] > start) {
            cueBefore--;
        }
        Leaning leaning = baseline;
        Words.Cue word = null;
        for (int i = cueBefore - 1; i >= 0 && start - cueEnds[i] <= BEFORE; i--) {
            Words.Cue cue = words.cue(cueIds[i]);
            if (cue.side() == Words.Side.CARRIER) {
                leaning = of(leaning).named(cue.word(), cue.carriers());
            } else if (word == null && (leaning == baseline || cue.side() == Words.Side.FOR)) {
                word = cue;
            }
        }
        for (int i = cueBefore; i < cues && cueStarts[i] - end <= AFTER; i++) {
            Words.Cue cue = words.cue(cueIds[i]);
            if (cueStarts[i] >= end && cue.side() == Words.Side.CARRIER) {
                leaning = of(leaning).named(cue.word(), cue.carriers());
            } else if (cueStarts[i] >= end && word == null && staysInLine(end, cueStarts[i])) {
                word = cue;
            }
        }
        return word == null ? leaning : of(leaning).word(word);
    }

    private Leaning of(Leaning leaning) {
        return leaning == baseline ? new Leaning(baseline) : leaning;
    }

    private boolean staysInLine(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c >= '0' && c <= '9') {
                return false;
            }
        }
        return true;
    }

    private void followLink(int token) {
        int end = ends[token];
        while (end > starts[token] && ".,;:!?)]".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        Links.Link link = links.read(text.substring(starts[token], Math.min(end, starts[token] + Links.LONGEST)));
        for (String number : link.numbers()) {
            if (link.known()) {
                Recognised read = recogniser.number(number, new Leaning(account).linked(link));
                TrackingNumber text = read.number();
                if (text != null && text.text().length() >= 6 && (read.best() != null || link.carrier() != null)) {
                    keep(read);
                }
            } else if (typed.read(number, 0, number.length()) == Typed.End.FINE) {
                ranking.weigh(typed, baseline, hits);
                if (hits.proven() && hits.best().mark() == Format.Mark.OWN && ranking.refused(typed) == null) {
                    keep(recogniser.recognised(number, typed, baseline, hits));
                }
            }
        }
    }

    /** Keeps a number, or of two findings of it the one that is surer. */
    private void keep(@Nullable Recognised recognised) {
        TrackingNumber number = recognised == null ? null : recognised.number();
        if (recognised == null || number == null) {
            return;
        }
        if (found.size() == Recogniser.MOST_NUMBERS && !found.containsKey(number.text())) {
            more = true;
            return;
        }
        found.merge(number.text(), recognised, (a, b) -> share(b) > share(a) ? b : a);
    }

    private static double share(Recognised recognised) {
        Candidate best = recognised.best();
        return best == null ? 0 : best.confidence();
    }
}
