package org.sledopyt.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.storage.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Where each account wants to be reached, beside its inbox. One target of a kind per account. */
@Repository
public class Channels {

    /** A target of a channel; {@code problem}: why it was switched off by itself. */
    public record Target(
            String kind,
            String target,
            boolean enabled,
            @Nullable String problem) {}

    /** {@code mailReady}: whether this installation can send mail at all. */
    public record Listing(List<Target> items, boolean mailReady) {}

    private static final String OF_ACCOUNT = "select * from channels where account_id = ? order by kind, target";

    private static final String ENABLED =
            "select * from channels where account_id = any(?::uuid[]) and enabled order by kind, target";

    private static final String IS_ENABLED =
            "select exists (select from channels where account_id = ? and kind = ? and target = ? and enabled)";

    private static final String REMOVE_OTHERS =
            "delete from channels where account_id = ? and kind = ? and target <> ?";

    private static final String PUT = """
            insert into channels (account_id, kind, target, enabled) values (?, ?, ?, ?)
            on conflict (account_id, kind, target) do update set enabled = excluded.enabled, problem = null
            """;

    private static final String SWITCH_OFF = """
            update channels set enabled = false, problem = ?
            where account_id = ? and kind = ? and target = ? and enabled
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<String, Channel> byKind;

    Channels(JdbcClient jdbc, Clock clock, List<Channel> channels) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.byKind = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::kind, Function.identity()));
    }

    public Listing list(UUID accountId) {
        List<Target> items =
                jdbc.sql(OF_ACCOUNT).param(accountId).query(Channels::target).list();
        return new Listing(items, isReady("mail"));
    }

    /**
     * Sets the account's target of a channel, replacing an earlier one, and forgets its problem.
     *
     * @param kind such as {@code mail}
     * @return false, and nothing changes, if that channel reaches nobody at such a target
     * @throws IllegalArgumentException if there is no such channel
     */
    @Transactional
    public boolean put(UUID accountId, String kind, String written, boolean enabled) {
        String target = channel(kind).target(written);
        if (target == null) {
            return false;
        }
        jdbc.sql(REMOVE_OTHERS).params(accountId, kind, target).update();
        jdbc.sql(PUT).params(accountId, kind, target, enabled).update();
        return true;
    }

    /**
     * Sends a test message to the account's target of a channel now, whether it is switched on or not. Network: call it outside transactions.
     *
     * @return what came of it; nothing is switched off by it
     * @throws IllegalArgumentException if there is no such channel
     */
    public Outcome test(Account account, String kind) {
        Channel channel = channel(kind);
        return list(account.id()).items().stream()
                .filter(item -> item.kind().equals(kind))
                .findFirst()
                .map(item -> channel.send(new Message(
                        Ids.next(clock),
                        account,
                        item.target(),
                        null,
                        Message.TEST,
                        Map.of(),
                        new Why("why.test", Map.of()),
                        clock.instant())))
                .orElse(new Outcome.Failed("channel.problem.noTarget"));
    }

    /** All channels there are. */
    Collection<Channel> all() {
        return byKind.values();
    }

    /** Where to tell these accounts something, beside the inbox: what is switched on and set up. */
    Map<UUID, List<Target>> of(Collection<UUID> accountIds) {
        record Row(UUID accountId, Target target) {}
        return jdbc
                .sql(ENABLED)
                .param(accountIds.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, index) -> new Row(row.getObject("account_id", UUID.class), target(row, index)))
                .stream()
                .filter(row -> isReady(row.target.kind()))
                .collect(Collectors.groupingBy(Row::accountId, Collectors.mapping(Row::target, Collectors.toList())));
    }

    /** Whether the account still wants to be told there. */
    boolean isEnabled(UUID accountId, String kind, String target) {
        return jdbc.sql(IS_ENABLED)
                .params(accountId, kind, target)
                .query(Boolean.class)
                .single();
    }

    /** Returns whether it was on until now. */
    boolean switchOff(UUID accountId, String kind, String target, String problem) {
        return jdbc.sql(SWITCH_OFF).params(problem, accountId, kind, target).update() == 1;
    }

    private boolean isReady(String kind) {
        Channel channel = byKind.get(kind);
        return channel != null && channel.ready();
    }

    private Channel channel(String kind) {
        Channel channel = byKind.get(kind);
        if (channel == null) {
            throw new IllegalArgumentException("no channel " + kind);
        }
        return channel;
    }

    private static Target target(ResultSet row, int index) throws SQLException {
        return new Target(
                row.getString("kind"), row.getString("target"), row.getBoolean("enabled"), row.getString("problem"));
    }
}
