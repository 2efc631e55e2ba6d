package org.sledopyt.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sledopyt.journey.Change;
import org.sledopyt.shipment.Watch;

class NewsTest {

    private static final Watch WATCH = new Watch(
            1, new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), Instant.parse("2026-11-20T12:00:00Z"), null, "Boots");

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T12:00:01Z, true, after the person began to watch",
        "2026-11-19T12:00:00Z, true, a day before: carriers report late",
        "2026-11-19T11:59:59Z, false, more than a day before",
        "2026-11-19T14:59:59+03:00, false, the same instant elsewhere",
        "2026-11-19T15:00:00+03:00, true, the offset counts",
        "2026-11-19T00:00:00, true, a wall clock of unknown zone may mean noon in UTC",
        "2026-11-18T23:59:59, false, but not more than that",
        "2026-11-18, true, a day may end as late as noon of the next one in UTC",
        "2026-11-17, false, but not later",
        ", true, nobody knows when: better told once than never",
        "yesterday, true, unreadable is unknown"
    })
    void what_happened_long_before_the_watch_is_history(String at, boolean news, String because) {
        assertThat(News.isNews(change(at, null), WATCH)).as(because).isEqualTo(news);
    }

    @Test
    void what_the_first_look_finds_is_history_however_fresh() {
        assertThat(News.isNews(change("2026-11-20T13:00:00Z", "true"), WATCH)).isFalse();
        assertThat(News.isNews(change("2026-11-20T13:00:00Z", "false"), WATCH)).isTrue();
    }

    private static Change change(String at, String first) {
        Map<String, String> details = new HashMap<>();
        details.put("at", at);
        details.put("first", first);
        return new Change(1, new UUID(0, 9), new UUID(0, 1), Change.Kind.MILESTONE, details, Instant.EPOCH);
    }
}
