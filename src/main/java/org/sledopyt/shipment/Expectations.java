package org.sledopyt.shipment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code expectations}: what people said about their shipments. */
@Repository
public class Expectations {

    private static final String OF = """
            select s.id, s.account_id, s.parcel_id, s.created_at, a.zone, a.country as home, e.country, e.city, e.send_by,
                   e.receipt, e.receipt_at, e.dismissed
            from shipments s
            left join expectations e on e.bucket = s.bucket and e.shipment_id = s.id
            left join accounts a on a.id = s.account_id
            where s.bucket = ? and s.parcel_id = any(?::uuid[]) and s.archived_at is null
            order by s.id
            """;

    private static final String EXPECT = """
            insert into expectations (bucket, shipment_id, country, city, send_by) values (?, ?, ?, ?, ?)
            on conflict (bucket, shipment_id)
            do update set country = excluded.country, city = excluded.city, send_by = excluded.send_by
            """;

    private static final String RECEIPT = """
            insert into expectations (bucket, shipment_id, receipt, receipt_at) values (?, ?, ?, ?)
            on conflict (bucket, shipment_id) do update set receipt = excluded.receipt, receipt_at = excluded.receipt_at
            """;

    private static final String DISMISS = """
            insert into expectations (bucket, shipment_id, dismissed) values (?, ?, jsonb_build_object(?::text, ?::text))
            on conflict (bucket, shipment_id) do update set dismissed = expectations.dismissed || excluded.dismissed
            """;

    private static final String RECALL =
            "update expectations set dismissed = '{}', receipt = null, receipt_at = null where bucket = ? and shipment_id = ?";

    private static final String FORGET = "delete from expectations where bucket = ? and shipment_id = ?";

    private final JdbcClient jdbc;

    Expectations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What everybody expects who waits for these parcels of one bucket, said or not; shipments in the archive wait for nothing. */
    public List<Expectation> of(int bucket, Collection<UUID> parcelIds) {
        return jdbc.sql(OF)
                .param((short) bucket)
                .param(parcelIds.stream().map(UUID::toString).toArray(String[]::new))
                .query(Expectations::expectation)
                .list();
    }

    /** Where it should arrive and by when it should be sent; null: not said. */
    public void expect(
            int bucket, UUID shipmentId, @Nullable String country, @Nullable String city, @Nullable LocalDate sendBy) {
        jdbc.sql(EXPECT)
                .params((short) bucket, shipmentId)
                .param(country)
                .param(city)
                .param(sendBy)
                .update();
    }

    public void receipt(int bucket, UUID shipmentId, Expectation.Receipt receipt, Instant at) {
        jdbc.sql(RECEIPT)
                .params((short) bucket, shipmentId, receipt.name(), Rows.bind(at))
                .update();
    }

    /** Puts something aside until the parcel moves on from {@code movement}. */
    public void dismiss(int bucket, UUID shipmentId, String code, String movement) {
        jdbc.sql(DISMISS).params((short) bucket, shipmentId, code, movement).update();
    }

    /** Takes back what was said of receipt and what was put aside. */
    public void recall(int bucket, UUID shipmentId) {
        jdbc.sql(RECALL).params((short) bucket, shipmentId).update();
    }

    public void forget(int bucket, UUID shipmentId) {
        jdbc.sql(FORGET).params((short) bucket, shipmentId).update();
    }

    private static Expectation expectation(ResultSet row, int index) throws SQLException {
        String zone = row.getString("zone");
        String receipt = row.getString("receipt");
        return new Expectation(
                Rows.id(row, "id"),
                Rows.id(row, "account_id"),
                Rows.id(row, "parcel_id"),
                Rows.at(row, "created_at"),
                zone == null ? ZoneOffset.UTC : ZoneId.of(zone),
                row.getString("home"),
                row.getString("country"),
                row.getString("city"),
                row.getObject("send_by", LocalDate.class),
                receipt == null ? null : Expectation.Receipt.valueOf(receipt),
                Rows.instant(row, "receipt_at"),
                dismissed(row.getString("dismissed")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> dismissed(@Nullable String json) {
        return json == null ? Map.of() : Map.copyOf(Rows.json(json, Map.class));
    }
}
