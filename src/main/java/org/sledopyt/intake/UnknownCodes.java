package org.sledopyt.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sledopyt.journey.Reported;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code unknown_codes}: codes that no table of ours knows, counted and shown to the operator. */
@Repository
public class UnknownCodes {

    public record UnknownCode(String code, String example, long seen, Instant lastAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    UnknownCodes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void count(List<Reported> reports) {
        for (Reported report : reports) {
            String text = report.event().text();
            jdbc.sql("""
                            insert into unknown_codes (source, code, example, seen, first_at, last_at)
                            values (:source, :code, :example, 1, :now, :now)
                            on conflict (source, code) do update set seen = unknown_codes.seen + 1, last_at = :now""")
                    .param("source", report.source())
                    .param("code", Objects.requireNonNullElse(report.event().code(), ""))
                    .param("example", text.substring(0, Math.min(200, text.length())))
                    .param("now", Rows.bind(clock.instant()))
                    .update();
        }
    }

    /** How many different codes of each source are unknown; sources without any are left out. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        jdbc.sql("select source, count(*) as codes from unknown_codes group by source")
                .query(row -> {
                    counts.put(row.getString("source"), row.getInt("codes"));
                });
        return counts;
    }

    /** The most often seen first. */
    public List<UnknownCode> of(String source) {
        return jdbc.sql("select * from unknown_codes where source = ? order by seen desc, code limit 100")
                .param(source)
                .query((row, index) -> new UnknownCode(
                        row.getString("code"), row.getString("example"), row.getLong("seen"), Rows.at(row, "last_at")))
                .list();
    }
}
