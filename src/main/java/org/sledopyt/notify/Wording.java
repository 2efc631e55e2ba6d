package org.sledopyt.notify;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.DateIntervalFormat;
import com.ibm.icu.util.DateInterval;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.text.Texts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Makes words of what a notification tells: in the reader's language, with days and hours of the reader's zone. */
@Component
public class Wording {

    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST = 300;

    private final Texts texts;
    private final SourceNames sourceNames;

    Wording(Texts texts, ObjectProvider<SourceNames> sourceNames) {
        this.texts = texts;
        this.sourceNames = sourceNames.getIfAvailable(() -> (source, language) -> source);
    }

    /**
     * The arguments as told, each on one line and of bearable length, and beside them, ready to be read and empty where nothing is known:
     * {@code name} of the shipment (its title, else its number), {@code stage}, {@code when} it happened, promised {@code date},
     * {@code day} since when the person watches, {@code sourceName}, {@code what} waits for the person and the {@code advice} what to do.
     *
     * @param madeAt years are named only where they differ from this one's
     */
    public Map<String, String> words(Account reader, Map<String, String> args, Instant madeAt) {
        String language = reader.language();
        int year = madeAt.atZone(reader.zone()).getYear();
        Map<String, String> words = new LinkedHashMap<>();
        args.forEach((name, value) -> words.put(name, line(value, name.equals("title") ? LONGEST_TITLE : LONGEST)));
        String title = words.getOrDefault("title", "");
        words.put("name", title.isEmpty() ? words.getOrDefault("number", "") : title);
        words.put("stage", stage(words, language));
        words.put("when", when(When.read(args.get("at")), language, reader.zone(), year));
        words.put("date", date(When.read(args.get("from")), When.read(args.get("to")), language, year));
        words.put("day", day(When.read(args.get("since")), language, reader.zone()));
        String source = words.getOrDefault("source", "");
        words.put("sourceName", source.isEmpty() ? "" : sourceNames.name(source, language));
        words.put("what", what(args, language, year));
        words.put("advice", advice(args, language));
        return words;
    }

    /** What happened, in one line. */
    public String sentence(Account reader, String kind, Map<String, String> words) {
        return texts.say(reader.language(), "change." + kind, words);
    }

    /** What is known of a problem: its sentence if it is a key of the catalogue, else the other side's own words. */
    public @Nullable String problem(Account reader, @Nullable String why) {
        return why != null && texts.knows(reader.language(), why) ? texts.say(reader.language(), why, Map.of()) : why;
    }

    /** The text on one line: no breaks that end a header, no marks that turn the reading direction, cut at that many characters. */
    static String line(String text, int longest) {
        String line = text.replaceAll("[\\s\\p{Cc}\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .strip();
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest - 1)).stripTrailing() + "…";
    }

    private String stage(Map<String, String> words, String language) {
        String milestone = words.get("milestone");
        return milestone == null
                ? ""
                : texts.say(language, "stage." + milestone + "." + words.getOrDefault("sub", ""), Map.of());
    }

    /** What waits, with its last day if the sentence takes one. */
    private String what(Map<String, String> args, String language, int year) {
        String code = args.get("attention");
        LocalDate until = day(When.read(args.get("until")));
        boolean stated = args.getOrDefault("known", "STATED").equals("STATED");
        String dated = "todo." + code + (stated ? ".titleUntil" : ".titleAbout");
        if (code == null) {
            return "";
        }
        return until != null && texts.knows(language, dated)
                ? texts.say(language, dated, Map.of("date", day(until, language, until.getYear() != year)))
                : texts.say(language, "todo." + code + ".title", Map.of());
    }

    private String advice(Map<String, String> args, String language) {
        String todo = args.get("todo");
        return todo != null && texts.knows(language, todo) ? texts.say(language, todo, Map.of()) : "";
    }

    private String when(@Nullable When at, String language, ZoneId zone, int year) {
        return switch (at) {
            case null -> "";
            case When.Moment(Instant moment) -> time(LocalDateTime.ofInstant(moment, zone), language, year);
            case When.Wall(LocalDateTime local) ->
                texts.say(language, "time.local", Map.of("time", time(local, language, year)));
            case When.Day(LocalDate day) -> day(day, language, day.getYear() != year);
        };
    }

    private static String date(@Nullable When from, @Nullable When to, String language, int year) {
        LocalDate first = day(from);
        LocalDate last = day(to);
        if (first == null || last == null) {
            LocalDate only = first == null ? last : first;
            return only == null ? "" : day(only, language, only.getYear() != year);
        }
        String skeleton = first.getYear() == year && last.getYear() == year ? "MMMMd" : "yMMMMd";
        DateIntervalFormat format = DateIntervalFormat.getInstance(skeleton, ULocale.forLanguageTag(language));
        format.setTimeZone(TimeZone.GMT_ZONE);
        return format.format(new DateInterval(millis(first.atStartOfDay()), millis(last.atStartOfDay())));
    }

    private static @Nullable LocalDate day(@Nullable When when) {
        return switch (when) {
            case null -> null;
            case When.Day(LocalDate day) -> day;
            case When.Wall(LocalDateTime local) -> local.toLocalDate();
            case When.Moment(Instant at) -> LocalDate.ofInstant(at, ZoneOffset.UTC);
        };
    }

    private static String day(@Nullable When since, String language, ZoneId zone) {
        return since instanceof When.Moment(Instant at) ? day(LocalDate.ofInstant(at, zone), language, true) : "";
    }

    private static String day(LocalDate day, String language, boolean withYear) {
        return format(day.atStartOfDay(), withYear ? "yMMMMd" : "MMMMd", language);
    }

    private static String time(LocalDateTime local, String language, int year) {
        return format(local, local.getYear() == year ? "MMMMdHm" : "yMMMMdHm", language);
    }

    /** The wall clock is already the one to show, so it is formatted as if it were GMT. */
    private static String format(LocalDateTime local, String skeleton, String language) {
        DateFormat format = DateFormat.getInstanceForSkeleton(skeleton, ULocale.forLanguageTag(language));
        format.setTimeZone(TimeZone.GMT_ZONE);
        return format.format(new Date(millis(local)));
    }

    private static long millis(LocalDateTime local) {
        return local.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
