package org.sledopyt.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sledopyt.source.Stages;

class TextsTest {

    private final Texts texts = new Texts();

    @Test
    void every_language_has_every_key() {
        assertThat(texts.keys("ru")).isNotEmpty().isEqualTo(texts.keys("en"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void every_pattern_can_be_read_and_uses_the_same_names_in_all_languages(String language) {
        for (String key : texts.keys(language)) {
            assertThatCode(() -> assertThat(names(language, key)).as(key).isEqualTo(names("en", key)))
                    .as(key)
                    .doesNotThrowAnyException();
        }
    }

    private Object names(String language, String key) {
        return new MessageFormat(texts.pattern(language, key), ULocale.forLanguageTag(language)).getArgumentNames();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void every_stage_has_a_name(String language) {
        assertThat(Stages.all())
                .allSatisfy(stage -> assertThat(texts.knows(language, "stage." + stage.milestone() + "." + stage.sub()))
                        .as(stage.toString())
                        .isTrue());
    }

    @Test
    void arguments_are_put_in_as_they_are() {
        assertThat(texts.say("ru", "change.MILESTONE", Map.of("name", "{stage} '", "stage", "<b>")))
                .isEqualTo("{stage} ': <b>");
    }

    @Test
    void what_nobody_wrote_is_said_by_its_key_and_an_unknown_language_in_english() {
        assertThat(texts.say("en", "no.such.key", Map.of())).isEqualTo("no.such.key");
        assertThat(texts.say("xx", "stage.DELIVERED.SIGNED", Map.of())).isEqualTo("Delivered, signed");
        assertThat(texts.say("../en", "stage.DELIVERED.SIGNED", Map.of())).isEqualTo("Delivered, signed");
        assertThat(texts.knows("xx", "stage.DELIVERED.SIGNED")).isFalse();
    }
}
