package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AnswersTest {

    @ParameterizedTest
    @CsvSource({
        "401,SIGN_IN",
        "403,BLOCKED",
        "405,BLOCKED",
        "408,OUTAGE",
        "429,QUOTA",
        "500,OUTAGE",
        "503,OUTAGE",
        "200,",
        "400,",
        "404,"
    })
    void status_that_refuses_everything_is_told_apart(int status, Reading.Refusal why) {
        assertThat(Answers.refusal(raw(status, Map.of(), ""))
                        .map(Reading.Refused::why)
                        .orElse(null))
                .isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|PT2M",
                "Tue, 24 Nov 2026 10:00:00 GMT|PT1H",
                "Tue, 24 Nov 2026 08:00:00 GMT|PT0S",
                "tomorrow|",
                "-5|",
                "99999999999|"
            })
    void wait_is_read_in_both_forms(String header, Duration wait) {
        assertThat(Answers.retryAfter(raw(429, Map.of("retry-after", header), "")))
                .isEqualTo(wait);
    }

    @Test
    void text_is_the_first_field_that_has_one() {
        JsonNode node = json("{\"a\":\" \",\"b\":{\"c\":1},\"d\":true,\"e\":12,\"f\":\" \\u0000x \"}");
        assertThat(Answers.text(node, "none", "a", "b", "d")).isNull();
        assertThat(Answers.text(node, "a", "e", "f")).isEqualTo("12");
        assertThat(Answers.text(node, "f")).isEqualTo("x");
    }

    @Test
    void code_is_brought_to_its_normal_form_and_never_too_long() {
        assertThat(Answers.code(" cc_trans＿start ")).isEqualTo("CC_TRANS_START");
        assertThat(Answers.code("x".repeat(81))).isNull();
        assertThat(Answers.code(" ")).isNull();
    }

    @Test
    void number_that_is_none_is_left_out() {
        assertThat(Answers.number(" rb 701002112 cn ")).hasToString("RB701002112CN");
        assertThat(Answers.number("")).isNull();
        assertThat(Answers.number("9".repeat(51))).isNull();
        assertThat(Answers.number(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html>", "\uFEFF <HTML lang=en>", "<!-- moved --><html>", "<script>x</script>"})
    void web_page_is_known_by_its_start(String page) {
        assertThat(Answers.isWebPage(raw(200, Map.of(), page))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "<?xml version='1.0'?><a/>", "<Envelope/>", "html"})
    void data_are_no_web_page(String data) {
        assertThat(Answers.isWebPage(raw(200, Map.of(), data))).isFalse();
    }

    @Test
    void xml_neither_reads_files_nor_nests_without_end() {
        assertThat(Answers.xml("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>"
                        .getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(Answers.xml(("<a>".repeat(101) + "</a>".repeat(101)).getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(Answers.xml(("<a>".repeat(50) + "</a>".repeat(50)).getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    private static JsonNode json(String text) {
        return Answers.json(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static Raw raw(int status, Map<String, String> headers, String body) {
        return new Raw(
                "any",
                Raw.Kind.ANSWER,
                List.of(),
                status,
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                Instant.parse("2026-11-24T09:00:00Z"));
    }
}
