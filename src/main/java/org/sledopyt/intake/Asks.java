package org.sledopyt.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Stages;
import org.sledopyt.storage.Columns;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code asks}: when to ask which source for which number, and what came of it. */
@Repository
public class Asks {

    /**
     * How it stands with one source of one number.
     *
     * @param since since when the outcome is what it is
     * @param answeredAt when the source last spoke about the number: the age of the data
     * @param dueAt when it is asked next; null: no more
     * @param detached a person found that it tells of another parcel
     */
    public record Ask(
            UUID parcelId,
            TrackingNumber number,
            String source,
            Outcome outcome,
            @Nullable Instant since,
            @Nullable Instant answeredAt,
            @Nullable Instant dueAt,
            @Nullable Instant refreshedAt,
            @Nullable String detail,
            @Nullable Facts facts,
            boolean detached) {}

    /** What is to be written down of an ask that is over. {@code due} null: ask no more. */
    record Over(
            UUID parcelId,
            TrackingNumber number,
            Outcome outcome,
            @Nullable String detail,
            int failures,
            @Nullable Instant due,
            @Nullable UUID rawId,
            byte @Nullable [] rawHash,
            @Nullable Facts facts,
            boolean newEvents) {

        /** Only what a source knows besides events. */
        static Over known(UUID parcelId, TrackingNumber number, Facts facts) {
            return new Over(parcelId, number, Outcome.FOUND, null, 0, null, null, null, facts, false);
        }
    }

    private record Planned(String source, int turn, boolean atOnce) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Clock clock;

    Asks(JdbcClient jdbc, JdbcTemplate template, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.clock = clock;
    }

    /**
     * Plans to ask sources for a number: those of the first turn at once, the others when nobody of the turns before them knows it. What is
     * planned already stays as it is, but need not wait for its turn any more if it would be asked at once now.
     *
     * @param turns sources by turn
     * @param open the sources that can be asked; a turn without one of them is not waited for
     */
    void plan(int bucket, UUID parcelId, TrackingNumber number, List<List<String>> turns, Collection<String> open) {
        int first = 0;
        while (first < turns.size() && turns.get(first).stream().noneMatch(open::contains)) {
            first++;
        }
        List<Planned> planned = new ArrayList<>();
        for (int turn = 0; turn < turns.size(); turn++) {
            for (String source : turns.get(turn)) {
                planned.add(new Planned(source, turn, turn <= first));
            }
        }
        Columns.of(planned)
                .single((short) bucket)
                .single(parcelId)
                .single(number.text())
                .column("text", Planned::source)
                .column("int4", Planned::turn)
                .column("bool", Planned::atOnce)
                .then(Rows.bind(clock.instant()))
                .update(template, """
                        insert into asks (bucket, parcel_id, number, source, turn, outcome, due_at)
                        select b, p, n, source, turn, case when at_once then 'WAITING' else 'LATER' end, case when at_once then now end
                        from (values (?::smallint, ?::uuid, ?)) parcel (b, p, n), unnest(?, ?, ?) planned (source, turn, at_once),
                             (values (?::timestamptz)) moment (now)
                        on conflict (bucket, parcel_id, number, source) do update
                        set outcome = excluded.outcome, due_at = excluded.due_at
                        where asks.outcome = 'LATER' and excluded.outcome = 'WAITING'""");
    }

    /**
     * Lets the next turn begin for the numbers of parcels that nobody asked so far knows, once nobody of those that can be asked is still to
     * answer; what nobody waits for rests.
     *
     * @param open the sources that can be asked
     * @return whether there is something new to ask
     */
    boolean nextTurn(int bucket, Collection<UUID> parcelIds, Collection<String> open) {
        return jdbc.sql("""
                        with waiting as (
                            select parcel_id, number,
                                   coalesce(min(turn) filter (where outcome = 'LATER' and source = any(:open)), max(turn)) as turn
                            from asks a where bucket = :bucket and parcel_id = any(:parcels)
                              and exists (select 1 from watches w where w.bucket = a.bucket and w.parcel_id = a.parcel_id)
                            group by parcel_id, number
                            having bool_or(outcome = 'LATER') and not bool_or(outcome = 'FOUND' and detached_at is null)
                               and not bool_or(outcome in ('WAITING', 'UNREGISTERED') and due_at is not null and source = any(:open)))
                        update asks a set outcome = 'WAITING', due_at = :now from waiting
                        where a.bucket = :bucket and a.parcel_id = waiting.parcel_id and a.number = waiting.number
                          and a.outcome = 'LATER' and a.turn <= waiting.turn and a.detached_at is null""")
                        .param("bucket", (short) bucket)
                        .param("parcels", parcelIds.toArray(UUID[]::new))
                        .param("open", open.toArray(String[]::new))
                        .param("now", Rows.bind(clock.instant()))
                        .update()
                > 0;
    }

