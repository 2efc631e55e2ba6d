package org.sledopyt.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sledopyt.TestProcess;
import org.springframework.jdbc.core.simple.JdbcClient;

class OwnPostgresTest {

    @TempDir
    Path path;

    /** Writes rows into its own database for ever and says the number of each when it is kept. */
    static final class Writer {
        public static void main(String[] arguments) {
            Database database = Database.own(DataFolder.open(Path.of(System.getProperty("writer.folder"))));
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            jdbc.sql("create table kept (number integer)").update();
            for (int number = 1; ; number++) {
                jdbc.sql("insert into kept values (?)").param(number).update();
                System.out.println(number);
            }
        }
    }

    @Test
    void every_acknowledged_row_outlives_a_killed_process_and_its_orphaned_server_is_ended() throws Exception {
        List<Integer> acknowledged = new ArrayList<>();
        try (TestProcess writer = TestProcess.start(Writer.class, Map.of("writer.folder", path))) {
            while (acknowledged.size() < 50) {
                hear(writer.next(), acknowledged);
            }
            writer.kill().forEach(line -> hear(line, acknowledged));
        }
        ProcessHandle orphan = server();
        assertThat(orphan.isAlive()).isTrue();
        try (DataFolder folder = DataFolder.open(path);
                Database database = Database.own(folder)) {
            assertThat(orphan.onExit().get(1, TimeUnit.SECONDS).isAlive()).isFalse();
            List<Integer> kept = JdbcClient.create(database.dataSource())
                    .sql("select number from kept order by number")
                    .query(Integer.class)
                    .list();
            assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(kept.size()).isBetween(acknowledged.size(), acknowledged.size() + 1);
        }
    }

    @Test
    void a_first_start_that_was_cut_off_is_begun_anew() throws Exception {
        Path half = Files.createDirectories(path.resolve("postgres").resolve("base"));
        Files.writeString(half.resolveSibling("postgresql.conf"), "port = ");
        Path program = Files.createDirectories(path.resolve("programs").resolve("PG-half"));
        Files.writeString(program.resolve("lock"), "");
        try (DataFolder folder = DataFolder.open(path);
                Database database = Database.own(folder)) {
            assertThat(JdbcClient.create(database.dataSource())
                            .sql("select 1")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
        assertThat(program).doesNotExist();
    }

    /** Its log lines are not numbers. */
    private static void hear(String line, List<Integer> acknowledged) {
        if (line.matches("\\d+")) {
            acknowledged.add(Integer.parseInt(line));
        }
    }

    private ProcessHandle server() throws IOException {
        String pid = Files.readAllLines(path.resolve("postgres/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }
}
