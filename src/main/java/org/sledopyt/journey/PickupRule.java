package org.sledopyt.journey;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;

/** It waits to be fetched: until when, louder the nearer the end, and what to do when the end is over. And what comes today. */
final class PickupRule implements AttentionRules.Rule {

    private static final int SOON_DAYS = 3;
    private static final int URGENT_DAYS = 2;
    private static final int URGENT_DAYS_IN_LOCKER = 1;
    private static final int SILENT_DAYS = 2;
    private static final int LOST_DAYS = 10;

    /** After this hour nobody is brought anything. */
    private static final int EVENING = 22;

    @Override
    public void look(Look look) {
        Raises.Row row = Raises.of(look.stage(), Raises.By.PICKUP);
        if (row != null) {
            waits(look, row);
        }
        Raises.Row today = Raises.of(look.stage(), Raises.By.TODAY);
        if (today != null) {
            comes(look, today);
        }
    }

    private static void waits(Look look, Raises.Row row) {
        Storage.Term term = Storage.of(look);
        boolean reminded = row.code() == Attention.Code.PICKUP_URGENT;
        if (term == null) {
            look.raise(ready(look, row.code(), row.urgency()));
            return;
        }
        LocalDate end = term.deadline().on();
        ZoneId zone = term.zone();
        if (look.over(end.plusDays(LOST_DAYS), zone)) {
            look.raise(Raised.of(Attention.Code.LOST, Attention.Urgency.A)
                    .since(look.journey.since())
                    .until(StageRule.inquiry(look.journey))
                    .todo("INQUIRY")
                    .because("storage-over", Map.of("until", end.toString())));
        } else if (look.over(end.plusDays(SILENT_DAYS), zone)) {
            look.raise(Raised.of(Attention.Code.STALE, Attention.Urgency.B)
                    .since(look.journey.since())
                    .todo("STORAGE")
                    .because("storage-over", Map.of("until", end.toString())));
        } else {
            int urgentDays = isLocker(look, term) ? URGENT_DAYS_IN_LOCKER : URGENT_DAYS;
            // a day counts as left until it is over, so "two days before" begins when the third last day is over
            boolean soon = look.over(end.minusDays(SOON_DAYS + 1), zone);
            boolean urgent = look.over(end.minusDays(urgentDays + 1), zone) || reminded;
            Raised raised = ready(
                            look,
                            urgent ? Attention.Code.PICKUP_URGENT : Attention.Code.PICKUP,
                            urgent || soon ? Attention.Urgency.A : Attention.Urgency.B)
                    .until(term.deadline());
            if (term.deadline().known() != Attention.Known.STATED) {
                raised.because(
                        term.deadline().known() == Attention.Known.TABLE ? "storage-table" : "storage-usual",
                        Map.of("days", String.valueOf(term.days())));
            }
            if (look.over(end, zone)) {
                raised.because("storage-over", Map.of("until", end.toString()));
            }
            look.raise(raised);
        }
    }

    private static Raised ready(Look look, Attention.Code code, Attention.Urgency urgency) {
        Journey.Event latest = look.journey.events().reversed().stream()
                .filter(event -> event.stage().equals(look.stage()))
                .findFirst()
                .orElse(null);
        Raised raised = Raised.of(code, urgency)
                .since(look.journey.since())
                .because(latest == null ? Look.said(look.stage()) : Look.said(latest))
                .told(true);
        return look.stage().sub().equals("AT_CUSTOMS") ? raised.todo("AT_CUSTOMS") : raised;
    }

    private static boolean isLocker(Look look, Storage.Term term) {
        return look.stage().sub().equals("LOCKER")
                || term.arrival() != null && term.arrival().stage().is(Milestone.AVAILABLE_FOR_PICKUP, "LOCKER");
    }

    private static void comes(Look look, Raises.Row row) {
        Journey.Event event = look.journey.events().reversed().stream()
                .filter(one -> one.stage().equals(look.stage()))
                .findFirst()
                .orElse(null);
        LocalDate day = event == null ? null : Look.day(event);
        if (event != null
                && look.passed(
                        Look.at(event), Limits.of(Stage.Phase.LAST_MILE, false).know())) {
            return;
        }
        Raised raised = Raised.of(row.code(), row.urgency())
                .since(look.journey.since())
                .because(event == null ? Look.said(look.stage()) : Look.said(event))
                .told(true);
        if (day != null) {
            raised.until(day, Attention.Known.RULE);
            if (look.passed(day.atTime(EVENING, 0).atZone(look.zone(event)).toInstant())) {
                raised.todo("MISSED").because("not-today", Map.of("on", day.toString()));
            }
        }
        look.raise(raised);
    }
}
