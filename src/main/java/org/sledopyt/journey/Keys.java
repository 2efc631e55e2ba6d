package org.sledopyt.journey;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;

/** Stages that mark the way; each is reached once. */
final class Keys {

    private static final Map<String, Stage> GROUPS = groups();

    private Keys() {}

    static boolean is(Stage stage) {
        return GROUPS.containsKey(stage.toString());
    }

    static Stage group(Stage stage) {
        return Objects.requireNonNull(GROUPS.get(stage.toString()));
    }

    private static Map<String, Stage> groups() {
        Map<String, Stage> groups = new LinkedHashMap<>();
        group(groups, "INFO_RECEIVED/ANNOUNCED");
        group(groups, "IN_TRANSIT/PICKED_UP");
        group(groups, "IN_TRANSIT/LEFT_ORIGIN_COUNTRY", "IN_TRANSIT/TRANSPORT_DEPARTED");
        group(groups, "IN_TRANSIT/ARRIVED_DEST_COUNTRY");
        group(groups, "IN_TRANSIT/IMPORT_CUSTOMS", "IN_TRANSIT/CUSTOMS");
        group(groups, "IN_TRANSIT/CUSTOMS_INFO_REQUIRED");
        group(groups, "IN_TRANSIT/CUSTOMS_DUTY_DUE");
        group(groups, "IN_TRANSIT/IMPORT_RELEASED", "IN_TRANSIT/CUSTOMS_RELEASED");
        group(groups, "IN_TRANSIT/HANDED_TO_LAST_MILE");
        group(groups, "IN_TRANSIT/ARRIVED_DELIVERY_OFFICE");
        for (Stage stage : Stages.all()) {
            switch (stage.milestone()) {
                case OUT_FOR_DELIVERY, AVAILABLE_FOR_PICKUP, DELIVERED, DELIVERY_FAILURE ->
                    groups.put(stage.toString(), Stages.of(stage.milestone(), firstSub(stage.milestone())));
                case RETURN, EXCEPTION, CANCELLED -> groups.put(stage.toString(), stage);
                case NOT_FOUND, INFO_RECEIVED, IN_TRANSIT, EXPIRED, UNKNOWN, NO_CHANGE -> {}
            }
        }
        return groups;
    }

    private static String firstSub(Milestone milestone) {
        return Stages.all().stream()
                .filter(stage -> stage.milestone() == milestone)
                .findFirst()
                .orElseThrow()
                .sub();
    }

    private static void group(Map<String, Stage> groups, String... stages) {
        String[] first = stages[0].split("/");
        for (String stage : stages) {
            groups.put(stage, Stages.of(first[0], first[1]));
        }
    }
}
