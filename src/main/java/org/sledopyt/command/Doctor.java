package org.sledopyt.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sledopyt.Server;
import org.sledopyt.intake.SourceHealth;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Rows;
import org.sledopyt.storage.StartProblem;
import org.sledopyt.text.Texts;
import org.sledopyt.web.SourceDoing;
import org.springframework.context.ConfigurableApplicationContext;
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
            sources(asked());
        } else {
            look(path);
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
            boolean filled = jdbc.sql("select to_regclass('tallies') is not null")
                    .query(Boolean.class)
                    .single();
            if (filled) {
                sources(stored(folder, database));
            } else {
                System.out.println("   How the sources are doing is known once the server has run.");
            }
        } catch (StartProblem e) {
            bad(String.valueOf(e.getMessage()));
        }
    }

    /** As the running server says. */
    private List<SourceDoing> asked() throws InterruptedException {
        try (HttpClient client = client()) {
            HttpResponse<String> answer =
                    client.send(request("/actuator/sources").build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return Rows.json(answer.body(), Doing.class).items;
            }
            bad("The server does not say how its sources are doing: HTTP " + answer.statusCode());
        } catch (IOException e) {
            bad("The server does not say how its sources are doing: " + e.getMessage());
        }
        return List.of();
    }

    private record Doing(List<SourceDoing> items) {}

    /** As the database says, with the settings and keys that the server would have. */
    private static List<SourceDoing> stored(DataFolder folder, Database database) {
        Map<String, Object> settings = Map.of("sledopyt.intake.enabled", false, "spring.flyway.enabled", false);
        try (ConfigurableApplicationContext server =
                Launch.start(Server.class, folder, () -> database, false, settings)) {
            return server.getBean(SourceHealth.class).all().stream()
                    .map(SourceDoing::of)
                    .toList();
        }
    }

    private void sources(List<SourceDoing> sources) {
        Texts texts = new Texts();
        long ready = sources.stream().filter(SourceDoing::ready).count();
        System.out.println("   " + ready + " of " + sources.size() + " sources can be asked:");
        for (SourceDoing source : sources) {
            Map<String, Object> args = new HashMap<>();
            args.put("since", time(source.since()));
            args.put("ago", "at " + time(source.lastSuccessAt()));
            String sentence =
                    source.code() + ": " + texts.say("en", "sources.state." + source.state(), args) + figures(source);
            if (source.trouble()) {
                bad(sentence + (source.detail() == null ? "" : " (" + source.detail() + ")"));
            } else if (source.ready()) {
                fine(sentence);
            } else {
                System.out.println("-  " + sentence);
            }
        }
    }

    private static String figures(SourceDoing source) {
        StringBuilder figures = new StringBuilder();
        if (source.trouble() && source.nextCallAt() != null) {
            figures.append(" Next try at ").append(time(source.nextCallAt())).append('.');
        }
        SourceHealth.Calls day = source.day();
        if (day.calls() > 0) {
            long failed = day.failures().values().stream().mapToLong(n -> n).sum();
            figures.append(" Last 24 h: ").append(day.calls()).append(" calls");
            if (failed > 0) {
                figures.append(", ")
                        .append(Math.max(1, Math.round(100.0 * failed / day.calls())))
                        .append(" % failed ");
                figures.append(day.failures());
            }
            figures.append('.');
        }
        if (source.queue() > 0) {
            figures.append(" Waiting: ").append(source.queue()).append('.');
        }
        if (source.budget() != null) {
            figures.append(" Budget: ")
                    .append(source.budgetUsed())
                    .append(" of ")
                    .append(source.budget())
                    .append(" today.");
        }
        if (source.unknownCodes() > 0) {
            figures.append(" Unknown codes: ").append(source.unknownCodes()).append('.');
        }
        return figures.toString();
    }

    private static String time(@Nullable Instant at) {
        return at == null
                ? "never"
                : DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")
                        .withZone(ZoneId.systemDefault())
                        .format(at);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(10));
    }

    private boolean isRunning() throws InterruptedException {
        try (HttpClient client = client()) {
            return client.send(request("/api/v1/start").build(), HttpResponse.BodyHandlers.ofString())
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
