package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One shape of numbers: a row of {@code formats.csv}.
 *
 * @param index its row
 * @param countries where its parcels are known; empty: everywhere
 * @param home whether its parcels stay in those countries
 * @param body part that the check is computed over
 * @param digit place of the check character; null: the check looks at the whole number, or there is none
 * @param country place of the issuing country's letters, which must be those of a post
 * @param keepsDashes whether dashes belong to the number
 * @param number part that is the tracking number, where a bar code carries more
 * @param mark how much the shape says
 * @param evidence A specification, B confirmed on real numbers, C one or two sources, D recollection
 * @param prior how often such a number turns up against those of other formats, before looking at it
 * @param weights prior × trust against the size of the number space, by length of the number; 0 for other lengths
 * @param heads how much likelier (or less) the number gets by its first three digits; null: says nothing
 */
record Format(
        int index,
        String id,
        String carrier,
        Set<String> countries,
        boolean home,
        String pattern,
        Shape shape,
        boolean keepsDashes,
        Checks.Rule check,
        Slice body,
        @Nullable Integer digit,
        @Nullable Slice country,
        @Nullable Slice number,
        Mark mark,
        char evidence,
        double prior,
        List<String> space,
        double[] weights,
        double @Nullable [] heads,
        @Nullable String service,
        Tracked tracked,
        List<String> valid,
        List<String> invalid) {

    /** How much a shape says by itself. */
    enum Mark {
        /** Nobody else has numbers like this. */
        OWN,
        /** Others may have such numbers. */
        SHAPE,
        /** So common that in a text it counts only beside a word for it. */
        BARE
    }

    /** A part of a number; places below nought count from its end. */
    record Slice(int from, int to) {

        int from(int length) {
            return from < 0 ? length + from : from;
        }

        int to(int length) {
            return to <= 0 ? length + to : to;
        }

        /** Reads {@code 2:10}, {@code -22:-1}, {@code -22:}; null for an empty cell. */
        static @Nullable Slice parse(String cell) {
            if (cell.isEmpty()) {
                return null;
            }
            int colon = cell.indexOf(':');
            String to = cell.substring(colon + 1);
            return new Slice(Integer.parseInt(cell.substring(0, colon)), to.isEmpty() ? 0 : Integer.parseInt(to));
        }
    }

    private static final Slice WHOLE = new Slice(0, 0);

    static Format read(int index, NamedCsvRecord row, double @Nullable [] heads) {
        String digit = row.getField("digit");
        Slice body = Slice.parse(row.getField("body"));
        String service = row.getField("service");
        String tracked = row.getField("tracked");
        String countries = row.getField("countries");
        char evidence = row.getField("evidence").charAt(0);
        double prior = Double.parseDouble(row.getField("prior"));
        List<String> space = Table.parts(row.getField("space"), ' ');
        return new Format(
                index,
                row.getField("id"),
                row.getField("carrier"),
                countries.equals("*") ? Set.of() : Set.copyOf(Table.parts(countries, ' ')),
                row.getField("reach").equals("home"),
                row.getField("pattern"),
                Shape.parse(row.getField("pattern")),
                hasDash(row.getField("pattern")),
                Checks.named(row.getField("check")),
                body == null ? WHOLE : body,
                digit.isEmpty() ? null : Integer.valueOf(digit),
                Slice.parse(row.getField("country")),
                Slice.parse(row.getField("number")),
                Mark.valueOf(row.getField("mark").toUpperCase(Locale.ROOT)),
                evidence,
                prior,
                space,
                weights(prior * trust(evidence), space),
                heads,
                service.isEmpty() ? null : service,
                tracked.isEmpty() ? Tracked.UNKNOWN : Tracked.valueOf(tracked.toUpperCase(Locale.ROOT)),
                Table.parts(row.getField("valid"), ' '),
                Table.parts(row.getField("invalid"), ' '));
    }

    /** Every number of a format is taken for equally likely, so a narrow format beats a wide one without an order made by hand. */
    private static double[] weights(double weight, List<String> space) {
        double[] weights = new double[TrackingNumber.MAX_LENGTH + 1];
        for (String entry : space) {
            int colon = entry.indexOf(':');
            double size = Math.pow(10, Double.parseDouble(entry.substring(colon + 1)));
            weights[Integer.parseInt(entry.substring(0, colon))] = weight / (size * space.size());
        }
        return weights;
    }

    private static double trust(char evidence) {
        return switch (evidence) {
            case 'A', 'B' -> 1;
            case 'C' -> 0.3;
            default -> 0.05;
        };
    }

    boolean hasCheckCharacter() {
        return digit != null;
    }

    private static boolean hasDash(String pattern) {
        boolean inSet = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            inSet = c == '[' || inSet && c != ']';
            if (c == '-' && !inSet) {
                return true;
            }
        }
        return false;
    }

    /** How many characters at the front can only be a few: what people call the prefix. */
    int prefixLength() {
        return fixed(shape);
    }

    private static int fixed(Shape shape) {
        return switch (shape) {
            case Shape.One one -> Long.bitCount(one.symbols()) < 10 ? 1 : 0;
            case Shape.Choice choice ->
                choice.options().stream().mapToInt(Format::fixed).min().orElse(0);
            case Shape.Repeat repeat -> repeat.least() == 0 ? 0 : fixed(repeat.part());
            case Shape.Sequence sequence -> {
                int fixed = 0;
                for (Shape part : sequence.parts()) {
                    int more = fixed(part);
                    boolean optional = part instanceof Shape.Repeat repeat && repeat.least() == 0 && fixed == 0;
                    if (more == 0 && !optional) {
                        break;
                    }
                    fixed += more;
                }
                yield fixed;
            }
        };
    }
}
