package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import org.jspecify.annotations.Nullable;

/**
 * Things that look like tracking numbers and are none: bank cards, accounts, phones, times, article numbers. Each says how much
 * likelier a number is to be such a thing than a number of that length by chance.
 */
final class Decoys {

    /** @param factor times the weight of "no tracking number" */
    record Decoy(Reason reason, double factor) {

        private Decoy(String code, double factor) {
            this(Reason.of(code), factor);
        }
    }

    private static final Decoy TRIVIAL = new Decoy("against-trivial", 1000);
    private static final Decoy TIMESTAMP = new Decoy("against-timestamp", 3000);
    private static final Decoy MILLISECONDS = new Decoy("against-timestamp", 10);
    private static final Decoy PHONE = new Decoy("against-phone", 40);
    private static final Decoy EAN = new Decoy("against-ean", 4);
    private static final Decoy ISBN = new Decoy("against-isbn", 50);
    private static final Decoy IMEI = new Decoy("against-imei", 4);
    private static final Decoy INN_10 = new Decoy("against-inn", 3);
    private static final Decoy INN_12 = new Decoy("against-inn", 20);
    private static final Decoy SNILS = new Decoy("against-snils", 3);
    private static final Decoy OGRN = new Decoy("against-ogrn", 3);
    private static final Decoy CARD = new Decoy("against-card", 20);

