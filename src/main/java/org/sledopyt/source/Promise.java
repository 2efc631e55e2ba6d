package org.sledopyt.source;

import java.time.LocalDate;

/** The carrier's own date of delivery: first and last day, equal where it names one day. */
public record Promise(LocalDate from, LocalDate to) {

    public static Promise on(LocalDate day) {
        return new Promise(day, day);
    }
}
