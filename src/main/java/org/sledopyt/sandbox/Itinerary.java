package org.sledopyt.sandbox;

import static org.sledopyt.sandbox.Happening.*;
import static org.sledopyt.sandbox.Itinerary.Stop.*;

import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;

/** The usual ways of a parcel: what happens on which day, at what time there, at which of its stops. */
final class Itinerary {

    enum Stop {
        SENDER,
        ORIGIN_HUB,
        EXPORT_GATE,
        IMPORT_GATE,
        HUB,
        RECIPIENT
    }

    /** {@code day} counts from the announcement. */
    record Leg(int day, LocalTime time, Happening what, Stop stop) {}

    static final List<Leg> FROM_CHINA = List.of(
            leg(0, "10:12", ANNOUNCED, SENDER),
            leg(1, "16:40", ACCEPTED, SENDER),
            leg(2, "21:05", ARRIVED_SORTING, ORIGIN_HUB),
            leg(3, "03:30", LEFT_SORTING, ORIGIN_HUB),
            leg(4, "09:15", EXPORT_CUSTOMS, EXPORT_GATE),
            leg(5, "11:50", EXPORT_RELEASED, EXPORT_GATE),
            leg(6, "22:20", HANDED_TO_AIRLINE, EXPORT_GATE),
            leg(7, "02:45", DEPARTED_COUNTRY, EXPORT_GATE),
            leg(12, "08:30", ARRIVED_COUNTRY, IMPORT_GATE),
            leg(13, "10:05", IMPORT_CUSTOMS, IMPORT_GATE),
            leg(14, "15:40", IMPORT_RELEASED, IMPORT_GATE),
            leg(14, "19:25", HANDED_TO_LAST_MILE, IMPORT_GATE),
            leg(15, "06:10", ARRIVED_SORTING, HUB),
            leg(15, "22:55", LEFT_SORTING, HUB),
            leg(18, "07:40", ARRIVED_SORTING, RECIPIENT),
            leg(19, "11:00", READY_AT_OFFICE, RECIPIENT),
            leg(21, "17:45", DELIVERED, RECIPIENT));

    static final List<Leg> WITHIN_RUSSIA = List.of(
            leg(0, "09:20", ANNOUNCED, SENDER),
            leg(0, "14:35", ACCEPTED, SENDER),
            leg(0, "18:10", LEFT_OFFICE, SENDER),
            leg(1, "04:25", ARRIVED_SORTING, HUB),
            leg(1, "21:50", LEFT_SORTING, HUB),
            leg(4, "06:15", ARRIVED_SORTING, RECIPIENT),
            leg(5, "10:30", READY_AT_OFFICE, RECIPIENT),
            leg(7, "18:20", DELIVERED, RECIPIENT));

    static final List<Leg> COURIER = List.of(
            leg(0, "11:00", ANNOUNCED, SENDER),
            leg(0, "17:30", ACCEPTED, SENDER),
            leg(1, "02:15", LEFT_OFFICE, SENDER),
            leg(2, "05:40", ARRIVED_SORTING, HUB),
            leg(2, "20:10", LEFT_SORTING, HUB),
            leg(4, "08:05", ARRIVED_IN_CITY, RECIPIENT),
            leg(4, "12:45", AT_DELIVERY_OFFICE, RECIPIENT),
            leg(5, "09:10", OUT_FOR_DELIVERY, RECIPIENT),
            leg(5, "15:25", DELIVERED, RECIPIENT));

    static final List<Leg> TO_A_POINT = with(COURIER, 7, leg(5, "09:10", READY_AT_OFFICE, RECIPIENT));

    static final List<Leg> TO_A_LOCKER = with(
            with(COURIER, 7, leg(5, "09:10", READY_IN_LOCKER, RECIPIENT)),
            8,
            leg(6, "20:05", COLLECTED_FROM_LOCKER, RECIPIENT));

    private Itinerary() {}

    private static Leg leg(int day, String time, Happening what, Stop stop) {
        return new Leg(day, LocalTime.parse(time), what, stop);
    }

    private static List<Leg> with(List<Leg> legs, int at, Leg leg) {
        return IntStream.range(0, legs.size())
                .mapToObj(i -> i == at ? leg : legs.get(i))
                .toList();
    }
}
