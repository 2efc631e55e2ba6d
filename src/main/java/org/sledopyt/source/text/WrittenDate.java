package org.sledopyt.source.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.EventTime;

/**
 * A date, a time of day or both, as people and pages write them, somewhere in a line.
 *
 * @param date null where only a time of day is written, or a date of which nobody can tell day and month
 * @param time null for a whole day, and where nobody can tell the date
 * @param offset null if none is written
 * @param written the very text
 * @param rest the line without it
 */
record WrittenDate(
        @Nullable LocalDate date,
        @Nullable LocalTime time,
        @Nullable ZoneOffset offset,
        boolean seconds,
        String written,
        String rest) {

    /** Which comes first in dates like 03/04/2026. Nobody can tell from one such date; others in the same text may. */
    enum Order {
        DAY_FIRST,
        MONTH_FIRST,
        UNKNOWN
    }

    private static final String TIME =
            "(?<h>\\d{1,2})[:.](?<m>\\d{2})(?:[:.](?<s>\\d{2})(?:\\.\\d{1,9})?)?(?:\\s*(?<half>[AaPp])\\.?[Mm]\\.?(?![A-Za-zА-я]))?";
    private static final String ZONE =
            "(?:\\s*(?:(?<zone>Z(?![A-Za-z])|(?:UTC|GMT)?\\s?[+-]\\d{1,2}(?::?\\d{2})?(?!\\d)|UTC|GMT|МСК|MSK)))?";
    private static final String AFTER = "(?:(?:\\s*[T,;|·•–—-]?\\s*|\\s+(?:в|at|um|à)\\s+)" + TIME + ZONE + ")?";
    private static final String MONTH = "(?<name>\\p{L}{3,10})\\.?";

    private static final List<String> DATES = List.of(
            "(?<y>\\d{4})[-/.](?<mo>\\d{1,2})[-/.](?<d>\\d{1,2})(?!\\d)",
            "(?<y>\\d{4})\\s?年\\s?(?<mo>\\d{1,2})\\s?月\\s?(?<d>\\d{1,2})\\s?日?",
            "(?<![\\d.])(?<a>\\d{1,2})(?<sep>[./-])(?<b>\\d{1,2})\\k<sep>(?<y>\\d{4}|\\d{2})(?![\\d])",
            "(?<!\\d)(?<d>\\d{1,2})(?:st|nd|rd|th|-го|\\.)?\\s+(?:of\\s+)?" + MONTH
                    + "(?:,?\\s+(?<y>\\d{4})(?!\\d)(?:\\s?(?:г\\.?|года?))?)?",
            MONTH + "\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(?<y>\\d{4})(?!\\d))?",
            "(?<!\\d)(?<mo>\\d{1,2})\\s?月\\s?(?<d>\\d{1,2})\\s?日",
            "(?<![\\d.:])(?<d>\\d{1,2})\\.(?<mo>\\d{2})(?![\\d.:])");

    private static final List<Pattern> AFTERWARDS =
            DATES.stream().map(date -> Pattern.compile(date + AFTER)).toList();
    private static final List<Pattern> FIRST = DATES.stream()
            .map(date -> Pattern.compile("(?<!\\d)" + TIME + ZONE + "\\s*[,;|·•–—-]?\\s*" + date))
            .toList();
    private static final Pattern ONLY_TIME = Pattern.compile("^\\s*(?<![\\d.:])" + TIME + ZONE + "(?![\\d.:])");

    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mar", 3),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12),
            Map.entry("янв", 1),
            Map.entry("фев", 2),
            Map.entry("мар", 3),
            Map.entry("апр", 4),
            Map.entry("май", 5),
            Map.entry("мая", 5),
            Map.entry("июн", 6),
            Map.entry("июл", 7),
            Map.entry("авг", 8),
            Map.entry("сен", 9),
            Map.entry("окт", 10),
            Map.entry("ноя", 11),
            Map.entry("дек", 12));

    /**
     * The first date or time of the line; null if there is none.
     *
     * @param today for dates without a year: the newest such day that is not after tomorrow
     */
    static @Nullable WrittenDate in(String line, Order order, LocalDate today) {
        for (List<Pattern> forms : List.of(FIRST, AFTERWARDS)) {
            WrittenDate best = null;
            int at = Integer.MAX_VALUE;
            for (Pattern form : forms) {
                Matcher matcher = form.matcher(line);
                while (matcher.find()) {
                    WrittenDate read = matcher.start() < at ? read(matcher, line, order, today) : null;
                    if (read != null) {
                        best = read;
                        at = matcher.start();
                        break;
                    }
                }
            }
            if (best != null) {
                return best;
            }
        }
        Matcher matcher = ONLY_TIME.matcher(line);
        return matcher.find() ? made(matcher, line, null) : null;
    }

    /** What dates like 13/04/2026 in a text say about all dates of it. */
    static Order order(List<String> lines) {
        boolean day = false;
        boolean month = false;
        Pattern digits = Pattern.compile("(?<![\\d.])(\\d{1,2})[/-](\\d{1,2})[/-](?:\\d{4}|\\d{2})(?!\\d)");
        for (String line : lines) {
            Matcher matcher = digits.matcher(line);
            while (matcher.find()) {
                day |= Integer.parseInt(matcher.group(1)) > 12;
                month |= Integer.parseInt(matcher.group(2)) > 12;
            }
        }
        return day == month ? Order.UNKNOWN : day ? Order.DAY_FIRST : Order.MONTH_FIRST;
    }

    private static @Nullable WrittenDate read(Matcher matcher, String line, Order order, LocalDate today) {
        if (isOpen(matcher, order)) {
            String rest = line.substring(0, matcher.start()) + " " + line.substring(matcher.end());
            return new WrittenDate(null, null, null, false, matcher.group().strip(), rest);
        }
        try {
            LocalDate date = date(matcher, order, today);
            return date == null ? null : made(matcher, line, date);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether nobody can tell the day of a date from its month. */
    private static boolean isOpen(Matcher matcher, Order order) {
        if (!matcher.namedGroups().containsKey("a") || matcher.group("sep").equals(".") || order != Order.UNKNOWN) {
            return false;
        }
        int a = Integer.parseInt(matcher.group("a"));
        int b = Integer.parseInt(matcher.group("b"));
        return a <= 12 && b <= 12 && a != b;
    }

    private static @Nullable LocalDate date(Matcher matcher, Order order, LocalDate today) {
        Map<String, Integer> groups = matcher.namedGroups();
        String year = groups.containsKey("y") ? matcher.group("y") : null;
        int month;
        int day;
        if (groups.containsKey("a")) {
            int a = Integer.parseInt(matcher.group("a"));
            int b = Integer.parseInt(matcher.group("b"));
            boolean dots = matcher.group("sep").equals(".");
            boolean dayFirst = dots || a > 12 || order == Order.DAY_FIRST || a == b;
            day = dayFirst ? a : b;
            month = dayFirst ? b : a;
        } else {
            day = Integer.parseInt(matcher.group("d"));
            Integer named = groups.containsKey("name")
                    ? MONTHS.get(matcher.group("name").toLowerCase(Locale.ROOT).substring(0, 3))
                    : Integer.valueOf(matcher.group("mo"));
            if (named == null) {
                return null;
            }
            month = named;
        }
        if (year != null) {
            return LocalDate.of(
                    year.length() == 2 ? 2000 + Integer.parseInt(year) : Integer.parseInt(year), month, day);
        }
        LocalDate thisYear = LocalDate.of(today.getYear(), month, day);
        return thisYear.isAfter(today.plusDays(1)) ? thisYear.minusYears(1) : thisYear;
    }

    private static @Nullable WrittenDate made(Matcher matcher, String line, @Nullable LocalDate date) {
        LocalTime time = null;
        boolean seconds = false;
        if (matcher.group("h") != null) {
            int hour = Integer.parseInt(matcher.group("h"));
            String half = matcher.group("half");
            if (half != null) {
                hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
            }
            seconds = matcher.group("s") != null;
            try {
                time = LocalTime.of(
                        hour, Integer.parseInt(matcher.group("m")), seconds ? Integer.parseInt(matcher.group("s")) : 0);
            } catch (DateTimeException e) {
                return null;
            }
        }
        String rest = line.substring(0, matcher.start()) + " " + line.substring(matcher.end());
        return new WrittenDate(
                date,
                time,
                offset(matcher.group("zone")),
                seconds,
                matcher.group().strip(),
                rest);
    }

    private static @Nullable ZoneOffset offset(@Nullable String zone) {
        if (zone == null) {
            return null;
        }
        String name = zone.strip().toUpperCase(Locale.ROOT);
        if (name.equals("МСК") || name.equals("MSK")) {
            return ZoneOffset.ofHours(3);
        }
        String digits = name.replaceAll("UTC|GMT|Z|\\s", "");
        if (digits.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            Matcher parts = Pattern.compile("([+-])(\\d{1,2}):?(\\d{2})?").matcher(digits);
            if (!parts.matches()) {
                return null;
            }
            int minutes = Integer.parseInt(parts.group(2)) * 60
                    + (parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)));
            return ZoneOffset.ofTotalSeconds((parts.group(1).equals("-") ? -60 : 60) * minutes);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** This time of day on another's date. */
    WrittenDate under(WrittenDate day) {
        return new WrittenDate(day.date, time, offset, seconds, day.written + " " + written, rest);
    }

    /** The moment, on {@code day} where only a time of day is written; none where nobody can tell the date. */
    EventTime on(@Nullable LocalDate day) {
        LocalDate own = date == null ? day : date;
        if (own == null || date == null && time == null) {
            return EventTime.none(written);
        }
        String text = date == null ? own + " " + written : written;
        if (time == null) {
            return EventTime.unzoned(own.atStartOfDay(), text).with(EventTime.Precision.DAY);
        }
        LocalDateTime local = own.atTime(time);
        EventTime read = offset == null
                ? EventTime.unzoned(local, text)
                : EventTime.stated(OffsetDateTime.of(local, offset), text);
        return seconds ? read : read.with(EventTime.Precision.MINUTE);
    }
}
