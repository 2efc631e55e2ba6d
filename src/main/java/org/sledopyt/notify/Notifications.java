package org.sledopyt.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The notifications: the queue between T3 and T4, and what the inbox shows. */
@Repository
class Notifications {

    private static final String ADD = """
            insert into notifications
                (bucket, id, change_id, parcel_id, shipment_id, account_id, channel, target, kind, details, made_at, due_at,
                sent_at)
            select ?, id, change_id, parcel_id, shipment_id, account_id, channel, target, kind, details, made_at, made_at,
                case when channel = 'inbox' then made_at end
            from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::jsonb[],
                    ?::timestamptz[])
                as n (id, change_id, parcel_id, shipment_id, account_id, channel, target, kind, details, made_at)
            on conflict (bucket, change_id, account_id, channel, target) do nothing
            """;

    private static final String CLAIM_DUE = """
            with due as materialized (
                select id from notifications
                where bucket = ? and channel = ? and due_at <= ? and sent_at is null and given_up_at is null
                    and (lease_until is null or lease_until <= ?)
                order by due_at, id limit ?
                for update skip locked)
            update notifications n set lease_until = ?, attempts = attempts + 1
            from due where n.bucket = ? and n.id = due.id
            returning n.*
            """;

    private static final String BUCKETS_DUE = """
            select distinct bucket from notifications
            where channel = ? and due_at <= ? and sent_at is null and given_up_at is null
                and (lease_until is null or lease_until <= ?)
            """;

    private static final String SENT = """
            update notifications set sent_at = ?, lease_until = null, given_up_at = null, problem = null
            where bucket = ? and id = ? and sent_at is null
            """;

    private static final String RETRY = """
            update notifications set due_at = ?, problem = ?, lease_until = null
            where bucket = ? and id = ? and attempts = ? and sent_at is null
            """;

    private static final String GIVE_UP = """
            update notifications set given_up_at = ?, problem = ?, lease_until = null
            where bucket = ? and id = ? and attempts = ? and sent_at is null
            """;

    private static final String PAGE = """
            select n.*, (
                select jsonb_agg(jsonb_build_object('channel', o.channel, 'problem', o.problem,
                        'state', case when o.sent_at is not null then 'sent' when o.given_up_at is not null then 'given-up' else 'waiting' end,
                        'at', coalesce(o.sent_at, o.given_up_at)) order by o.channel, o.target)
                from notifications o
                where o.bucket = n.bucket and o.change_id = n.change_id and o.account_id = n.account_id and o.channel <> n.channel) as told
            from notifications n
            where n.account_id = ? and n.channel = 'inbox' and (?::uuid is null or n.id < ?::uuid)
            order by n.id desc limit ?
            """;

    private static final String UNREAD =
            "select count(*) from notifications where account_id = ? and channel = 'inbox' and read_at is null";

    private static final String FIND_UNREAD = """
            select bucket, id from notifications
            where account_id = ? and channel = 'inbox' and read_at is null and (?::uuid[] is null or id = any(?::uuid[]))
            """;

    private static final String MARK_READ =
            "update notifications set read_at = ? where bucket = ? and id = any(?::uuid[]) and read_at is null";

    private static final TypeReference<List<Inbox.Told>> TOLD = new TypeReference<>() {};

    private final JdbcClient jdbc;

    Notifications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds those of one bucket, due at once; those for the inbox are sent by being there, and whoever has it open is told with the commit.
     * What was added before is left alone.
     */
    void add(int bucket, List<Notification> added) {
        if (added.isEmpty()) {
            return;
        }
        jdbc.sql(ADD)
                .param(bucket)
                .param(column(added, Notification::id))
                .param(column(added, Notification::changeId))
                .param(column(added, Notification::parcelId))
                .param(column(added, Notification::shipmentId))
                .param(column(added, Notification::accountId))
                .param(column(added, Notification::channel))
                .param(column(added, Notification::target))
                .param(column(added, Notification::kind))
                .param(column(added, notification -> notification.saying().json()))
                .param(column(added, Notification::madeAt))
                .update();
        added.stream()
                .filter(notification -> notification.channel().equals(Inbox.CHANNEL))
                .map(Notification::accountId)
                .distinct()
                .forEach(accountId -> Wake.call(jdbc, "inbox", accountId));
        if (added.stream().anyMatch(notification -> !notification.channel().equals(Inbox.CHANNEL))) {
            Wake.call(jdbc, "notifications", bucket);
        }
    }

