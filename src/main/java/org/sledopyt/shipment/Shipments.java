package org.sledopyt.shipment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.storage.Ids;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code shipments}: what people wait for. Every question names the account, so that nobody sees another's. */
@Repository
public class Shipments {

    /**
     * What one person waits for, with the summary of its parcel's journey.
     *
     * @param carrier code of the one that its owner chose by hand; null if none
     * @param since when the milestone was reached; null without a known time
     * @param attentions what waits for its owner, as the journey's store wrote it; null: nobody has looked yet
     * @param muted whether its owner wants no messages about it now
     */
    public record Shipment(
            int bucket,
            UUID id,
            UUID accountId,
            UUID parcelId,
            String title,
            String note,
            @Nullable String carrier,
            Instant createdAt,
            @Nullable Instant archivedAt,
            boolean muted,
            String number,
            String milestone,
            String sub,
            @Nullable Instant since,
            @Nullable Instant lastEventAt,
            @Nullable String lastText,
            @Nullable String place,
            @Nullable String country,
            @Nullable LocalDate promisedFrom,
            @Nullable LocalDate promisedTo,
            @Nullable Instant pickupUntil,
            boolean ended,
            Instant updatedAt,
            @Nullable String attentions) {}

    /**
     * Which of an account's shipments are meant. No stages, empty text and null mean: whatever.
     *
     * @param stages milestones, or {@code MILESTONE/SUB}
     * @param urgencies what waits for the owner must be one of these at least: A, B, C
     * @param unchangedSince those at one milestone since then or longer; without a known time, those added by then
     */
    public record Wanted(
            State state,
            Set<String> stages,
            Set<String> urgencies,
            String text,
            @Nullable Instant unchangedSince,
            @Nullable UUID after,
            int limit) {}

    public enum State {
        ACTIVE,
        ARCHIVED,
        ALL
    }

    /** Parcels of an account that tell which carriers it has to do with. */
    private static final int LATEST = 300;

