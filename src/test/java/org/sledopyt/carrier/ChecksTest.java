package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {

    /** Sums worked out by hand; the last character is the check. */
    @ParameterizedTest
    @CsvSource({
        "s10, 100000001, weight 8 alone: 8 and 11 - 8 = 3 is not 1, false",
        "s10, 100000003, 11 - 8 = 3, true",
        "s10, 000000005, a sum of nought gives 11 which is written 5, true",
        "s10, 001000130, 4 + 1*9 + 3*7 = 34 = 1 mod 11 and 10 is written 0, true",
        "alternating-31, 12345675, 3+2+9+4+15+6+21 = 60 so the check is 0, false",
        "alternating-31, 12345670, the same with 0, true",
        "alternating-12, 12348, 1+4+3+8 = 16 so 4, false",
        "alternating-12, 12344, the same with 4, true",
        "alternating-49, 1235, 4+18+12 = 34 so 6, false",
        "alternating-49, 1236, the same with 6, true",
        "gls, 12347, 3+2+9+4+1 = 19 so 1, false",
        "gls, 12341, the same with 1, true",
        "gs1, 12348, from the right 12+3+6+1 = 22 so 8, true",
        "gs1-after-91, 128, 6+1 then 3*1+9*1 = 19 so 1, false",
        "gs1-after-91, 121, the same with 1, true",
        "gs1-after-92, 128, 6+1+3*2+9 = 22 so 8, true",
        "mod-7, 1003, 100 = 14*7 + 2, false",
        "mod-7, 1002, the same with 2, true",
        "luhn, 79927398713, the example of every textbook, true",
        "ups, A123, A is 2: 2+2+2 = 6 so 4, false",
        "ups, A124, the same with 4, true",
        "fedex, 1235, 3+6+7 = 16 mod 11 = 5, true",
        "ontrac-4, 123, 4 before: 4+2+2 = 8 so 2, false",
        "ontrac-4, 122, the same with 2, true",
        "ontrac-5, 121, 5+2+2 = 9 so 1, true",
        "ontrac-5, 513, begins with 5: 5+2 = 7 so 3, true",
        "sf-odd, 1238, 3 then 2*3=6 then 1*5=5: 14 so 6, false",
        "sf-odd, 1236, the same with 6, true",
        "iso-6346, A19, A is 10: 10 + 2 = 12 mod 11 = 1, false",
        "iso-6346, A11, the same with 1, true"
    })
    void a_rule_holds_for_the_check_its_sum_gives(String rule, String number, String why, boolean holds) {
        byte[] symbols = Symbols.of(number);
        int last = symbols.length - 1;
        assertThat(Checks.hold(Checks.named(rule), symbols, 0, last, last))
                .as(why)
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"mod-37-36, A, 36+10-36=10 doubled 20 then 37-20 = 17 which is H, AH"})
    void a_check_may_be_a_letter(String rule, String body, String why, String number) {
        byte[] symbols = Symbols.of(number);
        assertThat(Checks.hold(Checks.named(rule), symbols, 0, body.length(), body.length()))
                .as(why)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "letters-and-digits, A1, true",
        "letters-and-digits, AB, false",
        "letters-and-digits, 12, false",
        "mostly-digits, A123, true",
        "mostly-digits, AB12, false"
    })
    void a_rule_without_check_character_looks_at_the_whole_number(String rule, String number, boolean holds) {
        byte[] symbols = Symbols.of(number);
        assertThat(Checks.hold(Checks.named(rule), symbols, 0, symbols.length, 0))
                .isEqualTo(holds);
    }
}
