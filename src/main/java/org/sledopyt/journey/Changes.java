package org.sledopyt.journey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The changes between T2, which adds them, and T3, which tells them to whoever watches. */
@Repository
public class Changes {

    private static final String ADD = """
            insert into changes (bucket, id, parcel_id, kind, details, made_at)
            select ?, id, parcel_id, kind, details, made_at
            from unnest(?::uuid[], ?::uuid[], ?::text[], ?::jsonb[], ?::timestamptz[])
                as change (id, parcel_id, kind, details, made_at)
            """;

    private static final String CLAIM_UNTOLD = """
            select c.*, j.number
            from changes c left join journeys j on j.bucket = c.bucket and j.parcel_id = c.parcel_id
            where c.bucket = ? and c.told_at is null
            order by c.id limit ?
            for update of c skip locked
            """;

    private static final String TOLD = "update changes set told_at = ? where bucket = ? and id = any(?::uuid[])";

    private static final String BUCKETS_WITH_UNTOLD = "select distinct bucket from changes where told_at is null";

    private final JdbcClient jdbc;

    Changes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps them, in the caller's transaction. The caller then wakes the topic {@code changes} with the bucket. */
    public void add(List<Change> changes) {
        Map<Integer, List<Change>> byBucket =
                changes.stream().collect(Collectors.groupingBy(Change::bucket, TreeMap::new, Collectors.toList()));
        byBucket.forEach((bucket, those) -> jdbc.sql(ADD)
                .param(bucket)
                .param(column(those, Change::id))
                .param(column(those, Change::parcelId))
                .param(column(those, Change::kind))
                .param(column(those, change -> JsonMapper.shared().writeValueAsString(change.details())))
                .param(column(those, Change::madeAt))
                .update());
    }

    /**
     * The oldest changes of the bucket that nobody was told of. They are locked until the caller's transaction ends and skipped by others
     * meanwhile. Their details have the parcel's first {@code number} if they did not name one.
     */
    public List<Change> claimUntold(int bucket, int limit) {
        return jdbc.sql(CLAIM_UNTOLD)
                .params(bucket, limit)
                .query(Changes::change)
                .list();
    }

    /** Marks them as told, in the caller's transaction. */
    public void told(int bucket, Collection<UUID> ids, Instant at) {
        jdbc.sql(TOLD)
                .param(at.atOffset(ZoneOffset.UTC))
                .param(bucket)
                .param(column(ids, Function.identity()))
                .update();
    }

    /** Where somebody has to be told of something. Reads without locks. */
    public Set<Integer> bucketsWithUntold() {
        return jdbc.sql(BUCKETS_WITH_UNTOLD).query(Integer.class).set();
    }

    private static Change change(ResultSet row, int index) throws SQLException {
        Map<String, String> details = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                JsonMapper.shared().readTree(row.getString("details")).properties()) {
            if (!entry.getValue().isNull()) {
                details.put(entry.getKey(), entry.getValue().asString());
            }
        }
        String number = row.getString("number");
        if (number != null) {
            details.putIfAbsent("number", number);
        }
        return new Change(
                row.getInt("bucket"),
                row.getObject("id", UUID.class),
                row.getObject("parcel_id", UUID.class),
                Change.Kind.valueOf(row.getString("kind")),
                details,
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }

    private static <T> Object column(Collection<T> rows, Function<? super T, ?> value) {
        return rows.stream().map(row -> String.valueOf(value.apply(row))).toArray(String[]::new);
    }
}
