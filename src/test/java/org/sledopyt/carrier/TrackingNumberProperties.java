package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class TrackingNumberProperties {

    @Property(tries = 5000)
    void normalising_twice_changes_nothing(@ForAll @StringLength(max = 60) String written) {
        TrackingNumber once = TrackingNumber.orNull(written);
        if (once != null) {
            assertThat(TrackingNumber.of(once.text())).isEqualTo(once);
        }
    }

    @Example
    void normalising_any_character_twice_changes_nothing() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            TrackingNumber once = TrackingNumber.orNull("A" + Character.toString(c) + "1");
            if (once != null && !TrackingNumber.of(once.text()).equals(once)) {
                assertThat(once).as("U+%04X", c).isEqualTo(TrackingNumber.of(once.text()));
            }
        }
    }

    @Example
    void blanks_case_and_odd_characters_are_put_right_and_nothing_is_guessed() {
        assertThat(TrackingNumber.of(" rb 123\u00a0456\u200b785 cn\n").text()).isEqualTo("RB123456785CN");
        assertThat(TrackingNumber.of("ＲＢ１２３４５６７８５ＣＮ").text()).isEqualTo("RB123456785CN");
        assertThat(TrackingNumber.of("0123456789–0001–1").text()).isEqualTo("0123456789-0001-1");
        assertThat(TrackingNumber.of("мвмонмр-1/1408").text()).isEqualTo("МВМОНМР-1/1408");
        assertThat(TrackingNumber.orNull(" \u200b ")).isNull();
        assertThat(TrackingNumber.orNull("1".repeat(51))).isNull();
    }
}
