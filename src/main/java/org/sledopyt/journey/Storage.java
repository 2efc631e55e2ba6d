package org.sledopyt.journey;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Stage;

/** How long a parcel is kept at its pick-up point: as stated, else by the carrier's table {@code storage.csv}, else a week. */
final class Storage {

    /** @param arrival the event from which it is counted; null if only the end is known */
    record Term(Attention.Deadline deadline, int days, Journey.@Nullable Event arrival, ZoneId zone) {}

    private record Row(String carrier, String kind, String service, int days, boolean working) {

        boolean fits(String carrier, String kind, String service) {
            return (this.carrier.equals("*") || this.carrier.equals(carrier))
                    && (this.kind.equals("*") || this.kind.equals(kind))
                    && service.contains(this.service);
        }
    }

    /** Where no table knows better. */
    private static final int USUAL_DAYS = 7;

    /** Leaving for another point, by the sub-statuses that say so. */
    private static final Set<String> LEAVING = Set.of("REDIRECTED", "DEPARTED_FACILITY", "TO_PICKUP_POINT");

    private static final List<Row> ROWS =
            Csv.rows(Storage.class, "storage.csv").stream().map(Storage::row).toList();

    private Storage() {}

    /** Null while it does not wait at a point, and where neither the end nor an arrival is known. */
    static @Nullable Term of(Look look) {
        if (!look.isAt(Milestone.AVAILABLE_FOR_PICKUP)) {
            return null;
        }
        Journey.Event arrival = arrival(look.journey.events());
        OffsetDateTime stated = look.journey.pickupUntil();
        if (stated != null) {
            return new Term(
                    new Attention.Deadline(stated.toLocalDate(), Attention.Known.STATED),
                    0,
                    arrival,
                    stated.getOffset());
        }
        LocalDate day = arrival == null ? null : Look.day(arrival);
        if (arrival == null || day == null) {
            return null;
        }
        String service = look.journey.serviceLevel() == null ? "" : look.journey.serviceLevel();
        Row row = ROWS.stream()
                .filter(one -> one.fits(arrival.carrier(), arrival.stage().sub(), service.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
        int days = row == null ? USUAL_DAYS : row.days;
        // the day of arrival does not count
        LocalDate end = row != null && row.working ? Days.working(day, days) : day.plusDays(days);
        return new Term(
                new Attention.Deadline(end, row == null ? Attention.Known.RULE : Attention.Known.TABLE),
                days,
                arrival,
                look.zone(arrival));
    }

    /** Where the period began: second notices and attempts do not begin it again, another point does. */
    private static Journey.@Nullable Event arrival(List<Journey.Event> events) {
        Journey.Event arrival = null;
        boolean left = false;
        for (Journey.Event event : events) {
            Stage stage = event.stage();
            if (stage.milestone() == Milestone.AVAILABLE_FOR_PICKUP
                    && !stage.sub().equals("REMINDER")) {
                if (arrival == null || left || isElsewhere(arrival.place(), event.place())) {
                    arrival = event;
                }
                left = false;
            } else if (LEAVING.contains(stage.sub())) {
                left = true;
            }
        }
        return arrival;
    }

    private static boolean isElsewhere(@Nullable Place one, @Nullable Place other) {
        return one != null
                && other != null
                && (differ(one.city(), other.city())
                        || differ(one.postcode(), other.postcode())
                        || differ(one.office(), other.office()));
    }

    private static boolean differ(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.equalsIgnoreCase(other);
    }

    private static Row row(Map<String, String> cells) {
        return new Row(
                Csv.cell(cells, "carrier"),
                Csv.cell(cells, "kind"),
                Csv.cell(cells, "service"),
                Integer.parseInt(Csv.cell(cells, "days")),
                Csv.cell(cells, "counts").equals("workdays"));
    }
}
