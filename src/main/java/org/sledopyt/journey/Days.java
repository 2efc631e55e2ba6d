package org.sledopyt.journey;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Counting days. Working days are Monday to Friday: holidays differ by country and year, and a day too early harms nobody. */
final class Days {

    private Days() {}

    static boolean isWorking(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** The so manieth working day after a day. */
    static LocalDate working(LocalDate after, int days) {
        LocalDate day = after;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            left -= isWorking(day) ? 1 : 0;
        }
        return day;
    }
}
