package org.sledopyt.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Every code, as it is raised and cleared: the stories of {@code attention-stories.txt}. */
class AttentionRulesTest {

    private static final Pattern AT = Pattern.compile("at (\\S+Z):(.*)");

    private static final Map<String, String> CATALOGUE = JsonMapper.shared()
            .readValue(
                    AttentionRulesTest.class.getResourceAsStream("/messages/en.json"),
                    new TypeReference<Map<String, String>>() {});

    /** Sentences are complete without these, or the reader's side makes them of others. */
    private static final Set<String> MAY_LACK = Set.of("at", "place", "right", "stage");

    @TestFactory
    Stream<DynamicTest> stories() throws IOException {
        return blocks().stream().map(block -> DynamicTest.dynamicTest(block.getFirst(), () -> tell(block)));
    }

    @Test
    void there_is_a_story_in_both_directions_for_every_code() throws IOException {
        Set<Attention.Code> raised = EnumSet.noneOf(Attention.Code.class);
        Set<Attention.Code> cleared = EnumSet.noneOf(Attention.Code.class);
        for (List<String> block : blocks()) {
            Set<Attention.Code> before = new HashSet<>();
            for (String line : block) {
                Matcher at = AT.matcher(line);
                if (at.matches()) {
                    Set<Attention.Code> now = codes(at.group(2));
                    raised.addAll(now);
                    before.removeAll(now);
                    cleared.addAll(before);
                    before = now;
                }
            }
        }
        assertThat(raised).containsExactlyInAnyOrder(Attention.Code.values());
        assertThat(cleared).containsExactlyInAnyOrder(Attention.Code.values());
    }

    private static void tell(List<String> block) {
        AttentionStory story = new AttentionStory();
        for (String line : block.subList(1, block.size())) {
            Matcher at = AT.matcher(line);
            if (!at.matches()) {
                story.line(line);
                continue;
            }
            Instant now = Instant.parse(at.group(1));
            AttentionRules.Seen seen = story.seen(now);
            assertThat(AttentionStory.written(seen.attentions()))
                    .as(line)
                    .isEqualTo(at.group(2).strip());
            seen.attentions().forEach(one -> canBeSaid(one));
            if (seen.next() != null) {
                assertThat(seen.next()).as("the next look is later").isAfter(now);
                Instant justBefore = Objects.requireNonNull(seen.next()).minus(Duration.ofSeconds(1));
                assertThat(story.seen(justBefore).attentions())
                        .as("nothing changes before the next look")
                        .isEqualTo(seen.attentions());
            }
        }
    }

    /** The catalogue has its sentences, and their arguments are given. */
    private static void canBeSaid(Attention attention) {
        List.of("chip", "title", "text")
                .forEach(part -> assertThat(CATALOGUE).containsKey("todo." + attention.code() + "." + part));
        assertThat(CATALOGUE).containsKey(attention.todo());
        for (Attention.Reason reason : attention.reasons()) {
            String sentence = CATALOGUE.get("attention.reason." + reason.code());
            assertThat(sentence).as(reason.code()).isNotNull();
            assertThat(reason.args().keySet())
                    .as(reason.code())
                    .containsAll(new MessageFormat(sentence, Locale.ENGLISH)
                            .getArgumentNames().stream()
                                    .filter(name -> !MAY_LACK.contains(name))
                                    .toList());
        }
    }

    private static Set<Attention.Code> codes(String written) {
        Set<Attention.Code> codes = EnumSet.noneOf(Attention.Code.class);
        for (String one : written.split(";")) {
            if (!one.isBlank()) {
                codes.add(Attention.Code.valueOf(one.strip().split(" ")[0]));
            }
        }
        return codes;
    }

    private static List<List<String>> blocks() throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        try (InputStream in = AttentionRulesTest.class.getResourceAsStream("attention-stories.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.split("\n")) {
                if (line.startsWith("== ")) {
                    blocks.add(new ArrayList<>(List.of(line.substring(3))));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    blocks.getLast().add(line);
                }
            }
        }
        return blocks;
    }
}
