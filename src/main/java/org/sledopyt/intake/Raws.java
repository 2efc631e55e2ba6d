package org.sledopyt.intake;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Raw;
import org.sledopyt.storage.Columns;
import org.sledopyt.storage.Ids;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The table {@code raws}: answers as received, compressed, once per distinct content of a number's source. {@code seen_at} is written when a
 * raw comes anew and when another replaces it; the newest was last seen when its ask was last answered.
 */
@Repository
class Raws {

    /** Headers worth keeping: what a reader looks at. */
    private static final List<String> HEADERS =
            List.of("content-type", "retry-after", "last-modified", "etag", "location");

    private static final int HASH_BYTES = 16;

    /** A raw about a number of a parcel. */
    record Kept(UUID parcelId, TrackingNumber number, Raw raw, byte[] hash) {}

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Raws(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    static byte[] hash(byte[] body) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(body), HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps raws; one with known content only moves its {@code seen_at}. Gives the id of each, in the order of the list. */
    List<UUID> keep(int bucket, List<Kept> raws) {
        record Key(UUID parcel, String number, String source, String hash) {}
        Map<Key, UUID> ids = new HashMap<>();
        record Row(Kept kept, UUID id, byte[] packed) {}
        // One content twice in a list would hit the same row twice in one statement, which PostgreSQL refuses.
        Map<Key, Row> rows = new HashMap<>();
        for (Kept kept : raws) {
            rows.putIfAbsent(
                    new Key(kept.parcelId(), kept.number().text(), kept.raw().source(), hex(kept.hash())),
                    new Row(kept, Ids.next(clock), pack(kept.raw().body())));
        }
        Columns.of(List.copyOf(rows.values()))
                .single((short) bucket)
                .column("uuid", Row::id)
                .column("uuid", row -> row.kept().parcelId())
                .column("text", row -> row.kept().number().text())
                .column("text", row -> row.kept().raw().source())
                .column("text", row -> row.kept().raw().kind().name())
                .column("int2", row -> (short) row.kept().raw().status())
                .column("jsonb", row -> Rows.json(headers(row.kept().raw())))
                .column("bytea", row -> row.kept().hash())
                .column("bytea", Row::packed)
                .then(Rows.bind(clock.instant()))
                .query(
                        jdbc,
                        """
                        with new as (select ?::smallint as bucket, *
                                 from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                                 as new (id, parcel_id, number, source, kind, status, headers, hash, body)),
                             moment as (select ?::timestamptz as now)
                        insert into raws (bucket, id, parcel_id, number, source, kind, status, headers, hash, body, first_seen_at, seen_at)
                        select bucket, id, parcel_id, number, source, kind, status, headers, hash, body, now, now from new, moment
                        on conflict (bucket, parcel_id, source, number, hash) do update set seen_at = excluded.seen_at
                        returning id, parcel_id, number, source, hash""",
                        (row, index) -> ids.put(
                                new Key(
                                        Rows.id(row, "parcel_id"),
                                        row.getString("number"),
                                        row.getString("source"),
                                        hex(row.getBytes("hash"))),
                                Rows.id(row, "id")));
        return raws.stream()
                .map(kept -> java.util.Objects.requireNonNull(ids.get(new Key(
                        kept.parcelId(), kept.number().text(), kept.raw().source(), hex(kept.hash())))))
                .toList();
    }

    /** Whether this very content came before. */
    boolean isKept(int bucket, Kept raw) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from raws where bucket = ? and parcel_id = ? and source = ? and number = ? and hash = ?)",
                Boolean.class,
                (short) bucket,
                raw.parcelId(),
                raw.raw().source(),
                raw.number().text(),
                raw.hash()));
    }

    /** Writes down when raws were last seen that are the newest no longer: when their asks were last answered. Called before those move on. */
    void replaced(int bucket, List<UUID> ids) {
        Columns.of(ids).single((short) bucket).column("uuid", id -> id).update(jdbc, """
                        update raws r set seen_at = coalesce(
                            (select a.answered_at from asks a
                             where a.bucket = r.bucket and a.parcel_id = r.parcel_id and a.number = r.number and a.source = r.source),
                            seen_at)
                        where bucket = ? and id = any(?)""");
    }

    /** A kept raw, as replayed by a rebuild. {@code seenAt}: when that content came last. */
    record Replayed(UUID parcelId, UUID id, TrackingNumber number, Raw raw, Instant seenAt) {}

    /** All raws of some parcels of a bucket, in the order in which they first came. */
    Map<UUID, List<Replayed>> of(int bucket, Collection<UUID> parcelIds) {
        Map<UUID, List<Replayed>> found = new HashMap<>();
        Columns.of(List.copyOf(parcelIds))
                .single((short) bucket)
                .column("uuid", id -> id)
                .query(
                        jdbc,
                        "select * from raws where bucket = ? and parcel_id = any(?) order by first_seen_at, id",
                        Raws::replayed)
                .forEach(one -> found.computeIfAbsent(one.parcelId(), id -> new ArrayList<>())
                        .add(one));
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Replayed replayed(ResultSet row, int index) throws SQLException {
        TrackingNumber number = new TrackingNumber(row.getString("number"));
        return new Replayed(
                Rows.id(row, "parcel_id"),
                Rows.id(row, "id"),
                number,
                new Raw(
                        row.getString("source"),
                        Raw.Kind.valueOf(row.getString("kind")),
                        List.of(number),
                        row.getInt("status"),
                        java.util.Objects.requireNonNull(Rows.json(row, "headers", Map.class)),
                        unpack(row.getBytes("body")),
                        Rows.at(row, "first_seen_at")),
                Rows.at(row, "seen_at"));
    }

    private static Map<String, String> headers(Raw raw) {
        Map<String, String> kept = new HashMap<>(raw.headers());
        kept.keySet().retainAll(HEADERS);
        return kept;
    }

    private static byte[] pack(byte[] body) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setInput(body);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 3 + 64);
            byte[] piece = new byte[8192];
            while (!deflater.finished()) {
                packed.write(piece, 0, deflater.deflate(piece));
            }
            return packed.toByteArray();
        }
    }

    private static byte[] unpack(byte[] packed) {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(packed);
            ByteArrayOutputStream body = new ByteArrayOutputStream(packed.length * 4);
            byte[] piece = new byte[8192];
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                if (length == 0 && inflater.needsInput()) {
                    break;
                }
                body.write(piece, 0, length);
            }
            return body.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalStateException("a kept raw is damaged", e);
        }
    }

    private static String hex(byte[] hash) {
        return java.util.HexFormat.of().formatHex(hash);
    }
}
