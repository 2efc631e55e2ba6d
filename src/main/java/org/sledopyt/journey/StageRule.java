package org.sledopyt.journey;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;

/** What the carrier's own words ask for: by the stage it is at, and by events that nothing has cleared since. See {@code raises.csv}. */
final class StageRule implements AttentionRules.Rule {

    /** S10 inquiries are taken for half a year from posting. */
    private static final int INQUIRY_MONTHS = 6;

    @Override
    public void look(Look look) {
        Raises.Row row = Raises.of(look.stage(), Raises.By.STAGE);
        if (row != null) {
            look.raise(raised(look, row, decisive(look)));
        }
        if (look.journey.events().isEmpty()) {
            Raises.Row summary = Raises.of(look.stage(), Raises.By.EVENT);
            if (summary != null) {
                look.raise(raised(look, summary, null));
            }
        }
        standing(look);
    }

    /** Events that ask for something and were not cleared by a later one; of several that ask for the same, the newest. */
    private static void standing(Look look) {
        List<Journey.Event> events = look.journey.events();
        Set<Attention.Code> seen = EnumSet.noneOf(Attention.Code.class);
        for (int i = events.size() - 1; i >= 0; i--) {
            Journey.Event event = events.get(i);
            Raises.Row row = Raises.of(event.stage(), Raises.By.EVENT);
            if (row == null || look.isRaised(row.code()) || !seen.add(row.code())) {
                continue;
            }
            if (!isOver(look, row)
                    && events.subList(i + 1, events.size()).stream().noneMatch(later -> row.clearedBy(later.stage()))) {
                look.raise(raised(look, row, event));
            }
        }
    }

    /** Delivery, return and other ends leave only what the person has to settle. */
    private static boolean isOver(Look look, Raises.Row row) {
        boolean ended = look.stage().ends() || look.isAt(Milestone.DELIVERED) || look.isAt(Milestone.RETURN);
        return ended && !row.clearings().contains(Raises.Clearing.USER);
    }

    private static Raised raised(Look look, Raises.Row row, Journey.@Nullable Event event) {
        boolean now = event == null || event.stage().equals(look.stage());
        Raised raised = Raised.of(row.code(), row.urgency())
                .since(event == null ? look.journey.since() : Look.at(event))
                .until(deadline(look, row, event))
                .because(event == null ? Look.said(look.stage()) : Look.said(event))
                .told(now);
        if (row.code() == Attention.Code.ATTEMPT) {
            attempts(look, raised);
        }
        if (row.code() == Attention.Code.LOST) {
            raised.until(inquiry(look.journey)).todo("INQUIRY");
        }
        if (row.code() == Attention.Code.RETURN && look.isAt(Milestone.RETURN)) {
            back(look, raised);
        }
        return raised;
    }

    /** The event that brought the parcel to its stage; null if only a summary says so. */
    private static Journey.@Nullable Event decisive(Look look) {
        return look.journey.events().reversed().stream()
                .filter(event -> event.stage().equals(look.stage()))
                .findFirst()
                .orElse(null);
    }

    private static Attention.@Nullable Deadline deadline(Look look, Raises.Row row, Journey.@Nullable Event event) {
        LocalDate day = event == null ? null : Look.day(event);
        OffsetDateTime stated = look.journey.pickupUntil();
        return switch (row.deadline()) {
            case "" -> null;
            case "stated" ->
                stated == null ? null : new Attention.Deadline(stated.toLocalDate(), Attention.Known.STATED);
            case "storage" -> {
                Storage.Term term = Storage.of(look);
                yield term == null ? null : term.deadline();
            }
            case "workday" -> day == null ? null : new Attention.Deadline(Days.working(day, 1), Attention.Known.RULE);
            default ->
                day == null
                        ? null
                        : new Attention.Deadline(day.plusDays(Integer.parseInt(row.deadline())), Attention.Known.RULE);
        };
    }

    private static void attempts(Look look, Raised raised) {
        long attempts = look.journey.events().stream()
                .map(event -> Raises.of(event.stage(), Raises.By.EVENT))
                .filter(row -> row != null && row.code() == Attention.Code.ATTEMPT)
                .count();
        if (attempts > 1) {
            raised.because("attempts", Map.of("n", String.valueOf(attempts)));
        }
    }

    /** A way back has a number of its own that the buyer seldom gets, so long silence there means "ask for the money". */
    private static void back(Look look, Raised raised) {
        Journey.Event last = look.lastMovement();
        int days = Limits.of(Stage.Phase.RETURN, false).know();
        if (last != null && !look.stage().ends() && look.passed(Look.at(last), days)) {
            raised.because("return-silent", Map.of("since", String.valueOf(Look.at(last))));
        }
        if (look.stage().ends()) {
            raised.todo("BACK");
        }
    }

    /** Until when the sender can demand an inquiry; null for other than postal numbers. */
    static Attention.@Nullable Deadline inquiry(Journey journey) {
        LocalDate posted = journey.events().stream()
                .filter(event -> event.stage().movement())
                .findFirst()
                .map(Look::day)
                .orElse(null);
        boolean postal = journey.number().text().matches("[A-Z]{2}\\d{9}[A-Z]{2}");
        return posted == null || !postal
                ? null
                : new Attention.Deadline(posted.plusMonths(INQUIRY_MONTHS), Attention.Known.RULE);
    }
}
