package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two million characters of the worst kinds: a scan that is not linear would take hours. */
class HostileTextTest {

    private static final int SIZE = 2_000_000;

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("digits in one run", "1234567890"),
                kind("twelve digits and a blank", "123456789013 "),
                kind("four digits and a blank", "1234 "),
                kind("four digits in a list", "4111 "),
                kind("digits parted by dashes", "1234-"),
                kind("one letter and a blank", "A "),
                kind("a number and its country apart", "RB 123 456 785 CN "),
                kind("words for numbers", "трек "),
                kind("words for and against by turns", "track order 1394231760 "),
                kind("names of carriers", "dhl ups 1000000013 "),
                kind("open tags", "<a "),
                kind("open tags that never close", "</a><a href=\"x"),
                kind("nested tags", "<div><b>"),
                kind("comments", "<!-- </x> "),
                kind("scripts", "<script></x>"),
                kind("ampersands", "&#48;&nbsp;&"),
                kind("links", "https://www.pochta.ru/tracking?barcode=1 "),
                kind("one endless link", "https://www.google.com/?u=http"),
                kind("escapes in links", "http://a.b/%2568%2574%2574%2570%253A%252F%252F"),
                kind("look-alikes", "RВ123456785СN "),
                kind("letters for digits", "RBI2345O785CN "),
                kind("zero-width characters", "\u200b1"),
                kind("marks from right to left", "\u202eRB\u202c "),
                kind("emoji", "📦1"),
                kind("lone surrogates", "\ud83d1"),
                kind("ideographs", "单号1"),
                kind("mail addresses", "a@b.c "),
                kind("plus signs", "+1 "),
                kind("brackets", "]C1"),
                kind("separators", "1.a_b-c/"),
                kind("full-width digits", "１２３４ "),
                kind("line ends", "12345678901\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void millions_of_characters_are_read_in_linear_time_with_a_bounded_answer(String name, String unit) {
        String text = unit.repeat(SIZE / unit.length());
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            assertThat(Recogniser.standard().inText(text, Context.NONE))
                    .hasSizeLessThanOrEqualTo(Recogniser.MOST_NUMBERS);
        });
        assertThat(Recogniser.standard().number(text, Context.NONE).candidates())
                .isEmpty();
    }

    private static Arguments kind(String name, String unit) {
        return Arguments.of(name, unit);
    }
}
