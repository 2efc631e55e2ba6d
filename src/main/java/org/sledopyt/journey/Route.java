package org.sledopyt.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.place.Places;
import org.sledopyt.place.Spot;
import org.sledopyt.place.Where;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;

/** Where on earth a parcel was, in order, as far as its events tell. Nothing between two stops is invented. */
public final class Route {

    /**
     * @param written the city as a carrier wrote it, for languages in which we have no name; null if it wrote none
     * @param events ids of what happened there
     * @param gap something happened between the stop before and this one, nobody knows where
     */
    public record Stop(Spot spot, @Nullable String written, List<String> events, boolean gap) {}

    private Route() {}

    /** The stops of a journey; what happened at one place one after the other is one stop. */
    public static List<Stop> of(Journey journey) {
        List<Stop> stops = new ArrayList<>();
        Spot end = end(journey);
        boolean gap = false;
        for (Journey.Event event : journey.events()) {
            if (event.doubt() != null || event.stage().milestone() == Milestone.NO_CHANGE) {
                continue;
            }
            Stop last = stops.isEmpty() ? null : stops.getLast();
            Spot spot = find(event, new Places.Way(last == null ? null : last.spot, end));
            if (spot == null) {
                gap = gap || event.stage().movement();
                continue;
            }
            if (last != null && isSame(last.spot, spot)) {
                List<String> events = new ArrayList<>(last.events);
                events.add(event.id());
                boolean finer = !last.spot.isExact() && spot.isExact();
                stops.set(
                        stops.size() - 1,
                        new Stop(
                                finer ? spot : last.spot,
                                last.written == null ? written(event) : last.written,
                                List.copyOf(events),
                                last.gap));
            } else {
                stops.add(new Stop(spot, written(event), List.of(event.id()), gap && last != null));
            }
            gap = false;
        }
        return List.copyOf(stops);
    }

    /** A country is the same place as a town in it: the carrier was only less exact. */
    private static boolean isSame(Spot a, Spot b) {
        return a.isExact() && b.isExact()
                ? a.latitude() == b.latitude() && a.longitude() == b.longitude()
                : a.country().equals(b.country());
    }

    /** Where the parcel goes: the last town it was seen in on the side of the destination, else the country. */
    private static @Nullable Spot end(Journey journey) {
        String destination = journey.destination();
        for (Journey.Event event : journey.events().reversed()) {
            Spot spot = event.doubt() == null ? find(event, Places.Way.UNKNOWN) : null;
            if (spot != null && spot.isExact() && (destination == null || destination.equals(spot.country()))) {
                return spot;
            }
        }
        return destination == null ? null : Places.standard().country(destination);
    }

    private static @Nullable Spot find(Journey.Event event, Places.Way way) {
        Place place = event.place();
        return Places.standard()
                .find(
                        place == null
                                ? new Where(null, null, null, null, event.text())
                                : new Where(
                                        place.country(), place.city(), place.postcode(), place.office(), event.text()),
                        way);
    }

    private static @Nullable String written(Journey.Event event) {
        return event.place() == null
                ? null
                : Objects.requireNonNull(event.place()).city();
    }
}
