package org.sledopyt.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sledopyt.TestDatabase;
import org.sledopyt.storage.Database;

class NotifyBenchTest {

    @Test
    void every_change_becomes_a_mail() throws InterruptedException {
        try (Database database = TestDatabase.fresh()) {
            NotifyBench.Figures figures = NotifyBench.run(database, Integer.getInteger("sledopyt.bench", 60));
            assertThat(figures.changesPerSecond()).isPositive();
            System.out.println(figures + ": " + figures.changesPerSecond() + " a second");
        }
    }
}
