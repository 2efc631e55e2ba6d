package org.sledopyt.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;

/**
 * No movement for longer than is usual on this part of the way. Where no more scans can be expected it says that instead, with the day
 * after which to act.
 */
final class SilenceRule implements AttentionRules.Rule {

    @Override
    public void look(Look look) {
        if (isSettled(look)) {
            return;
        }
        Journey journey = look.journey;
        Journey.Event last = look.lastMovement() == null ? journey.latest() : look.lastMovement();
        Instant since = last == null || Look.at(last) == null ? look.expected.since() : Look.at(last);
        Stage.Phase phase = Phases.of(journey);
        TrackedPart part = TrackedPart.of(journey);
        boolean untracked = part != null && part.isLeft(phase);
        Limits limits = Limits.of(phase, untracked);
        if (look.passed(since, limits.lost())) {
            if (!look.isRaised(Attention.Code.LOST)) {
                look.raise(Raised.of(Attention.Code.LOST, Attention.Urgency.A)
                        .since(since)
                        .until(StageRule.inquiry(journey))
                        .todo("INQUIRY")
                        .because(silent(since, limits.lost())));
            }
        } else if (look.isAt(Milestone.INFO_RECEIVED)) {
            return; // not handed over yet: another rule's matter
        } else if (look.passed(since, limits.act())) {
            stale(look, Attention.Urgency.B, part, untracked, since, limits.act());
        } else if (untracked && part != null) {
            noMoreScans(look, part, since, limits);
        } else if (look.passed(since, limits.know())) {
            stale(look, Attention.Urgency.C, null, false, since, limits.know());
        }
    }

    /** Over, or waiting for something else than the next scan. */
    private static boolean isSettled(Look look) {
        boolean waitsAtPoint = look.isAt(Milestone.AVAILABLE_FOR_PICKUP) && Storage.of(look) != null;
        return look.stage().ends()
                || look.isAt(Milestone.NOT_FOUND)
                || look.isAt(Milestone.DELIVERED)
                || look.isAt(Milestone.RETURN)
                || look.journey.events().isEmpty()
                || waitsAtPoint;
    }

    private static void stale(
            Look look,
            Attention.Urgency urgency,
            @Nullable TrackedPart part,
            boolean untracked,
            @Nullable Instant since,
            int days) {
        boolean explained = look.isRaised(Attention.Urgency.B)
                || look.isRaised(Attention.Code.CUSTOMS_LONG)
                || look.isRaised(Attention.Code.LINK_NUMBER) && urgency == Attention.Urgency.C;
        if (explained) {
            return;
        }
        Raised raised = Raised.of(Attention.Code.STALE, urgency).since(since).because(silent(since, days));
        if (untracked && part != null) {
            raised.because("half-tracked", Map.of("service", part.service()));
        }
        look.raise(urgency == Attention.Urgency.C ? raised.todo("KNOW") : raised);
    }

    private static void noMoreScans(Look look, TrackedPart part, @Nullable Instant since, Limits limits) {
        if (since == null) {
            return;
        }
        LocalDate last = LocalDate.ofInstant(since, look.expected.zone());
        Journey.Promised promised = look.journey.promise();
        LocalDate usual = promised == null
                ? last.plusDays(limits.know())
                : promised.promise().to();
        look.raise(Raised.of(Attention.Code.NO_MORE_SCANS, Attention.Urgency.C)
                .since(since)
                .until(last.plusDays(limits.act()), Attention.Known.RULE)
                .because("half-tracked", Map.of("service", part.service()))
                .because(promised == null ? "usually-by" : "promised-by", Map.of("by", usual.toString())));
    }

    private static Attention.Reason silent(@Nullable Instant since, int days) {
        Map<String, String> args = new HashMap<>();
        args.put("days", String.valueOf(days));
        if (since != null) {
            args.put("since", since.toString());
        }
        return new Attention.Reason("silent", Map.copyOf(args));
    }
}
