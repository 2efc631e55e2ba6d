package org.sledopyt.source;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** All stages there are, read once from {@code stages.csv}. */
public final class Stages {

    private static final Map<String, Stage> ALL = read();

    public static final Stage UNKNOWN = of(Milestone.UNKNOWN, "UNMAPPED");
    public static final Stage NO_DATA = of(Milestone.NOT_FOUND, "NO_DATA");
    public static final Stage NOT_POLLED_YET = of(Milestone.NOT_FOUND, "NOT_POLLED_YET");
    public static final Stage SOURCE_PROBLEM = of(Milestone.NOT_FOUND, "SOURCE_PROBLEM");

    private Stages() {}

    /** @throws IllegalArgumentException if there is no such stage: a fault of our own tables, found by their tests */
    public static Stage of(Milestone milestone, String sub) {
        Stage stage = ALL.get(milestone + "/" + sub);
        if (stage == null) {
            throw new IllegalArgumentException("no such stage: " + milestone + "/" + sub);
        }
        return stage;
    }

    public static Stage of(String milestone, String sub) {
        return of(Milestone.valueOf(milestone), sub);
    }

    public static Collection<Stage> all() {
        return ALL.values();
    }

    private static Map<String, Stage> read() {
        Map<String, Stage> all = new LinkedHashMap<>();
        for (Map<String, String> row : Csv.rows(Stages.class, "stages.csv")) {
            Stage stage = new Stage(
                    Milestone.valueOf(Csv.cell(row, "milestone")),
                    Csv.cell(row, "sub"),
                    Csv.cell(row, "rank").matches("\\d+") ? Integer.parseInt(Csv.cell(row, "rank")) : -1,
                    Stage.Phase.valueOf(Csv.cell(row, "phase").toUpperCase(java.util.Locale.ROOT)),
                    Csv.cell(row, "movement").equals("y"),
                    Csv.cell(row, "ends").equals("y"));
            all.put(stage.toString(), stage);
        }
        return all;
    }
}