    /** Takes due ones of a bucket; nobody else gets them before {@code leaseUntil}. */
    List<Notification> claimDue(int bucket, String channel, int limit, Instant now, Instant leaseUntil) {
        return jdbc.sql(CLAIM_DUE)
                .params(bucket, channel, utc(now), utc(now), limit, utc(leaseUntil), bucket)
                .query(Notifications::notification)
                .list();
    }

    /** Where something is due. Reads without locks. */
    Set<Integer> bucketsDue(String channel, Instant now) {
        return jdbc.sql(BUCKETS_DUE)
                .params(channel, utc(now), utc(now))
                .query(Integer.class)
                .set();
    }

    void sent(Notification notification, Instant at) {
        jdbc.sql(SENT).params(utc(at), notification.bucket(), notification.id()).update();
    }

    /** To be tried again, unless a later attempt has begun. */
    void retry(Notification notification, Instant dueAt, String problem) {
        jdbc.sql(RETRY)
                .params(utc(dueAt), problem, notification.bucket(), notification.id(), notification.attempt())
                .update();
    }

    /** Never to be tried again, unless a later attempt has begun. */
    void giveUp(Notification notification, Instant at, String problem) {
        jdbc.sql(GIVE_UP)
                .params(utc(at), problem, notification.bucket(), notification.id(), notification.attempt())
                .update();
    }

    record Shown(Notification notification, @Nullable Instant readAt, List<Inbox.Told> told) {}

    /** Of the account's inbox, newest first, older than {@code before}. */
    List<Shown> page(UUID accountId, @Nullable UUID before, int limit) {
        return jdbc.sql(PAGE)
                .param(accountId)
                .param(before)
                .param(before)
                .param(limit)
                .query(Notifications::shown)
                .list();
    }

    int unread(UUID accountId) {
        return jdbc.sql(UNREAD).param(accountId).query(Integer.class).single();
    }

    /** Marks these of the account's inbox as read, all for null; returns how many were unread. */
    int markRead(UUID accountId, @Nullable Collection<UUID> ids, Instant at) {
        record Row(int bucket, UUID id) {}
        Object wanted = ids == null ? null : column(ids, Function.identity());
        List<Row> rows = jdbc.sql(FIND_UNREAD)
                .param(accountId)
                .param(wanted)
                .param(wanted)
                .query((row, index) -> new Row(row.getInt("bucket"), row.getObject("id", UUID.class)))
                .list();
        // in the order of buckets, so that two of these never wait for each other
        rows.stream()
                .collect(Collectors.groupingBy(Row::bucket, TreeMap::new, Collectors.toList()))
                .forEach((bucket, those) -> jdbc.sql(MARK_READ)
                        .param(utc(at))
                        .param(bucket)
                        .param(column(those, Row::id))
                        .update());
        return rows.size();
    }

    private static Shown shown(ResultSet row, int index) throws SQLException {
        OffsetDateTime readAt = row.getObject("read_at", OffsetDateTime.class);
        String told = row.getString("told");
        return new Shown(
                notification(row, index),
                readAt == null ? null : readAt.toInstant(),
                told == null ? List.of() : JsonMapper.shared().readValue(told, TOLD));
    }

    private static Notification notification(ResultSet row, int index) throws SQLException {
        return new Notification(
                row.getInt("bucket"),
                row.getObject("id", UUID.class),
                row.getObject("change_id", UUID.class),
                row.getObject("parcel_id", UUID.class),
                row.getObject("shipment_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("channel"),
                row.getString("target"),
                row.getString("kind"),
                Saying.of(row.getString("details")),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static <T> Object column(Collection<T> rows, Function<? super T, ?> value) {
        return rows.stream().map(row -> String.valueOf(value.apply(row))).toArray(String[]::new);
    }
}
