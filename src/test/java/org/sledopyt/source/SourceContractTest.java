package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sledopyt.carrier.TrackingNumber;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What every source keeps to. It finds the folders by itself: a new source needs no test class, only samples with expected readings
 * ({@code moving.json} → {@code moving.expected.json}, an array of {@link ReadingJson}).
 */
class SourceContractTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Sources SOURCES = Sources.load();

    /** {@code -Dsledopyt.write=true} writes the expected files as the readings are now, to be read through before they are committed. */
    private static final boolean WRITE = Boolean.getBoolean("sledopyt.write");

    @Test
    void folders_are_found_without_registration() {
        assertThat(SOURCES.readable())
                .extracting(source -> source.manifest().code())
                .contains("cainiao", "cdek", "russian-post");
    }

    @TestFactory
    Stream<DynamicNode> every_source() {
        return SOURCES.readable().stream()
                .map(source -> dynamicContainer(
                        source.manifest().code(),
                        Stream.of(
                                dynamicTest("manifest is complete", () -> manifest(source.manifest())),
                                dynamicTest("code table is sound", () -> codes(source)),
                                dynamicTest("tables of faults and words are sound", () -> tables(source)),
                                dynamicTest("asks for a full batch", () -> asks(source)),
                                dynamicTest("samples are ours and cover what matters", () -> covers(source)),
                                dynamicContainer("sample gives its expected readings", each(source, this::expected)),
                                dynamicContainer("reading twice is equal", each(source, this::twice)),
                                dynamicContainer("codes are those of the table", each(source, this::known)),
                                dynamicContainer("personal data stay out", each(source, this::personal)),
                                dynamicContainer("shared samples", shared(source)))));
    }

    private Stream<DynamicTest> each(Source source, java.util.function.Consumer<Sample> check) {
        return Sample.of(source).stream().map(sample -> dynamicTest(sample.name(), () -> check.accept(sample)));
    }

    private void manifest(Manifest manifest) {
        assertThat(manifest.code()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        texts(manifest.names());
        assertThat(manifest.site()).extracting(URI::getScheme).isEqualTo("https");
        // whoever answers for all carriers names that of each event
        assertThat(manifest.carriers().isEmpty() && manifest.kind() != Manifest.Kind.AGGREGATOR)
                .isFalse();
        assertThat(manifest.carriers()).allMatch(code -> code.matches("[a-z0-9-]+"));
        assertThat(manifest.sheet().document()).isNotBlank();
        assertThat(LocalDate.parse(manifest.sheet().date())).isAfter("2020-01-01");
        // What a person brings is not asked for: no door, no numbers.
        assertThat(manifest.numbers().isEmpty()).isEqualTo(manifest.doors().isEmpty());
        assertThat(manifest.doors()).extracting(Manifest.Door::code).doesNotHaveDuplicates();
        manifest.doors().forEach(this::door);
        assertThat(manifest.needs()).extracting(Manifest.Need::name).doesNotHaveDuplicates();
        manifest.needs().forEach(need -> need(need, manifest));
    }

    private static void need(Manifest.Need need, Manifest manifest) {
        assertThat(need.name()).matches("[a-z]+(_[a-z]+)*");
        texts(need.names());
        assertThat(need.fits(need.example())).as("the example fits").isTrue();
        assertThat(need.fits("")).isFalse();
        assertThat(manifest.doors()).extracting(Manifest.Door::code).containsAll(need.doors());
    }

    private void door(Manifest.Door door) {
        assertThat(door.address().getScheme()).isEqualTo("https");
        assertThat(door.batch()).isPositive();
        assertThat(door.every()).isPositive();
        assertThat(door.spacing()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(door.timeout()).isPositive();
        List<String> fields = door.fields().stream().map(Manifest.Field::name).toList();
        assertThat(fields).doesNotHaveDuplicates();
        door.fields().forEach(field -> texts(field.names()));
        if (door.budget() != null) {
            assertThat(door.budget().calls()).isPositive();
        }
        if (door.signIn() != null) {
            signIn(door.signIn(), fields);
        }
        if (door.off()) {
            assertThat(door.spacing()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        }
    }

    /** Templates name fields of the door, and a token only where one is fetched. */
    private void signIn(Manifest.SignIn signIn, List<String> fields) {
        List<String> known = new ArrayList<>(fields);
        List<String> templates = new ArrayList<>(signIn.headers().values());
        templates.addAll(signIn.query().values());
        if (signIn.basic() != null) {
            templates.add(signIn.basic().user() + signIn.basic().password());
        }
        Manifest.TokenCall call = signIn.token();
        if (call != null) {
            assertThat(call.path()).startsWith("/");
            assertThat(call.form().isEmpty() || call.json().isEmpty()).isTrue();
            assertThat(templates).anyMatch(template -> template.contains("{token}"));
            known.add("token");
            templates.addAll(call.headers().values());
            templates.addAll(call.form().values());
            templates.addAll(call.json().values());
            if (call.basic() != null) {
                templates.add(call.basic().user() + call.basic().password());
            }
        }
        assertThat(templates).isNotEmpty();
        Matcher place = Pattern.compile("\\{([^}]*)}").matcher(String.join(" ", templates));
        while (place.find()) {
            assertThat(known).contains(place.group(1));
        }
    }

    private static void texts(Map<String, String> byLanguage) {
        assertThat(byLanguage).containsKeys("en", "ru");
        assertThat(byLanguage.values()).noneMatch(String::isBlank);
    }

    /** Reading the table already refuses a stage that does not exist. */
    private void codes(Source source) {
        assertThat(Codes.beside(source.getClass()).keys().isEmpty())
                .isEqualTo(source.manifest().doors().isEmpty());
        List<Map<String, String>> rows = Csv.rows(source.getClass(), "codes.csv");
        assertThat(rows.stream().map(row -> row.get("code") + "/" + row.get("attribute")))
                .doesNotHaveDuplicates();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.keySet()).contains("code", "attribute", "name", "milestone", "sub", "source", "confidence");
            assertThat(row.get("code")).isNotBlank();
            assertThat(row.get("name")).isNotBlank();
            assertThat(row.get("source")).isNotBlank();
            assertThat(row.get("confidence")).isIn("high", "medium", "low");
        });
    }

    /** Reading the tables already refuses a meaning or stage that does not exist. */
    private void tables(Source source) {
        Faults.beside(source.getClass());
        if (source.getClass().getResource("words.csv") != null) {
            Words.beside(source.getClass());
            assertThat(Csv.rows(source.getClass(), "words.csv")).isNotEmpty().allSatisfy(row -> {
                assertThat(List.of(row.get("words").split("\\|", -1))).noneMatch(String::isBlank);
                assertThat(row.get("source")).isNotBlank();
                assertThat(row.get("confidence")).isIn("high", "medium", "low");
            });
        }
    }

    private void asks(Source source) {
        for (Manifest.Door door : source.manifest().doors()) {
            Map<String, String> values = new HashMap<>();
            door.fields().forEach(field -> values.put(field.name(), "<\"s&cret " + field.name()));
            Credentials by = new Credentials(door.code(), values);
            List<TrackingNumber> batch = IntStream.range(0, door.batch())
                    .mapToObj(i -> TrackingNumber.of("RB%09dCN".formatted(i)))
                    .toList();
            Request request = source.ask(batch, by);
            String sent =
                    request.path() + (request.body() == null ? "" : new String(request.body(), StandardCharsets.UTF_8));
            assertThat(request.path()).startsWith("/").doesNotContain("cret");
            assertThat(request.headers().values()).noneMatch(value -> value.contains("cret"));
            assertThat(batch).allMatch(number -> sent.contains(number.text()));
            assertThat(source.ask(batch, by)).usingRecursiveComparison().isEqualTo(request);
            if (door.tickets()) {
                Request collect = source.collect("T-1", by);
                assertThat(collect.path()
                                + (collect.body() == null ? "" : new String(collect.body(), StandardCharsets.UTF_8)))
                        .contains("T-1");
            }
        }
    }

    private void covers(Source source) throws IOException {
        List<Sample> samples = Sample.of(source);
        assertThat(samples).hasSizeGreaterThanOrEqualTo(8);
        Path origin = samples.getFirst().file().resolveSibling("SAMPLES.md");
        assertThat(Files.readString(origin))
                .contains("Invented, written from the sheet")
                .containsPattern("20\\d\\d-\\d\\d");
        Path theirs = sharedFolder(source);
        if (Files.isDirectory(theirs)) {
            List<Object> foreign = Sample.in(source, theirs).stream()
                    .map(SourceContractTest::content)
                    .toList();
            assertThat(samples).noneMatch(sample -> foreign.contains(content(sample)));
        }
        List<Reading> readings =
                samples.stream().flatMap(sample -> sample.readings().stream()).toList();
        boolean asked = !source.manifest().doors().isEmpty();
        assertThat(readings.stream().anyMatch(Reading.NotFound.class::isInstance))
                .isEqualTo(asked);
        assertThat(readings.stream().anyMatch(Reading.Refused.class::isInstance))
                .isEqualTo(asked);
        assertThat(readings).anyMatch(Reading.Unreadable.class::isInstance);
        List<Reading.Found> found = readings.stream()
                .filter(Reading.Found.class::isInstance)
                .map(Reading.Found.class::cast)
                .toList();
        assertThat(found).anyMatch(one -> !asked || source.manifest().takes(one.number()));
        assertThat(found.stream().flatMap(one -> one.events().stream()))
                .anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED && !event.withdrawn());
    }

    private void expected(Sample sample) {
        ArrayNode readings = JSON.createArrayNode();
        sample.readings().forEach(reading -> readings.add(ReadingJson.of(reading)));
        try {
            if (WRITE) {
                Files.writeString(sample.expected(), readings.toPrettyString() + "\n");
            }
            assertThat(sample.expected()).exists();
            assertThat(readings.toPrettyString())
                    .isEqualTo(
                            JSON.readTree(Files.readAllBytes(sample.expected())).toPrettyString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void twice(Sample sample) {
        Raw raw = sample.raw();
        assertThat(Reader.readAll(sample.source(), raw)).isEqualTo(Reader.readAll(sample.source(), raw));
    }

    /** A stage that rests on a code rests on a row of the table. */
    private void known(Sample sample) {
        Codes codes = Codes.beside(sample.source().getClass());
        for (SourceEvent event : events(sample.readings())) {
            if (event.how() == SourceEvent.How.TEXT) {
                // what was matched may be more than the text that is shown
                assertThat(event.stage()).isIn(stagesOfWords(sample.source()));
            } else if (event.code() == null || event.how() == SourceEvent.How.NONE) {
                assertThat(event.stage()).isEqualTo(Stages.UNKNOWN);
            } else {
                String[] parts = event.code().split("/", 2);
                assertThat(codes.match(parts[0], parts.length == 1 ? null : parts[1])
                                .how())
                        .isNotEqualTo(SourceEvent.How.NONE);
            }
        }
    }

    /** Stages of the source's own table of words and of the general phrases. */
    private static Set<Stage> stagesOfWords(Source source) {
        List<Map<String, String>> rows = new ArrayList<>(Csv.rows(Phrases.class, "phrases.csv"));
        if (source.getClass().getResource("words.csv") != null) {
            rows.addAll(Csv.rows(source.getClass(), "words.csv"));
        }
        return rows.stream()
                .map(row -> Stages.of(Csv.cell(row, "milestone"), Csv.cell(row, "sub")))
                .collect(Collectors.toSet());
    }

    /** Nothing of a field called personal is read, and dropping its content changes nothing. */
    private void personal(Sample sample) {
        String body = new String(sample.bytes(), StandardCharsets.UTF_8);
        String read = sample.readings().toString();
        List<String> kept = new ArrayList<>();
        String blanked = body;
        for (String field : sample.source().manifest().personal()) {
            Matcher content = Pattern.compile("(?:\"" + field + "\"\\s*:\\s*\"|<(?:\\w+:)?" + field + ">)([^\"<]+)")
                    .matcher(body);
            while (content.find()) {
                kept.add(content.group(1));
            }
            blanked = blanked.replaceAll("(\"" + field + "\"\\s*:\\s*)\"[^\"]*\"", "$1null")
                    .replaceAll("(<(?:\\w+:)?" + field + ">)[^<]+", "$1");
        }
        assertThat(kept).noneMatch(read::contains);
        assertThat(Reader.readAll(sample.source(), sample.raw(blanked.getBytes(StandardCharsets.UTF_8)))
                        .toString())
                .isEqualTo(read);
    }

    /**
     * The samples kept outside the repository, where they are at hand. Requests are left out. Documents that name no parcel (tokens,
     * subscriptions, faults) may say nothing; the others have to be readable, with events where they list any.
     */
    private static Path sharedFolder(Source source) {
        return Path.of(
                System.getProperty("sledopyt.shared", "../shared"),
                "carriers",
                "samples",
                source.manifest().code());
    }

    /** What a sample says, however it is laid out. */
    private static Object content(Sample sample) {
        return Answers.json(sample.bytes()).<Object>map(json -> json).orElseGet(() -> new String(
                        sample.bytes(), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip());
    }

    private static Stream<DynamicTest> shared(Source source) {
        Path folder = sharedFolder(source);
        if (!Files.isDirectory(folder)) {
            return Stream.of(dynamicTest(
                    "none here", () -> Assumptions.assumeThat(folder).isDirectory()));
        }
        return Sample.in(source, folder).stream()
                .filter(sample -> !sample.name().contains("_request"))
                .filter(sample -> !sample.name().startsWith("getquota"))
                .map(sample -> dynamicTest(sample.name(), () -> {
                    // names with underscores are of the first three sources, whose names say less
                    if (sample.name().contains("_")) {
                        readable(sample);
                    } else {
                        asNamed(sample);
                    }
                }));
    }

    /** The name of a shared sample says what it is: not found, some error, or a parcel with events that are understood. */
    private static void asNamed(Sample sample) {
        List<Reading> readings = sample.readings();
        if (sample.name().matches(".*(not-found|no-data|pending-or-unknown|unknown-number).*")) {
            assertThat(readings).isNotEmpty();
            assertThat(readings.stream()
                            .filter(reading -> !(reading instanceof Reading.Found))
                            .toList())
                    .isNotEmpty()
                    .allMatch(reading -> reading instanceof Reading.NotFound || reading instanceof Reading.Rejected);
        } else if (sample.name().matches(".*(error|fault|exception|invalid|bad-request|missing|not-correct|quota).*")) {
            assertThat(readings).isNotEmpty().noneMatch(Reading.Found.class::isInstance);
            if (sample.name().contains("auth")) {
                assertThat(readings)
                        .allMatch(reading ->
                                reading instanceof Reading.Refused refused && refused.why() == Reading.Refusal.SIGN_IN);
            }
        } else if (sample.name().contains("get-tracking-number")) {
            // says which number belongs to which, and nothing of what happened
            assertThat(readings).isNotEmpty().allMatch(Reading.Found.class::isInstance);
        } else {
            List<SourceEvent> events = events(readings);
            assertThat(readings)
                    .noneMatch(Reading.Unreadable.class::isInstance)
                    .anyMatch(Reading.Found.class::isInstance);
            assertThat(events).isNotEmpty().allSatisfy(event -> {
                assertThat(event.stage().milestone()).isNotEqualTo(Milestone.UNKNOWN);
                assertThat(event.time().local()).isNotNull();
            });
        }
    }

    private static void readable(Sample sample) {
        String body = new String(sample.bytes(), StandardCharsets.UTF_8);
        List<Reading> readings = sample.readings();
        if (Pattern.compile("(mailNo|cdek_number)\"|<(\\w+:)?historyRecord|(?i:barcode)=")
                .matcher(body)
                .find()) {
            assertThat(readings).isNotEmpty().noneMatch(Reading.Unreadable.class::isInstance);
        }
        List<SourceEvent> events = events(readings);
        if (Pattern.compile("(detailList|statuses)\"\\s*:\\s*\\[\\s*\\{|<(\\w+:)?(historyRecord|Operation)\\b")
                        .matcher(body)
                        .find()
                && !body.contains("\"orders\"")) {
            assertThat(events).isNotEmpty();
        }
        assertThat(events).allSatisfy(event -> {
            assertThat(event.stage().milestone()).isNotEqualTo(Milestone.UNKNOWN);
            assertThat(event.time().local()).isNotNull();
        });
    }

    private static List<SourceEvent> events(Collection<Reading> readings) {
        return readings.stream()
                .flatMap(reading -> reading instanceof Reading.Found found ? found.events().stream() : Stream.empty())
                .toList();
    }
}
