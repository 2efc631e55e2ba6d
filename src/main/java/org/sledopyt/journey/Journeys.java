package org.sledopyt.journey;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Place;
import org.sledopyt.source.Stages;
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

    /** Locks the rows of some parcels of a bucket until the transaction ends; gives the first number of each that there is. */
    public Map<UUID, TrackingNumber> lock(int bucket, Collection<UUID> parcelIds) {
        Map<UUID, TrackingNumber> locked = new HashMap<>();
        Columns.of(parcelIds.stream().distinct().sorted().toList())
                .single((short) bucket)
                .column("uuid", id -> id)
                .query(
                        jdbc,
                        """
                        select parcel_id, number from journeys where bucket = ? and parcel_id = any(?)
                        order by parcel_id for update""",
                        (row, index) ->
                                locked.put(Rows.id(row, "parcel_id"), new TrackingNumber(row.getString("number"))));
        return locked;
    }

    /** The first number of a parcel; empty if there is no such parcel. */
    public Optional<TrackingNumber> firstNumber(int bucket, UUID parcelId) {
        return jdbc
                .queryForList(
                        "select number from journeys where bucket = ? and parcel_id = ?",
                        String.class,
                        (short) bucket,
                        parcelId)
                .stream()
                .findFirst()
                .map(TrackingNumber::new);
    }

    /** The parcels of a bucket after {@code after}, in order of their ids; null: from the first. */
    public List<UUID> parcels(int bucket, @Nullable UUID after, int limit) {
        return jdbc.queryForList(
                "select parcel_id from journeys where bucket = ? and parcel_id > ? order by parcel_id limit ?",
                UUID.class,
                (short) bucket,
                after == null ? new UUID(0, 0) : after,
                limit);
    }

    /** A journey of a parcel as it is now. */
    public record OfParcel(UUID parcelId, Journey journey) {}

    /** Says of journeys nobody has told anything about that this is for want of an answer. */
    public void unanswered(int bucket, Collection<UUID> parcelIds) {
        jdbc.update(
                "update journeys set sub = ? where bucket = ? and parcel_id = any(?) and milestone = 'NOT_FOUND' and sub = ?",
                Stages.SOURCE_PROBLEM.sub(),
                (short) bucket,
                parcelIds.toArray(UUID[]::new),
                Stages.NOT_POLLED_YET.sub());
    }

    /** Writes the summaries of journeys that changed. */
    public void summarise(int bucket, List<OfParcel> journeys) {
        summarise(bucket, journeys, "");
    }

    /** Writes the summaries that differ from what is there. */
    public void correct(int bucket, List<OfParcel> journeys) {
        summarise(bucket, journeys, """
                 and (j.milestone, j.sub, j.since, j.last_event_at, j.last_text, j.place, j.country, j.promised_from, j.promised_to,
                      j.pickup_until, j.ended, j.words)
                     is distinct from (new.milestone, new.sub, new.since, new.last_event_at, new.last_text, new.place, new.country,
                      new.promised_from, new.promised_to, new.pickup_until, new.ended, new.words)""");
    }

    private void summarise(int bucket, List<OfParcel> journeys, String only) {
        Instant now = clock.instant();
        Columns.of(journeys)
                .column("uuid", OfParcel::parcelId)
                .column("text", one -> one.journey().stage().milestone().name())
                .column("text", one -> one.journey().stage().sub())
                .column("timestamptz", one -> Rows.bindOrNull(one.journey().since()))
                .column("timestamptz", one -> Rows.bindOrNull(lastAt(one.journey())))
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
                        from new where j.bucket = ? and j.parcel_id = new.parcel_id""" + " " + only);
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
            if (place != null && journey.events().get(i).doubt() == null) {
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
