package org.sledopyt.source.cainiao;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Answers;
import org.sledopyt.source.EventTime;
import tools.jackson.databind.JsonNode;

/**
 * Times of Cainiao contradict themselves: in every recorded event the epoch {@code time} is the wall clock {@code timeStr} read in
 * China, whatever {@code timeZone} says. The wall clock with the label is the likelier instant (deliveries then fall into working
 * hours), but the label errs too. So the label is believed only where China's clock is right anyway, or where the epoch, for once,
 * agrees with a label that is not China's.
 */
final class CainiaoTime {

    static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]");
    private static final Pattern LABEL = Pattern.compile("(?:GMT|UTC)\\s*(?:([+-])(\\d{1,2})(?::?(\\d{2}))?)?");

    private CainiaoTime() {}

    /** @param atOrigin whether the event belongs to the origin leg, where a label of China is right */
    static EventTime of(JsonNode event, boolean atOrigin) {
        String wall = Answers.text(event, "timeStr");
        Instant epoch = epoch(event, "time");
        if (wall == null) {
            if (epoch != null) {
                return EventTime.assumed(
                        LocalDateTime.ofInstant(epoch, CHINA), CHINA, String.valueOf(epoch.toEpochMilli()));
            }
            // older answers have the wall clock here
            wall = Objects.requireNonNullElse(Answers.text(event, "time"), "");
        }
        String label = Answers.text(event, "timeZone");
        String written = label == null ? wall : wall + " " + label;
        LocalDateTime local = local(wall);
        if (local == null) {
            return EventTime.none(written);
        }
        EventTime time = zoned(local, label == null ? null : offset(label), epoch, atOrigin, written);
        return wall.length() <= "2026-11-24 10:15".length() ? time.with(EventTime.Precision.MINUTE) : time;
    }

    private static EventTime zoned(
            LocalDateTime local,
            @Nullable ZoneOffset offset,
            @Nullable Instant epoch,
            boolean atOrigin,
            String written) {
        if (offset == null) {
            return EventTime.unzoned(local, written);
        }
        boolean sure = offset.equals(CHINA)
                ? atOrigin
                : epoch != null && epoch.getEpochSecond() == local.toEpochSecond(offset);
        return sure ? EventTime.stated(local.atOffset(offset), written) : EventTime.assumed(local, offset, written);
    }

    /** Epoch milliseconds of a field; null if there are none or they lie far from our days. */
    static @Nullable Instant epoch(JsonNode object, String field) {
        String text = Answers.text(object, field);
        if (text == null || !text.matches("\\d{12,13}")) {
            return null;
        }
        Instant epoch = Instant.ofEpochMilli(Long.parseLong(text));
        return EventTime.isPlausible(LocalDate.ofInstant(epoch, CHINA)) ? epoch : null;
    }

    private static @Nullable LocalDateTime local(String wall) {
        try {
            return LocalDateTime.parse(wall, WALL);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable ZoneOffset offset(String label) {
        Matcher parts = LABEL.matcher(label);
        if (!parts.matches()) {
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
}
