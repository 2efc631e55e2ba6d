package org.sledopyt.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.Candidate;
import org.sledopyt.carrier.Context;
import org.sledopyt.carrier.Grade;
import org.sledopyt.carrier.Recognised;
import org.sledopyt.carrier.Recogniser;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stages;

/** The number itself: mistyped, unknown to everybody, or telling of another parcel than the one that was ordered. */
final class NumberRule implements AttentionRules.Rule {

    /** No carrier lets a number be unknown for so long after it was given. */
    private static final int NO_TRACE_DAYS = 10;

    /** Most numbers are known two days after the sale; before, a doubt about the carrier would be noise. */
    private static final int DOUBT_DAYS = 3;

    /** Two carriers are both likely from here on. */
    private static final double LIKELY = 0.25;

    private record Fastest(String from, String to, int days) {}

    private static final List<Fastest> FASTEST = Csv.rows(NumberRule.class, "fastest.csv").stream()
            .map(row ->
                    new Fastest(Csv.cell(row, "from"), Csv.cell(row, "to"), Integer.parseInt(Csv.cell(row, "days"))))
            .toList();

    @Override
    public void look(Look look) {
        if (look.journey.events().isEmpty() && look.isAt(Milestone.NOT_FOUND)) {
            unknown(look);
        } else {
            List<Attention.Reason> reasons = new ArrayList<>();
            goesElsewhere(look, reasons);
            tooFast(look, reasons);
            if (!reasons.isEmpty()) {
                Raised raised = Raised.of(Attention.Code.FAKE_NUMBER, Attention.Urgency.B)
                        .since(look.journey.since());
                reasons.forEach(raised::because);
                look.raise(raised);
            }
        }
    }

    private static void unknown(Look look) {
        if (!look.journey.earlier().isEmpty()) {
            look.raise(
                    Raised.of(Attention.Code.FAKE_NUMBER, Attention.Urgency.B).because("used-before", Map.of()));
        } else if (look.stage().equals(Stages.NO_DATA)) {
            Instant since = waited(look);
            if (look.passed(since, NO_TRACE_DAYS)) {
                look.raise(Raised.of(Attention.Code.FAKE_NUMBER, Attention.Urgency.B)
                        .since(since)
                        .because("no-trace", Map.of("since", since.toString())));
            }
        }
        doubt(look);
    }

    /** From when it could have been known: since it is followed, but not before the shop promised to send it. */
    private static Instant waited(Look look) {
        LocalDate sendBy = look.expected.sendBy();
        Instant since = look.expected.since();
        Instant sent = sendBy == null
                ? since
                : sendBy.atStartOfDay(look.expected.zone()).toInstant();
        return sent.isAfter(since) ? sent : since;
    }

    private static void doubt(Look look) {
        Recognised found = Recogniser.standard().number(look.journey.number().text(), Context.NONE);
        Candidate best = found.best();
        if (best != null && best.grade() == Grade.MISTYPED) {
            Map<String, String> args = new HashMap<>();
            args.put("number", look.journey.number().text());
            args.put(
                    "right",
                    found.suggestions().isEmpty() ? "" : found.suggestions().getFirst());
            look.raise(
                    Raised.of(Attention.Code.CHECK_NUMBER, Attention.Urgency.B).because("mistyped", Map.copyOf(args)));
            return;
        }
        List<String> likely = found.candidates().stream()
                .filter(one -> one.confidence() >= LIKELY)
                .map(Candidate::carrier)
                .distinct()
                .sorted()
                .toList();
        boolean sure = best != null && best.grade() == Grade.VERIFIED;
        if (!sure && likely.size() > 1 && look.passed(look.expected.since(), DOUBT_DAYS)) {
            look.raise(Raised.of(Attention.Code.CHECK_NUMBER, Attention.Urgency.B)
                    .todo("CARRIER")
                    .because("two-carriers", Map.of("carriers", String.join(", ", likely))));
        }
    }

    private static void goesElsewhere(Look look, List<Attention.Reason> reasons) {
        String to = look.journey.destination();
        String expected = look.country();
        // delivered elsewhere is worse, and told by another rule
        if (to != null && expected != null && !to.equals(expected) && !look.isAt(Milestone.DELIVERED)) {
            reasons.add(new Attention.Reason("goes-elsewhere", Map.of("country", to, "expected", expected)));
        }
    }

    private static void tooFast(Look look, List<Attention.Reason> reasons) {
        Journey.Event first = look.journey.events().stream()
                .filter(event -> event.stage().movement())
                .findFirst()
                .orElse(null);
        Journey.Event last = look.journey.latest();
        if (!look.isAt(Milestone.DELIVERED) || first == null || last == null) {
            return;
        }
        String from = country(look.journey.origin(), first);
        String to = country(look.journey.destination(), last);
        Instant begun = first.time().earliest();
        Instant over = last.time().latest();
        for (Fastest fastest : FASTEST) {
            if (fastest.from.equals(from)
                    && fastest.to.equals(to)
                    && begun != null
                    && over != null
                    && Duration.between(begun, over).compareTo(Duration.ofDays(fastest.days)) < 0) {
                reasons.add(new Attention.Reason(
                        "too-fast", Map.of("origin", from, "target", to, "days", String.valueOf(fastest.days))));
            }
        }
    }

    /** As the carrier says, else where the event was; empty if nobody says. */
    private static String country(@Nullable String said, Journey.Event event) {
        String seen = said == null ? Look.countryOf(event.place()) : said;
        return seen == null ? "" : seen;
    }
}
