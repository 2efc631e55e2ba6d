package org.sledopyt.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.sledopyt.shipment.Expectation.Receipt;
import org.sledopyt.source.Milestone;

/** After delivery there is one question: do you have it? */
final class ReceiptRule implements AttentionRules.Rule {

    /** How long the question stands; whoever misses a parcel knows by then. */
    private static final int ASKED_DAYS = 14;

    /** Left somewhere and not confirmed for so long: it may not be there. */
    private static final int UNCONFIRMED_DAYS = 3;

    /** Carriers hardly look into what is told later. */
    private static final int CLAIM_DAYS = 30;

    /** Handed to no hand of the buyer's. */
    private static final Set<String> LEFT = Set.of("SAFE_PLACE", "NEIGHBOUR", "AGENT", "MAILBOX", "IMPLIED");

    @Override
    public void look(Look look) {
        Instant since = look.journey.since();
        if (!look.isAt(Milestone.DELIVERED)) {
            return;
        }
        if (saidNo(look, since)) {
            look.raise(notReceived(look, since)
                    .because("person-said", Map.of("at", String.valueOf(look.expected.receiptAt()))));
            return;
        }
        if (since == null || look.stage().sub().equals("PARTIAL")) {
            return;
        }
        boolean left = LEFT.contains(look.stage().sub());
        Instant asked = since.isAfter(look.expected.since()) ? since : look.expected.since();
        boolean late = look.passed(since, CLAIM_DAYS);
        if (left && !late && look.passed(asked, UNCONFIRMED_DAYS)) {
            look.raise(notReceived(look, since).because("not-confirmed", Map.of("since", since.toString())));
        } else if (!late && (left || !look.passed(since, ASKED_DAYS))) {
            Raised raised = Raised.of(Attention.Code.CONFIRM_RECEIPT, Attention.Urgency.C)
                    .since(since)
                    .because(Look.said(look.stage()));
            look.raise(left ? raised.todo(look.stage().sub()) : raised);
        }
    }

    /** The person's no, about this delivery and none before it. */
    private static boolean saidNo(Look look, @org.jspecify.annotations.Nullable Instant since) {
        Instant at = look.expected.receiptAt();
        return look.expected.receipt() == Receipt.NOT_RECEIVED
                && at != null
                && (since == null || !at.isBefore(since.minus(Duration.ofDays(1))));
    }

    private static Raised notReceived(Look look, @org.jspecify.annotations.Nullable Instant since) {
        Raised raised = Raised.of(Attention.Code.NOT_RECEIVED, Attention.Urgency.A)
                .since(since)
                .until(StageRule.inquiry(look.journey));
        String sub = look.stage().sub();
        return LEFT.contains(sub) ? raised.todo(sub) : raised;
    }
}
