package org.sledopyt.journey;

import org.sledopyt.source.Stage;

/** Which part of its way a parcel is on. */
final class Phases {

    private Phases() {}

    static Stage.Phase of(Journey journey) {
        Stage.Phase phase = Stage.Phase.PRE;
        boolean released = false;
        for (Journey.Event event : journey.events()) {
            Stage stage = event.stage();
            released |= Raises.Clearing.RELEASE.by(stage) && phase == Stage.Phase.IMPORT;
            if (stage.phase() != Stage.Phase.KEEP) {
                phase = stage.phase();
            } else if (stage.movement() && isArrived(journey, event)) {
                phase = inCountry(phase, released);
            } else if (stage.movement() && phase == Stage.Phase.PRE) {
                phase = Stage.Phase.ORIGIN;
            }
        }
        return phase;
    }

    /** Scans that say no part of the way by themselves, but lie in the country where it goes. */
    private static Stage.Phase inCountry(Stage.Phase before, boolean released) {
        return switch (before) {
            case PRE, ORIGIN, LINE_HAUL -> Stage.Phase.IMPORT;
            case IMPORT -> released ? Stage.Phase.DESTINATION : before;
            case DESTINATION, LAST_MILE, CLOSED, RETURN, KEEP -> before;
        };
    }

    private static boolean isArrived(Journey journey, Journey.Event event) {
        String country = Look.countryOf(event.place());
        return country != null && country.equals(journey.destination()) && !country.equals(journey.origin());
    }
}
