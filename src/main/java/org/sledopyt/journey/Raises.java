package org.sledopyt.journey;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;

/** The table {@code raises.csv}: what a stage asks of a person. */
final class Raises {

    /** Which rule reads a row. */
    enum By {
        /** stands while the parcel is at this stage */
        STAGE,
        /** stands from the event until one that clears it */
        EVENT,
        TODAY,
        PICKUP
    }

    /** What clears it, besides delivery, return and other ends. */
    enum Clearing {
        MOVEMENT,
        RESUMED,
        RELEASE,
        ONWARD,
        PAID,
        OUT,
        READY,
        ARRANGED,
        /** only the person, not even delivery */
        USER;

        boolean by(Stage stage) {
            return switch (this) {
                case MOVEMENT -> stage.movement() && stage.milestone() != Milestone.UNKNOWN || RESUMED.by(stage);
                case RESUMED -> stage.is(Milestone.IN_TRANSIT, "RESUMED");
                case RELEASE -> stage.sub().endsWith("_RELEASED");
                case ONWARD -> stage.movement() && ONWARDS.contains(stage.phase());
                case PAID -> stage.is(Milestone.IN_TRANSIT, "CUSTOMS_DUTY_PAID");
                case OUT -> stage.milestone() == Milestone.OUT_FOR_DELIVERY;
                case READY -> stage.milestone() == Milestone.AVAILABLE_FOR_PICKUP;
                case ARRANGED ->
                    stage.is(Milestone.DELIVERY_FAILURE, "RESCHEDULED")
                            || stage.is(Milestone.IN_TRANSIT, "DELIVERY_SCHEDULED");
                case USER -> false;
            };
        }
    }

    /** @param deadline days, {@code workday}, {@code storage}, {@code stated}, or empty */
    record Row(By by, Attention.Code code, Attention.Urgency urgency, Set<Clearing> clearings, String deadline) {

        boolean clearedBy(Stage stage) {
            return clearings.stream().anyMatch(clearing -> clearing.by(stage));
        }
    }

    private static final Set<Stage.Phase> ONWARDS =
            Set.of(Stage.Phase.DESTINATION, Stage.Phase.LAST_MILE, Stage.Phase.CLOSED);
    private static final Map<String, Row> ROWS = read();

    private Raises() {}

    /** The stage's row that a rule reads; null for most stages. */
    static @Nullable Row of(Stage stage, By by) {
        return ROWS.get(by + " " + stage);
    }

    private static Map<String, Row> read() {
        Map<String, Row> rows = new HashMap<>();
        for (Map<String, String> cells : Csv.rows(Raises.class, "raises.csv")) {
            String[] stage = Csv.cell(cells, "stage").split("/");
            Row row = new Row(
                    By.valueOf(Csv.cell(cells, "by").toUpperCase(Locale.ROOT)),
                    Attention.Code.valueOf(Csv.cell(cells, "code")),
                    Attention.Urgency.valueOf(Csv.cell(cells, "urgency")),
                    Arrays.stream(Csv.cell(cells, "cleared_by").split(" "))
                            .filter(word -> !word.isEmpty())
                            .map(word -> Clearing.valueOf(word.toUpperCase(Locale.ROOT)))
                            .collect(Collectors.toUnmodifiableSet()),
                    Csv.cell(cells, "deadline"));
            rows.put(row.by + " " + Stages.of(stage[0], stage[1]), row);
        }
        return rows;
    }
}
