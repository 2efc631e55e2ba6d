package org.sledopyt.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sledopyt.Server;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the build runs so that the Java machine remembers the classes: those of a start and a first page, and apart from them those of short commands. */
@Command(name = "warm-up", hidden = true)
final class WarmUp implements Callable<Integer> {

    @Option(names = "--short", description = "the short commands only")
    boolean shortOnes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        new CommandLine(new Recognise()).execute("RB123456785CN", "LP00123456789012");
        if (shortOnes) {
            readOne();
        } else {
            serveOnePage();
        }
        return 0;
    }

    private static void readOne() throws IOException {
        Path answer = Files.createTempFile("sledopyt-warm-up", ".json");
        try {
            Files.writeString(
                    answer, "{\"module\":[{\"mailNo\":\"LP00123456789012\",\"detailList\":[]}],\"success\":true}");
            new CommandLine(new Read()).execute("cainiao", answer.toString());
        } finally {
            Files.delete(answer);
        }
    }

    private static void serveOnePage() throws IOException, InterruptedException {
        Path path = Files.createTempDirectory("sledopyt-warm-up");
        try (DataFolder folder = DataFolder.open(path);
                ConfigurableApplicationContext server =
                        Launch.start(Server.class, folder, () -> Database.own(folder), true, Map.of("server.port", 0));
                HttpClient client = HttpClient.newHttpClient()) {
            String address = "http://localhost:" + server.getEnvironment().getProperty("local.server.port");
            for (String page : List.of("/", "/api/v1/start", "/api/v1/shipments", "/manifest.webmanifest")) {
                client.send(
                        HttpRequest.newBuilder(URI.create(address + page)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        } finally {
            Demo.delete(path);
        }
    }
}