    private static final int[] INN_10_WEIGHTS = {2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int[] INN_11_WEIGHTS = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int[] INN_12_WEIGHTS = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

    /** By the letters of the country; 0: it has none. */
    private final byte[] ibanLengths = new byte[Symbols.COUNT * Symbols.COUNT];

    Decoys() {
        for (NamedCsvRecord row : Table.rows("iban.csv")) {
            byte[] country = Symbols.of(row.getField("country"));
            ibanLengths[country[0] * Symbols.COUNT + country[1]] = Byte.parseByte(row.getField("length"));
        }
    }

    /** The likeliest decoy; null if the number looks like none. */
    @Nullable
    Decoy find(byte[] s, int n, int letters) {
        if (letters > 0) {
            return trivial(s, n, 4) ? TRIVIAL : null;
        }
        if (trivial(s, n, 0)) {
            return TRIVIAL;
        }
        return switch (n) {
            case 10 -> inn10(s) ? INN_10 : null;
            case 11 -> (s[0] == 7 || s[0] == 8) && s[1] == 9 ? PHONE : snils(s) ? SNILS : null;
            case 12 ->
                starts(s, 3, 8, 0) || starts(s, 3, 7, 5) || starts(s, 9, 9, 8) ? PHONE : inn12(s) ? INN_12 : null;
            case 13 ->
                ean(s)
                        ? (starts(s, 9, 7, 8) || starts(s, 9, 7, 9) ? ISBN : EAN)
                        : s[0] == 1 && s[1] >= 4 && s[1] <= 8 ? MILLISECONDS : ogrn(s) ? OGRN : null;
            case 14 -> timestamp(s) ? TIMESTAMP : null;
            case 15 -> luhn(s, n) ? IMEI : null;
            case 16 -> luhn(s, n) && issuer(s, n) ? CARD : null;
            default -> null;
        };
    }

    /**
     * What must be neither kept nor shown: {@code refused-card} or {@code refused-iban}; null if it is neither. A card number that
     * is a number of Canada Post as well is left alone: it is as likely to be one.
     */
    @Nullable
    String refused(byte[] s, int n, int letters) {
        if (letters == 0) {
            boolean card = (n == 15 || n == 16 || n == 19) && issuer(s, n) && luhn(s, n);
            return card && !(n == 16 && Checks.hold(Checks.Rule.GS1, s, 0, 15, 15)) ? "refused-card" : null;
        }
        return iban(s, n) ? "refused-iban" : null;
    }

    static Decoy phone() {
        return PHONE;
    }

    /**
     * Whether the characters from {@code from} to {@code to} are parted like something else: a date, an IP address, a UUID, an
     * order number of Amazon.
     */
    static boolean partedLikeAnother(CharSequence text, int from, int to) {
        int parts = 0;
        long lengths = 0;
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || !Character.isLetterOrDigit(text.charAt(i))) {
                lengths = lengths * 16 + Math.min(i - start, 15);
                parts++;
                start = i + 1;
            }
        }
        return lengths == 0x422
                || lengths == 0x224
                || lengths == 0x222
                || lengths == 0x377
                || lengths == 0x8444CL
                || parts == 4 && text.charAt(to - 1) <= '9' && isAddress(text, from, to);
    }

    private static boolean isAddress(CharSequence text, int from, int to) {
        int dots = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            dots += c == '.' ? 1 : 0;
            if (c > '9') {
                return false;
            }
        }
        return dots == 3 && to - from <= 15;
    }

    private static boolean starts(byte[] s, int a, int b, int c) {
        return s[0] == a && s[1] == b && s[2] == c;
    }

    /** One digit over and over, or a straight run such as 1234567890, from {@code from} on (after a prefix). */
    private static boolean trivial(byte[] s, int n, int from) {
        if (n - from < 6) {
            return false;
        }
        int start = from;
        while (start < n && s[start] >= 10) {
            start++;
        }
        boolean same = n - start >= 6;
        boolean run = same;
        for (int i = start + 1; i < n && (same || run); i++) {
            same &= s[i] == s[i - 1];
            run &= s[i] == (s[i - 1] + 1) % 10;
        }
        return same || run;
    }

    private static boolean timestamp(byte[] s) {
        int year = s[0] * 1000 + s[1] * 100 + s[2] * 10 + s[3];
        int month = two(s, 4);
        int day = two(s, 6);
        return year >= 1990
                && year < 2040
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && two(s, 8) < 24
                && two(s, 10) < 60
                && two(s, 12) < 60;
    }

    private static int two(byte[] s, int at) {
        return s[at] * 10 + s[at + 1];
    }

    private static boolean ean(byte[] s) {
        return Checks.hold(Checks.Rule.GS1, s, 0, 12, 12);
    }

    private static boolean luhn(byte[] s, int n) {
        return Checks.hold(Checks.Rule.LUHN, s, 0, n - 1, n - 1);
    }

    /** Whether bank cards begin so (ISO/IEC 7812): American Express, JCB, Visa, Mastercard, Mir, UnionPay. */
    private static boolean issuer(byte[] s, int n) {
        int four = two(s, 0) * 100 + two(s, 2);
        int two = four / 100;
        if (n == 15) {
            return two == 34 || two == 37;
        }
        return two / 10 == 4
                || two >= 51 && two <= 55
                || two == 62
                || four >= 2200 && four <= 2204
                || four >= 2221 && four <= 2720
                || four >= 3528 && four <= 3589
                || four == 9860
                || four == 8600;
    }

    private static boolean inn10(byte[] s) {
        return weighted(s, INN_10_WEIGHTS) == s[9];
    }

    private static boolean inn12(byte[] s) {
        return weighted(s, INN_11_WEIGHTS) == s[10] && weighted(s, INN_12_WEIGHTS) == s[11];
    }

    private static int weighted(byte[] s, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += s[i] * weights[i];
        }
        return sum % 11 % 10;
    }

    private static boolean snils(byte[] s) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += s[i] * (9 - i);
        }
        return sum % 101 % 100 == two(s, 9);
    }

    private static boolean ogrn(byte[] s) {
        long number = 0;
        for (int i = 0; i < 12; i++) {
            number = number * 10 + s[i];
        }
        return (s[0] == 1 || s[0] == 5) && number % 11 % 10 == s[12];
    }

    private boolean iban(byte[] s, int n) {
        if (n < 15 || s[2] >= 10 || s[3] >= 10 || ibanLengths[s[0] * Symbols.COUNT + s[1]] != n) {
            return false;
        }
        int rest = 0;
        for (int i = 0; i < n; i++) {
            int symbol = s[(i + 4) % n];
            rest = (symbol < 10 ? rest * 10 + symbol : rest * 100 + symbol) % 97;
        }
        return rest == 1;
    }
}
