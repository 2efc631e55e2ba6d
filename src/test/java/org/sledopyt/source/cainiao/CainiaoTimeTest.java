package org.sledopyt.source.cainiao;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sledopyt.source.Answers;
import org.sledopyt.source.EventTime;

class CainiaoTimeTest {

    /** The epochs are those of the wall clock in China, as in all answers ever recorded, unless the remark says otherwise. */
    @ParameterizedTest(name = "{5}")
    @CsvSource({
        "2026-11-20 09:15:00, GMT-3,     1795137300000, false, ASSUMED 2026-11-20T12:15:00Z, a destination's label against the epoch",
        "2026-11-20 09:15:00, GMT-3,     1795176900000, false, STATED 2026-11-20T12:15:00Z,  label and epoch agree for once",
        "2026-11-20 09:15:00, GMT-3,     1795176900000, true,  STATED 2026-11-20T12:15:00Z,  agreement counts on any leg",
        "2026-11-20 09:15:00, GMT+8,     1795137300000, true,  STATED 2026-11-20T01:15:00Z,  China at the origin",
        "2026-11-20 09:15:00, GMT+08:00, 1795137300000, true,  STATED 2026-11-20T01:15:00Z,  the label's longer form",
        "2026-11-20 09:15:00, GMT+8,     1795137300000, false, ASSUMED 2026-11-20T01:15:00Z, China's label far from China",
        "2026-11-20 09:15:00, GMT+5:30,  ,              false, ASSUMED 2026-11-20T03:45:00Z, half hours",
        "2026-11-20 09:15:00, GMT,       ,              false, ASSUMED 2026-11-20T09:15:00Z, no distance at all",
        "2026-11-20 09:15:00, ,          1795137300000, true,  UNKNOWN,                      no label is not China",
        "2026-11-20 09:15:00, Beijing,   1795137300000, true,  UNKNOWN,                      a label nobody can read",
        "2026-11-20 09:15:00, GMT+25,    1795137300000, true,  UNKNOWN,                      no place on earth",
        "'',                  GMT-3,     1795137300000, false, ASSUMED 2026-11-20T01:15:00Z, the epoch is all there is",
        "'',                  GMT-3,     1795137300,    false, UNKNOWN,                      seconds are not guessed",
        "soon,                GMT-3,     ,              false, UNKNOWN,                      no time",
    })
    void zone_is_believed_only_where_label_and_clock_cannot_contradict(
            String wall, String label, String epoch, boolean atOrigin, String expected, String why) {
        EventTime time = time(wall, label, epoch, atOrigin);
        assertThat(time.zone() + (time.at() == null ? "" : " " + time.at())).isEqualTo(expected);
    }

    @Test
    void time_stays_as_written() {
        assertThat(time("2026-11-20 09:15:00", "GMT-3", "1795137300000", false).written())
                .isEqualTo("2026-11-20 09:15:00 GMT-3");
    }

    @Test
    void time_without_seconds_is_to_the_minute() {
        assertThat(time("2026-11-20 09:15", "GMT+8", "", true).precision()).isEqualTo(EventTime.Precision.MINUTE);
    }

    @Test
    void older_answers_have_their_wall_clock_in_time() {
        EventTime time = CainiaoTime.of(
                Answers.json("{\"time\":\"2021-03-09 12:40\"}".getBytes(StandardCharsets.UTF_8))
                        .orElseThrow(),
                true);
        assertThat(time.iso()).isEqualTo("2021-03-09T12:40:00");
        assertThat(time.earliest()).isEqualTo(Instant.parse("2021-03-08T22:40:00Z"));
    }

    private static EventTime time(String wall, String label, String epoch, boolean atOrigin) {
        String json = "{\"timeStr\":\"%s\",\"timeZone\":\"%s\",\"time\":\"%s\"}"
                .formatted(wall, label == null ? "" : label, epoch == null ? "" : epoch);
        return CainiaoTime.of(
                Answers.json(json.getBytes(StandardCharsets.UTF_8)).orElseThrow(), atOrigin);
    }
}
