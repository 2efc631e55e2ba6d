package org.sledopyt.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Stage;

/** Whether two reports tell of one and the same scan. */
final class SameScan {

    private static final Duration BETWEEN_SOURCES = Duration.ofMinutes(5);
    private static final Duration WITHIN_SOURCE = Duration.ofMinutes(2);

    /** Further apart than any two clocks, and whole days, can put one moment. */
    private static final long NEVER_SAME = Duration.ofHours(52).toSeconds();

    private SameScan() {}

    /** One event for each scan: the same thing told by several sources, or twice by one, becomes one. Keeps the order. */
    static List<Told> merge(List<Told> ordered) {
        List<Told> byTrust = new ArrayList<>(ordered);
        byTrust.sort(Comparator.comparing(one -> one.manifest().kind()));
        Map<Milestone, List<Told>> kept = new EnumMap<>(Milestone.class);
        Set<Told> standing = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Told one : byTrust) {
            List<Told> others = kept.computeIfAbsent(one.stage().milestone(), milestone -> new ArrayList<>());
            Told same = first(others, one);
            if (same == null) {
                others.add(one);
                standing.add(one);
            } else {
                same.alsoToldBy(one);
            }
        }
        return ordered.stream().filter(standing::contains).toList();
    }

    private static @Nullable Told first(List<Told> others, Told one) {
        for (Told other : others) {
            if (!other.isFarFrom(one, NEVER_SAME) && is(other, one)) {
                return other;
            }
        }
        return null;
    }

    static boolean is(Told a, Told b) {
        boolean oneSource = a.report().source().equals(b.report().source());
        return oneSource
                ? isRepetition(a, b) || isEdited(a.report(), b.report()) || isSameReport(a.report(), b.report())
                : isToldByBoth(a, b);
    }

    /** One source says the same thing twice within two minutes: one line. Two attempts or two facilities stay two. */
    private static boolean isRepetition(Told a, Told b) {
        return a.stage().equals(b.stage())
                && a.report().event().text().equals(b.report().event().text())
                && samePlace(a, b)
                && within(a, b, WITHIN_SOURCE);
    }

    /** A source without codes that changed its words: both were never in one answer when they were new. */
    private static boolean isEdited(Reported a, Reported b) {
        return a.event().code() == null
                && b.event().code() == null
                && a.number().equals(b.number())
                && !a.rawId().equals(b.rawId())
                && a.event().stage().equals(b.event().stage())
                && a.event().stage().milestone() != Milestone.UNKNOWN
                && a.event().time().local() != null
                && a.event().time().written().equals(b.event().time().written())
                && Objects.equals(a.event().place(), b.event().place());
    }

    private static boolean isToldByBoth(Told a, Told b) {
        return sameStage(a, b)
                && sameCarrier(a, b)
                && samePlace(a, b)
                && sameTime(a, b)
                && a.evidence().stream()
                        .filter(report -> report.source().equals(b.report().source()))
                        .allMatch(report -> isSameReport(report, b.report()));
    }

    /** A source that is asked for two numbers of a parcel tells the same scan under both. */
    private static boolean isSameReport(Reported a, Reported b) {
        return !a.number().equals(b.number())
                && Objects.equals(a.event().code(), b.event().code())
                && a.event().time().local() != null
                && a.event().time().written().equals(b.event().time().written())
                && a.event().text().equals(b.event().text());
    }

    private static boolean sameStage(Told a, Told b) {
        return a.stage() == b.stage() || a.stage().equals(b.stage())
                ? a.stage().milestone() != Milestone.UNKNOWN
                        || a.report().event().text().equals(b.report().event().text())
                : isGeneralFormOf(a.stage(), b.stage()) || isGeneralFormOf(b.stage(), a.stage());
    }

    /** Whether {@code general} says the same as {@code fine}, only less exactly. */
    static boolean isGeneralFormOf(Stage general, Stage fine) {
        if (general.milestone() != fine.milestone() || general.equals(fine)) {
            return false;
        }
        return switch (general.milestone()) {
            case IN_TRANSIT ->
                switch (general.sub()) {
                    case "GENERAL" -> fine.movement();
                    case "CUSTOMS" ->
                        fine.sub().equals("IMPORT_CUSTOMS") || fine.sub().equals("EXPORT_CUSTOMS");
                    case "CUSTOMS_RELEASED" ->
                        fine.sub().equals("IMPORT_RELEASED") || fine.sub().equals("EXPORT_RELEASED");
                    default -> false;
                };
            case DELIVERED -> general.sub().equals("DELIVERED");
            case AVAILABLE_FOR_PICKUP -> general.sub().equals("READY");
            case DELIVERY_FAILURE ->
                general.sub().equals("OTHER") || general.sub().equals("ATTEMPTED");
            case RETURN -> general.sub().equals("IN_TRANSIT");
            case NOT_FOUND, INFO_RECEIVED, OUT_FOR_DELIVERY, EXCEPTION, CANCELLED, EXPIRED, UNKNOWN, NO_CHANGE -> false;
        };
    }

    private static boolean sameCarrier(Told a, Told b) {
        return a.carrier().equals(b.carrier()) || retells(a) || retells(b);
    }

    /** A platform or aggregator that does not name the carrier retells somebody else's scan. */
    private static boolean retells(Told one) {
        return one.report().event().carrier() == null && one.manifest().kind() != Manifest.Kind.CARRIER;
    }

    private static boolean samePlace(Told a, Told b) {
        return compatible(a.country(), b.country()) && compatible(a.city(), b.city());
    }

    /** Equal, or one is missing, or one contains the other, or they are in two scripts and nobody can tell. */
    private static boolean compatible(@Nullable String one, @Nullable String other) {
        return one == null
                || other == null
                || one.contains(other)
                || other.contains(one)
                || isCyrillic(one) != isCyrillic(other);
    }

    private static boolean isCyrillic(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x400 && text.charAt(i) < 0x530) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameTime(Told a, Told b) {
        EventTime one = a.time();
        EventTime other = b.time();
        LocalDateTime oneWall = one.local();
        LocalDateTime otherWall = other.local();
        if (oneWall == null || otherWall == null) {
            return false;
        }
        if (one.precision() == EventTime.Precision.DAY || other.precision() == EventTime.Precision.DAY) {
            return oneWall.toLocalDate().equals(otherWall.toLocalDate());
        }
        return within(a, b, BETWEEN_SOURCES)
                || oneWall.truncatedTo(ChronoUnit.MINUTES).equals(otherWall.truncatedTo(ChronoUnit.MINUTES))
                || (isUnzoned(one) || isUnzoned(other)) && isWholeOffset(oneWall, otherWall);
    }

    private static boolean isUnzoned(EventTime time) {
        return time.zone() == EventTime.Zone.UNKNOWN;
    }

    /** Wall clocks that differ by a whole quarter of an hour, up to 14 hours: the same moment in two zones. */
    private static boolean isWholeOffset(LocalDateTime a, LocalDateTime b) {
        long minutes = Math.abs(Duration.between(a.truncatedTo(ChronoUnit.MINUTES), b.truncatedTo(ChronoUnit.MINUTES))
                .toMinutes());
        return minutes <= 14 * 60 && minutes % 15 == 0;
    }

    private static boolean within(Told a, Told b, Duration tolerance) {
        Instant one = a.at();
        Instant other = b.at();
        if (one != null && other != null) {
            return Duration.between(one, other).abs().compareTo(tolerance) <= 0;
        }
        LocalDateTime oneWall = a.time().local();
        LocalDateTime otherWall = b.time().local();
        return one == null
                && other == null
                && oneWall != null
                && otherWall != null
                && Duration.between(oneWall, otherWall).abs().compareTo(tolerance) <= 0;
    }
}