    private static final String SELECT = """
            select s.*, j.number, j.milestone, j.sub, j.since, j.last_event_at, j.last_text, j.place, j.country, j.promised_from,
                   j.promised_to, j.pickup_until, j.ended, j.updated_at, a.items as attentions,
                   w.muted_until is not null and w.muted_until > :now as muted
            from shipments s
            join journeys j on j.bucket = s.bucket and j.parcel_id = s.parcel_id
            left join attentions a on a.bucket = s.bucket and a.shipment_id = s.id
            left join watches w on w.bucket = s.bucket and w.parcel_id = s.parcel_id and w.account_id = s.account_id
            where s.account_id = :account
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Shipments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A new shipment for a parcel; empty if the account already has one. */
    public Optional<UUID> add(int bucket, UUID accountId, UUID parcelId, String title) {
        return jdbc.sql("""
                        insert into shipments (bucket, id, account_id, parcel_id, title, created_at)
                        values (:bucket, :id, :account, :parcel, :title, :now)
                        on conflict (bucket, parcel_id, account_id) do nothing
                        returning id""")
                .param("bucket", (short) bucket)
                .param("id", Ids.next(clock))
                .param("account", accountId)
                .param("parcel", parcelId)
                .param("title", title)
                .param("now", Rows.bind(clock.instant()))
                .query(UUID.class)
                .optional();
    }

    public Optional<Shipment> find(UUID accountId, UUID id) {
        return jdbc.sql(SELECT + "and s.id = :id")
                .param("now", Rows.bind(clock.instant()))
                .param("account", accountId)
                .param("id", id)
                .query(Shipments::shipment)
                .optional();
    }

    /** The account's shipment of that parcel. */
    public Optional<Shipment> ofParcel(UUID accountId, int bucket, UUID parcelId) {
        return jdbc.sql(SELECT + "and s.bucket = :bucket and s.parcel_id = :parcel")
                .param("now", Rows.bind(clock.instant()))
                .param("account", accountId)
                .param("bucket", (short) bucket)
                .param("parcel", parcelId)
                .query(Shipments::shipment)
                .optional();
    }

    /** Newest first. */
    public List<Shipment> list(UUID accountId, Wanted wanted) {
        List<String> conditions = new ArrayList<>(List.of(SELECT));
        conditions.addAll(conditions(wanted));
        if (wanted.after() != null) {
            conditions.add("and s.id < :after");
        }
        conditions.add("order by s.id desc limit :limit");
        return asking(conditions, accountId, wanted)
                .param("now", Rows.bind(clock.instant()))
                .param("after", wanted.after())
                .param("limit", wanted.limit())
                .query(Shipments::shipment)
                .list();
    }

    /** How many of an account's shipments are meant, on all pages. */
    public int count(UUID accountId, Wanted wanted) {
        List<String> conditions = new ArrayList<>();
        conditions.add("select count(*) from shipments s");
        if (!wanted.stages().isEmpty() || !wanted.text().isBlank() || wanted.unchangedSince() != null) {
            conditions.add("join journeys j on j.bucket = s.bucket and j.parcel_id = s.parcel_id");
        }
        if (!wanted.urgencies().isEmpty()) {
            conditions.add("join attentions a on a.bucket = s.bucket and a.shipment_id = s.id");
        }
        conditions.add("where s.account_id = :account");
        conditions.addAll(conditions(wanted));
        return asking(conditions, accountId, wanted).query(Integer.class).single();
    }

    private static List<String> conditions(Wanted wanted) {
        List<String> conditions = new ArrayList<>();
        switch (wanted.state()) {
            case ACTIVE -> conditions.add("and s.archived_at is null");
            case ARCHIVED -> conditions.add("and s.archived_at is not null");
            case ALL -> {}
        }
        if (!wanted.stages().isEmpty()) {
            conditions.add("and (j.milestone = any(:stages) or j.milestone || '/' || j.sub = any(:stages))");
        }
        if (!wanted.urgencies().isEmpty()) {
            conditions.add("and a.urgency = any(:urgencies)");
        }
        if (wanted.unchangedSince() != null) {
            conditions.add("and coalesce(j.since, s.created_at) <= :unchanged");
        }
        if (!wanted.text().isBlank()) {
            conditions.add("and (lower(s.title) like :text or lower(s.note) like :text or j.words like :text)");
        }
        return conditions;
    }

    private JdbcClient.StatementSpec asking(List<String> conditions, UUID accountId, Wanted wanted) {
        return jdbc.sql(String.join("\n", conditions))
                .param("account", accountId)
                .param("stages", wanted.stages().toArray(String[]::new))
                .param("urgencies", wanted.urgencies().toArray(String[]::new))
                .param("unchanged", Rows.bindOrNull(wanted.unchangedSince()))
                .param("text", "%" + escape(wanted.text().strip().toLowerCase(Locale.ROOT)) + "%");
    }

    /**
     * Who had the parcels of the account, by code, with how many: of its latest ones, as told by the sources' events. A source that names
     * no carrier stands for itself; its code may be no carrier's.
     */
    public Map<String, Integer> carriersHad(UUID accountId) {
        Map<String, Integer> had = new LinkedHashMap<>();
        jdbc.sql("""
                        select coalesce(e.carrier, e.source) as carrier, count(distinct e.parcel_id) as parcels
                        from (select bucket, parcel_id from shipments where account_id = :account order by id desc limit :latest) s
                        join events e on e.bucket = s.bucket and e.parcel_id = s.parcel_id
                        group by 1 order by 2 desc, 1""").param("account", accountId).param("latest", LATEST).query((RowCallbackHandler)
                row -> had.put(row.getString("carrier"), row.getInt("parcels")));
        return had;
    }

    public void rename(Shipment shipment, String title, String note) {
        jdbc.sql("update shipments set title = ?, note = ? where bucket = ? and id = ?")
                .params(title, note, (short) shipment.bucket(), shipment.id())
                .update();
    }

    /** Notes the carrier that its owner chose by hand. */
    public void choose(Shipment shipment, String carrier) {
        jdbc.sql("update shipments set carrier = ? where bucket = ? and id = ?")
                .params(carrier, (short) shipment.bucket(), shipment.id())
                .update();
    }

    public void archive(Shipment shipment, boolean archived) {
        jdbc.sql("update shipments set archived_at = ? where bucket = ? and id = ?")
                .param(archived ? Rows.bind(clock.instant()) : null)
                .param((short) shipment.bucket())
                .param(shipment.id())
                .update();
    }

    public void delete(Shipment shipment) {
        jdbc.sql("delete from shipments where bucket = ? and id = ?")
                .params((short) shipment.bucket(), shipment.id())
                .update();
    }

    /** Whether anybody still waits for the parcel. */
    public boolean isFollowed(int bucket, UUID parcelId) {
        return jdbc.sql(
                        "select exists (select 1 from shipments where bucket = ? and parcel_id = ? and archived_at is null)")
                .params((short) bucket, parcelId)
                .query(Boolean.class)
                .single();
    }

    /** The accounts that have a shipment of the parcel, with that shipment. */
    public record Follower(UUID accountId, UUID shipmentId) {}

    public List<Follower> followers(int bucket, UUID parcelId) {
        return jdbc.sql("select account_id, id from shipments where bucket = ? and parcel_id = ?")
                .params((short) bucket, parcelId)
                .query((row, index) -> new Follower(Rows.id(row, "account_id"), Rows.id(row, "id")))
                .list();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace("\0", "");
    }

    private static Shipment shipment(ResultSet row, int index) throws SQLException {
        return new Shipment(
                row.getInt("bucket"),
                Rows.id(row, "id"),
                Rows.id(row, "account_id"),
                Rows.id(row, "parcel_id"),
                row.getString("title"),
                row.getString("note"),
                row.getString("carrier"),
                Rows.at(row, "created_at"),
                Rows.instant(row, "archived_at"),
                row.getBoolean("muted"),
                row.getString("number"),
                row.getString("milestone"),
                row.getString("sub"),
                Rows.instant(row, "since"),
                Rows.instant(row, "last_event_at"),
                row.getString("last_text"),
                row.getString("place"),
                row.getString("country"),
                row.getObject("promised_from", LocalDate.class),
                row.getObject("promised_to", LocalDate.class),
                Rows.instant(row, "pickup_until"),
                row.getBoolean("ended"),
                Rows.at(row, "updated_at"),
                row.getString("attentions"));
    }
}
