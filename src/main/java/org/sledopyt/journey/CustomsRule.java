package org.sledopyt.journey;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;

/** Customs takes long, without a request to anybody. */
final class CustomsRule implements AttentionRules.Rule {

    private static final int KNOW_WORKING_DAYS = 7;
    private static final int ASK_WORKING_DAYS = 15;

    private static final Set<String> IN_CUSTOMS = Set.of(
            "IN_TRANSIT/CUSTOMS", "IN_TRANSIT/IMPORT_CUSTOMS", "IN_TRANSIT/CUSTOMS_HELD", "EXCEPTION/CUSTOMS_DELAY");

    @Override
    public void look(Look look) {
        Journey.Event entered = entered(look);
        LocalDate day = entered == null ? null : Look.day(entered);
        if (entered == null || day == null) {
            return;
        }
        if (look.over(Days.working(day, KNOW_WORKING_DAYS), look.zone(entered))) {
            boolean long_ = look.over(Days.working(day, ASK_WORKING_DAYS), look.zone(entered));
            Raised raised = Raised.of(Attention.Code.CUSTOMS_LONG, long_ ? Attention.Urgency.B : Attention.Urgency.C)
                    .since(Look.at(entered))
                    .because(
                            "customs-since",
                            Map.of("since", day.toString(), "days", String.valueOf(KNOW_WORKING_DAYS)));
            look.raise(long_ ? raised.todo("ASK") : raised);
        }
    }

    /** Since when it is with customs; null if it is not, any more. */
    private static Journey.@org.jspecify.annotations.Nullable Event entered(Look look) {
        Journey.Event entered = null;
        if (look.stage().ends() || look.isAt(Milestone.DELIVERED) || look.isAt(Milestone.RETURN)) {
            return null;
        }
        for (Journey.Event event : look.journey.events()) {
            Stage stage = event.stage();
            if (IN_CUSTOMS.contains(stage.toString())) {
                entered = entered == null ? event : entered;
            } else if (Raises.Clearing.RELEASE.by(stage)
                    || Raises.Clearing.ONWARD.by(stage)
                    || stage.movement() && stage.phase() == Stage.Phase.LINE_HAUL) {
                entered = null;
            }
        }
        return entered;
    }
}
