package org.sledopyt.journey;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Stage;

/** Whether two reports tell of one and the same scan. */
final class SameScan {

    private static final Duration BETWEEN_SOURCES = Duration.ofMinutes(5);
    private static final Duration WITHIN_SOURCE = Duration.ofMinutes(2);

    private SameScan() {}

    static boolean is(JourneyFold.Told a, JourneyFold.Told b) {
        boolean oneSource = a.report().source().equals(b.report().source());
        return oneSource ? isRepetition(a, b) || isSameReport(a.report(), b.report()) : isToldByBoth(a, b);
    }

    /** One source says the same thing twice within two minutes: one line. Two attempts or two facilities stay two. */
    private static boolean isRepetition(JourneyFold.Told a, JourneyFold.Told b) {
        return a.stage().equals(b.stage())
                && a.report().event().text().equals(b.report().event().text())
                && samePlace(a.report().event().place(), b.report().event().place())
                && within(a, b, WITHIN_SOURCE);
    }

    private static boolean isToldByBoth(JourneyFold.Told a, JourneyFold.Told b) {
        return sameStage(a, b)
                && sameCarrier(a, b)
                && samePlace(a.report().event().place(), b.report().event().place())
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

    private static boolean sameStage(JourneyFold.Told a, JourneyFold.Told b) {
        return a.stage().equals(b.stage())
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

    private static boolean sameCarrier(JourneyFold.Told a, JourneyFold.Told b) {
        return a.carrier().equals(b.carrier()) || retells(a) || retells(b);
    }

    /** A platform or aggregator that does not name the carrier retells somebody else's scan. */
    private static boolean retells(JourneyFold.Told one) {
        return one.report().event().carrier() == null && one.manifest().kind() != Manifest.Kind.CARRIER;
    }

    private static boolean samePlace(@Nullable Place a, @Nullable Place b) {
        if (a == null || b == null) {
            return true;
        }
        return compatible(a.country(), b.country()) && compatible(a.city(), b.city());
    }

    /** Equal, or one is missing, or one contains the other, or they are in two scripts and nobody can tell. */
    private static boolean compatible(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return true;
        }
        String one = clean(a);
        String other = clean(b);
        return one.contains(other) || other.contains(one) || isCyrillic(one) != isCyrillic(other);
    }

    private static String clean(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('ё', 'е')
                .strip();
    }

    private static boolean isCyrillic(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC);
    }

    private static boolean sameTime(JourneyFold.Told a, JourneyFold.Told b) {
        EventTime one = a.report().event().time();
        EventTime other = b.report().event().time();
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

    private static boolean within(JourneyFold.Told a, JourneyFold.Told b, Duration tolerance) {
        Instant one = a.at();
        Instant other = b.at();
        if (one != null && other != null) {
            return Duration.between(one, other).abs().compareTo(tolerance) <= 0;
        }
        LocalDateTime oneWall = a.report().event().time().local();
        LocalDateTime otherWall = b.report().event().time().local();
        return one == null
                && other == null
                && oneWall != null
                && otherWall != null
                && Duration.between(oneWall, otherWall).abs().compareTo(tolerance) <= 0;
    }
}
