package org.sledopyt.shipment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who wants to hear of which parcel. */
@Repository
public class Watches {

    private static final String ADD = """
            insert into watches (bucket, parcel_id, account_id, shipment_id, since) values (?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private static final String MUTE =
            "update watches set muted_until = ? where bucket = ? and parcel_id = ? and account_id = ?";

    private static final String REMOVE = "delete from watches where bucket = ? and parcel_id = ? and account_id = ?";

    private static final String OF = """
            select w.*, coalesce(s.title, '') as title
            from watches w left join shipments s on s.bucket = w.bucket and s.id = w.shipment_id
            where w.bucket = ? and w.parcel_id = any(?::uuid[])
            """;

    private final JdbcClient jdbc;

    Watches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From now on the account hears of the parcel. If it did already, nothing changes. */
    public void add(int bucket, UUID parcelId, UUID accountId, UUID shipmentId, Instant since) {
        jdbc.sql(ADD)
                .params(bucket, parcelId, accountId, shipmentId, since.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Silence until then; null ends it. What happens meanwhile is not told later. */
    public void mute(int bucket, UUID parcelId, UUID accountId, @Nullable Instant until) {
        jdbc.sql(MUTE)
                .param(until == null ? null : until.atOffset(ZoneOffset.UTC))
                .params(bucket, parcelId, accountId)
                .update();
    }

    public void remove(int bucket, UUID parcelId, UUID accountId) {
        jdbc.sql(REMOVE).params(bucket, parcelId, accountId).update();
    }

    /** Who watches these parcels of one bucket, muted or not. */
    public List<Watch> of(int bucket, Collection<UUID> parcelIds) {
        return jdbc.sql(OF)
                .param(bucket)
                .param(parcelIds.stream().map(UUID::toString).toArray(String[]::new))
                .query(Watches::watch)
                .list();
    }

    private static Watch watch(ResultSet row, int index) throws SQLException {
        OffsetDateTime mutedUntil = row.getObject("muted_until", OffsetDateTime.class);
        return new Watch(
                row.getInt("bucket"),
                row.getObject("parcel_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("shipment_id", UUID.class),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                mutedUntil == null ? null : mutedUntil.toInstant(),
                row.getString("title"));
    }
}
