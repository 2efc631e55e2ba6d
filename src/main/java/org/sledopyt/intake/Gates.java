package org.sledopyt.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Reading;
import org.sledopyt.storage.Rows;
import org.sledopyt.storage.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code gates}: what all nodes together have to keep to when asking a source, and how it has been lately. */
@Repository
public class Gates {

    /** One source's gate. {@code openUntil}: nobody asks before. */
    public record Gate(
            String source,
            @Nullable Instant nextCallAt,
            @Nullable Instant openUntil,
            int failures,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String lastFailure,
            @Nullable String lastDetail,
            @Nullable Instant lostSince,
            @Nullable Instant unreadableSince,
            @Nullable LocalDate budgetDay,
            int budgetUsed,
            @Nullable Instant pushedAt) {

        /** When the next call may be made at the earliest. */
        Instant freeAt(Instant now) {
            Instant next = nextCallAt == null ? now : nextCallAt;
            Instant open = openUntil == null ? now : openUntil;
            return next.isAfter(open) ? next : open;
        }

        /** Calls left today; null without a budget. */
        public @Nullable Integer left(Manifest.Door door, Instant now) {
            Manifest.Budget budget = door.budget();
            if (budget == null) {
                return null;
            }
            boolean today = LocalDate.ofInstant(now, budget.zone()).equals(budgetDay);
            return budget.calls() - (today ? budgetUsed : 0);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    /** A success is written down this often at most: polls that change nothing must cost nothing. */
    private static final Duration SUCCESS_EVERY = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final Clock clock;
    /** Other nodes see it some seconds later. */
    private final Cache<String, Boolean> pushing =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(10)).build();

    Gates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A source nobody has asked yet has an open gate. */
    public Gate of(String source) {
        return jdbc.sql("select * from gates where source = ?")
                .param(source)
                .query(Gates::gate)
                .optional()
                .orElseGet(() -> nobodyAsked(source));
    }

    private static Gate nobodyAsked(String source) {
        return new Gate(source, null, null, 0, null, null, null, null, null, null, null, 0, null);
    }

    /** The gates of all sources. */
    Map<String, Gate> of(Collection<String> sources) {
        Map<String, Gate> gates = new HashMap<>();
        sources.forEach(source -> gates.put(source, nobodyAsked(source)));
        jdbc.sql("select * from gates").query(Gates::gate).list().forEach(gate -> gates.replace(gate.source(), gate));
        return gates;
    }

    /** Takes one call from the gate; empty if another node was first, the gate is closed or the day's budget is used up. */
    Optional<Gate> take(String source, Manifest.Door door) {
        Instant now = clock.instant();
        Manifest.Budget budget = door.budget();
        LocalDate day = LocalDate.ofInstant(now, budget == null ? ZoneOffset.UTC : budget.zone());
        jdbc.sql("insert into gates (source) values (?) on conflict do nothing")
                .param(source)
                .update();
        return jdbc.sql("""
                        update gates set next_call_at = :next, budget_day = :day,
                               budget_used = case when budget_day = :day then budget_used + 1 else 1 end
                        where source = :source
                          and (next_call_at is null or next_call_at <= :now) and (open_until is null or open_until <= :now)
                          and (:calls < 0 or budget_day is distinct from :day or budget_used < :calls)
                        returning *""")
                .param("next", Rows.bind(now.plus(door.spacing())))
                .param("day", day)
                .param("source", source)
                .param("now", Rows.bind(now))
                .param("calls", budget == null ? -1 : budget.calls())
                .query(Gates::gate)
                .optional();
    }

    /** When a door whose budget is used up opens again: the next midnight of the budget's zone. */
    static Instant nextDay(Manifest.Budget budget, Instant now) {
        return LocalDate.ofInstant(now, budget.zone())
                .plusDays(1)
                .atStartOfDay(budget.zone())
                .toInstant();
    }

    void succeeded(Gate before) {
        Instant now = clock.instant();
        boolean fresh = before.lastSuccessAt() != null
                && before.lastSuccessAt().plus(SUCCESS_EVERY).isAfter(now);
        if (fresh && before.failures() == 0 && before.lostSince() == null && before.unreadableSince() == null) {
            return;
        }
        boolean back = jdbc.sql("""
                        with old as (select lost_since from gates where source = :source),
                             new as (insert into gates (source, last_success_at) values (:source, :now)
                                     on conflict (source) do update
                                     set last_success_at = :now, failures = 0, lost_since = null, unreadable_since = null, open_until = null
                                     returning source)
                        select exists (select 1 from old where lost_since is not null) from new""")
                .param("source", before.source())
                .param("now", Rows.bind(now))
                .query(Boolean.class)
                .single();
        if (back) {
            LOG.info("Source {} answers again", before.source());
            Wake.call(jdbc, "sources", before.source());
        }
    }

    /** Notes a refusal and closes the gate for as long as {@link Breaker} says; gives the time it opens again. */
    Instant failed(String source, Reading.Refusal why, @Nullable Duration retryAfter, String detail) {
        Instant now = clock.instant();
        int failures = jdbc.sql("""
                        insert into gates (source, failures, last_failure_at, last_failure, last_detail)
                        values (:source, 1, :now, :why, :detail)
                        on conflict (source) do update
                        set failures = gates.failures + 1, last_failure_at = :now, last_failure = :why, last_detail = :detail
                        returning failures""")
                .param("source", source)
                .param("now", Rows.bind(now))
                .param("why", why.name())
                .param("detail", detail)
                .query(Integer.class)
                .single();
        Duration open = Breaker.openFor(why, failures, retryAfter);
        if (open.isZero()) {
            return now;
        }
        boolean justLost = jdbc.sql("""
                                update gates set open_until = greatest(open_until, :until), lost_since = :now
                                where source = :source and lost_since is null returning source""")
                .param("until", Rows.bind(now.plus(open)))
                .param("now", Rows.bind(now))
                .param("source", source)
                .query(String.class)
                .optional()
                .isPresent();
        if (justLost) {
            Wake.call(jdbc, "sources", source);
            LOG.warn("Source {} does not answer as it should: {} ({}); asking again in {}", source, why, detail, open);
        } else {
            jdbc.sql("update gates set open_until = greatest(open_until, ?) where source = ?")
                    .params(Rows.bind(now.plus(open)), source)
                    .update();
        }
        return now.plus(open);
    }

    /** Notes an answer of unknown shape. The source itself is reached: it is not lost (any more), and nothing closes its gate. */
    void unreadable(String source, String detail) {
        jdbc.sql("""
                        insert into gates (source, last_failure_at, last_failure, last_detail, unreadable_since)
                        values (:source, :now, 'UNREADABLE', :detail, :now)
                        on conflict (source) do update
                        set last_failure_at = :now, last_failure = 'UNREADABLE', last_detail = :detail, failures = 0, lost_since = null,
                            unreadable_since = coalesce(gates.unreadable_since, :now)""")
                .param("source", source)
                .param("now", Rows.bind(clock.instant()))
                .param("detail", detail)
                .update();
    }

    /**
     * Whether the source tells us of news by itself: its signed webhooks come, and no poll since brought anything that none of them told.
     */
    boolean pushes(Manifest source) {
        return source.webhook() == Manifest.Webhook.SIGNED
                && pushing.get(source.code(), code -> of(code).pushedAt() != null);
    }

    /** Notes that a signed webhook brought something. */
    void pushed(Manifest source) {
        if (!pushes(source)) {
            jdbc.sql("""
                            insert into gates (source, pushed_at) values (:source, :now)
                            on conflict (source) do update set pushed_at = :now""")
                    .param("source", source.code())
                    .param("now", Rows.bind(clock.instant()))
                    .update();
            pushing.invalidate(source.code());
        }
    }

    /** Notes that a poll brought what a webhook should have: polls count again until one comes. */
    void pushMissed(Manifest source) {
        if (pushes(source)) {
            jdbc.sql("update gates set pushed_at = null where source = ?")
                    .param(source.code())
                    .update();
            pushing.invalidate(source.code());
        }
    }

    /** Opens the gate at once, after the owner entered another key. */
    void reopen(String source) {
        jdbc.sql(
                        "update gates set open_until = null, next_call_at = null, failures = 0, lost_since = null where source = ?")
                .param(source)
                .update();
    }

    private static Gate gate(ResultSet row, int index) throws SQLException {
        return new Gate(
                row.getString("source"),
                Rows.instant(row, "next_call_at"),
                Rows.instant(row, "open_until"),
                row.getInt("failures"),
                Rows.instant(row, "last_success_at"),
                Rows.instant(row, "last_failure_at"),
                row.getString("last_failure"),
                row.getString("last_detail"),
                Rows.instant(row, "lost_since"),
                Rows.instant(row, "unreadable_since"),
                row.getObject("budget_day", LocalDate.class),
                row.getInt("budget_used"),
                Rows.instant(row, "pushed_at"));
    }
}
