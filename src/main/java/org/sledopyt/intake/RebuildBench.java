package org.sledopyt.intake;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** How long the real rebuild takes: of journeys whose raws are read as before, and after a reader was corrected, so that all is written anew. */
@Component
public class RebuildBench {

    private static final int AT_ONCE = 5_000;

    public record Pass(String name, double seconds) {}

    public record Round(Pass unchanged, Pass corrected) {}

    private final IntakeBench answers;
    private final KeepAnswers keepAnswers;
    private final Rebuild rebuild;
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;

    RebuildBench(
            IntakeBench answers,
            KeepAnswers keepAnswers,
            Rebuild rebuild,
            TransactionTemplate transactions,
            JdbcTemplate jdbc) {
        this.transactions = transactions;
        this.answers = answers;
        this.keepAnswers = keepAnswers;
        this.rebuild = rebuild;
        this.jdbc = jdbc;
    }

    public Round run(int parcels) {
        for (int done = 0, round = 0; done < parcels; done += AT_ONCE, round++) {
            int these = Math.min(AT_ONCE, parcels - done);
            int part = round;
            Map<Integer, List<Answered>> some =
                    Objects.requireNonNull(transactions.execute(status -> answers.prepare(part, these)));
            some.forEach((bucket, its) -> keepAnswers.keep(bucket, "cainiao", its));
        }
        jdbc.execute("analyze");
        Pass unchanged = pass("unchanged", parcels);
        // As if an older reader had read every event differently.
        jdbc.update("update events set sub = 'GENERAL', milestone = 'IN_TRANSIT'");
        return new Round(unchanged, pass("corrected", parcels));
    }

    private Pass pass(String name, int parcels) {
        long start = System.nanoTime();
        Rebuild.Done done = rebuild.all();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (done.parcels() != parcels || done.events() != 10 * parcels) {
            throw new IllegalStateException(done + " instead of " + parcels + " parcels");
        }
        return new Pass(name, seconds);
    }
}
