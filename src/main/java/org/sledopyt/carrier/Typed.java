package org.sledopyt.carrier;

/**
 * What someone wrote for a number, as symbols: once without separators, once, if there are any, with
 * the dashes that stood between characters.
 */
final class Typed {

    private static final byte[] NONE = {};

    final byte[] plain = new byte[TrackingNumber.MAX_LENGTH];
    byte[] dashed = NONE;
    int length;
    int dashedLength;
    int letters;
    boolean phone;

    /** How the last reading ended. */
    enum End {
        FINE,
        TOO_LONG,
        /** Has letters or digits beyond A–Z and 0–9. */
        FOREIGN
    }

    /** Reads a written number. Other marks than letters, digits and dashes are only decoration. */
    End read(CharSequence text, int from, int to) {
        length = 0;
        dashedLength = 0;
        letters = 0;
        phone = false;
        boolean dash = false;
        for (int i = from + scannerPrefix(text, from, to); i < to; i++) {
            char c = text.charAt(i);
            int symbol = Symbols.of(c);
            if (symbol >= 0 && symbol < Symbols.DASH) {
                if (length == plain.length) {
                    return End.TOO_LONG;
                }
                if (dash && !separate()) {
                    return End.TOO_LONG;
                }
                dash = false;
                plain[length++] = (byte) symbol;
                letters += symbol >= 10 ? 1 : 0;
                if (dashedLength > 0) {
                    if (dashedLength == dashed.length) {
                        return End.TOO_LONG;
                    }
                    dashed[dashedLength++] = (byte) symbol;
                }
            } else if (symbol == Symbols.DASH) {
                dash = length > 0;
            } else if (c >= 128 && (Character.isLetterOrDigit(c) || Character.isSurrogate(c))) {
                return End.FOREIGN;
            } else {
                phone |= c == '+' && length == 0;
            }
        }
        return End.FINE;
    }

    /** Puts a dash after what was read so far; false if there is no room. */
    private boolean separate() {
        if (dashedLength == 0) {
            dashed = dashed == NONE ? new byte[TrackingNumber.MAX_LENGTH] : dashed;
            System.arraycopy(plain, 0, dashed, 0, length);
            dashedLength = length;
        }
        if (dashedLength == dashed.length) {
            return false;
        }
        dashed[dashedLength++] = Symbols.DASH;
        return true;
    }

    boolean hasDashes() {
        return dashedLength > 0;
    }

    boolean hasDigit() {
        return letters < length;
    }

    String text() {
        return Symbols.text(plain, 0, length);
    }

    /** How many characters a bar-code scanner has put before the number for the kind of code: {@code ]C1}. */
    static int scannerPrefix(CharSequence text, int from, int to) {
        return to - from > 3
                        && text.charAt(from) == ']'
                        && Character.isLetter(text.charAt(from + 1))
                        && Character.isDigit(text.charAt(from + 2))
                ? 3
                : 0;
    }
}
