package org.sledopyt.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseTest {

    @TempDir
    Path path;

    @Test
    void own_server_keeps_what_was_written_over_a_restart_and_asks_for_its_password() {
        try (DataFolder folder = DataFolder.open(path)) {
            try (Database database = Database.own(folder)) {
                JdbcClient jdbc = JdbcClient.create(database.dataSource());
                jdbc.sql("create table kept (word text)").update();
                jdbc.sql("insert into kept values ('Ёлка')").update();
                assertThat(jdbc.sql("select lower(word) from kept")
                                .query(String.class)
                                .single())
                        .isEqualTo("ёлка");
                assertThatThrownBy(() -> DriverManager.getConnection(
                                database.address().url(), database.address().user(), "wrong"))
                        .isInstanceOf(SQLException.class);
            }
            try (Database database = Database.own(folder)) {
                assertThat(JdbcClient.create(database.dataSource())
                                .sql("select word from kept")
                                .query(String.class)
                                .single())
                        .isEqualTo("Ёлка");
            }
        }
    }

    @Test
    void a_folder_is_held_by_one_at_a_time() {
        try (DataFolder folder = DataFolder.open(path)) {
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(StartProblem.class)
                    .hasMessageContaining("Another Sledopyt");
        }
        DataFolder.open(path).close();
    }

    @Test
    void an_address_where_nobody_answers_is_told_in_one_sentence() {
        assertThatThrownBy(() -> Database.at(
                        new Database.Address("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1", "a", "b")))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("SLEDOPYT_DATABASE_URL");
    }
}
