package org.sledopyt.carrier;

/** What someone wrote for a number, as symbols: once without separators, once with the dashes that stood between characters. */
final class Typed {

    final byte[] plain = new byte[TrackingNumber.MAX_LENGTH];
    final byte[] dashed = new byte[TrackingNumber.MAX_LENGTH];
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
        int dash = 0;
        int start = from + scannerPrefix(text, from, to);
        for (int i = start; i < to; i++) {
            char c = text.charAt(i);
            int symbol = Symbols.of(c);
            if (symbol < 0) {
                if (c >= 128 && Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                    return End.FOREIGN;
                }
                phone |= c == '+' && length == 0;
            } else if (symbol == Symbols.DASH) {
                dash = length > 0 ? 1 : 0;
            } else {
                if (length == plain.length || dashedLength + dash >= dashed.length) {
                    return End.TOO_LONG;
                }
                if (dash > 0) {
                    dashed[dashedLength++] = Symbols.DASH;
                    dash = 0;
                }
                plain[length++] = (byte) symbol;
                dashed[dashedLength++] = (byte) symbol;
                letters += symbol >= 10 ? 1 : 0;
            }
        }
        return End.FINE;
    }

    boolean hasDashes() {
        return dashedLength > length;
    }

    boolean hasDigit() {
        return letters < length;
    }

    String text() {
        return Symbols.text(plain, 0, length);
    }

    /** Bar-code scanners put the kind of code before the number: {@code ]C1}. */
    private static int scannerPrefix(CharSequence text, int from, int to) {
        return to - from > 3
                        && text.charAt(from) == ']'
                        && Character.isLetter(text.charAt(from + 1))
                        && Character.isDigit(text.charAt(from + 2))
                ? 3
                : 0;
    }
}
