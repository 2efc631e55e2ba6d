package org.sledopyt.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.StartProblem;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "doctor", description = "look for what is wrong and say what to do", mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "FOLDER", description = "data folder (else SLEDOPYT_DATA, else ~/.sledopyt)")
    @Nullable
    Path data;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "port of the running server (else SLEDOPYT_PORT, else 8080)")
    @Nullable
    Integer port;

    private int problems;

    @Override
    public Integer call() throws IOException, InterruptedException {
        fine("Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        Path path = Place.folder(data);
        if (isRunning()) {
            fine("The server answers at " + address());
            System.out.println("   How each source is doing: " + address() + "/sources");
        } else {
            look(path);
        }
        for (Source source : Sources.load().all()) {
            Manifest manifest = source.manifest();
            boolean free = manifest.doors().stream()
                    .anyMatch(door -> door.fields().stream().noneMatch(Manifest.Field::required));
            System.out.println("   " + manifest.code() + ": " + (free ? "works without a key" : "needs a key") + ", "
                    + manifest.door(null).address());
        }
        System.out.println(problems == 0 ? "Nothing is wrong." : problems + " problem(s).");
        return problems == 0 ? 0 : 1;
    }

    private void look(Path path) throws IOException {
        fine("No server answers at " + address() + "; looking at the data folder " + path);
        long free = Files.exists(path) ? Files.getFileStore(path).getUsableSpace() >> 20 : Long.MAX_VALUE;
        if (free < 1024) {
            bad("Only " + free + " MB are free there. Make room: the database stops when the disk is full.");
        }
        try (DataFolder folder = DataFolder.open(path);
                Database database = Place.database(folder)) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            fine("PostgreSQL "
                    + jdbc.sql("show server_version").query(String.class).single() + " at " + database.address());
            int version = Integer.parseInt(jdbc.sql("show server_version_num")
                            .query(String.class)
                            .single())
                    / 10_000;
            if (version < 15) {
                bad("PostgreSQL 15 or newer is needed.");
            }
            boolean filled = jdbc.sql("select to_regclass('gates') is not null")
                    .query(Boolean.class)
                    .single();
            if (filled) {
                jdbc.sql("""
                                select source, last_failure, last_detail from gates
                                where lost_since is not null or open_until > now() order by source""").query(row -> {
                    bad("Source " + row.getString("source") + ": " + row.getString("last_failure") + " ("
                            + row.getString("last_detail") + ")");
                });
            }
        } catch (StartProblem e) {
            bad(String.valueOf(e.getMessage()));
        }
    }

    private boolean isRunning() throws InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/api/v1/start"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("\"state\"");
        } catch (IOException e) {
            return false;
        }
    }

    private String address() {
        String set = System.getenv("SLEDOPYT_PORT");
        return "http://localhost:"
                + (port != null ? port : set == null || set.isBlank() ? 8080 : Integer.parseInt(set));
    }

    private static void fine(String text) {
        System.out.println("✓  " + text);
    }

    private void bad(String text) {
        problems++;
        System.out.println("✗  " + text);
    }
}
