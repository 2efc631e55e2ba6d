package org.sledopyt.carrier;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The check rules that formats name. A rule sees the symbols of a number, the part it is computed over and the place of the check
 * character; patterns have made sure that digits stand where a rule reads digits.
 */
final class Checks {

    /** A rule; in a table it is written small, with dashes. */
    enum Rule {
        NONE,
        /** UPU S10: weights 8 6 4 2 3 5 9 7, modulo 11. */
        S10,
        /** Weights 3 1 3 1 … from the left, modulo 10. */
        ALTERNATING_31,
        /** Weights 1 2 1 2 … from the left, products whole, modulo 10. */
        ALTERNATING_12,
        /** Weights 4 9 4 9 … from the left, modulo 10. */
        ALTERNATING_49,
        /** Weights 3 1 3 1 … from the left, plus one, modulo 10. */
        GLS,
        /** GS1: weights 3 1 3 1 … from the right, modulo 10. */
        GS1,
        /** GS1 over the part with 91 before it. */
        GS1_AFTER_91,
        GS1_AFTER_92,
        /** The part as one number, modulo 7. */
        MOD_7,
        LUHN,
        /** Weights 1 2 1 2 …, letters counting as (ASCII − 3) modulo 10. */
        UPS,
        /** Weights 1 3 7 … from the right, modulo 11, ten counting as nought. */
        FEDEX,
        /** ISO 7064 modulo 37, 36. */
        MOD_37_36,
        /** Alternating 1 2 over the part with 4 before it, unless it begins so. */
        ONTRAC_4,
        ONTRAC_5,
        /** SF Express: weights 1 3 5 … from the right, digit sums of the products' tens and units. */
        SF_ODD,
        /** ISO 6346, freight containers. */
        ISO_6346,
        /** No check character: at least three quarters are digits. */
        MOSTLY_DIGITS,
        /** No check character: both letters and digits. */
        LETTERS_AND_DIGITS
    }

    private static final Map<String, Rule> NAMES = new HashMap<>();
    private static final int[] S10_WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};
    private static final int[] FEDEX_WEIGHTS = {1, 3, 7};
    private static final int[] CONTAINER_VALUES = containerValues();

    static {
        for (Rule rule : Rule.values()) {
            NAMES.put(name(rule), rule);
        }
    }

    private Checks() {}

    /** @throws IllegalStateException for a name that no rule has: a format with it must not pass as valid */
    static Rule named(String name) {
        Rule rule = NAMES.get(name);
        if (rule == null) {
            throw new IllegalStateException("no check is named " + name);
        }
        return rule;
    }

    static String name(Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the rule holds for the symbols from {@code from} to {@code to} with the check character at {@code digit}. */
    static boolean hold(Rule rule, byte[] s, int from, int to, int digit) {
        return switch (rule) {
            case NONE -> true;
            case S10 -> s10(s, from) == s[digit];
            case ALTERNATING_31 -> tens(alternating(s, from, to, 3, 1)) == s[digit];
            case ALTERNATING_12 -> tens(alternating(s, from, to, 1, 2)) == s[digit];
            case ALTERNATING_49 -> tens(alternating(s, from, to, 4, 9)) == s[digit];
            case GLS -> tens(alternating(s, from, to, 3, 1) + 1) == s[digit];
            case GS1 -> tens(fromRight(s, from, to)) == s[digit];
            case GS1_AFTER_91 -> tens(fromRight(s, from, to) + before(9, 1, to - from)) == s[digit];
            case GS1_AFTER_92 -> tens(fromRight(s, from, to) + before(9, 2, to - from)) == s[digit];
            case MOD_7 -> number(s, from, to) % 7 == s[digit];
            case LUHN -> tens(luhn(s, from, to)) == s[digit];
            case UPS -> tens(ups(s, from, to)) == s[digit];
            case FEDEX -> fedex(s, from, to) == s[digit];
            case MOD_37_36 -> mod3736(s, from, to) == s[digit];
            case ONTRAC_4 -> tens(ontrac(s, from, to, 4)) == s[digit];
            case ONTRAC_5 -> tens(ontrac(s, from, to, 5)) == s[digit];
            case SF_ODD -> tens(sfOdd(s, from, to)) == s[digit];
            case ISO_6346 -> container(s, from, to) == s[digit];
            case MOSTLY_DIGITS -> 4 * digits(s, from, to) >= 3 * (to - from);
            case LETTERS_AND_DIGITS -> digits(s, from, to) > 0 && digits(s, from, to) < to - from;
        };
    }

    private static int tens(int sum) {
        return (10 - sum % 10) % 10;
    }

    private static int s10(byte[] s, int from) {
        int sum = 0;
        for (int i = 0; i < S10_WEIGHTS.length; i++) {
            sum += s[from + i] * S10_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 0 : check == 11 ? 5 : check;
    }

    private static int alternating(byte[] s, int from, int to, int first, int second) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += s[i] * ((i - from) % 2 == 0 ? first : second);
        }
        return sum;
    }

    private static int fromRight(byte[] s, int from, int to) {
        int sum = 0;
        for (int i = to - 1, weight = 3; i >= from; i--, weight = 4 - weight) {
            sum += s[i] * weight;
        }
        return sum;
    }

    /** What two digits before a part of that length add to {@link #fromRight}. */
    private static int before(int first, int second, int length) {
        return length % 2 == 0 ? first + 3 * second : 3 * first + second;
    }

    private static long number(byte[] s, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + s[i];
        }
        return number;
    }

    private static int luhn(byte[] s, int from, int to) {
        int sum = 0;
        for (int i = to - 1, times = 2; i >= from; i--, times = 3 - times) {
            int product = s[i] * times;
            sum += product > 9 ? product - 9 : product;
        }
        return sum;
    }

    private static int ups(byte[] s, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            int value = s[i] < 10 ? s[i] : (s[i] - 10 + 'A' - 3) % 10;
            sum += value * ((i - from) % 2 == 0 ? 1 : 2);
        }
        return sum;
    }

    private static int fedex(byte[] s, int from, int to) {
        int sum = 0;
        for (int i = to - 1; i >= from; i--) {
            sum += s[i] * FEDEX_WEIGHTS[(to - 1 - i) % 3];
        }
        return sum % 11 % 10;
    }

    private static int mod3736(byte[] s, int from, int to) {
        int rest = 36;
        for (int i = from; i < to; i++) {
            rest += s[i];
            rest = 2 * (rest > 36 ? rest - 36 : rest);
            rest = rest > 36 ? rest - 37 : rest;
        }
        return (37 - rest) % 36;
    }

    private static int ontrac(byte[] s, int from, int to, int lead) {
        return s[from] == lead ? alternating(s, from, to, 1, 2) : lead + alternating(s, from, to, 2, 1);
    }

    private static int sfOdd(byte[] s, int from, int to) {
        int sum = 0;
        for (int i = to - 1, weight = 1; i >= from; i--, weight += 2) {
            int product = s[i] * weight;
            sum += product / 10 + product % 10;
        }
        return sum;
    }

    private static int container(byte[] s, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += CONTAINER_VALUES[s[i]] << i - from;
        }
        return sum % 11 % 10;
    }

    private static int[] containerValues() {
        int[] values = new int[Symbols.DASH];
        for (int symbol = 0, value = 0; symbol < values.length; symbol++, value++) {
            value += symbol >= 10 && value % 11 == 0 ? 1 : 0;
            values[symbol] = value;
        }
        return values;
    }

    private static int digits(byte[] s, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += s[i] < 10 ? 1 : 0;
        }
        return digits;
    }
}
