package org.sledopyt.journey;

import java.util.HashMap;
import java.util.Map;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Stage;

/**
 * For how many days a parcel may not move, by the part of its way: {@code limits.csv}.
 *
 * @param know after so many it is worth knowing
 * @param act after so many it is worth a question
 * @param lost after so many it will hardly come
 */
record Limits(int know, int act, int lost) {

    private static final Map<String, Limits> ALL = read();

    /** @param untracked whether this part of the way has no scans by design */
    static Limits of(Stage.Phase phase, boolean untracked) {
        Limits longer = untracked ? ALL.get(phase + " part") : null;
        Limits usual = ALL.getOrDefault(phase + " all", ALL.get(Stage.Phase.ORIGIN + " all"));
        return longer == null ? java.util.Objects.requireNonNull(usual) : longer;
    }

    private static Map<String, Limits> read() {
        Map<String, Limits> all = new HashMap<>();
        Csv.rows(Limits.class, "limits.csv")
                .forEach(row -> all.put(
                        Stage.Phase.valueOf(Csv.cell(row, "phase")) + " " + Csv.cell(row, "tracked"),
                        new Limits(
                                Integer.parseInt(Csv.cell(row, "know")),
                                Integer.parseInt(Csv.cell(row, "act")),
                                Integer.parseInt(Csv.cell(row, "lost")))));
        return all;
    }
}