    /** Parcels that wait for a source they were not asked at yet, by bucket. A hint, taken without locks. */
    Map<Integer, List<UUID>> waitingFor(String source, int most) {
        Map<Integer, List<UUID>> waiting = new HashMap<>();
        jdbc.sql("select bucket, parcel_id from asks where source = ? and outcome = 'WAITING' and due_at <= ? limit ?")
                .params(source, Rows.bind(clock.instant()), most)
                .query(row -> {
                    waiting.computeIfAbsent(row.getInt("bucket"), bucket -> new ArrayList<>())
                            .add(Rows.id(row, "parcel_id"));
                });
        return waiting;
    }

    /** When something of a source is due first, for each bucket that has anything planned. A hint, taken without locks. */
    List<DueBuckets.Due> firstDue(String source) {
        return jdbc.sql("""
                        select bucket, min(due_at) as due from asks
                        where source = ? and due_at is not null group by bucket""")
                .param(source)
                .query((row, index) -> new DueBuckets.Due(row.getInt("bucket"), Rows.at(row, "due")))
                .list();
    }

    /**
     * T1: takes up to {@code limit} due numbers of one bucket until the lease ends; nobody else gets them meanwhile. Does not wait for the disk: a
     * claim that a power cut loses is claimed again.
     */
    List<Claimed> claim(int bucket, String source, int limit, Duration lease) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        with quick as materialized (select set_config('synchronous_commit', 'off', true)),
                        due as (
                            select bucket, parcel_id, number, source from asks, quick
                            where bucket = :bucket and source = :source and due_at <= :now
                            order by due_at limit :limit for update of asks skip locked)
                        update asks a set due_at = :until, asked_at = :now
                        from due d join journeys j on j.bucket = d.bucket and j.parcel_id = d.parcel_id
                        where a.bucket = :bucket and a.bucket = d.bucket and a.parcel_id = d.parcel_id and a.number = d.number
                          and a.source = d.source
                        returning a.bucket, a.parcel_id, a.number, a.source, a.outcome, a.failures, a.raw_id, a.raw_hash,
                                  j.milestone, j.sub, j.last_event_at, j.created_at""")
                .param("bucket", (short) bucket)
                .param("source", source)
                .param("now", Rows.bind(now))
                .param("limit", limit)
                .param("until", Rows.bind(now.plus(lease)))
                .query(Asks::claimed)
                .list();
    }

    /** Lets claimed numbers rest until more is told of their parcels; those of which more was told since they were claimed are due already. */
    void lack(int bucket, String source, List<Claimed> claimed) {
        Columns.of(claimed)
                .column("uuid", Claimed::parcelId)
                .column("text", one -> one.number().text())
                .then(Rows.bind(clock.instant()))
                .then((short) bucket)
                .then(source)
                .update(template, """
                        with lacking as (select * from unnest(?, ?) as lacking (parcel_id, number)), moment as (select ?::timestamptz as now)
                        update asks a set due_at = null, outcome = 'NO_EXTRAS', detail = null, failures = 0,
                               outcome_since = case when a.outcome = 'NO_EXTRAS' then a.outcome_since else moment.now end
                        from lacking, moment
                        where a.bucket = ? and a.source = ? and a.parcel_id = lacking.parcel_id and a.number = lacking.number
                          and a.due_at > moment.now""");
    }

    /** How it stands with a number that its source tells us of unasked; empty if that source is not asked for it. */
    Optional<Claimed> unasked(int bucket, UUID parcelId, TrackingNumber number, String source) {
        return jdbc.sql("""
                        select a.bucket, a.parcel_id, a.number, a.source, a.outcome, a.failures, a.raw_id, a.raw_hash,
                               j.milestone, j.sub, j.last_event_at, j.created_at
                        from asks a join journeys j on j.bucket = a.bucket and j.parcel_id = a.parcel_id
                        where a.bucket = ? and a.parcel_id = ? and a.number = ? and a.source = ?""")
                .params((short) bucket, parcelId, number.text(), source)
                .query(Asks::claimed)
                .optional();
    }

    /** Gives claimed numbers back unasked, due at {@code at}. */
    void release(int bucket, String source, List<Claimed> claimed, Instant at) {
        Columns.of(claimed)
                .column("uuid", Claimed::parcelId)
                .column("text", one -> one.number().text())
                .then(Rows.bind(at))
                .then((short) bucket)
                .then(source)
                .update(template, """
                        with back as (select * from unnest(?, ?) as back (parcel_id, number))
                        update asks a set due_at = ? from back
                        where a.bucket = ? and a.source = ? and a.parcel_id = back.parcel_id and a.number = back.number""");
    }

    /**
     * Writes down that answers were the same as the last time.
     *
     * @param alone nothing else is written in this transaction, so that it need not wait for the disk: what a power cut loses is asked again
     */
    void unchanged(int bucket, String source, List<Over> over, boolean alone) {
        Columns.of(over)
                .column("uuid", Over::parcelId)
                .column("text", one -> one.number().text())
                .column("timestamptz", one -> Rows.bindOrNull(one.due()))
                .then(alone)
                .then(Rows.bind(clock.instant()))
                .then((short) bucket)
                .then(source)
                .update(template, """
                        with same as (select * from unnest(?, ?, ?) as same (parcel_id, number, due)),
                             quick as materialized (select case when ? then set_config('synchronous_commit', 'off', true) end)
                        update asks a set answered_at = ?, due_at = case when a.due_at is not null then same.due end, failures = 0, detail = null from same, quick
                        where a.bucket = ? and a.source = ? and a.parcel_id = same.parcel_id and a.number = same.number""");
    }

    /** Writes down what came of asks. An answer moves the age of the data; a failure does not. What rests by now stays at rest. */
    void over(int bucket, String source, List<Over> over) {
        Columns.of(over)
                .column("uuid", Over::parcelId)
                .column("text", one -> one.number().text())
                .column("text", one -> one.outcome().name())
                .column("text", Over::detail)
                .column("int4", Over::failures)
                .column("timestamptz", one -> Rows.bindOrNull(one.due()))
                .column("bool", one -> one.outcome().isAnswer())
                .column("uuid", Over::rawId)
                .column("bytea", Over::rawHash)
                .column("bool", Over::newEvents)
                .then(Rows.bind(clock.instant()))
                .then((short) bucket)
                .then(source)
                .update(template, """
                        with new as (select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                 as new (parcel_id, number, outcome, detail, failures, due, answer, raw_id, raw_hash, moved)),
                             moment as (select ?::timestamptz as now)
                        update asks a set
                               outcome = new.outcome, detail = new.detail, failures = new.failures,
                               due_at = case when a.due_at is not null then new.due end,
                               outcome_since = case when a.outcome = new.outcome then a.outcome_since else moment.now end,
                               answered_at = case when new.answer then moment.now else a.answered_at end,
                               changed_at = case when new.moved then moment.now else a.changed_at end,
                               raw_id = coalesce(new.raw_id, a.raw_id), raw_hash = coalesce(new.raw_hash, a.raw_hash)
                        from new, moment
                        where a.bucket = ? and a.source = ? and a.parcel_id = new.parcel_id and a.number = new.number""");
    }

    /** Moves the next ask of numbers, such as to when an ordered answer can be collected. */
    void postpone(int bucket, String source, List<Claimed> asked, Instant due) {
        release(bucket, source, asked, due);
    }

    /** Writes down what a source knows of numbers besides events, where that is given. */
    void remember(int bucket, String source, List<Over> over) {
        Columns.of(over.stream().filter(one -> one.facts() != null).toList())
                .single((short) bucket)
                .single(source)
                .column("uuid", Over::parcelId)
                .column("text", one -> one.number().text())
                .column("jsonb", one -> Rows.jsonOrNull(one.facts()))
                .update(template, """
                        insert into facts (bucket, source, parcel_id, number, facts)
                        select b, s, new.* from (values (?::smallint, ?)) place (b, s), unnest(?, ?, ?) as new (parcel_id, number, facts)
                        on conflict (bucket, parcel_id, number, source) do update set facts = excluded.facts
                        where facts.facts is distinct from excluded.facts""");
    }

    /** Everything that is asked for some parcels of a bucket. */
    public List<Ask> of(int bucket, Collection<UUID> parcelIds) {
        return Columns.of(List.copyOf(parcelIds))
                .single((short) bucket)
                .column("uuid", id -> id)
                .query(template, """
                        select a.*, (select facts from facts f
                               where f.bucket = a.bucket and f.parcel_id = a.parcel_id and f.number = a.number and f.source = a.source)
                        from asks a where bucket = ? and parcel_id = any(?) order by parcel_id, number, turn, source""", Asks::ask);
    }

    /** Makes all asks of a parcel due now, because a person wants it; those that are given up for good or have their turn later stay so. */
    void dueNow(int bucket, UUID parcelId, boolean byPerson) {
        jdbc.sql("""
                        update asks set due_at = :now, refreshed_at = case when :person then :now else refreshed_at end
                        where bucket = :bucket and parcel_id = :parcel and outcome not in ('REJECTED', 'LATER') and detached_at is null""")
                .param("now", Rows.bind(clock.instant()))
                .param("person", byPerson)
                .param("bucket", (short) bucket)
                .param("parcel", parcelId)
                .update();
    }

    /** Asks sources about a parcel at once, even those that had given it up: something new was told of it. */
    boolean again(int bucket, UUID parcelId, Collection<String> sources) {
        return jdbc.sql("""
                        update asks set due_at = :now, outcome = case when outcome = 'LATER' then 'WAITING' else outcome end
                        where bucket = :bucket and parcel_id = :parcel and source = any(:sources) and detached_at is null""")
                        .param("now", Rows.bind(clock.instant()))
                        .param("bucket", (short) bucket)
                        .param("parcel", parcelId)
                        .param("sources", sources.toArray(String[]::new))
                        .update()
                > 0;
    }

    /**
     * What a source says of a number counts for the parcel no more, or again.
     *
     * @param source null: all sources of the number
     * @param by the account that says so; null: it counts again, and is asked now
     */
    void detach(int bucket, UUID parcelId, TrackingNumber number, @Nullable String source, @Nullable UUID by) {
        jdbc.sql("""
                        update asks set detached_at = case when :by::uuid is null then null else :now::timestamptz end, detached_by = :by::uuid,
                               due_at = case when :by::uuid is null and outcome <> 'REJECTED' then :now::timestamptz end
                        where bucket = :bucket and parcel_id = :parcel and number = :number and (:source::text is null or source = :source)
                          and (detached_at is null) = (:by::uuid is not null)""")
                .param("by", by)
                .param("now", Rows.bind(clock.instant()))
                .param("bucket", (short) bucket)
                .param("parcel", parcelId)
                .param("number", number.text())
                .param("source", source)
                .update();
    }

    /** Lets a parcel rest that nobody waits for any more. */
    void rest(int bucket, UUID parcelId) {
        jdbc.sql("update asks set due_at = null where bucket = ? and parcel_id = ?")
                .params((short) bucket, parcelId)
                .update();
    }

    /** How many asks of each source are due; sources without any are left out. */
    Map<String, Integer> queues() {
        Map<String, Integer> queues = new HashMap<>();
        jdbc.sql("select source, count(*) as due from asks where due_at <= ? group by source")
                .param(Rows.bind(clock.instant()))
                .query(row -> {
                    queues.put(row.getString("source"), row.getInt("due"));
                });
        return queues;
    }

    private static Claimed claimed(ResultSet row, int index) throws SQLException {
        return new Claimed(
                row.getInt("bucket"),
                Rows.id(row, "parcel_id"),
                new TrackingNumber(row.getString("number")),
                row.getString("source"),
                Outcome.valueOf(row.getString("outcome")),
                row.getInt("failures"),
                row.getObject("raw_id", UUID.class),
                row.getBytes("raw_hash"),
                Stages.of(row.getString("milestone"), row.getString("sub")),
                Rows.instant(row, "last_event_at"),
                Rows.at(row, "created_at"));
    }

    private static Ask ask(ResultSet row, int index) throws SQLException {
        return new Ask(
                Rows.id(row, "parcel_id"),
                new TrackingNumber(row.getString("number")),
                row.getString("source"),
                Outcome.valueOf(row.getString("outcome")),
                Rows.instant(row, "outcome_since"),
                Rows.instant(row, "answered_at"),
                Rows.instant(row, "due_at"),
                Rows.instant(row, "refreshed_at"),
                row.getString("detail"),
                Rows.json(row, "facts", Facts.class),
                row.getObject("detached_at") != null);
    }
}
