package org.sledopyt.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sledopyt.account.Result.Done;
import org.sledopyt.account.Result.Reason;
import org.sledopyt.account.Result.Refused;
import org.sledopyt.storage.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts of this installation. */
@Repository
public class Accounts {

    /** What a mail server of a household or of the world may accept; whether it does only a mail can tell. */
    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s\\p{C}@<>()\\[\\],;:\"\\\\]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,183}[\\p{L}\\p{N}])?");

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Passwords passwords, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
    }

    public Optional<Account> find(UUID id) {
        return jdbc.sql("select * from accounts where id = ?")
                .param(id)
                .query(Accounts::account)
                .optional();
    }

    /** Upper and lower case are the same person. */
    public Optional<Account> findByEmail(String email) {
        return jdbc.sql("select * from accounts where lower(email) = ?")
                .param(normal(email))
                .query(Accounts::account)
                .optional();
    }

    /** The oldest one: the person who set the installation up. Empty before that. */
    public Optional<Account> first() {
        return jdbc.sql("select * from accounts order by id limit 1")
                .query(Accounts::account)
                .optional();
    }

    /** All, the oldest first. */
    public List<Account> all() {
        return jdbc.sql("select * from accounts order by id")
                .query(Accounts::account)
                .list();
    }

    /** Refused with {@code email.*}, {@code password.*} or what {@link Profile} is refused for. */
    public Result<Account> create(String email, String password, Profile profile, boolean operator) {
        String address = normal(email);
        if (!EMAIL.matcher(address).matches()) {
            return new Refused<>(Reason.of("email.wrong"));
        }
        Optional<Reason> objection = passwords.objection(password).or(profile::objection);
        if (objection.isPresent()) {
            return new Refused<>(objection.get());
        }
        UUID id = Ids.next(clock);
        int created = jdbc.sql("""
                insert into accounts (id, email, name, password, language, zone, country, operator, created_at)
                values (:id, :email, :name, :password, :language, :zone, :country, :operator, :at)
                on conflict (lower(email)) do nothing
                """)
                .param("id", id)
                .param("email", address)
                .param("name", profile.name())
                .param("password", passwords.encode(password))
                .param("language", profile.language())
                .param("zone", profile.zone())
                .param("country", profile.country())
                .param("operator", operator)
                .param("at", OffsetDateTime.now(clock))
                .update();
        return created == 1 ? new Done<>(find(id).orElseThrow()) : new Refused<>(Reason.of("email.taken"));
    }

    public Result<Account> update(UUID id, Profile profile) {
        Optional<Reason> objection = profile.objection();
        if (objection.isPresent()) {
            return new Refused<>(objection.get());
        }
        return new Done<>(jdbc.sql("""
                update accounts set name = :name, language = :language, zone = :zone, country = :country
                where id = :id returning *
                """)
                .param("id", id)
                .param("name", profile.name())
                .param("language", profile.language())
                .param("zone", profile.zone())
                .param("country", profile.country())
                .query(Accounts::account)
                .single());
    }

    Optional<String> encodedPassword(UUID id) {
        return jdbc.sql("select password from accounts where id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    void setPassword(UUID id, String password) {
        jdbc.sql("update accounts set password = ? where id = ?")
                .params(passwords.encode(password), id)
                .update();
    }

    private static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getString("language"),
                ZoneId.of(row.getString("zone")),
                row.getString("country"),
                row.getBoolean("operator"));
    }
}
