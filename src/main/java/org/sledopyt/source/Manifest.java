package org.sledopyt.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
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
 * @param costs what asking costs the owner; who is paid for is best asked last
 * @param carriers codes of the carriers it answers for
 * @param numbers shapes of numbers worth asking it for, beside those recognised as its carriers'
 * @param zone the carrier's own zone, for times without one; null where it has several
 * @param ownClock its times are always those of {@code zone}, or of nobody knows where, and never of the place they tell of
 * @param personal names of fields with personal data, {@code consignee.name} for one within another; their content is dropped before
 *     anything is kept
 * @param noise names of fields that differ in every answer and say nothing, such as ids of the call; dropped too, so that an unchanged
 *     answer is seen to be one
 * @param webhook null if it never tells by itself
 * @param doors ways to ask it, the default first
 * @param needs what a person has to tell of a parcel, so that it can be asked about it
 * @param sheet the document it was written from, with its date
 */
public record Manifest(
        String code,
        Map<String, String> names,
        URI site,
        Kind kind,
        Costs costs,
        List<String> carriers,
        List<Pattern> numbers,
        @Nullable ZoneId zone,
        boolean ownClock,
        Set<String> personal,
        Set<String> noise,
        @Nullable Webhook webhook,
        List<Door> doors,
        List<Need> needs,
        Sheet sheet) {

    /** Who speaks, most trusted first. */
    public enum Kind {
        CARRIER,
        PLATFORM,
        AGGREGATOR
    }

    /** What asking costs the owner: nothing beyond the key, or something for each number, once. */
    public enum Costs {
        NOTHING,
        PER_NUMBER
    }

    /** Whether a webhook is believed like an answer ({@code SIGNED}) or only makes us ask at once ({@code HINT}). */
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
     * @param signIn what the shared client adds to each request; null if the request carries all it needs
     * @param every shortest time between two asks for one number
     * @param spacing shortest time between two calls
     * @param budget calls a day; null: unlimited
     * @param timeout for the whole answer
     * @param tickets whether it answers by {@link Reading.Ordered}
     * @param off whether it is used only if the owner chooses it: what a carrier's page calls, without a document or a promise
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
            boolean tickets,
            boolean off) {

        /** The same, asked for one number no oftener than this. */
        public Door every(Duration atLeast) {
            Duration longer = atLeast.compareTo(every) > 0 ? atLeast : every;
            return new Door(code, address, batch, fields, signIn, longer, spacing, budget, timeout, tickets, off);
        }

        /** The same at another address. */
        public Door at(URI address) {
            return new Door(code, address, batch, fields, signIn, every, spacing, budget, timeout, tickets, off);
        }
    }

    /** Something the owner enters. {@code names}: label by language. */
    public record Field(String name, boolean secret, boolean required, Map<String, String> names) {}

    /**
     * Something of a parcel that only who waits for it knows, such as a postcode or the end of a phone number. One name means one thing in
     * all sources: it is asked for once.
     *
     * @param names label by language
     * @param pattern what a right value looks like
     * @param example a value that looks right and is nobody's
     * @param required whether the source cannot be asked without it; otherwise it only tells more
     * @param doors the doors that want it; empty: all
     */
    public record Need(
            String name,
            Map<String, String> names,
            Pattern pattern,
            String example,
            boolean required,
            List<String> doors) {

        public boolean fits(String value) {
            return pattern.matcher(value).matches();
        }
    }

    /** Calls allowed a day; a day begins at midnight of {@code zone}. */
    public record Budget(int calls, ZoneId zone) {}

    /**
     * How a door lets us in. Values are templates: {@code {name}} stands for a field of the door, {@code {token}} for the token.
     *
     * @param headers sent with each request, like {@code query}
     * @param basic for {@code Authorization: Basic}
     * @param token how to get the token; null if none is used
     */
    public record SignIn(
            Map<String, String> headers,
            Map<String, String> query,
            @Nullable Basic basic,
            @Nullable TokenCall token) {}

    /** User and password as templates; {@code joiner} stands between them, a colon nearly everywhere. */
    public record Basic(String user, String password, String joiner) {}

    /**
     * The call that gives a token: OAuth with any grant, or a key or login against a token.
     *
     * @param address where it is asked; null: the door's own
     * @param path from the address
     * @param headers templates, like the values of {@code form} and {@code json}, of which one is the body if not empty
     * @param field path of the token in the answer; in XML, the name of its element
     * @param until path of a moment at which it ends; null: {@code expires_in} seconds, a number or a text, if the answer says so
     * @param lifetime how long it lives if the answer does not say
     * @param renews fields of the door that the answer brings anew, with their paths in it: a refresh token that is good for one use
     */
    public record TokenCall(
            @Nullable URI address,
            String method,
            String path,
            Map<String, String> headers,
            Map<String, String> form,
            Map<String, String> json,
            @Nullable Basic basic,
            String field,
            @Nullable String until,
            Duration lifetime,
            Map<String, String> renews) {}

    /** Names of all fields whose content is dropped before anything is kept. */
    public Set<String> dropped() {
        Set<String> dropped = new HashSet<>(personal);
        dropped.addAll(noise);
        return dropped;
    }

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

    /** Whether it can be asked at all; one without doors only reads what people bring. */
    public boolean isAsked() {
        return !doors.isEmpty();
    }

    /** What the door wants to know of a parcel. */
    public List<Need> needs(Door door) {
        return needs.stream()
                .filter(need -> need.doors.isEmpty() || need.doors.contains(door.code()))
                .toList();
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
                Costs.valueOf(entry.text("costs", "nothing")
                        .toUpperCase(java.util.Locale.ROOT)
                        .replace('-', '_')),
                entry.list("carriers"),
                entry.list("numbers").stream().map(Pattern::compile).toList(),
                entry.has("zone") ? ZoneId.of(entry.text("zone")) : null,
                entry.text("clock", "place").equals("own"),
                Set.copyOf(entry.list("personal")),
                Set.copyOf(entry.list("noise")),
                entry.has("webhook") ? Webhook.valueOf(entry.text("webhook").toUpperCase(java.util.Locale.ROOT)) : null,
                entry.entries("doors").stream().map(Manifest::door).toList(),
                entry.entries("needs").stream().map(Manifest::need).toList(),
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
                door.has("sign-in") ? signIn(door.entry("sign-in")) : null,
                Duration.parse(door.text("every", "PT1H")),
                Duration.parse(door.text("spacing", "PT0S")),
                door.has("budget")
                        ? new Budget(
                                Integer.parseInt(door.entry("budget").text("calls")),
                                ZoneId.of(door.entry("budget").text("zone")))
                        : null,
                Duration.parse(door.text("timeout", "PT30S")),
                Boolean.parseBoolean(door.text("tickets", "false")),
                Boolean.parseBoolean(door.text("unofficial", "false")));
    }

    private static Need need(Entry need) {
        return new Need(
                need.text("name"),
                need.texts("label"),
                Pattern.compile(need.text("pattern")),
                need.text("example"),
                Boolean.parseBoolean(need.text("required", "true")),
                need.list("doors"));
    }

    private static SignIn signIn(Entry entry) {
        if (entry.has("path")) {
            return new SignIn(Map.of("Authorization", "Bearer {token}"), Map.of(), null, clientCredentials(entry));
        }
        return new SignIn(
                entry.textsOrNone("header"),
                entry.textsOrNone("query"),
                entry.has("basic") ? basic(entry.entry("basic")) : null,
                entry.has("token") ? tokenCall(entry.entry("token")) : null);
    }

    /** The short form of OAuth 2 client credentials: {@code id} and {@code secret} are names of the door's fields. */
    private static TokenCall clientCredentials(Entry entry) {
        String id = "{" + entry.text("id") + "}";
        String secret = "{" + entry.text("secret") + "}";
        boolean byBasic = entry.text("by", "form").equals("basic");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (!byBasic) {
            form.put("client_id", id);
            form.put("client_secret", secret);
        }
        if (entry.has("scope")) {
            form.put("scope", entry.text("scope"));
        }
        return new TokenCall(
                entry.has("address") ? URI.create(entry.text("address")) : null,
                "POST",
                entry.text("path"),
                Map.of(),
                form,
                Map.of(),
                byBasic ? new Basic(id, secret, ":") : null,
                "access_token",
                null,
                Duration.ofMinutes(5),
                Map.of());
    }

    private static TokenCall tokenCall(Entry entry) {
        return new TokenCall(
                entry.has("address") ? URI.create(entry.text("address")) : null,
                entry.text("method", "POST"),
                entry.text("path"),
                entry.textsOrNone("header"),
                entry.textsOrNone("form"),
                entry.textsOrNone("json"),
                entry.has("basic") ? basic(entry.entry("basic")) : null,
                entry.text("field", "access_token"),
                entry.has("until") ? entry.text("until") : null,
                Duration.parse(entry.text("lifetime", "PT5M")),
                entry.textsOrNone("renews"));
    }

    private static Basic basic(Entry entry) {
        return new Basic(entry.text("user"), entry.text("password"), entry.text("joiner", ":"));
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

        /** YAML takes some words for truth values, and a name that nobody can look up would say nothing. */
        private Entry {
            map.keySet().stream()
                    .filter(name -> !(name instanceof String))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalStateException(at + " has a name that YAML reads as " + name);
                    });
        }

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

        Map<String, String> textsOrNone(String name) {
            return has(name) ? texts(name) : Map.of();
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
