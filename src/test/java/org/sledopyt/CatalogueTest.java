package org.sledopyt;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sledopyt.source.Stages;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One catalogue for the app, mails and commands: every language has every key, and every pattern can be read. */
class CatalogueTest {

    @Test
    void every_language_has_every_key() {
        assertThat(new TreeSet<>(catalogue("ru").keySet()))
                .isEqualTo(new TreeSet<>(catalogue("en").keySet()));
    }

    @Test
    void every_pattern_can_be_read_and_takes_the_same_arguments() {
        Map<String, String> english = catalogue("en");
        catalogue("ru").forEach((key, pattern) -> {
            MessageFormat russian = new MessageFormat(pattern, Locale.of("ru"));
            MessageFormat other = new MessageFormat(english.get(key), Locale.ENGLISH);
            assertThat(russian.getArgumentNames()).as(key).isEqualTo(other.getArgumentNames());
        });
    }

    @Test
    void every_stage_has_words() {
        for (var stage : Stages.all()) {
            assertThat(catalogue("ru")).containsKey("stage." + stage.milestone() + "." + stage.sub());
        }
    }

    private static Map<String, String> catalogue(String language) {
        return new TreeMap<>(JsonMapper.builder()
                .build()
                .readValue(
                        CatalogueTest.class.getResourceAsStream("/messages/" + language + ".json"),
                        new TypeReference<Map<String, String>>() {}));
    }
}
