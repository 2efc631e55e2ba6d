package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever arrives, a source answers with readings: of torn, shuffled and poisoned samples, and of anything else. */
class ReaderProperties {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Sample> SAMPLES = Sources.load().readable().stream()
            .flatMap(source -> Sample.of(source).stream())
            .toList();

    /** What a field may hold that nobody expects there. */
    private static final List<String> POISON = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "9".repeat(40),
            "[]",
            "{}",
            "[[[[]]]]",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\uD800\"",
            "\"" + "A".repeat(5_000) + "\"",
            "\"9999-99-99T99:99:99+9999\"",
            "\"0000-00-00 00:00:00\"",
            "\"+999999999-12-31 23:59:59\"",
            "\"+999999999-12-31T23:59:59.999+18:00\"",
            "\"+99999-12-31\"",
            "\"GMT+99:99\"",
            "\"<x>&amp;\"");

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    void torn_bytes_are_read_without_a_fault(@ForAll("samples") Sample sample, @ForAll long seed) {
        reads(sample, tear(sample.bytes(), new Random(seed)));
    }

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    void poisoned_fields_are_read_without_a_fault(@ForAll("samples") Sample sample, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] poisoned = Answers.json(sample.bytes())
                .map(root -> {
                    for (int i = 0; i < 1 + random.nextInt(3); i++) {
                        poison(root, random);
                    }
                    return JSON.writeValueAsBytes(root);
                })
                .orElseGet(() -> poisonXml(sample, random));
        reads(sample, poisoned);
    }

    @Property(tries = 300)
    void noise_is_read_without_a_fault(@ForAll("samples") Sample sample, @ForAll byte[] noise) {
        reads(sample, noise);
    }

    @Property(tries = 1)
    void giants_are_read_without_a_fault() {
        List<byte[]> giants = List.of(
                "[".repeat(200_000).getBytes(StandardCharsets.UTF_8),
                ("{\"module\":[" + "{},".repeat(200_000) + "{}]}").getBytes(StandardCharsets.UTF_8),
                ("{\"entity\":{\"cdek_number\":\"1\",\"statuses\":[" + "{\"code\":\"X\"},".repeat(200_000) + "{}]}}")
                        .getBytes(StandardCharsets.UTF_8),
                ("<a>".repeat(200_000) + "</a>".repeat(200_000)).getBytes(StandardCharsets.UTF_8),
                ("<answerByTicketResponse><value>" + "<Item Barcode=\"RA440100776RU\"/>".repeat(50_000)
                                + "</value></answerByTicketResponse>")
                        .getBytes(StandardCharsets.UTF_8),
                "{\"module\":[]}".getBytes(StandardCharsets.UTF_16LE),
                "é <Ж>".getBytes(StandardCharsets.ISO_8859_1));
        for (Source source : Sources.load().readable()) {
            Sample any = Sample.of(source).getFirst();
            giants.forEach(giant -> reads(any, giant));
        }
    }

    /** Not through {@link Reader}, which would hide a fault. */
    private static void reads(Sample sample, byte[] body) {
        Source source = sample.source();
        for (Raw part : source.split(sample.raw(body))) {
            for (Reading reading : source.read(part)) {
                assertThat(ReadingJson.of(reading).path("kind").asString()).isNotBlank();
                if (reading instanceof Reading.Found found) {
                    assertThat(found.events()).allSatisfy(event -> {
                        assertThat(event.text()).doesNotContain("\0");
                        assertThat(event.time().local() == null
                                        || EventTime.isPlausible(
                                                event.time().local().toLocalDate()))
                                .isTrue();
                        assertThat(event.code() == null ? "" : event.code()).hasSizeLessThanOrEqualTo(200);
                    });
                }
            }
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.of(SAMPLES);
    }

    private static byte[] tear(byte[] body, Random random) {
        byte[] torn = body.clone();
        for (int i = 0; i < 1 + random.nextInt(4) && torn.length > 1; i++) {
            int from = random.nextInt(torn.length);
            int to = from + random.nextInt(torn.length - from);
            torn = switch (random.nextInt(4)) {
                case 0 -> Arrays.copyOf(torn, from);
                case 1 -> join(Arrays.copyOf(torn, from), Arrays.copyOfRange(torn, to, torn.length));
                case 2 -> join(Arrays.copyOf(torn, to), Arrays.copyOfRange(torn, from, torn.length));
                default -> {
                    torn[from] = (byte) random.nextInt(256);
                    yield torn;
                }
            };
        }
        return torn;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    /** Puts something unexpected into one place of the tree. */
    private static void poison(JsonNode root, Random random) {
        List<JsonNode> places = new ArrayList<>();
        collect(root, places);
        if (places.isEmpty()) {
            return;
        }
        JsonNode poison = JSON.readTree(POISON.get(random.nextInt(POISON.size())));
        switch (places.get(random.nextInt(places.size()))) {
            case ObjectNode object -> {
                List<String> names =
                        object.properties().stream().map(Map.Entry::getKey).toList();
                object.set(names.get(random.nextInt(names.size())), poison);
            }
            case ArrayNode array -> array.set(random.nextInt(array.size()), poison);
            default -> throw new AssertionError();
        }
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer() && !node.isEmpty()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    /** Replaces one text between tags or in an attribute. */
    private static byte[] poisonXml(Sample sample, Random random) {
        String[] pieces = new String(sample.bytes(), StandardCharsets.UTF_8).split("(?<=[>\"])(?=[^<>\"]+[<\"])", -1);
        int at = random.nextInt(pieces.length);
        String poison =
                POISON.get(random.nextInt(POISON.size())).replace("\"", "").replace("<", "&lt;");
        pieces[at] = pieces[at].replaceFirst("^[^<>\"]+", java.util.regex.Matcher.quoteReplacement(poison));
        return String.join("", pieces).getBytes(StandardCharsets.UTF_8);
    }
}
