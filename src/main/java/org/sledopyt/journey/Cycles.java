package org.sledopyt.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;

/**
 * Numbers are used again, S10 ones after about a year. Cuts the ordered events of a number into its uses; only the newest is the parcel
 * that somebody waits for, and not even that if it was over long before the number was added.
 */
final class Cycles {

    /** No parcel is silent for so long and then goes on. */
    private static final Duration LONGEST_GAP = Duration.ofDays(120);

    /** What is picked up soon after it was delivered goes back under the same number. */
    private static final Duration RETURN_TIME = Duration.ofDays(14);

    /** @param earlier events of former uses, oldest first */
    record Cut(List<Told> now, List<Told> earlier) {}

    private Cycles() {}

    /** @param told in the order in which it happened */
    static Cut newest(List<Told> told) {
        int start = 0;
        Instant before = null;
        Instant over = null;
        for (int i = 0; i < told.size(); i++) {
            Told one = told.get(i);
            Instant at = one.middle();
            if (at == null) {
                continue;
            }
            boolean afterGap = before != null && Duration.between(before, at).compareTo(LONGEST_GAP) > 0;
            boolean afterEnd = over != null
                    && begins(one.stage())
                    && Duration.between(over, at).compareTo(RETURN_TIME) > 0;
            if (afterGap || afterEnd) {
                start = i;
                over = null;
            }
            before = at;
            over = isOver(one.stage()) ? at : over;
        }
        Instant added = told.stream()
                .flatMap(one -> one.evidence().stream())
                .map(Reported::seenAt)
                .min(Instant::compareTo)
                .orElse(null);
        if (before != null && added != null && Duration.between(before, added).compareTo(LONGEST_GAP) > 0) {
            start = told.size();
        }
        return new Cut(told.subList(start, told.size()), told.subList(0, start));
    }

    private static boolean begins(Stage stage) {
        return stage.milestone() == Milestone.INFO_RECEIVED || stage.is(Milestone.IN_TRANSIT, "PICKED_UP");
    }

    private static boolean isOver(Stage stage) {
        return stage.milestone() == Milestone.DELIVERED || stage.is(Milestone.RETURN, "RETURNED");
    }
}
