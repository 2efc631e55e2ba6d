package org.sledopyt.notify;

import java.time.Duration;
import org.sledopyt.journey.Change;
import org.sledopyt.shipment.Watch;

/**
 * What is news to a person, and what is history. Whoever adds a parcel that travels since a week wants no week of messages: what the
 * first look at a parcel finds (the fold marks it with {@code first}) is history, and so is what happened more than {@link #LATE} before
 * the person began to watch. A change without a readable time is news.
 */
final class News {

    /** Carriers report scans up to a day late, so what happened shortly before may well be unheard of. */
    static final Duration LATE = Duration.ofHours(24);

    private News() {}

    static boolean isNews(Change change, Watch watch) {
        if (Boolean.parseBoolean(change.details().get("first"))) {
            return false;
        }
        When at = When.read(change.details().get("at"));
        return at == null || !at.latest().isBefore(watch.since().minus(LATE));
    }
}
