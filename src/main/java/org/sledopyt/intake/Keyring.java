package org.sledopyt.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
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
 * {@code SLEDOPYT_SOURCE_<CODE>_<FIELD>}, with {@code …_DOOR} to choose the door; what is entered on the screen wins.
 */
@Repository
public class Keyring {

    private record Sealed(String door, byte[] sealed) {}

    private final JdbcClient jdbc;
    private final Environment environment;
    private final Seal seal;
    private final Gates gates;
    private final Clock clock;
    /** Other nodes see a new key after some seconds; that is soon enough. */
    private final Cache<String, Optional<Credentials>> cache =
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
        Optional<Credentials> known = cache.getIfPresent(source.code());
        if (known == null) {
            known = entered(source).or(() -> fromEnvironment(source)).or(() -> withoutKey(source));
            cache.put(source.code(), known);
        }
        return known;
    }

    /** Whether the owner entered something for it, or chose a door that is off otherwise. */
    public boolean isSet(Manifest source) {
        return of(source)
                .filter(by -> !by.values().isEmpty() || source.door(by.door()).off())
                .isPresent();
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
                String value = environment.getProperty(variable(source.code(), field.name()));
                if (value != null && !value.isBlank()) {
                    values.put(field.name(), value);
                }
            }
            boolean complete =
                    door.fields().stream().allMatch(field -> !field.required() || values.containsKey(field.name()));
            String wanted = environment.getProperty(variable(source.code(), "door"));
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

    private static String variable(String source, String field) {
        return "SLEDOPYT_SOURCE_"
                + (source + "_" + field).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
