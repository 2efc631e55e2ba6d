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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

    @Option(names = "--lang", paramLabel = "CODE", description = "ru or en")
    @Nullable
    String language;

    private final Texts texts = new Texts();
    private int problems;

    @Override
    public Integer call() throws IOException, InterruptedException {
        fine(say(
                "java",
                Map.of(
                        "version",
                        Runtime.version().toString(),
                        "processors",
                        Runtime.getRuntime().availableProcessors())));
        Path path = Place.folder(data);
        if (isRunning()) {
            fine(say("answers", Map.of("address", address())));
            sources(asked());
        } else {
            look(path);
        }
        System.out.println(problems == 0 ? say("good", Map.of()) : say("problems", Map.of("n", problems)));
        return problems == 0 ? 0 : 1;
    }

    private void look(Path path) throws IOException {
        fine(say("silent", Map.of("address", address(), "folder", path.toString())));
        long free = Files.exists(path) ? Files.getFileStore(path).getUsableSpace() >> 20 : Long.MAX_VALUE;
        if (free < 1024) {
            bad(say("space", Map.of("megabytes", free)));
        }
        try (DataFolder folder = DataFolder.open(path);
                Database database = Place.database(folder)) {
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            fine(say(
                    "postgres",
                    Map.of(
                            "version",
                            jdbc.sql("show server_version").query(String.class).single(),
                            "address",
                            String.valueOf(database.address()))));
            int version = Integer.parseInt(jdbc.sql("show server_version_num")
                            .query(String.class)
                            .single())
                    / 10_000;
            if (version < 15) {
                bad(say("postgresOld", Map.of()));
            }
            boolean filled = jdbc.sql("select to_regclass('tallies') is not null")
                    .query(Boolean.class)
                    .single();
            if (filled) {
                sources(stored(folder, database));
            } else {
                System.out.println("   " + say("unknownYet", Map.of()));
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
            bad(say("noWord", Map.of("why", "HTTP " + answer.statusCode())));
        } catch (IOException e) {
            bad(say("noWord", Map.of("why", String.valueOf(e.getMessage()))));
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
        long ready = sources.stream().filter(SourceDoing::ready).count();
        System.out.println("   " + say("sources", Map.of("ready", ready, "all", sources.size())));
        for (SourceDoing source : sources) {
            Map<String, Object> args = new HashMap<>();
            args.put("since", time(source.since()));
            args.put("ago", say("at", Map.of("at", time(source.lastSuccessAt()))));
            String sentence = source.code() + ": " + texts.say(spoken(), "sources.state." + source.state(), args)
                    + figures(source);
            if (source.trouble()) {
                bad(sentence + (source.detail() == null ? "" : " (" + source.detail() + ")"));
            } else if (source.ready()) {
                fine(sentence);
            } else {
                System.out.println("-  " + sentence);
            }
        }
    }

    private String figures(SourceDoing source) {
        List<String> figures = new ArrayList<>();
        if (source.trouble() && source.nextCallAt() != null) {
            figures.add(say("next", Map.of("at", time(source.nextCallAt()))));
        }
        if (source.day().calls() > 0) {
            figures.add(say("day", Map.of("n", source.day().calls(), "failed", failed(source.day()))));
        }
        if (source.queue() > 0) {
            figures.add(say("waiting", Map.of("n", source.queue())));
        }
        if (source.budget() != null) {
            int used = source.budgetUsed() == null ? 0 : source.budgetUsed();
            figures.add(say("budget", Map.of("used", used, "budget", source.budget())));
        }
        if (source.unknownCodes() > 0) {
            figures.add(say("unknownCodes", Map.of("n", source.unknownCodes())));
        }
        return figures.isEmpty() ? "" : " " + String.join(" ", figures);
    }

    /** Shares of calls that failed, by kind; {@code none} if all were answered. */
    private String failed(SourceHealth.Calls day) {
        String kinds = day.failures().entrySet().stream()
                .map(kind -> texts.say(
                        spoken(),
                        "sources.kind." + kind.getKey(),
                        Map.of("percent", Math.max(1, Math.round(100.0 * kind.getValue() / day.calls())))))
                .collect(Collectors.joining(", "));
        return kinds.isEmpty() ? "none" : kinds;
    }

    private String say(String key, Map<String, ?> args) {
        return texts.say(spoken(), "doctor." + key, args);
    }

    private String spoken() {
        return Languages.of(language);
    }

    private String time(@Nullable Instant at) {
        return at == null
                ? say("never", Map.of())
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
