package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void check_digits_are_those_worked_by_hand() {
        // 4·8+7·6+3·4+1·2+2·3+4·5+8·9+2·7 = 200; 200 mod 11 = 2; 11 − 2 = 9
        assertThat(Numbers.s10("RB", 47_312_482, "CN")).isEqualTo("RB473124829CN");
        // weights 3 1 3 1 … give 40
        assertThat(Numbers.russianPost(101_000, 1, 12_345)).isEqualTo("10100001123450");
        assertThat(Numbers.cdek(100_285_492)).isEqualTo("1100285492");
        assertThat(Numbers.cainiao(7)).isEqualTo("LP00000000000007");
    }

    @Test
    void check_ten_becomes_zero_and_eleven_becomes_five() {
        assertThat(Numbers.s10("RB", 20_000_020, "CN")).as("2·8 + 2·9 = 34").isEqualTo("RB200000200CN");
        assertThat(Numbers.s10("RB", 0, "CN")).as("sum 0").isEqualTo("RB000000005CN");
    }

    @Test
    void a_changed_digit_makes_a_number_no_postal_one() {
        assertThat(Numbers.isPostal("RB473124829CN")).isTrue();
        assertThat(Numbers.isPostal("RB473124828CN")).isFalse();
        assertThat(Numbers.isPostal("10100001123450")).isTrue();
        assertThat(Numbers.isPostal("10100001123451")).isFalse();
        assertThat(Numbers.isPostal("LP00000000000007")).isFalse();
    }

    @Test
    void a_serial_that_does_not_fit_is_refused() {
        assertThatThrownBy(() -> Numbers.s10("RB", 100_000_000, "CN")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Numbers.cdek(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
