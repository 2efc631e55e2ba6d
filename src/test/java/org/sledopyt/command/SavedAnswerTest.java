package org.sledopyt.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedAnswerTest {

    @ParameterizedTest
    @CsvSource({
        "not-found-404.json,404",
        "busy.429.json,429",
        "404.json,404",
        "part_207,207",
        "RB123456429CN.json,200",
        "400500606.json,200",
        "answer-2404.json,200",
        "delivered.json,200",
        "'',200"
    })
    void name_may_tell_the_status(String name, int status) {
        SavedAnswer answer = SavedAnswer.of(name, bytes("{}"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(bytes("{}"));
        assertThat(answer.headers()).isEmpty();
    }

    @Test
    void head_counts_more_than_the_name() {
        SavedAnswer answer = SavedAnswer.of(
                "x-404.json",
                bytes("HTTP/1.1 503 Service Unavailable\r\nRetry-After:  60 \r\nX-Id: a:b\r\n\r\n{\"é\":1}"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "60").containsEntry("x-id", "a:b");
        assertThat(answer.body()).isEqualTo(bytes("{\"é\":1}"));
    }

    @Test
    void head_of_http_2_with_plain_line_ends_is_read() {
        SavedAnswer answer = SavedAnswer.of("x", bytes("HTTP/2 200 \ncontent-type: text/plain\n\nX-Not: a header\n"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsOnlyKeys("content-type");
        assertThat(answer.body()).isEqualTo(bytes("X-Not: a header\n"));
    }

    @Test
    void head_alone_has_an_empty_body() {
        assertThat(SavedAnswer.of("x", bytes("HTTP/1.1 401 Unauthorized\r\nerror: no\r\n\r\n")))
                .satisfies(answer -> assertThat(answer.body()).isEmpty())
                .satisfies(answer -> assertThat(answer.headers()).containsEntry("error", "no"));
    }

    @Test
    void body_that_speaks_of_http_is_no_head() {
        byte[] body = bytes("{\"told\":\"HTTP/1.1 500 \"}");
        assertThat(SavedAnswer.of("x", body).status()).isEqualTo(200);
        assertThat(SavedAnswer.of("x", body).body()).isEqualTo(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
