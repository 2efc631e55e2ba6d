package org.sledopyt.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Stages;
import org.sledopyt.storage.Ids;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table {@code tickets}: orders that a source took and answers later. */
@Repository
class Tickets {

    /** An order with the numbers it is for. */
    record Ticket(int bucket, UUID id, String source, String ticket, List<Claimed> claims, Instant expiresAt) {}

    /** A number of a ticket as kept. */
    record Item(int bucket, UUID parcel, String number, int failures) {}

    private final JdbcClient jdbc;
    private final Asks asks;
    private final Clock clock;

    Tickets(JdbcClient jdbc, Asks asks, Clock clock) {
        this.jdbc = jdbc;
        this.asks = asks;
        this.clock = clock;
    }

    /** Keeps an order and lets its numbers wait until it is over, so that nobody orders them again meanwhile. */
    @Transactional
    void keep(String source, Asking.Order order) {
        Map<Integer, List<Claimed>> byBucket = new LinkedHashMap<>();
        order.claims().forEach(claim -> byBucket.computeIfAbsent(claim.bucket(), b -> new ArrayList<>())
                .add(claim));
        List<Item> items = order.claims().stream()
                .map(claim -> new Item(
                        claim.bucket(), claim.parcelId(), claim.number().text(), claim.failures()))
                .toList();
        jdbc.sql("""
                        insert into tickets (bucket, id, source, ticket, asks, collect_at, expires_at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?)""")
                .params(
                        (short) order.claims().getFirst().bucket(),
                        Ids.next(clock),
                        source,
                        order.ticket(),
                        Rows.json(items),
                        Rows.bind(order.collectAt()),
                        Rows.bind(order.expiresAt()))
                .update();
        byBucket.forEach((bucket, claims) -> asks.postpone(bucket, source, claims, order.expiresAt()));
    }

    List<Integer> dueBuckets(String source) {
        return jdbc.sql("select distinct bucket from tickets where source = ? and collect_at <= ?")
                .params(source, Rows.bind(clock.instant()))
                .query(Integer.class)
                .list();
    }

    /** Takes one ticket that can be collected, until the lease ends. */
    List<Ticket> claim(int bucket, String source, Duration lease) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        with due as (
                            select bucket, id from tickets where bucket = :bucket and source = :source and collect_at <= :now
                            order by collect_at limit 1 for update skip locked)
                        update tickets t set collect_at = :until from due
                        where t.bucket = :bucket and t.bucket = due.bucket and t.id = due.id
                        returning t.*""")
                .param("bucket", (short) bucket)
                .param("source", source)
                .param("now", Rows.bind(now))
                .param("until", Rows.bind(now.plus(lease)))
                .query((row, index) -> ticket(row, now))
                .list();
    }

    void notReady(Ticket ticket, Instant collectAt) {
        jdbc.sql("update tickets set collect_at = ? where bucket = ? and id = ?")
                .params(Rows.bind(collectAt), (short) ticket.bucket(), ticket.id())
                .update();
    }

    /** The ticket is over: collected, or good for nothing. */
    void done(Ticket ticket) {
        jdbc.sql("delete from tickets where bucket = ? and id = ?")
                .params((short) ticket.bucket(), ticket.id())
                .update();
    }

    private static Ticket ticket(ResultSet row, Instant now) throws SQLException {
        String source = row.getString("source");
        List<Claimed> claims = new ArrayList<>();
        for (Item item : Rows.json(row.getString("asks"), Item[].class)) {
            claims.add(new Claimed(
                    item.bucket(),
                    item.parcel(),
                    new TrackingNumber(item.number()),
                    source,
                    Outcome.WAITING,
                    item.failures(),
                    null,
                    null,
                    Stages.NO_DATA,
                    null,
                    now));
        }
        return new Ticket(
                row.getInt("bucket"),
                Rows.id(row, "id"),
                source,
                row.getString("ticket"),
                claims,
                Rows.at(row, "expires_at"));
    }
}
