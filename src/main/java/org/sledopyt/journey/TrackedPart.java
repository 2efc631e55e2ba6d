package org.sledopyt.journey;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.Candidate;
import org.sledopyt.carrier.Context;
import org.sledopyt.carrier.Recogniser;
import org.sledopyt.carrier.Tracked;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Stage;

/**
 * A service whose parcels are scanned only on a part of the way. Known from the name of the service ({@code half-tracked.csv}), else from
 * what the number says of it. A parcel that has been scanned further than that is tracked, whatever its letters say.
 *
 * @param from the first part of the way without scans
 * @param service what it was known by: the carrier's name of the service, or the number
 */
record TrackedPart(Stage.Phase from, String service) {

    private record Named(String carrier, String words, Stage.Phase from) {}

    private static final List<Named> NAMED = Csv.rows(TrackedPart.class, "half-tracked.csv").stream()
            .map(row -> named(row))
            .toList();

    /** Null if its parcels are scanned all the way, or nobody knows. */
    static @Nullable TrackedPart of(Journey journey) {
        String service = journey.serviceLevel();
        if (service != null) {
            String words = service.toLowerCase(Locale.ROOT);
            for (Named named : NAMED) {
                if (words.contains(named.words) && isBy(named.carrier, journey)) {
                    return new TrackedPart(named.from, service);
                }
            }
        }
        TrackedPart part = null;
        for (TrackingNumber number : journey.numbers()) {
            Candidate best =
                    Recogniser.standard().number(number.text(), Context.NONE).best();
            Tracked tracked = best == null ? Tracked.UNKNOWN : best.tracked();
            switch (tracked) {
                // one number that is scanned to the door is enough
                case DELIVERY, UNKNOWN -> {
                    return null;
                }
                case PART -> part = new TrackedPart(Stage.Phase.LINE_HAUL, number.text());
                case NONE -> part = new TrackedPart(Stage.Phase.ORIGIN, number.text());
            }
        }
        return part;
    }

    /** Whether a parcel in that part of its way has left what is tracked. */
    boolean isLeft(Stage.Phase phase) {
        return phase.compareTo(from) >= 0 && phase.compareTo(Stage.Phase.IMPORT) <= 0;
    }

    private static boolean isBy(String carrier, Journey journey) {
        return carrier.equals("*")
                || journey.legs().stream().anyMatch(leg -> leg.carrier().equals(carrier));
    }

    private static Named named(Map<String, String> row) {
        return new Named(Csv.cell(row, "carrier"), Csv.cell(row, "words"), Stage.Phase.valueOf(Csv.cell(row, "from")));
    }
}
