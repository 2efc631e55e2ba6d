package org.sledopyt.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;

/** What differs between two journeys of one parcel and somebody may care for. Pure; equal journeys give nothing. */
public final class JourneyDiff {

    /** A difference, before it gets an id and a time. */
    public record Difference(Change.Kind kind, Map<String, String> details) {}

    private JourneyDiff() {}

    /** @param before the journey as it was; without any event the differences are marked {@code first}: history, not news */
    public static List<Difference> between(Journey before, Journey after) {
        boolean first = before.events().isEmpty();
        List<Difference> differences = new ArrayList<>();
        if (stageChanged(before, after)) {
            Map<String, String> details = new HashMap<>();
            details.put("milestone", after.stage().milestone().name());
            details.put("sub", after.stage().sub());
            Journey.Event latest = after.latest();
            if (latest != null) {
                put(details, "at", latest.time().iso());
                details.put("zone", zone(latest.time()));
                put(details, "place", place(latest.place()));
                details.put("text", latest.text());
                details.put("source", latest.sources().getFirst());
                details.put("event", latest.id());
            }
            if (after.pickupUntil() != null && after.stage().milestone() == Milestone.AVAILABLE_FOR_PICKUP) {
                details.put("pickupUntil", after.pickupUntil().toString());
            }
            differences.add(difference(Change.Kind.MILESTONE, details, first));
        }
        Journey.Promised promised = after.promise();
        if (promised != null && !after.stage().ends() && !samePromise(before.promise(), promised)) {
            Map<String, String> details = new HashMap<>();
            details.put("from", promised.promise().from().toString());
            details.put("to", promised.promise().to().toString());
            details.put("source", promised.source());
            Journey.Promised earlier = before.promise();
            if (earlier != null) {
                details.put("earlierFrom", earlier.promise().from().toString());
                details.put("earlierTo", earlier.promise().to().toString());
            }
            differences.add(difference(Change.Kind.PROMISE, details, first));
        }
        Set<TrackingNumber> known = new HashSet<>(before.numbers());
        for (TrackingNumber number : after.numbers()) {
            if (!known.contains(number)) {
                Map<String, String> details = new HashMap<>();
                details.put("to", number.text());
                differences.add(difference(Change.Kind.NUMBER, details, first));
            }
        }
        return differences;
    }

    /** A new milestone, or one more mark of the way. Scans in between are in the journey, not in anybody's inbox. */
    private static boolean stageChanged(Journey before, Journey after) {
        if (after.stage().equals(before.stage()) || after.stage().milestone() == Milestone.NOT_FOUND) {
            return false;
        }
        return after.stage().milestone() != before.stage().milestone()
                || after.stage().milestone() != Milestone.IN_TRANSIT
                || after.reached().size() > before.reached().size();
    }

    private static boolean samePromise(Journey.@Nullable Promised before, Journey.Promised after) {
        return before != null && before.promise().equals(after.promise());
    }

    private static Difference difference(Change.Kind kind, Map<String, String> details, boolean first) {
        if (first) {
            details.put("first", "true");
        }
        return new Difference(kind, Map.copyOf(details));
    }

    /** A place in one line, city before office. */
    public static @Nullable String place(@Nullable Place place) {
        if (place == null) {
            return null;
        }
        if (place.city() != null) {
            return place.city();
        }
        return place.office() != null ? place.office() : place.postcode() != null ? place.postcode() : place.country();
    }

    private static String zone(EventTime time) {
        return time.zone().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static void put(Map<String, String> details, String name, @Nullable String value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
