package org.sledopyt.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a source writes times: patterns tried in order, and what zone a wall clock without an offset is in. An offset in the text always
 * wins and is {@code STATED}; without one the zone given by {@link #assuming} is {@code ASSUMED}; without that it stays {@code UNKNOWN}.
 * Never throws; what cannot be read is a time without a moment that keeps the text.
 */
public final class Times {

    private static final int MOST = 80;

    /** ISO 8601 as met: blank for T, any fraction, offset with or without colon, a zone in brackets after it. */
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})"
            + "(?:(?:[Tt]|\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?"
            + "\\s*([Zz]|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?(?:\\[[\\w/+:-]{1,40}])?");

    private static final Pattern OFFSET = Pattern.compile("(?:UTC|GMT)?\\s*(?:([+-])?(\\d{1,2})(?::?(\\d{2}))?)?");

    private record Form(DateTimeFormatter formatter, EventTime.Precision precision) {}

    private final boolean iso;
    private final List<Form> forms;
    private final @Nullable ZoneId zone;
    private final boolean buddhist;

    private Times(boolean iso, List<Form> forms, @Nullable ZoneId zone, boolean buddhist) {
        this.iso = iso;
        this.forms = List.copyOf(forms);
        this.zone = zone;
        this.buddhist = buddhist;
    }

    /** {@code 2026-11-24T10:15:30+01:00} in all its variants, and bare dates. */
    public static Times iso() {
        return new Times(true, List.of(), null, false);
    }

    /** Patterns of {@link DateTimeFormatter}, English names in any letter case; one without hours is a whole day. Not ISO unless named. */
    public static Times of(String... patterns) {
        return new Times(false, List.of(), null, false).or(patterns);
    }

    /** These patterns too, after those there are. */
    public Times or(String... patterns) {
        List<Form> all = new ArrayList<>(forms);
        for (String pattern : patterns) {
            EventTime.Precision precision = pattern.contains("s")
                    ? EventTime.Precision.SECOND
                    : pattern.matches(".*[Hhk].*") ? EventTime.Precision.MINUTE : EventTime.Precision.DAY;
            all.add(new Form(
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(pattern)
                            .toFormatter(Locale.ENGLISH),
                    precision));
        }
        return new Times(iso, all, zone, buddhist);
    }

    /** The zone of wall clocks without an offset; null: nobody knows. Only where the document or the carrier's country says so. */
    public Times assuming(@Nullable ZoneId zone) {
        return new Times(iso, forms, zone, buddhist);
    }

    public Times assuming(String zone) {
        return assuming(ZoneId.of(zone));
    }

    /** Years are counted from the Buddha, 543 more than ours. */
    public Times buddhist() {
        return new Times(iso, forms, zone, true);
    }

    public EventTime read(@Nullable String written) {
        return read(written, zone);
    }

    /** Date and time in two fields; a time of digits alone may have lost its leading zero. Without a time, a whole day. */
    public EventTime read(@Nullable String date, @Nullable String time) {
        if (date == null || time == null) {
            return read(date == null ? time : date);
        }
        return read(joined(date, time), zone);
    }

    /** A wall clock whose offset stands in another field, such as {@code +8} or {@code GMT-05:00}; null or unreadable: none. */
    public EventTime readAt(@Nullable String written, @Nullable String offset) {
        ZoneOffset stated = offset(offset);
        EventTime time = read(written, stated == null ? zone : stated);
        boolean taken = stated != null && time.zone() == EventTime.Zone.ASSUMED;
        return taken
                ? new EventTime(
                        time.local(),
                        time.offset(),
                        EventTime.Zone.STATED,
                        time.precision(),
                        cut(time.written() + " " + offset))
                : time;
    }

    /**
     * A wall clock and the same moment in UTC: the offset is what lies between them, to a quarter of an hour. Where one of them is missing, the
     * other counts.
     */
    public EventTime readBeside(@Nullable String written, @Nullable String utc) {
        LocalDateTime here = read(written).local();
        LocalDateTime there = read(utc).local();
        if (here == null || there == null) {
            return here == null && there != null ? readAt(utc, "Z") : read(written);
        }
        long minutes = Math.round(Duration.between(there, here).toSeconds() / 900.0) * 15;
        long apart = Math.abs(minutes);
        return readAt(written, "%s%02d:%02d".formatted(minutes < 0 ? "-" : "+", apart / 60, apart % 60));
    }

    /** The same of dates and times in two fields each. */
    public EventTime readBeside(
            @Nullable String date, @Nullable String time, @Nullable String utcDate, @Nullable String utcTime) {
        return date == null || time == null || utcDate == null || utcTime == null
                ? read(date, time)
                : readBeside(joined(date, time), joined(utcDate, utcTime));
    }

    /** Three fields: date, time, offset. */
    public EventTime readAt(@Nullable String date, @Nullable String time, @Nullable String offset) {
        return readAt(date == null || time == null ? date : joined(date, time), offset);
    }

    /** Seconds or milliseconds since 1970, shown on the clock of the source's zone if it has one. */
    public EventTime epoch(@Nullable String written) {
        String text = cut(Answers.text(written));
        if (!text.matches("\\d{9,13}(\\.\\d{1,9})?")) {
            return EventTime.none(text);
        }
        long number = Long.parseLong(text.replaceFirst("\\..*", ""));
        Instant at = number >= 100_000_000_000L ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        ZoneId clock = zone == null ? ZoneOffset.UTC : zone;
        return EventTime.stated(at.atZone(clock).toOffsetDateTime(), text);
    }

    /** The day as written, whatever the zone: a promise must not move by one through UTC. Null if it cannot be read. */
    public @Nullable LocalDate day(@Nullable String written) {
        LocalDateTime local = read(written).local();
        return local == null ? null : local.toLocalDate();
    }

    /** {@code +8}, {@code +0800}, {@code -05:00}, {@code GMT+8}, {@code Z}, {@code UTC}; null if it is none of these. */
    public static @Nullable ZoneOffset offset(@Nullable String written) {
        String text = written == null ? "" : written.strip().toUpperCase(Locale.ROOT);
        if (text.equals("Z")) {
            return ZoneOffset.UTC;
        }
        Matcher parts = OFFSET.matcher(text);
        if (text.isEmpty() || text.length() > 12 || !parts.matches()) {
            return null;
        }
        int hours = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        int minutes = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        if (hours > 14 || minutes > 59) {
            return null;
        }
        int sign = "-".equals(parts.group(1)) ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private EventTime read(@Nullable String written, @Nullable ZoneId fallback) {
        String text = cut(Answers.text(written));
        if (text.isEmpty()) {
            return EventTime.none("");
        }
        try {
            EventTime time = iso ? iso(text, fallback) : null;
            for (int i = 0; time == null && i < forms.size(); i++) {
                time = form(forms.get(i), text, fallback);
            }
            return time == null ? EventTime.none(text) : time;
        } catch (DateTimeException | ArithmeticException e) {
            return EventTime.none(text);
        }
    }

    private @Nullable EventTime iso(String text, @Nullable ZoneId fallback) {
        Matcher parts = ISO.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        LocalDate day = LocalDate.of(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        if (parts.group(4) == null) {
            return time(day, LocalTime.MIDNIGHT, offset(parts.group(8)), fallback, text, EventTime.Precision.DAY);
        }
        int hour = Integer.parseInt(parts.group(4));
        int minute = Integer.parseInt(parts.group(5));
        boolean seconds = parts.group(6) != null;
        LocalTime clock = LocalTime.of(
                hour == 24 ? 0 : hour,
                minute,
                seconds ? Integer.parseInt(parts.group(6)) : 0,
                parts.group(7) == null ? 0 : Integer.parseInt((parts.group(7) + "00000000").substring(0, 9)));
        return time(
                hour == 24 ? day.plusDays(1) : day,
                clock,
                offset(parts.group(8)),
                fallback,
                text,
                seconds ? EventTime.Precision.SECOND : EventTime.Precision.MINUTE);
    }

    private @Nullable EventTime form(Form form, String text, @Nullable ZoneId fallback) {
        TemporalAccessor parsed;
        try {
            String plain = text.replaceAll("(?i)\\b([ap])\\.\\s?m\\.?", "$1m").replaceAll("\\s+", " ");
            parsed = form.formatter.parse(plain);
        } catch (DateTimeException e) {
            return null;
        }
        LocalDate day = parsed.query(TemporalQueries.localDate());
        LocalTime clock = parsed.query(TemporalQueries.localTime());
        ZoneId stated = parsed.query(TemporalQueries.zone());
        return day == null
                ? null
                : time(day, clock == null ? LocalTime.MIDNIGHT : clock, stated, fallback, text, form.precision);
    }

    private EventTime time(
            LocalDate written,
            LocalTime clock,
            @Nullable ZoneId stated,
            @Nullable ZoneId fallback,
            String text,
            EventTime.Precision precision) {
        LocalDate day = buddhist && written.getYear() > 2300 ? written.minusYears(543) : written;
        LocalDateTime local = LocalDateTime.of(day, clock);
        EventTime time;
        if (stated != null) {
            OffsetDateTime at = local.atZone(stated).toOffsetDateTime();
            time = EventTime.stated(at, text);
        } else {
            time = fallback == null ? EventTime.unzoned(local, text) : EventTime.assumed(local, fallback, text);
        }
        return time.local() == null ? time : time.with(precision);
    }

    /** {@code 20260210} and {@code 71356} are one text then, as {@code 20260210 071356}. */
    private static String joined(String date, String time) {
        String clock = time.strip();
        return date.strip() + " " + (clock.matches("\\d{3}|\\d{5}") ? "0" + clock : clock);
    }

    private static String cut(@Nullable String text) {
        return text == null ? "" : text.substring(0, Math.min(text.length(), MOST));
    }
}
