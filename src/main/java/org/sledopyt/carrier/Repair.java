package org.sledopyt.carrier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a mistyped number was meant to be. Only a check character may confirm a repair. */
final class Repair {

    /** O for nought, I for one: more than two of them in one number, and it is no slip of the eye. */
    private static final int MOST_CONFUSED = 2;

    private static final int MOST_SUGGESTIONS = 24;

    /** Characters read one for the other, in pairs: a letter and a digit. */
    private static final String CONFUSED = "O0I1S5B8Z2";

    /** Digits misread or mistyped one for the other. */
    private static final String ALIKE = "17 38 56 06 69 09 27 35 68 49";

    private static final byte[] TWIN = new byte[Symbols.COUNT];
    private static final boolean[] SIMILAR = new boolean[100];

    static {
        java.util.Arrays.fill(TWIN, (byte) -1);
        byte[] pairs = Symbols.of(CONFUSED);
        for (int i = 0; i < pairs.length; i += 2) {
            TWIN[pairs[i]] = pairs[i + 1];
            TWIN[pairs[i + 1]] = pairs[i];
        }
        for (String pair : ALIKE.split(" ")) {
            int a = pair.charAt(0) - '0';
            int b = pair.charAt(1) - '0';
            SIMILAR[a * 10 + b] = true;
            SIMILAR[b * 10 + a] = true;
        }
    }

    /** Marks an entry of {@link #ways} as made. */
    private static final long MADE = 1L << 63;

    private final Formats formats;

    /** For each state of the automaton a bit for every number of further symbols that ends a format with a check character. */
    private final long[] ways;

    Repair(Formats formats) {
        this.formats = formats;
        this.ways = new long[formats.automaton().states()];
        ways[Automaton.DEAD] = MADE;
    }

    /**
     * The number with at most two letters and digits that look alike exchanged, so that a format fits and its check holds; null
     * if there is none. {@code own}: only formats that nobody else uses.
     */
    byte @Nullable [] confused(byte[] symbols, int length, boolean own) {
        byte[] trial = java.util.Arrays.copyOf(symbols, length);
        for (int changes = 1; changes <= MOST_CONFUSED; changes++) {
            if (confused(trial, 0, Automaton.START, changes, own)) {
                return trial;
            }
        }
        return null;
    }

    private boolean confused(byte[] trial, int at, int state, int changes, boolean own) {
        if (at == trial.length) {
            return changes == 0 && confirmed(trial, state, own);
        }
        if (goesOn(trial, at, state) && confused(trial, at + 1, step(trial, at, state), changes, own)) {
            return true;
        }
        byte typed = trial[at];
        byte twin = TWIN[typed];
        if (changes > 0 && twin >= 0) {
            trial[at] = twin;
            if (goesOn(trial, at, state) && confused(trial, at + 1, step(trial, at, state), changes - 1, own)) {
                return true;
            }
            trial[at] = typed;
        }
        return false;
    }

    private int step(byte[] trial, int at, int state) {
        return formats.automaton().step(state, trial[at]);
    }

    /** Whether the symbol at {@code at} leaves a way to the end. */
    private boolean goesOn(byte[] trial, int at, int state) {
        return (ways(step(trial, at, state)) >>> trial.length - at - 1 & 1) != 0;
    }

    private long ways(int state) {
        if (ways[state] != 0) {
            return ways[state];
        }
        long ends = 0;
        for (Format format : formats.complete(state)) {
            ends |= format.hasCheckCharacter() ? 1 : 0;
        }
        for (int symbol = 0; symbol < Symbols.COUNT; symbol++) {
            ends |= (ways(formats.automaton().step(state, symbol)) & ~MADE) << 1;
        }
        ways[state] = ends | MADE; // threads that come at once make the same
        return ways[state];
    }

    private boolean confirmed(byte[] s, int state, boolean own) {
        for (Format format : formats.complete(state)) {
            if (format.hasCheckCharacter()
                    && (!own || format.mark() == Format.Mark.OWN)
                    && holds(format, s)
                    && knownPost(format, s)) {
                return true;
            }
        }
        return false;
    }

    /** Numbers that differ by one character or two neighbours swapped and for which the format's check holds, likeliest first. */
    List<String> suggestions(Format format, byte[] symbols, int length) {
        Integer digit = format.digit();
        if (digit == null) {
            return List.of();
        }
        byte[] trial = java.util.Arrays.copyOf(symbols, length);
        int from = format.body().from(length);
        int to = format.body().to(length);
        int check = digit < 0 ? length + digit : digit;
        List<String> likely = new ArrayList<>(MOST_SUGGESTIONS);
        List<String> less = new ArrayList<>(MOST_SUGGESTIONS);
        for (int i = from; i < to; i++) {
            int next = i + 1 < to ? i + 1 : check;
            if (trial[i] != trial[next] && trial[i] < 10 == trial[next] < 10) {
                swap(trial, i, next);
                if (holds(format, trial)) {
                    likely.add(text(format, trial));
                }
                swap(trial, i, next);
            }
        }
        for (int k = from; k <= to; k++) {
            int i = k == to ? check : k;
            byte typed = trial[i];
            int first = typed < 10 ? 0 : 10;
            int last = typed < 10 ? 10 : Symbols.DASH;
            for (int symbol = first; symbol < last; symbol++) {
                trial[i] = (byte) symbol;
                if (symbol != typed && holds(format, trial)) {
                    boolean similar = typed < 10 && SIMILAR[typed * 10 + symbol];
                    (similar ? likely : less).add(text(format, trial));
                }
            }
            byte twin = TWIN[typed];
            if (twin >= 0 && fits(format, trial, i, twin)) {
                trial[i] = twin;
                likely.add(text(format, trial));
            }
            trial[i] = typed;
        }
        likely.addAll(less);
        return List.copyOf(likely.size() > MOST_SUGGESTIONS ? likely.subList(0, MOST_SUGGESTIONS) : likely);
    }

    private boolean fits(Format format, byte[] trial, int at, byte symbol) {
        byte typed = trial[at];
        trial[at] = symbol;
        int state = formats.automaton().run(trial, trial.length);
        boolean fits = false;
        for (Format complete : formats.complete(state)) {
            fits |= complete == format && holds(format, trial);
        }
        trial[at] = typed;
        return fits;
    }

    private static String text(Format format, byte[] s) {
        Format.Slice number = format.number();
        return number == null
                ? Symbols.text(s, 0, s.length)
                : Symbols.text(s, number.from(s.length), number.to(s.length));
    }

    private static boolean holds(Format format, byte[] s) {
        Integer digit = format.digit();
        int n = s.length;
        int place = digit == null ? 0 : digit < 0 ? n + digit : digit;
        return Checks.hold(
                format.check(), s, format.body().from(n), format.body().to(n), place);
    }

    private static boolean knownPost(Format format, byte[] s) {
        Format.Slice country = format.country();
        return country == null
                || Carriers.posts().containsKey(Symbols.text(s, country.from(s.length), country.to(s.length)));
    }

    private static void swap(byte[] s, int a, int b) {
        byte kept = s[a];
        s[a] = s[b];
        s[b] = kept;
    }
}
