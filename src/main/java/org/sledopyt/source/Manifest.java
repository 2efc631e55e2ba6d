package org.sledopyt.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What {@code source.yaml} declares.
 *
 * @param code kebab-case name of the source
 * @param names name by language
 * @param site page for people
 * @param kind who speaks: orders what two sources say about one scan
 * @param carriers codes of the carriers it answers for
 * @param numbers shapes of numbers worth asking it for, beside those recognised as its carriers'
 * @param zone the carrier's own zone, for times without one; null where it has several
 * @param personal names of fields with personal data; their content is dropped before anything is kept
 * @param webhook null if it never tells by itself
 * @param doors ways to ask it, the default first
 * @param sheet the document it was written from, with its date
 */
public record Manifest(
        String code,
        Map<String, String> names,
        URI site,
        Kind kind,
        List<String> carriers,
        List<Pattern> numbers,
        @Nullable ZoneId zone,
        Set<String> personal,
        @Nullable Webhook webhook,
        List<Door> doors,
        Sheet sheet) {

    /** Who speaks, most trusted first. */
    public enum Kind {
        CARRIER,
        PLATFORM,
        AGGREGATOR
    }

    /** Whether a webhook may be believed ({@code SIGNED}) or only makes us ask at once ({@code HINT}). */
    public enum Webhook {
        SIGNED,
        HINT
    }

    public record Sheet(String document, String date) {}

    /**
     * One way to ask a source.
     *
     * @param address base address; a setting may replace it
     * @param batch most numbers in one ask
     * @param fields what the owner has to enter; empty: works without a key
     * @param signIn null if the request carries all it needs
     * @param every shortest time between two asks for one number
     * @param spacing shortest time between two calls
     * @param budget calls a day; null: unlimited
     * @param timeout for the whole answer
     * @param tickets whether it answers by {@link Reading.Ordered}
     */
    public record Door(
            String code,
            URI address,
            int batch,
            List<Field> fields,
            @Nullable SignIn signIn,
            Duration every,
            Duration spacing,
            @Nullable Budget budget,
            Duration timeout,
            boolean tickets) {}

    /** Something the owner enters. {@code names}: label by language. */
    public record Field(String name, boolean secret, boolean required, Map<String, String> names) {}

    /** Calls allowed a day; a day begins at midnight of {@code zone}. */
    public record Budget(int calls, ZoneId zone) {}

    /**
     * Sign-in by OAuth 2 client credentials: {@code id} and {@code secret} are names of the door's fields.
     *
     * @param path of the token endpoint, from the door's address
     */
    public record SignIn(String path, String id, String secret) {}

    public String name(String language) {
        return names.getOrDefault(language, names.getOrDefault("en", code));
    }

    /** The door of that code, or the default one. */
    public Door door(@Nullable String code) {
        return doors.stream()
                .filter(door -> door.code().equals(code))
                .findFirst()
                .orElse(doors.getFirst());
    }

    /** Whether the number has a shape worth asking this source for. */
    public boolean takes(TrackingNumber number) {
        return numbers.stream().anyMatch(shape -> shape.matcher(number.text()).matches());
    }

    /** Reads {@code source.yaml}; a missing or odd entry is a fault of the build and says which. */
    static Manifest read(InputStream yaml) {
        Entry entry = new Entry("source.yaml", load(yaml));
        return new Manifest(
                entry.text("code"),
                entry.texts("name"),
                URI.create(entry.text("site")),
                Kind.valueOf(entry.text("kind").toUpperCase(java.util.Locale.ROOT)),
                entry.list("carriers"),
                entry.list("numbers").stream().map(Pattern::compile).toList(),
                entry.has("zone") ? ZoneId.of(entry.text("zone")) : null,
                Set.copyOf(entry.list("personal")),
                entry.has("webhook") ? Webhook.valueOf(entry.text("webhook").toUpperCase(java.util.Locale.ROOT)) : null,
                entry.entries("doors").stream().map(Manifest::door).toList(),
                new Sheet(
                        entry.entry("sheet").text("document"),
                        entry.entry("sheet").text("date")));
    }

    private static Door door(Entry door) {
        return new Door(
                door.text("code"),
                URI.create(door.text("address")),
                Integer.parseInt(door.text("batch", "1")),
                door.entries("fields").stream()
                        .map(field -> new Field(
                                field.text("name"),
                                Boolean.parseBoolean(field.text("secret", "false")),
                                Boolean.parseBoolean(field.text("required", "true")),
                                field.texts("label")))
                        .toList(),
                door.has("sign-in")
                        ? new SignIn(
                                door.entry("sign-in").text("path"),
                                door.entry("sign-in").text("id"),
                                door.entry("sign-in").text("secret"))
                        : null,
                Duration.parse(door.text("every", "PT1H")),
                Duration.parse(door.text("spacing", "PT0S")),
                door.has("budget")
                        ? new Budget(
                                Integer.parseInt(door.entry("budget").text("calls")),
                                ZoneId.of(door.entry("budget").text("zone")))
                        : null,
                Duration.parse(door.text("timeout", "PT30S")),
                Boolean.parseBoolean(door.text("tickets", "false")));
    }

    private static Map<?, ?> load(InputStream yaml) {
        try (yaml) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A map of the file, read by name with a clear word about what is missing. */
    private record Entry(String at, Map<?, ?> map) {

        boolean has(String name) {
            return map.get(name) != null;
        }

        String text(String name) {
            Object value = map.get(name);
            if (value == null) {
                throw new IllegalStateException(at + " lacks " + name);
            }
            return value.toString();
        }

        String text(String name, String otherwise) {
            return has(name) ? text(name) : otherwise;
        }

        Entry entry(String name) {
            if (!(map.get(name) instanceof Map<?, ?> inner)) {
                throw new IllegalStateException(at + " lacks the map " + name);
            }
            return new Entry(at + ": " + name, inner);
        }

        Map<String, String> texts(String name) {
            Map<String, String> texts = new LinkedHashMap<>();
            entry(name).map().forEach((key, value) -> texts.put(key.toString(), value.toString()));
            return texts;
        }

        List<String> list(String name) {
            return map.get(name) instanceof List<?> list
                    ? list.stream().map(Object::toString).toList()
                    : List.of();
        }

        List<Entry> entries(String name) {
            List<Entry> entries = new ArrayList<>();
            if (map.get(name) instanceof List<?> list) {
                list.forEach(item -> entries.add(new Entry(at + ": " + name, (Map<?, ?>) item)));
            }
            return entries;
        }
    }
}
