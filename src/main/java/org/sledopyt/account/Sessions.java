package org.sledopyt.account;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is signed in, by the secret that the browser keeps in a cookie. */
@Repository
public class Sessions {

    /** A session ends when it was not used for that long. */
    public static final Duration LASTS_FOR = Duration.ofDays(90);

    /** Using a session prolongs it, but not every request needs to write. */
    private static final Duration RENEWED_EVERY = Duration.ofHours(1);

    private static final int LONGEST_AGENT = 200;

    /** @param renewed it was just prolonged, so the browser's cookie should be, too */
    public record Session(Account account, boolean renewed) {}

    private record Row(UUID accountId, OffsetDateTime seenAt) {}

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;

    Sessions(JdbcClient jdbc, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * The secret of a new session.
     *
     * @param agent what the browser calls itself
     */
    public String begin(UUID accountId, String agent) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Secret secret = Secret.random();
        jdbc.sql("delete from sessions where account_id = ? and expires_at <= ?")
                .params(accountId, now)
                .update();
        jdbc.sql("""
                insert into sessions (key, account_id, agent, created_at, seen_at, expires_at)
                values (:key, :account, :agent, :now, :now, :until)
                """)
                .param("key", secret.key())
                .param("account", accountId)
                .param("agent", agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)))
                .param("now", now)
                .param("until", now.plus(LASTS_FOR))
                .update();
        return secret.text();
    }

    /** Empty if there is none (any more). */
    public Optional<Session> find(String secret) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        byte[] key = new Secret(secret).key();
        return jdbc.sql("select account_id, seen_at from sessions where key = ? and expires_at > ?")
                .params(key, now)
                .query(Row.class)
                .optional()
                .flatMap(row -> {
                    boolean renew = row.seenAt.isBefore(now.minus(RENEWED_EVERY));
                    if (renew) {
                        jdbc.sql("update sessions set seen_at = ?, expires_at = ? where key = ?")
                                .params(now, now.plus(LASTS_FOR), key)
                                .update();
                    }
                    return accounts.find(row.accountId).map(account -> new Session(account, renew));
                });
    }

    public void end(String secret) {
        jdbc.sql("delete from sessions where key = ?")
                .param(new Secret(secret).key())
                .update();
    }

    /** @param secret of the session that goes on; null ends all */
    public void endOthers(UUID accountId, @Nullable String secret) {
        jdbc.sql("delete from sessions where account_id = ? and key <> ?")
                .params(accountId, secret == null ? new byte[0] : new Secret(secret).key())
                .update();
    }
}
