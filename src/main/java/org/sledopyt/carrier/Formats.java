package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All formats with the automaton over their patterns. A row that cannot be read fails here, with its reason. */
final class Formats {

    private final Format[] formats;
    private final Automaton automaton;
    private final boolean[] own;

    Formats() {
        Map<String, double[]> heads = heads();
        formats = Table.rows("formats.csv").stream()
                .map(row -> Format.read(row, heads.get(row.getField("id"))))
                .toArray(Format[]::new);
        automaton = new Automaton(Arrays.stream(formats).map(Format::shape).toList());
        own = new boolean[automaton.states()];
        for (int state = 0; state < own.length; state++) {
            for (int format : automaton.accepted(state)) {
                own[state] |= formats[format].mark() == Format.Mark.OWN;
            }
        }
    }

    /** Whether a format that nobody else uses is complete in this state of the automaton. */
    boolean completesOwn(int state) {
        return own[state];
    }

    /** Numbered as {@link Automaton#accepted} names them. */
    Format get(int format) {
        return formats[format];
    }

    int count() {
        return formats.length;
    }

    List<Format> all() {
        return List.of(formats);
    }

    Automaton automaton() {
        return automaton;
    }

    /** For formats whose first three digits say something: how much likelier each makes the number. */
    private static Map<String, double[]> heads() {
        Map<String, double[]> heads = new HashMap<>();
        for (NamedCsvRecord row : Table.rows("heads.csv")) {
            double[] factors = heads.computeIfAbsent(row.getField("format"), _ -> new double[1000]);
            boolean rest = row.getField("heads").equals("*");
            boolean[] named = rest ? unset(factors) : named(Table.parts(row.getField("heads"), ' '));
            int count = 0;
            for (boolean in : named) {
                count += in ? 1 : 0;
            }
            double factor = Double.parseDouble(row.getField("share")) / (count / 1000.0);
            for (int head = 0; head < 1000; head++) {
                factors[head] = named[head] ? factor : factors[head];
            }
        }
        return heads;
    }

    private static boolean[] unset(double[] factors) {
        boolean[] unset = new boolean[factors.length];
        for (int head = 0; head < factors.length; head++) {
            unset[head] = factors[head] == 0;
        }
        return unset;
    }

    private static boolean[] named(List<String> ranges) {
        boolean[] named = new boolean[1000];
        for (String range : ranges) {
            int from = Integer.parseInt(range.substring(0, 3));
            int to = range.length() > 3 ? Integer.parseInt(range.substring(4)) : from;
            Arrays.fill(named, from, to + 1, true);
        }
        return named;
    }
}
