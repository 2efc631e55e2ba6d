package org.sledopyt.journey;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Place;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stages;
import org.sledopyt.storage.Columns;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The table {@code events}: everything that sources ever reported, appended and never edited. */
@Repository
public class Events {

    /** A report of a parcel. */
    public record OfParcel(UUID parcelId, Reported reported) {}

    private final JdbcTemplate jdbc;

    Events(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** All reports of some parcels of a bucket, by parcel. */
    public Map<UUID, List<Reported>> of(int bucket, Collection<UUID> parcelIds) {
        Map<UUID, List<Reported>> found = new HashMap<>();
        Columns.of(List.copyOf(parcelIds))
                .single((short) bucket)
                .column("uuid", id -> id)
                .query(jdbc, """
                        select parcel_id, key, number, source, carrier, seq, at, local_at, zone, precision, written_at, text, code,
                               milestone, sub, how, place, withdrawn, raw_id, seen_at
                        from events where bucket = ? and parcel_id = any(?)""", (row, index) -> new OfParcel(Rows.id(row, "parcel_id"), reported(row)))
                .forEach(one -> found.computeIfAbsent(one.parcelId(), id -> new ArrayList<>())
                        .add(one.reported()));
        return found;
    }

    /** Appends reports; one that is already there stays as it was. */
    public void add(int bucket, List<OfParcel> reports) {
        Columns.of(reports)
                .single((short) bucket)
                .column("uuid", OfParcel::parcelId)
                .column("bytea", one -> bytes(one.reported().key()))
                .column("text", one -> one.reported().number().text())
                .column("text", one -> one.reported().source())
                .column("text", one -> one.reported().event().carrier())
                .column("int4", one -> one.reported().seq())
                .column(
                        "timestamptz",
                        one -> Rows.bindOrNull(one.reported().event().time().at()))
                .column("timestamp", one -> one.reported().event().time().local())
                .column("text", one -> one.reported().event().time().zone().name())
                .column("text", one -> one.reported().event().time().precision().name())
                .column("text", one -> one.reported().event().time().written())
                .column("text", one -> clean(one.reported().event().text()))
                .column("text", one -> one.reported().event().code())
                .column(
                        "text",
                        one -> one.reported().event().stage().milestone().name())
                .column("text", one -> one.reported().event().stage().sub())
                .column("text", one -> one.reported().event().how().name())
                .column("jsonb", one -> Rows.jsonOrNull(one.reported().event().place()))
                .column("bool", one -> one.reported().event().withdrawn())
                .column("uuid", one -> one.reported().rawId())
                .column("timestamptz", one -> Rows.bind(one.reported().seenAt()))
                .update(jdbc, """
                        insert into events (bucket, parcel_id, key, number, source, carrier, seq, at, local_at, zone, precision,
                               written_at, text, code, milestone, sub, how, place, withdrawn, raw_id, seen_at)
                        select ?, * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing""");
    }

    /** Forgets everything reported about some parcels, before they are read anew from their raws. */
    public void forget(int bucket, Collection<UUID> parcelIds) {
        Columns.of(List.copyOf(parcelIds))
                .single((short) bucket)
                .column("uuid", id -> id)
                .update(jdbc, "delete from events where bucket = ? and parcel_id = any(?)");
    }

    /** PostgreSQL stores no NUL in texts. */
    private static String clean(String text) {
        return text.indexOf(0) < 0 ? text : text.replace("\0", "");
    }

    private static byte[] bytes(ByteBuffer key) {
        return key.array();
    }

    private static Reported reported(ResultSet row) throws SQLException {
        TrackingNumber number = new TrackingNumber(row.getString("number"));
        SourceEvent event = new SourceEvent(
                time(row),
                row.getString("text"),
                row.getString("code"),
                Stages.of(row.getString("milestone"), row.getString("sub")),
                SourceEvent.How.valueOf(row.getString("how")),
                Rows.json(row, "place", Place.class),
                row.getString("carrier"),
                null,
                row.getBoolean("withdrawn"));
        return new Reported(
                number,
                row.getString("source"),
                row.getInt("seq"),
                event,
                Rows.id(row, "raw_id"),
                Rows.at(row, "seen_at"),
                ByteBuffer.wrap(row.getBytes("key")));
    }

    private static EventTime time(ResultSet row) throws SQLException {
        LocalDateTime local = row.getObject("local_at", LocalDateTime.class);
        var at = Rows.instant(row, "at");
        return new EventTime(
                local,
                at == null ? null : offset(Objects.requireNonNull(local), at),
                EventTime.Zone.valueOf(row.getString("zone")),
                EventTime.Precision.valueOf(row.getString("precision")),
                row.getString("written_at"));
    }

    private static @Nullable ZoneOffset offset(LocalDateTime local, java.time.Instant at) {
        return ZoneOffset.ofTotalSeconds((int) (local.toEpochSecond(ZoneOffset.UTC) - at.getEpochSecond()));
    }
}
