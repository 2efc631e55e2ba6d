package org.sledopyt.journey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sledopyt.place.Places;
import org.sledopyt.place.Where;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.SourceEvent;

/**
 * Puts wall clocks without an offset on the clock of their place: a scan is written down by somebody who looks at the clock on the wall. Where
 * the place has no certain zone, the one that the reader took stays: the carrier's, or none. Done in the fold and not when an answer is
 * read, so that better tables of places change what is shown and never what is kept.
 */
final class Clocks {

    /** A carrier names the same few thousand places again and again. */
    private static final Cache<Place, Optional<ZoneId>> ZONES =
            Caffeine.newBuilder().maximumSize(20_000).build();

    /**
     * @param time with the offset, if it is known
     * @param earliest first moment it can mean; null without a time, as are the others
     */
    record Time(
            EventTime time,
            @Nullable Instant earliest,
            @Nullable Instant latest,
            @Nullable Instant middle) {}

    private Clocks() {}

    static Time time(SourceEvent event, Manifest source) {
        EventTime written = event.time();
        LocalDateTime local = written.local();
        if (local == null) {
            return new Time(written, null, null, null);
        }
        if (written.zone() == EventTime.Zone.STATED) {
            return span(written, null);
        }
        ZoneId zone = source.ownClock() || isOfAnotherClock(written, source) ? null : zone(event);
        if (zone == null) {
            return span(written, written.zone() == EventTime.Zone.ASSUMED ? source.zone() : null);
        }
        return span(EventTime.assumed(local, zone, written.written()).with(written.precision()), zone);
    }

    /** A reader that took another zone than its source's knows why: by a postcode, or because the document says Greenwich's. */
    private static boolean isOfAnotherClock(EventTime written, Manifest source) {
        return written.zone() == EventTime.Zone.ASSUMED && source.zone() == null;
    }

    private static @Nullable ZoneId zone(SourceEvent event) {
        Place place = event.place();
        if (place == null || place.city() == null && place.office() == null && place.postcode() == null) {
            String country = place == null ? null : place.country();
            return Places.standard().zone(new Where(country, null, null, null, event.text()));
        }
        return ZONES.get(
                        place,
                        one -> Optional.ofNullable(Places.standard()
                                .zone(new Where(one.country(), one.city(), one.postcode(), one.office(), ""))))
                .orElse(null);
    }

    /** In the hour that clocks show twice both times are meant. */
    private static Time span(EventTime time, @Nullable ZoneId zone) {
        Instant earliest = time.earliest();
        Instant latest = time.latest();
        LocalDateTime local = time.local();
        if (earliest == null || latest == null || local == null) {
            return new Time(time, null, null, null);
        }
        ZoneOffsetTransition change = zone == null ? null : zone.getRules().getTransition(local);
        Instant last = change != null && change.isOverlap() ? latest.minus(change.getDuration()) : latest;
        return new Time(time, earliest, last, middle(earliest, last));
    }

    private static Instant middle(Instant earliest, Instant latest) {
        long seconds = latest.getEpochSecond() - earliest.getEpochSecond();
        return seconds == 0 ? earliest : earliest.plusSeconds(seconds / 2);
    }
}
