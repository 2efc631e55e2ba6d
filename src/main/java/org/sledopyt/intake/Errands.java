package org.sledopyt.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.source.Wish;
import org.sledopyt.storage.Columns;
import org.sledopyt.storage.Rows;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code errands}: what sources still have to be told of numbers registered with them. The newest wish of a number counts. */
@Repository
class Errands {

    /** @param failures times it was told in vain */
    record Errand(int bucket, UUID parcelId, String source, Wish wish, int failures) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Asks asks;
    private final Sources sources;
    private final Clock clock;

    Errands(JdbcClient jdbc, JdbcTemplate template, Asks asks, Sources sources, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.asks = asks;
        this.sources = sources;
        this.clock = clock;
    }

    /** Wants it of all sources that were given numbers of the parcel and understand such a wish. */
    void want(int bucket, UUID parcelId, Wish.Kind kind, @Nullable String carrier) {
        List<Asks.Ask> registered = asks.of(bucket, List.of(parcelId)).stream()
                .filter(ask -> ask.answeredAt() != null && ask.outcome() != Outcome.UNREGISTERED)
                .filter(ask -> sources.find(ask.source())
                        .map(Source::wishes)
                        .filter(wishes -> wishes.contains(kind))
                        .isPresent())
                .toList();
        if (registered.isEmpty()) {
            return;
        }
        jdbc.sql("delete from errands where bucket = ? and parcel_id = ? and (kind = 'CARRIER') = ?")
                .params((short) bucket, parcelId, kind == Wish.Kind.CARRIER)
                .update();
        Columns.of(registered)
                .single((short) bucket)
                .single(parcelId)
                .single(kind.name())
                .column("text", ask -> carrier)
                .column("text", ask -> ask.number().text())
                .column("text", Asks.Ask::source)
                .then(Rows.bind(clock.instant()))
                .update(template, """
                        insert into errands (bucket, parcel_id, kind, carrier, number, source, due_at)
                        select b, p, k, new.*, now
                        from (values (?::smallint, ?::uuid, ?)) wish (b, p, k), unnest(?, ?, ?) as new (carrier, number, source),
                             (values (?::timestamptz)) moment (now)
                        on conflict do nothing""");
        Wake.call(jdbc, "errands", bucket);
    }

    List<Integer> dueBuckets(String source) {
        return jdbc.sql("select distinct bucket from errands where source = ? and due_at <= ?")
                .params(source, Rows.bind(clock.instant()))
                .query(Integer.class)
                .list();
    }

    /** Takes one that is due, until the lease ends. */
    Optional<Errand> claim(int bucket, String source, Duration lease) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        with due as (
                            select bucket, parcel_id, number, source, kind from errands
                            where bucket = :bucket and source = :source and due_at <= :now
                            order by due_at limit 1 for update skip locked)
                        update errands e set due_at = :until from due d
                        where e.bucket = :bucket and e.bucket = d.bucket and e.parcel_id = d.parcel_id and e.number = d.number
                          and e.source = d.source and e.kind = d.kind
                        returning e.*""")
                .param("bucket", (short) bucket)
                .param("source", source)
                .param("now", Rows.bind(now))
                .param("until", Rows.bind(now.plus(lease)))
                .query(Errands::errand)
                .optional();
    }

    /** Again at {@code due}, having failed that often. */
    void later(Errand errand, int failures, Instant due) {
        jdbc.sql("""
                        update errands set due_at = ?, failures = ?
                        where bucket = ? and parcel_id = ? and number = ? and source = ? and kind = ?""")
                .params(
                        Rows.bind(due),
                        failures,
                        (short) errand.bucket,
                        errand.parcelId,
                        errand.wish.number().text(),
                        errand.source,
                        errand.wish.kind().name())
                .update();
    }

    void done(Errand errand) {
        jdbc.sql("delete from errands where bucket = ? and parcel_id = ? and number = ? and source = ? and kind = ?")
                .params(
                        (short) errand.bucket,
                        errand.parcelId,
                        errand.wish.number().text(),
                        errand.source,
                        errand.wish.kind().name())
                .update();
    }

    private static Errand errand(ResultSet row, int index) throws SQLException {
        return new Errand(
                row.getInt("bucket"),
                Rows.id(row, "parcel_id"),
                row.getString("source"),
                new Wish(
                        new TrackingNumber(row.getString("number")),
                        Wish.Kind.valueOf(row.getString("kind")),
                        row.getString("carrier")),
                row.getInt("failures"));
    }
}
