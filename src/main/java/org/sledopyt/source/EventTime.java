package org.sledopyt.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * When a source says something happened: the wall clock as it wrote it and, where known, how far that clock is from UTC.
 * A wall clock without a zone is never taken for UTC.
 *
 * @param local the wall clock; null if the source gave no readable time
 * @param offset distance from UTC; null while {@code zone} is {@code UNKNOWN}
 * @param written the time exactly as the source wrote it, for people and for telling events apart
 */
public record EventTime(
        @Nullable LocalDateTime local, @Nullable ZoneOffset offset, Zone zone, Precision precision, String written) {

    /** How the offset is known. */
    public enum Zone {
        /** the source wrote it */
        STATED,
        /** we took the zone of the place or of the carrier */
        ASSUMED,
        /** nobody knows; the instant lies within {@link #earliest()} and {@link #latest()} */
        UNKNOWN
    }

    /** How fine the time is. */
    public enum Precision {
        SECOND,
        MINUTE,
        DAY
    }

    /** Widest offsets in use on earth, for a wall clock of unknown zone. */
    private static final ZoneOffset EAST = ZoneOffset.ofHours(14);

    private static final ZoneOffset WEST = ZoneOffset.ofHours(-12);

    /** Whether a source can mean this day. Others are slips that no reader can put right and no database holds. */
    public static boolean isPlausible(LocalDate day) {
        return day.getYear() >= 1990 && day.getYear() < 2100;
    }

    /** Like {@link #assumed} and {@link #unzoned}, gives {@link #none} for a day that is not plausible. */
    public static EventTime stated(OffsetDateTime at, String written) {
        if (!isPlausible(at.toLocalDate())) {
            return none(written);
        }
        return new EventTime(at.toLocalDateTime(), at.getOffset(), Zone.STATED, Precision.SECOND, written);
    }

    /**
     * A wall clock whose zone the source does not give but we take from the place or the carrier. In the hour that clocks skip it is one that
     * nobody put forward yet; in the hour that they show twice it is the first time.
     */
    public static EventTime assumed(LocalDateTime local, ZoneId zone, String written) {
        if (!isPlausible(local.toLocalDate())) {
            return none(written);
        }
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.getTransition(local);
        ZoneOffset offset = change == null ? rules.getOffset(local) : change.getOffsetBefore();
        return new EventTime(local, offset, Zone.ASSUMED, Precision.SECOND, written);
    }

    public static EventTime unzoned(LocalDateTime local, String written) {
        if (!isPlausible(local.toLocalDate())) {
            return none(written);
        }
        return new EventTime(local, null, Zone.UNKNOWN, Precision.SECOND, written);
    }

    /** No time, or one that nobody can read. */
    public static EventTime none(String written) {
        return new EventTime(null, null, Zone.UNKNOWN, Precision.DAY, written);
    }

    public EventTime with(Precision coarser) {
        return new EventTime(local, offset, zone, coarser, written);
    }

    /** The instant, or null while time or zone is unknown. */
    public @Nullable Instant at() {
        return local == null || offset == null ? null : local.toInstant(offset);
    }

    /** First instant this time can mean; null without a time. */
    public @Nullable Instant earliest() {
        return local == null ? null : local.toInstant(offset == null ? EAST : offset);
    }

    /** Last instant this time can mean; null without a time. */
    public @Nullable Instant latest() {
        if (local == null) {
            return null;
        }
        LocalDateTime last =
                switch (precision) {
                    case SECOND -> local;
                    case MINUTE -> local.plusSeconds(59);
                    case DAY -> local.truncatedTo(ChronoUnit.DAYS).plusDays(1).minusSeconds(1);
                };
        return last.toInstant(offset == null ? WEST : offset);
    }

    /** ISO 8601 with the offset if known, the bare wall clock if not, a bare date for whole days; null without a time. */
    public @Nullable String iso() {
        if (local == null) {
            return null;
        }
        if (precision == Precision.DAY) {
            return local.toLocalDate().toString();
        }
        String wall =
                local.truncatedTo(ChronoUnit.MILLIS).format(java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        return offset == null ? wall : wall + offset.getId();
    }
}
