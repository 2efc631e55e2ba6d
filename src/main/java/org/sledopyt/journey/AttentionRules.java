package org.sledopyt.journey;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sledopyt.shipment.Expectation;
import org.sledopyt.shipment.Expectation.Receipt;

/**
 * What a person should do or know about a parcel at a moment. Pure: the same journey, moment and expectation give the same, and between
 * a moment and {@link Seen#next} nothing changes.
 */
public final class AttentionRules {

    /** One thing to look for. What an order asks for (end of protection, confirming in time) will be rules of this form. */
    interface Rule {
        void look(Look look);
    }

    /** @param next when it may change by time alone; null: never */
    public record Seen(List<Attention> attentions, @Nullable Instant next) {}

    /** Silence comes last: it says nothing where something louder is known. */
    private static final List<Rule> RULES = List.of(
            new StageRule(),
            new PickupRule(),
            new CustomsRule(),
            new RedirectRule(),
            new NumberRule(),
            new HandOverRule(),
            new PlaceRule(),
            new ReceiptRule(),
            new LinkRule(),
            new SilenceRule());

    private static final Comparator<Attention> MOST_URGENT_FIRST = Comparator.comparing(Attention::urgency)
            .thenComparing(AttentionRules::deadline, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Attention::code);

    private AttentionRules() {}

    public static Seen look(Journey journey, Instant now, Expectation expected) {
        if (hasIt(journey, expected)) {
            return new Seen(List.of(), null);
        }
        Look look = new Look(journey, now, expected);
        RULES.forEach(rule -> rule.look(look));
        String movement = movement(journey);
        List<Attention> attentions = look.raised().stream()
                .filter(one ->
                        !movement.equals(expected.dismissed().get(one.code().name())))
                .sorted(MOST_URGENT_FIRST)
                .toList();
        return new Seen(attentions, look.next());
    }

    /** What a journey's newest movement is: what was put aside at it stays aside until the next. Empty without any. */
    public static String movement(Journey journey) {
        return journey.events().reversed().stream()
                .filter(event -> event.stage().movement())
                .findFirst()
                .map(Journey.Event::id)
                .orElse("");
    }

    /** Its owner has it; an answer from before this use of the number says nothing. */
    private static boolean hasIt(Journey journey, Expectation expected) {
        Instant at = expected.receiptAt();
        if (expected.receipt() != Receipt.HAVE_IT || at == null) {
            return false;
        }
        Instant first = journey.events().stream()
                .map(event -> event.time().earliest())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
        return first == null || !first.isAfter(at);
    }

    private static java.time.@Nullable LocalDate deadline(Attention attention) {
        return attention.deadline() == null ? null : attention.deadline().on();
    }
}
