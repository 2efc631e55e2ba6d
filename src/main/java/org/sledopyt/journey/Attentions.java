package org.sledopyt.journey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.storage.Columns;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The table {@code attentions}: what was seen to wait for whom, and when to look again. */
@Repository
public class Attentions {

    /** @param first nobody has looked yet: what is found now is history */
    public record Before(List<Attention> attentions, boolean first) {

        /** Whether it was known already, and as urgent. */
        public boolean knew(Attention attention) {
            return attentions.stream()
                    .anyMatch(one ->
                            one.code() == attention.code() && one.urgency().compareTo(attention.urgency()) <= 0);
        }
    }

    /** What a look at a shipment's parcel found. */
    public record Looked(UUID shipmentId, UUID parcelId, AttentionRules.Seen seen) {}

    /** When the first look in a bucket is due. */
    public record Due(int bucket, Instant at) {}

    private static final String FIRST_DUE = """
            select b as bucket, (select min(look_at) from attentions where bucket = b and look_at is not null) as due
            from generate_series(0, 255) b""";

    private static final String CLAIM = """
            update attentions set look_at = ? where bucket = ? and shipment_id in (
                select shipment_id from attentions where bucket = ? and look_at <= ?
                order by look_at limit ? for update skip locked)
            returning parcel_id""";

    private static final String BEGIN = """
            insert into attentions (bucket, shipment_id, parcel_id, look_at) values (?, ?, ?, ?)
            on conflict (bucket, shipment_id) do update set look_at = excluded.look_at, looked_at = null""";

    private static final String AGAIN = """
            update attentions a set look_at = ?, looked_at = null from shipments s
            where a.bucket = ? and s.bucket = a.bucket and s.id = a.shipment_id and s.account_id = ? and s.archived_at is null""";

    private static final String REST =
            "update attentions set look_at = null, items = '[]', urgency = null where bucket = ? and shipment_id = ?";

    private static final String FORGET = "delete from attentions where bucket = ? and shipment_id = ?";

    private static final String BEFORE =
            "select shipment_id, items, looked_at from attentions where bucket = ? and shipment_id = any(?)";

    private static final String KEEP = """
            with new as (select * from unnest(?, ?, ?, ?) as new (shipment_id, items, urgency, look_at))
            update attentions a
            set items = new.items, urgency = new.urgency, look_at = new.look_at, looked_at = ?
            from new where a.bucket = ? and a.shipment_id = new.shipment_id""";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Attentions(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Somebody waits for a parcel from now on, or again: to be looked at soon. */
    public void begin(int bucket, UUID shipmentId, UUID parcelId) {
        jdbc.update(BEGIN, (short) bucket, shipmentId, parcelId, Rows.bind(clock.instant()));
    }

    /** Somebody now lives elsewhere: all of the account's shipments are looked at anew. A person's own command, in no hurry and in all buckets. */
    public void again(UUID accountId) {
        jdbc.queryForList(
                        "select distinct bucket from shipments where account_id = ? and archived_at is null",
                        Short.class,
                        accountId)
                .forEach(bucket -> jdbc.update(AGAIN, Rows.bind(clock.instant()), bucket, accountId));
    }

    /** It is in the archive and waits for nothing. */
    public void rest(int bucket, UUID shipmentId) {
        jdbc.update(REST, (short) bucket, shipmentId);
    }

    public void forget(int bucket, UUID shipmentId) {
        jdbc.update(FORGET, (short) bucket, shipmentId);
    }

    /** A hint, taken without locks: one probe of the index a bucket, however many parcels there are. */
    public List<Due> firstDue() {
        return jdbc
                .query(FIRST_DUE, (row, index) -> {
                    Instant due = Rows.instant(row, "due");
                    return new Due(row.getInt("bucket"), due == null ? Instant.MAX : due);
                })
                .stream()
                .filter(due -> !due.at.equals(Instant.MAX))
                .toList();
    }

    /** Takes up to {@code limit} due shipments of a bucket until the lease ends, and gives their parcels. */
    public Set<UUID> claim(int bucket, int limit, Duration lease) {
        Instant now = clock.instant();
        return Set.copyOf(jdbc.queryForList(
                CLAIM, UUID.class, Rows.bind(now.plus(lease)), (short) bucket, (short) bucket, Rows.bind(now), limit));
    }

    /** What was seen last, by shipment; those that nobody waits for are left out. */
    public Map<UUID, Before> before(int bucket, Collection<UUID> shipmentIds) {
        Map<UUID, Before> found = new HashMap<>();
        Columns.of(List.copyOf(shipmentIds))
                .single((short) bucket)
                .column("uuid", id -> id)
                .query(jdbc, BEFORE, (row, index) -> found.put(Rows.id(row, "shipment_id"), before(row)));
        return found;
    }

    /** Writes down what was seen, and when to look again. The caller holds the parcels' journeys. */
    public void keep(int bucket, List<Looked> looks) {
        Columns.of(looks)
                .column("uuid", Looked::shipmentId)
                .column("jsonb", one -> Rows.json(one.seen().attentions()))
                .column("text", one -> urgency(one.seen().attentions()))
                .column("timestamptz", one -> Rows.bindOrNull(one.seen().next()))
                .then(Rows.bind(clock.instant()))
                .then((short) bucket)
                .update(jdbc, KEEP);
    }

    /** As kept in the table; null: nothing. */
    public static List<Attention> read(@Nullable String items) {
        return items == null ? List.of() : List.of(Rows.json(items, Attention[].class));
    }

    private static Before before(ResultSet row) throws SQLException {
        return new Before(read(row.getString("items")), row.getTimestamp("looked_at") == null);
    }

    private static @Nullable String urgency(List<Attention> attentions) {
        return attentions.isEmpty() ? null : attentions.getFirst().urgency().name();
    }
}
