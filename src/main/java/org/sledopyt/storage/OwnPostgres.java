package org.sledopyt.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * PostgreSQL 18 of our own in the data folder, on a free port of localhost, with a password kept beside it. Whoever holds the
 * {@link DataFolder} may start it; a server left over from a killed process is ended first (PostgreSQL then recovers by itself).
 */
final class OwnPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnPostgres.class);
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final String password;

    private OwnPostgres(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    static OwnPostgres start(DataFolder folder) {
        Path data = folder.path().resolve("postgres");
        String password = HexFormat.of().formatHex(folder.key("postgres.key"));
        try {
            endOrphan(data);
            boolean guarded = Files.exists(data.resolve("guarded"));
            if (!guarded) {
                // A first start that was cut off: half unpacked, half made, and nobody has put anything in yet.
                FileSystemUtils.deleteRecursively(data);
                FileSystemUtils.deleteRecursively(folder.path().resolve("programs"));
            }
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOverrideWorkingDirectory(
                            folder.path().resolve("programs").toFile())
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(logFile(folder)))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(logFile(folder)));
            // Small and safe: a household's rows fit in little memory, and nothing acknowledged may be lost.
            settings().forEach(setting -> builder.setServerConfig(setting.name, setting.value));
            if (guarded) {
                builder.setConnectConfig("password", password);
            }
            EmbeddedPostgres server = builder.start();
            if (!guarded) {
                guard(server, data, password);
            }
            return new OwnPostgres(server, password);
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new StartProblem("The database in " + data + " does not start (" + e.getMessage() + "). Its log is "
                    + logFile(folder) + ".");
        }
    }

    private record Setting(String name, String value) {}

    private static List<Setting> settings() {
        return List.of(
                new Setting("max_connections", "60"),
                new Setting("shared_buffers", "32MB"),
                new Setting("wal_level", "minimal"),
                new Setting("max_wal_senders", "0"),
                new Setting("fsync", "on"),
                new Setting("synchronous_commit", "on"),
                new Setting("full_page_writes", "on"),
                new Setting("max_wal_size", "512MB"),
                new Setting("timezone", "UTC"),
                new Setting("log_min_messages", "warning"),
                new Setting("jit", "off"),
                new Setting("io_method", "sync"),
                new Setting("max_parallel_workers_per_gather", "0"),
                new Setting("autovacuum_max_workers", "1"));
    }

    private static File logFile(DataFolder folder) {
        return folder.path().resolve("postgres.log").toFile();
    }

    /** A fresh cluster trusts everybody on this machine: give it a password and ask for it from now on. */
    private static void guard(EmbeddedPostgres server, Path data, String password) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl(USER, USER));
                Statement statement = connection.createStatement()) {
            statement.execute("alter user " + USER + " password '" + password + "'");
            Files.writeString(data.resolve("pg_hba.conf"), """
                    # Written by Sledopyt: only with the password kept in the data folder.
                    host all all 127.0.0.1/32 scram-sha-256
                    host all all ::1/128      scram-sha-256
                    local all all             scram-sha-256
                    """);
            statement.execute("select pg_reload_conf()");
        }
        Files.createFile(data.resolve("guarded"));
    }

    /** Ends the server that a killed process left behind. We hold the folder, so nobody else can be using it. */
    private static void endOrphan(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan = Files.readAllLines(pidFile).stream()
                .findFirst()
                .map(line -> Long.parseLong(line.strip()))
                .flatMap(ProcessHandle::of)
                .filter(process -> process.info().command().orElse("postgres").contains("postgres"));
        if (orphan.isEmpty()) {
            return;
        }
        LOG.info("Ending the database server that an earlier run left behind");
        new ProcessBuilder("kill", "-INT", Long.toString(orphan.get().pid())).start();
        try {
            orphan.get().onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            orphan.get().destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    Database.Address address() {
        return new Database.Address(server.getJdbcUrl(USER, USER), USER, password);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("The database did not stop cleanly; it recovers at the next start", e);
        }
    }
}
