package org.sledopyt.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.journey.Attention;
import org.sledopyt.journey.AttentionRules;
import org.sledopyt.journey.Attentions;
import org.sledopyt.journey.Change;
import org.sledopyt.journey.Journey;
import org.sledopyt.shipment.Expectation;
import org.sledopyt.shipment.Expectations;
import org.sledopyt.storage.Ids;
import org.springframework.stereotype.Component;

/**
 * Looks what waits for everybody who waits for some parcels, and compares it with what was seen before. In the caller's transaction,
 * which holds the parcels' journeys: what is new is found by one look only.
 */
@Component
class KeepAttention {

    /**
     * @param changes what somebody has to be told of
     * @param saidByStage by parcel, what the news of its new stage says already
     * @param touched parcels of which something is seen otherwise than before
     */
    record Found(List<Change> changes, Map<UUID, Attention> saidByStage, Set<UUID> touched) {}

    /**
     * What is not news.
     *
     * @param parcels all of these: their first events, or events read anew
     * @param shipment what its owner just said, said by themselves
     * @param stages parcels whose new stage is told anyway
     */
    record Known(Set<UUID> parcels, @Nullable UUID shipment, Set<UUID> stages) {

        static final Known NOTHING = new Known(Set.of(), null, Set.of());

        private boolean isHistory(Expectation expected) {
            return parcels.contains(expected.parcelId())
                    || expected.shipmentId().equals(shipment);
        }
    }

    private final Attentions attentions;
    private final Expectations expectations;
    private final Clock clock;

    KeepAttention(Attentions attentions, Expectations expectations, Clock clock) {
        this.attentions = attentions;
        this.expectations = expectations;
        this.clock = clock;
    }

    Found keep(int bucket, Map<UUID, Journey> journeys, Known known) {
        Instant now = clock.instant();
        List<Expectation> waiting = expectations.of(bucket, journeys.keySet());
        Map<UUID, Attentions.Before> before = attentions.before(
                bucket, waiting.stream().map(Expectation::shipmentId).toList());
        Found found = new Found(new ArrayList<>(), new HashMap<>(), new HashSet<>());
        List<Attentions.Looked> looks = new ArrayList<>();
        for (Expectation expected : waiting) {
            Attentions.Before was = before.get(expected.shipmentId());
            Journey journey = journeys.get(expected.parcelId());
            if (was == null || journey == null) {
                continue;
            }
            AttentionRules.Seen seen = AttentionRules.look(journey, now, expected);
            looks.add(new Attentions.Looked(expected.shipmentId(), expected.parcelId(), seen));
            if (!seen.attentions().equals(was.attentions())) {
                found.touched.add(expected.parcelId());
            }
            if (!was.first() && !known.isHistory(expected)) {
                seen.attentions().stream()
                        .filter(one -> one.waits() && !was.knew(one))
                        .forEach(one -> tell(bucket, expected, one, known, found, now));
            }
        }
        attentions.keep(bucket, looks);
        return found;
    }

    private void tell(int bucket, Expectation expected, Attention attention, Known known, Found found, Instant now) {
        UUID parcel = expected.parcelId();
        if (attention.told() && known.stages.contains(parcel)) {
            found.saidByStage.putIfAbsent(parcel, attention);
            return;
        }
        Map<String, String> details = details(attention);
        details.put("shipment", expected.shipmentId().toString());
        found.changes.add(new Change(bucket, Ids.next(clock), parcel, Change.Kind.ATTENTION, Map.copyOf(details), now));
    }

    /** What is needed to say it. */
    static Map<String, String> details(Attention attention) {
        Map<String, String> details = new HashMap<>();
        details.put("attention", attention.code().name());
        details.put("urgency", attention.urgency().name());
        details.put("todo", attention.todo());
        if (attention.deadline() != null) {
            details.put("until", attention.deadline().on().toString());
            details.put("known", attention.deadline().known().name());
        }
        return details;
    }
}
