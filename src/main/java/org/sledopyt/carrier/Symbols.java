package org.sledopyt.carrier;

/** The 37 characters a number is made of, as small numbers: digits are their own value, A is 10, Z is 35, the dash is 36. */
final class Symbols {

    static final int COUNT = 37;
    static final int DASH = 36;
    static final long DIGITS = (1L << 10) - 1;
    static final long LETTERS = (1L << DASH) - 1 & ~DIGITS;

    private static final byte[] OF = new byte[128];

    static {
        for (int c = 0; c < OF.length; c++) {
            OF[c] = (byte)
                    (c >= '0' && c <= '9'
                            ? c - '0'
                            : c >= 'A' && c <= 'Z'
                                    ? c - 'A' + 10
                                    : c >= 'a' && c <= 'z' ? c - 'a' + 10 : c == '-' ? DASH : -1);
        }
    }

    private Symbols() {}

    /** The symbol of a character, of either case; -1 if it has none. */
    static int of(char c) {
        return c < OF.length ? OF[c] : -1;
    }

    static boolean isDigit(int symbol) {
        return symbol >= 0 && symbol < 10;
    }

    static boolean isLetter(int symbol) {
        return symbol >= 10 && symbol < DASH;
    }

    static char character(int symbol) {
        return (char) (symbol < 10 ? '0' + symbol : symbol < DASH ? 'A' + symbol - 10 : '-');
    }

    /** The symbols of a text that has no other characters. */
    static byte[] of(String text) {
        byte[] symbols = new byte[text.length()];
        for (int i = 0; i < symbols.length; i++) {
            int symbol = of(text.charAt(i));
            if (symbol < 0) {
                throw new IllegalArgumentException(text + " has a character that no number has");
            }
            symbols[i] = (byte) symbol;
        }
        return symbols;
    }

    @SuppressWarnings("deprecation") // Latin-1 bytes straight into the string: a third of the time of the char[] way
    static String text(byte[] symbols, int from, int to) {
        byte[] latin = new byte[to - from];
        for (int i = from; i < to; i++) {
            latin[i - from] = (byte) character(symbols[i]);
        }
        return new String(latin, 0);
    }
}
