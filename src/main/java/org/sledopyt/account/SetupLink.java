package org.sledopyt.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sledopyt.account.Result.Done;
import org.sledopyt.account.Result.Reason;
import org.sledopyt.account.Result.Refused;
import org.sledopyt.storage.Ids;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The links with which accounts are made. The first one: whoever can read what the server prints owns the installation. Each start makes one
 * until there is an account; then none of them opens anything. All others: an operator invites, and each link makes one account.
 */
@Repository
public class SetupLink {

    /** How long an invitation is valid. */
    public static final Duration LASTS_FOR = Duration.ofDays(7);

    private static final int LONGEST_NAME = 100;

    /** A link that is still open. @param operator the account it makes is an operator's, too */
    public record Invitation(UUID id, String name, boolean operator, Instant createdAt, Instant expiresAt) {}

    /** @param secret shown this one time */
    public record NewInvitation(Invitation kept, String secret) {}

    private record Opened(boolean invited, boolean operator) {}

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;

    SetupLink(JdbcClient jdbc, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The secret of a new link, to be printed as {@code http://localhost:8080/setup#<secret>}; empty if there is an account. */
    public Optional<String> offer() {
        if (accounts.first().isPresent()) {
            return Optional.empty();
        }
        Secret secret = Secret.random();
        jdbc.sql("insert into setup_links (key, expires_at) values (?, 'infinity')")
                .param(secret.key())
                .update();
        return Optional.of(secret.text());
    }

    /**
     * A link for one more account.
     *
     * @param name for whom, so that open ones can be told apart
     */
    public NewInvitation invite(Account by, String name, boolean operator) {
        Secret secret = Secret.random();
        Instant now = clock.instant();
        String shown = name.strip();
        Invitation invitation = new Invitation(
                Ids.next(clock),
                shown.substring(0, Math.min(shown.length(), LONGEST_NAME)),
                operator,
                now,
                now.plus(LASTS_FOR));
        jdbc.sql("delete from setup_links where expires_at <= ?")
                .param(OffsetDateTime.now(clock))
                .update();
        jdbc.sql("""
                        insert into setup_links (key, id, name, operator, invited_by, created_at, expires_at)
                        values (:key, :id, :name, :operator, :by, :now, :until)""")
                .param("key", secret.key())
                .param("id", invitation.id())
                .param("name", invitation.name())
                .param("operator", operator)
                .param("by", by.id())
                .param("now", Rows.bind(now))
                .param("until", Rows.bind(invitation.expiresAt()))
                .update();
        return new NewInvitation(invitation, secret.text());
    }

    /** Invitations that are neither used nor over, the newest first. */
    public List<Invitation> invitations() {
        return jdbc.sql("select * from setup_links where invited_by is not null and expires_at > ? order by id desc")
                .param(OffsetDateTime.now(clock))
                .query((row, index) -> new Invitation(
                        Rows.id(row, "id"),
                        row.getString("name"),
                        row.getBoolean("operator"),
                        Rows.at(row, "created_at"),
                        Rows.at(row, "expires_at")))
                .list();
    }

    /** Its link opens nothing any more. */
    public void withdraw(UUID invitation) {
        jdbc.sql("delete from setup_links where id = ?").param(invitation).update();
    }

    /** Whether {@link #use} would take this secret now. */
    public boolean opensWith(String secret) {
        return opened(secret).isPresent();
    }

    private Optional<Opened> opened(String secret) {
        return jdbc.sql(
                        "select invited_by is not null as invited, operator from setup_links where key = ? and expires_at > ?")
                .params(new Secret(secret).key(), OffsetDateTime.now(clock))
                .query((row, index) -> new Opened(row.getBoolean("invited"), row.getBoolean("operator")))
                .optional()
                .filter(link -> link.invited || accounts.first().isEmpty());
    }

    /** Makes the account; refused as {@link Accounts#create}, or with {@code setup.link.wrong}. Once only. */
    @Transactional
    public Result<Account> use(String secret, String email, String password, Profile profile) {
        // Who comes second with the same link waits here and then finds it gone.
        jdbc.sql("select from setup_links where key = ? for update")
                .param(new Secret(secret).key())
                .query(row -> {});
        Optional<Opened> link = opened(secret);
        if (link.isEmpty()) {
            return new Refused<>(Reason.of("setup.link.wrong"));
        }
        Result<Account> result = accounts.create(email, password, profile, link.get().operator);
        if (result instanceof Done) {
            jdbc.sql("delete from setup_links where key = ? or invited_by is null")
                    .param(new Secret(secret).key())
                    .update();
        }
        return result;
    }
}
