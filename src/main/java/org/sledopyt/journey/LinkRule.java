package org.sledopyt.journey;

import java.util.Map;
import org.sledopyt.source.Milestone;

/** It goes on under another number that nobody told us, and the old one has gone silent. */
final class LinkRule implements AttentionRules.Rule {

    private static final int DAYS = 5;

    @Override
    public void look(Look look) {
        if (look.journey.numbers().size() > 1 || !look.isAt(Milestone.IN_TRANSIT)) {
            return;
        }
        for (Journey.Event event : look.journey.events().reversed()) {
            boolean handed = event.stage().is(Milestone.IN_TRANSIT, "HANDED_TO_LAST_MILE");
            if (handed || event.stage().is(Milestone.IN_TRANSIT, "NUMBER_CHANGED")) {
                if (look.passed(Look.at(event), DAYS)) {
                    look.raise(Raised.of(Attention.Code.LINK_NUMBER, Attention.Urgency.C)
                            .since(Look.at(event))
                            .because(Look.said(event))
                            .because("no-local-number", Map.of()));
                }
                return;
            }
            if (event.stage().movement()) {
                return;
            }
        }
    }
}
