package org.sledopyt.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Result.Done;
import org.sledopyt.account.Result.Reason;
import org.sledopyt.account.Result.Refused;
import org.sledopyt.storage.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tokens with which programs act for an account. They last until they are deleted. */
@Repository
public class ApiTokens {

    private static final int LONGEST_NAME = 100;

    /** Nobody has more programs than that; a loop gone wrong has. */
    private static final int MOST = 100;

    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    /** @param usedAt to the minute; null if it never was */
    public record ApiToken(
            UUID id,
            String name,
            Instant createdAt,
            @Nullable Instant usedAt) {}

    /** @param token shown this one time: we keep only its hash */
    public record NewToken(ApiToken kept, String token) {}

    private record Row(UUID id, UUID accountId, @Nullable OffsetDateTime usedAt) {}

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;

    ApiTokens(JdbcClient jdbc, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The account that the token acts for, if there is such a token. */
    public Optional<Account> find(String token) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        return jdbc.sql("select id, account_id, used_at from api_tokens where key = ?")
                .param(new Secret(token).key())
                .query(Row.class)
                .optional()
                .flatMap(row -> {
                    if (row.usedAt == null || !row.usedAt.isAfter(now.minus(USE_NOTED_EVERY))) {
                        jdbc.sql("update api_tokens set used_at = ? where id = ?")
                                .params(now, row.id)
                                .update();
                    }
                    return accounts.find(row.accountId);
                });
    }

    /** The latest first. */
    public List<ApiToken> of(UUID accountId) {
        return jdbc.sql("select id, name, created_at, used_at from api_tokens where account_id = ? order by id desc")
                .param(accountId)
                .query(ApiToken.class)
                .list();
    }

    /** Refused with {@code name.missing}, {@code name.wrong} or {@code token.tooMany}. */
    public Result<NewToken> create(UUID accountId, String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()) {
            return new Refused<>(Reason.of("name.missing"));
        }
        if (stripped.length() > LONGEST_NAME || stripped.chars().anyMatch(Character::isISOControl)) {
            return new Refused<>(new Reason("name.wrong", Map.of("max", LONGEST_NAME)));
        }
        if (of(accountId).size() >= MOST) {
            return new Refused<>(new Reason("token.tooMany", Map.of("max", MOST)));
        }
        Secret secret = Secret.random("sledopyt_");
        ApiToken token = new ApiToken(Ids.next(clock), stripped, clock.instant(), null);
        jdbc.sql("insert into api_tokens (id, account_id, name, key, created_at) values (?, ?, ?, ?, ?)")
                .params(token.id, accountId, token.name, secret.key(), OffsetDateTime.now(clock))
                .update();
        return new Done<>(new NewToken(token, secret.text()));
    }

    /** Nothing happens if the account has no such token. */
    public void delete(UUID accountId, UUID id) {
        jdbc.sql("delete from api_tokens where account_id = ? and id = ?")
                .params(accountId, id)
                .update();
    }
}
