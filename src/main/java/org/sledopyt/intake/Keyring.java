package org.sledopyt.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.storage.Rows;
import org.sledopyt.storage.Seal;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the owner entered for sources: on the sources screen (kept sealed in the table {@code credentials}) or as
 * {@code SLEDOPYT_SOURCE_<CODE>_<FIELD>}, or {@code …_<FIELD>_FILE} with the name of a file that holds it, with {@code …_DOOR} to choose the
 * door; what is entered on the screen wins.
 */
@Repository
public class Keyring {

    private record Sealed(String door, byte[] sealed) {}

    private record Known(Optional<Credentials> by, From from) {}

    private final JdbcClient jdbc;
    private final Environment environment;
    private final Seal seal;
    private final Gates gates;
    private final Clock clock;
    /** Other nodes see a new key after some seconds; that is soon enough. */
    private final Cache<String, Known> cache =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(10)).build();

    Keyring(JdbcClient jdbc, Environment environment, Seal seal, Gates gates, Clock clock) {
        this.jdbc = jdbc;
        this.environment = environment;
        this.seal = seal;
        this.gates = gates;
        this.clock = clock;
    }

    /** What to ask the source with; empty while something required is missing. */
    public Optional<Credentials> of(Manifest source) {
        return known(source).by;
    }

    private Known known(Manifest source) {
        Known known = cache.getIfPresent(source.code());
        if (known == null) {
            known = entered(source)
                    .map(by -> new Known(Optional.of(by), From.SCREEN))
                    .or(() -> fromEnvironment(source).map(by -> new Known(Optional.of(by), From.ENVIRONMENT)))
                    .or(() -> withoutKey(source).map(by -> new Known(Optional.of(by), From.NOTHING)))
                    .orElse(new Known(Optional.empty(), From.MISSING));
            cache.put(source.code(), known);
        }
        return known;
    }

    /** Where what a source is asked with comes from. */
    public enum From {
        SCREEN,
        ENVIRONMENT,
        /** it needs nothing */
        NOTHING,
        /** something required is missing */
        MISSING
    }

    public From from(Manifest source) {
        Known known = known(source);
        return known.from;
    }

    /** Keeps what the owner entered. Fields the door does not have are dropped. */
    public void keep(Manifest source, Credentials credentials) {
        Map<String, String> values = new HashMap<>();
        for (Manifest.Field field : source.door(credentials.door()).fields()) {
            String value = credentials.value(field.name()).strip();
            if (!value.isEmpty()) {
                values.put(field.name(), value);
            }
        }
        jdbc.sql("""
                        insert into credentials (source, door, sealed, updated_at) values (:source, :door, :sealed, :now)
                        on conflict (source) do update set door = :door, sealed = :sealed, updated_at = :now""")
                .param("source", source.code())
                .param("door", source.door(credentials.door()).code())
                .param("sealed", seal.seal(Rows.json(values)))
                .param("now", Rows.bind(clock.instant()))
                .update();
        changed(source.code());
    }

    public void forget(String source) {
        jdbc.sql("delete from credentials where source = ?").param(source).update();
        changed(source);
    }

    private void changed(String source) {
        cache.invalidate(source);
        gates.reopen(source);
    }

    private Optional<Credentials> entered(Manifest source) {
        return jdbc.sql("select door, sealed from credentials where source = ?")
                .param(source.code())
                .query((row, index) -> new Sealed(row.getString("door"), row.getBytes("sealed")))
                .optional()
                .map(row -> new Credentials(row.door, values(row.sealed)));
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> values(byte[] sealed) {
        return Rows.json(seal.open(sealed), Map.class);
    }

    private Optional<Credentials> fromEnvironment(Manifest source) {
        for (Manifest.Door door : source.doors()) {
            Map<String, String> values = new HashMap<>();
            for (Manifest.Field field : door.fields()) {
                String value = Variables.value(source.code(), field.name(), environment::getProperty);
                if (value != null && !value.isBlank()) {
                    values.put(field.name(), value);
                }
            }
            boolean complete =
                    door.fields().stream().allMatch(field -> !field.required() || values.containsKey(field.name()));
            String wanted = Variables.value(source.code(), "door", environment::getProperty);
            if (complete && (wanted == null ? !values.isEmpty() : wanted.equals(door.code()))) {
                return Optional.of(new Credentials(door.code(), values));
            }
        }
        return Optional.empty();
    }

    private static Optional<Credentials> withoutKey(Manifest source) {
        return source.doors().stream()
                .filter(door -> !door.off() && door.fields().stream().noneMatch(Manifest.Field::required))
                .findFirst()
                .map(door -> new Credentials(door.code(), Map.of()));
    }
}
