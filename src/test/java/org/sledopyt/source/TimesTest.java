package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:15:30+01:00, 2026-11-24T10:15:30+01:00, STATED, SECOND",
        "2026-11-24T10:15:30+0100, 2026-11-24T10:15:30+01:00, STATED, SECOND",
        "2026-11-24T10:15:30+01, 2026-11-24T10:15:30+01:00, STATED, SECOND",
        "2026-11-24 10:15:30 -05:00, 2026-11-24T10:15:30-05:00, STATED, SECOND",
        "2026-11-24T10:15:30.123456Z, 2026-11-24T10:15:30.123Z, STATED, SECOND",
        "2026-11-24T10:15:30+01:00[Europe/Paris], 2026-11-24T10:15:30+01:00, STATED, SECOND",
        "2026-11-24T10:15, 2026-11-24T10:15:00, UNKNOWN, MINUTE",
        "2026-11-24 9:15:30, 2026-11-24T09:15:30, UNKNOWN, SECOND",
        "2026-11-24, 2026-11-24, UNKNOWN, DAY",
        "2026-11-24T24:00:00, 2026-11-25T00:00:00, UNKNOWN, SECOND",
        "0001-01-01T00:00:00, , UNKNOWN, DAY",
        "2026-02-30, , UNKNOWN, DAY",
        "soon, , UNKNOWN, DAY",
        "2026-11-24T99:99:99, , UNKNOWN, DAY",
    })
    void iso_in_all_its_variants(
            String written, @Nullable String iso, EventTime.Zone zone, EventTime.Precision precision) {
        EventTime time = Times.iso().read(written);
        assertThat(time.iso()).isEqualTo(iso);
        assertThat(time.zone()).isEqualTo(zone);
        assertThat(time.precision()).isEqualTo(precision);
        assertThat(time.written()).isEqualTo(written);
    }

    @Test
    void zone_of_the_source_is_assumed_only_without_an_offset() {
        Times kyiv = Times.iso().assuming("Europe/Kyiv");
        assertThat(kyiv.read("2026-07-01T10:00:00"))
                .extracting(EventTime::iso, EventTime::zone)
                .containsExactly("2026-07-01T10:00:00+03:00", EventTime.Zone.ASSUMED);
        assertThat(kyiv.read("2026-07-01T10:00:00Z"))
                .extracting(EventTime::iso, EventTime::zone)
                .containsExactly("2026-07-01T10:00:00Z", EventTime.Zone.STATED);
    }

    @Test
    void patterns_are_tried_in_order() {
        Times times = Times.of("MM/dd/uuuu hh:mm a", "dd.MM.uuuu H:mm:ss").or("dd MMM uuuu");
        assertThat(times.read("11/24/2026 01:05 p.m.").iso()).isEqualTo("2026-11-24T13:05:00");
        assertThat(times.read("24.11.2026 9:05:06").iso()).isEqualTo("2026-11-24T09:05:06");
        assertThat(times.read("24 NOV 2026").iso()).isEqualTo("2026-11-24");
        assertThat(times.read("2026-11-24").local()).isNull();
    }

    @Test
    void date_time_and_offset_in_their_own_fields() {
        Times times = Times.of("uuuuMMdd HHmmss", "uuuuMMdd");
        assertThat(times.read("20261124", "74700").iso()).isEqualTo("2026-11-24T07:47:00");
        assertThat(times.read("20261124", null).precision()).isEqualTo(EventTime.Precision.DAY);
        assertThat(times.readAt("20261124", "101500", "-05:00"))
                .extracting(EventTime::iso, EventTime::zone)
                .containsExactly("2026-11-24T10:15:00-05:00", EventTime.Zone.STATED);
        assertThat(Times.iso().readAt("2026-11-24 10:15:00", "+8").iso()).isEqualTo("2026-11-24T10:15:00+08:00");
        assertThat(Times.iso().readAt("2026-11-24 10:15:00", "EST").iso()).isEqualTo("2026-11-24T10:15:00");
        assertThat(Times.iso().read(null, null).local()).isNull();
    }

    @Test
    void buddhist_years_and_epochs() {
        assertThat(Times.of("dd/MM/uuuu HH:mm:ssXXX")
                        .buddhist()
                        .read("24/11/2569 10:15:00+07:00")
                        .iso())
                .isEqualTo("2026-11-24T10:15:00+07:00");
        assertThat(Times.iso().epoch("1795515300").iso()).isEqualTo("2026-11-24T10:15:00Z");
        assertThat(Times.iso().assuming("Europe/Minsk").epoch("1795515300000").iso())
                .isEqualTo("2026-11-24T13:15:00+03:00");
        assertThat(Times.iso().epoch("soon").local()).isNull();
    }

    @Test
    void promised_day_is_the_day_as_written() {
        assertThat(Times.iso().day("2026-11-24T23:59:00-08:00")).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(Times.iso().day("")).isNull();
    }
}
