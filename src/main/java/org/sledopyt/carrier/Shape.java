package org.sledopyt.carrier;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of numbers: {@code #} a digit, {@code @} a letter, {@code *} either, {@code [A-F0-9]} one of these, {@code (a|b)}
 * a choice, {@code {3}} and {@code {3,5}} repetition, {@code ?} perhaps, anything else itself.
 */
sealed interface Shape {

    /** One character out of a set, a bit for each symbol. */
    record One(long symbols) implements Shape {}

    record Sequence(List<Shape> parts) implements Shape {}

    record Choice(List<Shape> options) implements Shape {}

    record Repeat(Shape part, int least, int most) implements Shape {}

    /** @throws IllegalStateException if the pattern cannot be read: a fault of the table it stands in */
    static Shape parse(String pattern) {
        return new Parser(pattern).whole();
    }

    /** Reads a pattern from left to right. */
    final class Parser {

        private final String pattern;
        private int at;

        private Parser(String pattern) {
            this.pattern = pattern;
        }

        private Shape whole() {
            Shape shape = choice();
            if (at < pattern.length()) {
                throw wrong();
            }
            return shape;
        }

        private Shape choice() {
            List<Shape> options = new ArrayList<>();
            options.add(sequence());
            while (take('|')) {
                options.add(sequence());
            }
            return options.size() == 1 ? options.getFirst() : new Choice(options);
        }

        private Shape sequence() {
            List<Shape> parts = new ArrayList<>();
            while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
                parts.add(repeated(part()));
            }
            return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
        }

        private Shape part() {
            if (take('(')) {
                Shape inner = choice();
                need(')');
                return inner;
            }
            if (take('[')) {
                return new One(set());
            }
            char c = pattern.charAt(at++);
            return new One(
                    switch (c) {
                        case '#' -> Symbols.DIGITS;
                        case '@' -> Symbols.LETTERS;
                        case '*' -> Symbols.DIGITS | Symbols.LETTERS;
                        default -> 1L << symbol(c);
                    });
        }

        private Shape repeated(Shape part) {
            if (take('?')) {
                return new Repeat(part, 0, 1);
            }
            if (!take('{')) {
                return part;
            }
            int least = number();
            int most = take(',') ? number() : least;
            need('}');
            return new Repeat(part, least, most);
        }

        private long set() {
            long set = 0;
            while (!take(']')) {
                int first = symbol(pattern.charAt(at++));
                int last = take('-') ? symbol(pattern.charAt(at++)) : first;
                for (int symbol = first; symbol <= last; symbol++) {
                    set |= 1L << symbol;
                }
            }
            return set;
        }

        private int number() {
            int from = at;
            while (at < pattern.length() && Character.isDigit(pattern.charAt(at))) {
                at++;
            }
            return Integer.parseInt(pattern.substring(from, at));
        }

        private int symbol(char c) {
            int symbol = Character.isLowerCase(c) ? -1 : Symbols.of(c);
            if (symbol < 0) {
                throw wrong();
            }
            return symbol;
        }

        private boolean take(char c) {
            boolean there = at < pattern.length() && pattern.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        private void need(char c) {
            if (!take(c)) {
                throw wrong();
            }
        }

        private IllegalStateException wrong() {
            return new IllegalStateException("the pattern " + pattern + " is wrong at " + at);
        }
    }
}
