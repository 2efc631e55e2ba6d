package org.sledopyt.journey;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;

/** It was sent elsewhere: from one pick-up point to another, which is good to know, or to an address that its owner may not know of. */
final class RedirectRule implements AttentionRules.Rule {

    private static final int DAYS = 2;

    @Override
    public void look(Look look) {
        Journey.Event event = look.journey.latest();
        if (event == null
                || !event.stage().is(Milestone.IN_TRANSIT, "REDIRECTED")
                || !look.isAt(Milestone.IN_TRANSIT)) {
            return;
        }
        LocalDate day = Look.day(event);
        boolean ofPoint = wasAtPoint(look.journey.events(), event);
        look.raise(Raised.of(
                        ofPoint ? Attention.Code.PLACE_CHANGED : Attention.Code.CHECK_ADDRESS,
                        ofPoint ? Attention.Urgency.C : Attention.Urgency.A)
                .since(Look.at(event))
                .until(ofPoint || day == null ? null : day.plusDays(DAYS), Attention.Known.RULE)
                .because(Look.said(event))
                .told(event.key())
                .todo(ofPoint ? "POINT" : "REDIRECTED"));
    }

    private static boolean wasAtPoint(List<Journey.Event> events, Journey.Event redirected) {
        Stage before = null;
        for (Journey.Event event : events) {
            if (event == redirected) {
                break;
            }
            before = event.stage().milestone() == Milestone.NO_CHANGE ? before : event.stage();
        }
        return isOfPoint(before);
    }

    private static boolean isOfPoint(@Nullable Stage stage) {
        return stage != null
                && (stage.milestone() == Milestone.AVAILABLE_FOR_PICKUP
                        || stage.is(Milestone.DELIVERY_FAILURE, "POINT_UNAVAILABLE")
                        || stage.is(Milestone.OUT_FOR_DELIVERY, "TO_PICKUP_POINT"));
    }
}
