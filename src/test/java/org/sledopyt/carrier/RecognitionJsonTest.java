package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

class RecognitionJsonTest {

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\w+)}");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void the_json_is_the_public_contract() {
        Recognised recognised = Recogniser.standard().number("rb 876543216 cn", Context.NONE);
        assertThat(RecognitionJson.of(recognised, "en").text())
                .isEqualTo("{\"input\":\"rb 876543216 cn\",\"number\":\"RB876543216CN\",\"candidates\":[{"
                        + "\"carrier\":\"china-post\",\"grade\":\"verified\",\"confidence\":0.99,\"service\":\"registered\","
                        + "\"origin\":\"CN\",\"tracked\":\"delivery\",\"reasons\":[{\"code\":\"check-digit\",\"text\":\"The check digit fits\"},"
                        + "{\"code\":\"operator\",\"text\":\"CN at the end stands for China Post, China EMS\"},"
                        + "{\"code\":\"service-letters\",\"text\":\"RB at the front stands for: registered letter, small packet\"}"
                        + "]}],\"suggestions\":[]}");
    }

    @Test
    void reasons_are_given_in_the_language_asked_for_and_in_english_for_one_that_is_not_there() {
        Recognised recognised = Recogniser.standard().number("RB876543216RU", Context.NONE);
        assertThat(text(recognised, "ru")).contains("RU в\u00a0конце — это Почта России");
        assertThat(text(recognised, "fr")).contains("RU at the end stands for Russian Post");
    }

    @Test
    void a_refused_input_says_why_and_is_not_repeated() {
        Recognised refused = Recogniser.standard().number("5500 0055 5555 5559", Context.NONE);
        String json = RecognitionJson.of(refused, "en").text();
        assertThat(json)
                .contains("\"number\":null", "\"refused\":{\"code\":\"refused-card\"")
                .doesNotContain("0055");
    }

    @Test
    void object_mappers_write_the_same() {
        for (String number : List.of("RB876543216CN", "10126952151816", "5500 0055 5555 5559", "no")) {
            RecognitionJson json = RecognitionJson.of(Recogniser.standard().number(number, Context.NONE), "ru");
            assertThat(MAPPER.readTree(MAPPER.writeValueAsString(json))).isEqualTo(MAPPER.readTree(json.text()));
        }
    }

    @Test
    void both_languages_have_the_same_keys_with_the_same_arguments() {
        Map<String, String> english = catalogue("en");
        Map<String, String> russian = catalogue("ru");
        assertThat(russian.keySet()).isEqualTo(english.keySet());
        english.forEach((key, pattern) ->
                assertThat(arguments(russian.get(key))).as(key).isEqualTo(arguments(pattern)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void every_service_grade_and_reach_has_a_text(String language) {
        Map<String, String> catalogue = catalogue(language);
        Stream<String> services = Stream.concat(
                Table.rows("services.csv").stream().map(row -> row.getField("service")),
                Recogniser.standard().formats().all().stream().map(format -> String.valueOf(format.service())));
        assertThat(services.filter(service -> !service.isEmpty() && !service.equals("null")))
                .allSatisfy(service -> assertThat(catalogue).containsKey("recognition.service." + service));
        for (Grade grade : Grade.values()) {
            assertThat(catalogue)
                    .containsKey("recognition.grade." + grade.name().toLowerCase());
        }
        for (Tracked tracked : Tracked.values()) {
            assertThat(catalogue)
                    .containsKey("recognition.tracked." + tracked.name().toLowerCase());
        }
    }

    @Test
    void every_reason_that_is_given_has_a_text_that_uses_its_arguments() {
        Map<String, String> catalogue = catalogue("en");
        Context context =
                new Context("заказ", "https://t.17track.net/", Set.of("RU", "CN"), Map.of("cdek", 3, "dpd", 1));
        Set<String> seen = new TreeSet<>();
        Stream<String> numbers = Stream.concat(
                Recogniser.standard().formats().all().stream()
                        .flatMap(format -> Stream.concat(format.valid().stream(), format.invalid().stream())),
                Stream.of(
                        "20251117093045",
                        "79165551234",
                        "00000000000000",
                        "4601234509879",
                        "9785171183660",
                        "5027034119",
                        "ки876543216пи",
                        "RВ876543216СN",
                        "RB8765432I6CN",
                        "ZA876543216HK",
                        "490000000000004",
                        "4000000000000004"));
        numbers.flatMap(number -> Stream.of(
                        Recogniser.standard().number(number, context),
                        Recogniser.standard().number(number, Context.NONE.withAround("СДЭК трек"))))
                .flatMap(recognised -> Stream.concat(
                        recognised.candidates().stream().flatMap(candidate -> candidate.reasons().stream()),
                        Stream.ofNullable(recognised.refused())))
                .forEach(reason -> {
                    seen.add(reason.code());
                    String pattern = catalogue.get("recognition.reason." + reason.code());
                    assertThat(pattern).as(reason.code()).isNotNull();
                    assertThat(reason.arguments().keySet()).as(reason.code()).containsAll(arguments(pattern));
                });
        assertThat(seen).hasSizeGreaterThan(20);
    }

    private static String text(Recognised recognised, String language) {
        return RecognitionJson.of(recognised, language).candidates().getFirst().reasons().stream()
                .map(RecognitionJson.ReasonJson::text)
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> arguments(String pattern) {
        return ARGUMENT.matcher(pattern).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Map<String, String> catalogue(String language) {
        InputStream in = RecognitionJson.class.getResourceAsStream("/messages/" + language + ".json");
        Map<String, String> all = MAPPER.readValue(in, new TypeReference<Map<String, String>>() {});
        all.keySet().removeIf(key -> !key.startsWith("recognition."));
        return all;
    }
}
