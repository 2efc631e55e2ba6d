package org.sledopyt.account;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.sledopyt.account.Result.Done;
import org.sledopyt.account.Result.Reason;
import org.sledopyt.account.Result.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The link with which the first account is made: whoever can read what the server prints owns the installation. Each start makes one
 * until there is an account; then none of them opens anything.
 */
@Repository
public class SetupLink {

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

    /** Whether {@link #use} would take this secret now. */
    public boolean opensWith(String secret) {
        return jdbc.sql("select exists(select from setup_links where key = ? and expires_at > ?)")
                        .params(new Secret(secret).key(), OffsetDateTime.now(clock))
                        .query(Boolean.class)
                        .single()
                && accounts.first().isEmpty();
    }

    /** Makes the operator's account; refused as {@link Accounts#create}, or with {@code setup.link.wrong}. Once only. */
    @Transactional
    public Result<Account> use(String secret, String email, String password, Profile profile) {
        // Who comes second with the same link waits here and then finds it gone.
        jdbc.sql("select from setup_links where key = ? for update")
                .param(new Secret(secret).key())
                .query(row -> {});
        if (!opensWith(secret)) {
            return new Refused<>(Reason.of("setup.link.wrong"));
        }
        Result<Account> result = accounts.create(email, password, profile, true);
        if (result instanceof Done) {
            jdbc.sql("delete from setup_links").update();
        }
        return result;
    }
}
