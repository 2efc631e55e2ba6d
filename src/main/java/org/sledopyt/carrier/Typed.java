package org.sledopyt.carrier;

import org.jspecify.annotations.Nullable;

/**
 * What someone wrote for a number, as symbols: once without separators, once, if there are any, with
 * the dashes that stood between characters.
 */
final class Typed {

    private static final byte[] NONE = {};

    /** The bit that only small letters have. */
    private static final int SMALL = 0x20;

    private final Automaton automaton;

    final byte[] plain;
    byte[] dashed = NONE;
    int length;
    int dashedLength;
    int letters;

    /** The automaton's state after {@link #plain}. */
    int state;

    boolean phone;

    /** The text, if it stood there just as {@link #plain} says. */
    private @Nullable String same;

    /** With room for any number. */
    Typed(Automaton automaton) {
        this(automaton, TrackingNumber.MAX_LENGTH);
    }

    /** With room for a number of no more characters than that. */
    Typed(Automaton automaton, int most) {
        this.automaton = automaton;
        this.plain = new byte[Math.min(most, TrackingNumber.MAX_LENGTH)];
    }

    /** How the last reading ended. */
    enum End {
        FINE,
        TOO_LONG,
        /** Has letters or digits beyond A–Z and 0–9. */
        FOREIGN
    }

    /** Reads a written number. Other marks than letters, digits and dashes are only decoration. */
    End read(String text, int from, int to) {
        length = 0;
        dashedLength = 0;
        letters = 0;
        phone = false;
        same = null;
        int at = Automaton.START;
        int small = 0;
        boolean dash = false;
        for (int i = from + scannerPrefix(text, from, to); i < to; i++) {
            char c = text.charAt(i);
            int symbol = Symbols.of(c);
            if (symbol >= 0 && symbol < Symbols.DASH) {
                if (length == plain.length || dash && !separate()) {
                    return End.TOO_LONG;
                }
                dash = false;
                plain[length++] = (byte) symbol;
                at = automaton.step(at, symbol);
                if (symbol >= 10) {
                    letters++;
                    small |= c;
                }
                if (dashedLength > 0 && !append((byte) symbol)) {
                    return End.TOO_LONG;
                }
            } else if (symbol == Symbols.DASH) {
                dash = length > 0;
            } else if (c >= 128 && (Character.isLetterOrDigit(c) || Character.isSurrogate(c))) {
                return End.FOREIGN;
            } else {
                phone |= c == '+' && length == 0;
            }
        }
        state = at;
        same = length == text.length() && (small & SMALL) == 0 ? text : null;
        return End.FINE;
    }

    private boolean append(byte symbol) {
        if (dashedLength == dashed.length) {
            return false;
        }
        dashed[dashedLength++] = symbol;
        return true;
    }

    /** Puts a dash after what was read so far; false if there is no room. */
    private boolean separate() {
        if (dashedLength == 0) {
            dashed = dashed == NONE ? new byte[TrackingNumber.MAX_LENGTH] : dashed;
            System.arraycopy(plain, 0, dashed, 0, length);
            dashedLength = length;
        }
        return append((byte) Symbols.DASH);
    }

    boolean hasDashes() {
        return dashedLength > 0;
    }

    boolean hasDigit() {
        return letters < length;
    }

    String text() {
        return same == null ? Symbols.text(plain, 0, length) : same;
    }

    /** How many characters a bar-code scanner has put before the number for the kind of code: {@code ]C1}. */
    static int scannerPrefix(String text, int from, int to) {
        return to - from > 3
                        && text.charAt(from) == ']'
                        && Character.isLetter(text.charAt(from + 1))
                        && Character.isDigit(text.charAt(from + 2))
                ? 3
                : 0;
    }
}
