package org.sledopyt.journey;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Place;
import org.sledopyt.storage.Columns;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The table {@code journeys}: one row a parcel, the lock of T2 and the summary that lists show. */
@Repository
public class Journeys {

    /** Longest text kept for search a parcel, in characters. */
    private static final int WORDS = 20_000;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Journeys(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Begins the journey of a new parcel. */
    public void begin(int bucket, UUID parcelId, String number) {
        jdbc.update(
                """
                insert into journeys (bucket, parcel_id, number, words, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict do nothing""",
                (short) bucket,
                parcelId,
                number,
                number.toLowerCase(Locale.ROOT),
                Rows.bind(clock.instant()),
                Rows.bind(clock.instant()));
    }

    /** Locks the rows of some parcels of a bucket until the transaction ends; gives the parcels that there are. */
    public Set<UUID> lock(int bucket, Collection<UUID> parcelIds) {
        return new HashSet<>(Columns.of(parcelIds.stream().distinct().sorted().toList())
                .single((short) bucket)
                .column("uuid", id -> id)
                .query(jdbc, """
                        select parcel_id from journeys where bucket = ? and parcel_id = any(?)
                        order by parcel_id for update""", (row, index) -> Rows.id(row, "parcel_id")));
    }

    /** A journey of a parcel as it is now. */
    public record OfParcel(UUID parcelId, Journey journey) {}

    /** Writes the summaries of journeys that changed. */
    public void summarise(int bucket, List<OfParcel> journeys) {
        Instant now = clock.instant();
        Columns.of(journeys)
                .column("uuid", OfParcel::parcelId)
                .column("text", one -> one.journey().stage().milestone().name())
                .column("text", one -> one.journey().stage().sub())
                .column("timestamptz", one -> Rows.bind(one.journey().since()))
                .column("timestamptz", one -> Rows.bind(lastAt(one.journey())))
                .column("text", one -> lastText(one.journey()))
                .column("text", one -> JourneyDiff.place(lastPlace(one.journey())))
                .column("text", one -> country(lastPlace(one.journey())))
                .column("date", one -> promise(one.journey(), true))
                .column("date", one -> promise(one.journey(), false))
                .column("timestamptz", one -> one.journey().pickupUntil())
                .column("bool", one -> one.journey().stage().ends())
                .column("text", one -> words(one.journey()))
                .then(Rows.bind(now))
                .then((short) bucket)
                .update(jdbc, """
                        with new as (select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as new (parcel_id, milestone, sub, since,
                               last_event_at, last_text, place, country, promised_from, promised_to, pickup_until, ended, words))
                        update journeys j set version = j.version + 1, milestone = new.milestone, sub = new.sub, since = new.since,
                               last_event_at = new.last_event_at, last_text = new.last_text, place = new.place, country = new.country,
                               promised_from = new.promised_from, promised_to = new.promised_to, pickup_until = new.pickup_until,
                               ended = new.ended, words = new.words, updated_at = ?
                        from new where j.bucket = ? and j.parcel_id = new.parcel_id""");
    }

    private static @Nullable Instant lastAt(Journey journey) {
        Journey.Event latest = journey.latest();
        return latest == null ? null : latest.time().latest();
    }

    private static @Nullable String lastText(Journey journey) {
        Journey.Event latest = journey.latest();
        return latest == null ? null : latest.text();
    }

    /** Where the parcel was last seen: many events name no place. */
    private static @Nullable Place lastPlace(Journey journey) {
        for (int i = journey.events().size() - 1; i >= 0; i--) {
            Place place = journey.events().get(i).place();
            if (place != null) {
                return place;
            }
        }
        return null;
    }

    private static @Nullable String country(@Nullable Place place) {
        return place == null ? null : place.country();
    }

    private static java.time.@Nullable LocalDate promise(Journey journey, boolean from) {
        Journey.Promised promised = journey.promise();
        if (promised == null) {
            return null;
        }
        return from ? promised.promise().from() : promised.promise().to();
    }

    private static String words(Journey journey) {
        StringBuilder words = new StringBuilder();
        journey.numbers().forEach(number -> words.append(number.text()).append(' '));
        for (Journey.Event event : journey.events()) {
            String place = JourneyDiff.place(event.place());
            words.append(event.text())
                    .append(' ')
                    .append(place == null ? "" : place)
                    .append(' ');
        }
        String all = words.toString().replace("\0", "").toLowerCase(Locale.ROOT);
        return all.length() <= WORDS ? all : all.substring(0, WORDS);
    }
}
