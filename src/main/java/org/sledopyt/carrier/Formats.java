package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All formats with the automaton over their patterns. A row that cannot be read fails here, with its reason. */
final class Formats {

    private static final Format[] NONE = {};

    private final List<Format> formats = new ArrayList<>();
    private final Automaton automaton;
    private final Format[][] complete;
    private final boolean[] own;

    Formats() {
        Map<String, double[]> heads = heads();
        for (NamedCsvRecord row : Table.rows("formats.csv")) {
            formats.add(Format.read(formats.size(), row, heads.get(row.getField("id"))));
        }
        automaton = new Automaton(formats.stream().map(Format::shape).toList());
        complete = new Format[automaton.states()][];
        own = new boolean[complete.length];
        for (int state = 0; state < complete.length; state++) {
            int[] accepted = automaton.accepted(state);
            complete[state] = accepted.length == 0 ? NONE : new Format[accepted.length];
            for (int i = 0; i < accepted.length; i++) {
                complete[state][i] = formats.get(accepted[i]);
                own[state] |= complete[state][i].mark() == Format.Mark.OWN;
            }
        }
    }

    List<Format> all() {
        return Collections.unmodifiableList(formats);
    }

    Automaton automaton() {
        return automaton;
    }

    /** The formats whose pattern is complete in this state of the automaton. Not to be changed. */
    Format[] complete(int state) {
        return complete[state];
    }

    /** Whether one of them is a format that nobody else uses. */
    boolean completesOwn(int state) {
        return own[state];
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
