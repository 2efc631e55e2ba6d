package org.sledopyt.intake;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.shipment.Shipments.Shipment;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.storage.Columns;
import org.sledopyt.storage.Rows;
import org.sledopyt.storage.Seal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code extras}: what people told of a parcel because a source wants to know it. Each account's own, sealed with the key file;
 * only the asking opens it, and nobody is told what another account entered.
 */
@Repository
public class Extras {

    /**
     * A batch as it can be asked for.
     *
     * @param by with what was told of the parcels that are asked about
     * @param lacking claims of which something required was not told
     * @param tellers whose word is used, by parcel
     */
    record Prepared(Credentials by, List<Claimed> able, List<Claimed> lacking, Map<UUID, UUID> tellers) {}

    private record Row(UUID parcelId, UUID accountId, String name, byte[] sealed) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Seal seal;
    private final Clock clock;

    Extras(JdbcClient jdbc, JdbcTemplate template, Seal seal, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.seal = seal;
        this.clock = clock;
    }

    /** Keeps what the owner of a shipment tells of its parcel; an empty value takes it back. */
    void keep(Shipment shipment, Map<String, String> told) {
        told.forEach((name, value) -> {
            if (value.isBlank()) {
                jdbc.sql("delete from extras where bucket = ? and parcel_id = ? and account_id = ? and name = ?")
                        .params((short) shipment.bucket(), shipment.parcelId(), shipment.accountId(), name)
                        .update();
                return;
            }
            jdbc.sql("""
                            insert into extras (bucket, parcel_id, account_id, name, sealed, entered_at)
                            values (:bucket, :parcel, :account, :name, :sealed, :now)
                            on conflict (bucket, parcel_id, account_id, name) do update
                            set sealed = excluded.sealed, entered_at = excluded.entered_at, failed_at = null""")
                    .param("bucket", (short) shipment.bucket())
                    .param("parcel", shipment.parcelId())
                    .param("account", shipment.accountId())
                    .param("name", name)
                    .param("sealed", seal.seal(value.strip()))
                    .param("now", Rows.bind(clock.instant()))
                    .update();
        });
    }

    void forget(Shipment shipment) {
        jdbc.sql("delete from extras where bucket = ? and parcel_id = ? and account_id = ?")
                .params((short) shipment.bucket(), shipment.parcelId(), shipment.accountId())
                .update();
    }

    /** The names of what the owner of a shipment told of its parcel. */
    public Set<String> names(Shipment shipment) {
        return new HashSet<>(jdbc.sql("select name from extras where bucket = ? and parcel_id = ? and account_id = ?")
                .params((short) shipment.bucket(), shipment.parcelId(), shipment.accountId())
                .query(String.class)
                .list());
    }

    /** Finds what was told of the parcels of a batch, for a source that wants to know it. */
    Prepared prepare(Manifest source, Manifest.Door door, Credentials by, List<Claimed> batch) {
        List<Manifest.Need> needs = source.needs(door);
        if (needs.isEmpty()) {
            return new Prepared(by, batch, List.of(), Map.of());
        }
        Map<UUID, Map<UUID, Map<String, String>>> told = told(batch);
        List<Claimed> able = new ArrayList<>();
        List<Claimed> lacking = new ArrayList<>();
        Map<TrackingNumber, Map<String, String>> extras = new HashMap<>();
        Map<UUID, UUID> tellers = new HashMap<>();
        for (Claimed claim : batch) {
            Map<String, String> used = null;
            for (Map.Entry<UUID, Map<String, String>> one :
                    told.getOrDefault(claim.parcelId(), Map.of()).entrySet()) {
                Map<String, String> fitting = fitting(needs, one.getValue());
                if (used == null && !fitting.isEmpty() && isEnough(needs, fitting)) {
                    used = fitting;
                    tellers.put(claim.parcelId(), one.getKey());
                }
            }
            if (used != null) {
                extras.put(claim.number(), used);
                able.add(claim);
            } else if (isEnough(needs, Map.of())) {
                able.add(claim);
            } else {
                lacking.add(claim);
            }
        }
        return new Prepared(by.telling(extras), able, lacking, tellers);
    }

    /** What fits of it, so that nothing odd is put into a request. */
    static Map<String, String> fitting(List<Manifest.Need> needs, Map<String, String> told) {
        Map<String, String> fitting = new HashMap<>();
        for (Manifest.Need need : needs) {
            String value = told.get(need.name());
            if (value != null && need.fits(value)) {
                fitting.put(need.name(), value);
            }
        }
        return fitting;
    }

    static boolean isEnough(List<Manifest.Need> needs, Map<String, String> told) {
        return needs.stream().allMatch(need -> !need.required() || told.containsKey(need.name()));
    }

    /** By parcel and account; first whose word did not fail, then whose failed longest ago: a wrong word of one does not spoil it for others. */
    private Map<UUID, Map<UUID, Map<String, String>>> told(List<Claimed> batch) {
        Map<UUID, Map<UUID, Map<String, String>>> told = new HashMap<>();
        Map<Integer, Set<UUID>> parcels = new HashMap<>();
        batch.forEach(claim -> parcels.computeIfAbsent(claim.bucket(), bucket -> new HashSet<>())
                .add(claim.parcelId()));
        parcels.forEach((bucket, ids) -> {
            for (Row row : rows(bucket, ids)) {
                told.computeIfAbsent(row.parcelId, id -> new LinkedHashMap<>())
                        .computeIfAbsent(row.accountId, id -> new HashMap<>())
                        .put(row.name, seal.open(row.sealed));
            }
        });
        return told;
    }

    private List<Row> rows(int bucket, Collection<UUID> parcels) {
        return Columns.of(List.copyOf(parcels))
                .single((short) bucket)
                .column("uuid", id -> id)
                .query(
                        template,
                        """
                        select * from extras where bucket = ? and parcel_id = any(?)
                        order by failed_at nulls first, entered_at, account_id""",
                        (row, index) -> new Row(
                                Rows.id(row, "parcel_id"),
                                Rows.id(row, "account_id"),
                                row.getString("name"),
                                row.getBytes("sealed")));
    }

    /** Notes with whose word a parcel was found and with whose it was not. */
    void learn(Prepared prepared, List<Answered> answers) {
        for (Answered answer : answers) {
            Claimed claim = answer.claim();
            UUID teller = prepared.tellers.get(claim.parcelId());
            if (teller != null && answer instanceof Answered.Read read) {
                Outcome outcome = Outcome.of(read.reading());
                boolean failed = outcome == Outcome.NOT_FOUND || outcome == Outcome.REJECTED;
                if (failed || outcome == Outcome.FOUND) {
                    jdbc.sql("""
                                    update extras set failed_at = :at where bucket = :bucket and parcel_id = :parcel
                                    and account_id = :account and (:at::timestamptz is not null or failed_at is not null)""")
                            .param("at", failed ? Rows.bind(clock.instant()) : null)
                            .param("bucket", (short) claim.bucket())
                            .param("parcel", claim.parcelId())
                            .param("account", teller)
                            .update();
                }
            }
        }
    }
}
