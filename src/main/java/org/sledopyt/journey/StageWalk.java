package org.sledopyt.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;

/**
 * Walks along ordered events and says after each where the parcel stands. The last meaningful event decides, except that some stages
 * hold against late and side scans.
 */
final class StageWalk {

    /** Movement scans up to this long after a delivery are late data. */
    private static final Duration DELIVERED_HOLDS = Duration.ofHours(72);

    /** Sorting scans up to this long after "ready" are of the same office. */
    private static final Duration READY_HOLDS = Duration.ofHours(24);

    private static final Stage ARRIVED = Stages.of(Milestone.IN_TRANSIT, "ARRIVED_FACILITY");
    private static final Stage RETURNING = Stages.of(Milestone.RETURN, "IN_TRANSIT");
    private static final Stage RETURNED = Stages.of(Milestone.RETURN, "RETURNED");

    /**
     * Where the parcel stands after an event.
     *
     * @param since when this stage was reached; null without a known time
     * @param moved whether this event brought it there
     */
    record Step(Stage stage, @Nullable Instant since, boolean moved) {}

    private StageWalk() {}

    static List<Step> over(List<Told> told, @Nullable String destination) {
        List<Step> steps = new ArrayList<>();
        Step now = new Step(Stages.NO_DATA, null, false);
        for (Told one : told) {
            Stage next = next(now, one, destination);
            now = next == null
                    ? new Step(now.stage, now.since, false)
                    : new Step(next, next.equals(now.stage) && now.since != null ? now.since : one.at(), true);
            steps.add(now);
        }
        return steps;
    }

    /** The stage an event leads to; null if it changes nothing. */
    private static @Nullable Stage next(Step now, Told one, @Nullable String destination) {
        Stage said = one.stage();
        if (one.doubt() != null || said.milestone() == Milestone.NO_CHANGE || said.milestone() == Milestone.UNKNOWN) {
            return null;
        }
        boolean elsewhere = isElsewhere(one.report().event().place(), destination);
        return switch (now.stage.milestone()) {
            case RETURN -> afterReturn(said, one, destination);
            case DELIVERED -> afterDelivery(now, said, one);
            case AVAILABLE_FOR_PICKUP ->
                said.milestone() == Milestone.IN_TRANSIT
                                && said.phase() != Stage.Phase.LAST_MILE
                                && soon(now, one, READY_HOLDS)
                        ? null
                        : said;
            case EXCEPTION -> now.stage.ends() && !said.movement() ? null : said;
            case NOT_FOUND,
                    INFO_RECEIVED,
                    IN_TRANSIT,
                    OUT_FOR_DELIVERY,
                    DELIVERY_FAILURE,
                    CANCELLED,
                    EXPIRED,
                    UNKNOWN,
                    NO_CHANGE ->
                // Signed for in a country that is not the buyer's: some warehouse has it.
                said.milestone() == Milestone.DELIVERED && elsewhere ? ARRIVED : said;
        };
    }

    private static @Nullable Stage afterReturn(Stage said, Told one, @Nullable String destination) {
        Place place = one.report().event().place();
        boolean atDestination = destination != null && place != null && destination.equals(place.country());
        return switch (said.milestone()) {
            case RETURN, EXCEPTION, CANCELLED -> said;
            case DELIVERED -> atDestination ? said : RETURNED;
            case OUT_FOR_DELIVERY, AVAILABLE_FOR_PICKUP -> atDestination ? said : RETURNING;
            case IN_TRANSIT, DELIVERY_FAILURE -> RETURNING;
            case NOT_FOUND, INFO_RECEIVED, EXPIRED, UNKNOWN, NO_CHANGE -> null;
        };
    }

    private static @Nullable Stage afterDelivery(Step now, Stage said, Told one) {
        return switch (said.milestone()) {
            case RETURN, DELIVERED -> said;
            // "Delivered" to the point where it now waits.
            case AVAILABLE_FOR_PICKUP ->
                now.stage.sub().equals("DELIVERED") && soon(now, one, DELIVERED_HOLDS) ? said : null;
            case IN_TRANSIT, OUT_FOR_DELIVERY, INFO_RECEIVED, DELIVERY_FAILURE ->
                soon(now, one, DELIVERED_HOLDS) ? null : said;
            case EXCEPTION, CANCELLED, NOT_FOUND, EXPIRED, UNKNOWN, NO_CHANGE -> null;
        };
    }

    /** Whether the event happened within {@code time} of the present stage, or nobody can tell. */
    private static boolean soon(Step now, Told one, Duration time) {
        Instant at = one.at();
        return now.since == null
                || at == null
                || Duration.between(now.since, at).compareTo(time) <= 0;
    }

    private static boolean isElsewhere(@Nullable Place place, @Nullable String destination) {
        return place != null && place.country() != null && destination != null && !destination.equals(place.country());
    }
}
