package org.sledopyt.source;

import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;

/**
 * What we want a source to do with a number that was registered with it.
 *
 * @param carrier of {@link Kind#CARRIER}: who a person says carries it; null of all others
 */
public record Wish(
        TrackingNumber number, Kind kind, @Nullable String carrier) {

    public enum Kind {
        /** nobody waits for it at present */
        STOP,
        /** it was stopped, and somebody waits for it (again) */
        RESUME,
        /** nobody wants it any more */
        FORGET,
        /** it looks for it with the wrong carrier */
        CARRIER
    }
}
