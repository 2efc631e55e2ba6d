package org.sledopyt.account;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Result.Done;
import org.sledopyt.account.Result.Reason;
import org.sledopyt.account.Result.Refused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Proves who somebody is by e-mail and password. Guessing is slow, and the answer does not tell which e-mails have an account. */
@Component
public class SignIn {

    public sealed interface Outcome {
        record Proven(Account account) implements Outcome {}

        record Wrong() implements Outcome {}

        /** @param retryAfter how long until the next try is looked at */
        record TooMany(Duration retryAfter) implements Outcome {}
    }

    private final Accounts accounts;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Tries tries;

    SignIn(Accounts accounts, Sessions sessions, Passwords passwords, Tries tries) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.tries = tries;
    }

    /** @param address the IP address it comes from */
    public Outcome prove(String email, String password, String address) {
        Optional<Duration> wait = tries.begin(email, address);
        if (wait.isPresent()) {
            return new Outcome.TooMany(wait.get());
        }
        Optional<Account> account = accounts.findByEmail(email);
        Optional<String> encoded = account.flatMap(found -> accounts.encodedPassword(found.id()));
        if (encoded.isEmpty()) {
            passwords.pretend(password);
            return new Outcome.Wrong();
        }
        if (!passwords.matches(password, encoded.get())) {
            return new Outcome.Wrong();
        }
        tries.succeeded(email, address);
        return new Outcome.Proven(account.orElseThrow());
    }

    /**
     * Ends all other sessions. Refused with {@code password.short} or {@code password.long}; the caller has had the old one proven.
     *
     * @param session the secret of the session that goes on; null if the wish came without one
     */
    @Transactional
    public Result<Account> changePassword(Account account, String password, @Nullable String session) {
        Optional<Reason> objection = passwords.objection(password);
        if (objection.isPresent()) {
            return new Refused<>(objection.get());
        }
        accounts.setPassword(account.id(), password);
        sessions.endOthers(account.id(), session);
        return new Done<>(account);
    }
}
