package org.sledopyt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;

/**
 * A real PostgreSQL for tests: one server for the whole run, started on first use, and a fresh migrated database for whoever asks.
 * {@code SLEDOPYT_TEST_DATABASE_URL} (with _USER, _PASSWORD) uses another server instead.
 */
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Database.Address SERVER = start();

    private TestDatabase() {}

    /** A new database with the schema in it. Close it when done. */
    public static Database fresh() {
        Database.Address address = freshAddress();
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return Database.at(address);
    }

    /** A new, empty database. */
    public static Database.Address freshAddress() {
        String name =
                "test" + COUNT.incrementAndGet() + "_" + ProcessHandle.current().pid();
        try (Connection connection =
                        java.sql.DriverManager.getConnection(SERVER.url(), SERVER.user(), SERVER.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = SERVER.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
        return new Database.Address(url, SERVER.user(), SERVER.password());
    }

    private static Database.Address start() {
        String given = System.getenv("SLEDOPYT_TEST_DATABASE_URL");
        if (given != null) {
            return new Database.Address(
                    given,
                    System.getenv().getOrDefault("SLEDOPYT_TEST_DATABASE_USER", "postgres"),
                    System.getenv().getOrDefault("SLEDOPYT_TEST_DATABASE_PASSWORD", ""));
        }
        try {
            Path path = Files.createTempDirectory("sledopyt-test");
            DataFolder folder = DataFolder.open(path);
            Database database = Database.own(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                database.close();
                delete(path);
            }));
            return database.address();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
