package org.sledopyt.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.sledopyt.source.Milestone;

/** There is a label, but no carrier has seen the parcel. */
final class HandOverRule implements AttentionRules.Rule {

    private static final int KNOW_DAYS = 7;
    private static final int ASK_DAYS = 14;

    /** So long after the promised day a number without a parcel is suspicious. */
    private static final int FAKE_DAYS = 10;

    @Override
    public void look(Look look) {
        if (!look.isAt(Milestone.INFO_RECEIVED)) {
            return;
        }
        // the first word of it counts: a second announcement does not make it younger
        Instant since = look.journey.events().stream()
                .filter(event -> event.stage().milestone() == Milestone.INFO_RECEIVED)
                .map(Look::at)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(look.expected.since());
        LocalDate sendBy = look.expected.sendBy();
        boolean late = sendBy != null && look.over(sendBy, look.expected.zone());
        boolean failed = look.stage().sub().equals("PICKUP_FAILED");
        boolean ask = look.passed(since, ASK_DAYS);
        boolean know = look.passed(since, KNOW_DAYS) || late || failed;
        if (ask || know) {
            Raised raised = Raised.of(Attention.Code.NOT_HANDED_OVER, ask ? Attention.Urgency.B : Attention.Urgency.C)
                    .since(since)
                    .because("label-only", Map.of("since", since.toString()));
            if (sendBy != null) {
                raised.until(sendBy, Attention.Known.STATED);
            }
            if (late) {
                raised.because("send-by", Map.of("on", String.valueOf(sendBy)));
            }
            if (failed) {
                raised.because(Look.said(look.stage()));
            }
            look.raise(raised);
        }
        if (sendBy != null && look.over(sendBy.plusDays(FAKE_DAYS), look.expected.zone())) {
            look.raise(Raised.of(Attention.Code.FAKE_NUMBER, Attention.Urgency.B)
                    .since(since)
                    .because("label-only", Map.of("since", since.toString()))
                    .because("send-by", Map.of("on", sendBy.toString())));
        }
    }
}
