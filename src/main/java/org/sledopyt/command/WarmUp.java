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
import org.sledopyt.source.Sources;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts, serves a first page and ends: what the build runs once so that the Java machine remembers the classes of a start. */
@Command(name = "warm-up", hidden = true)
final class WarmUp implements Callable<Integer> {

    @Override
    public Integer call() throws IOException, InterruptedException {
        new CommandLine(new Recognise()).execute("--json", "RB123456785CN", "LP00123456789012");
        Sources.load();
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
        return 0;
    }
}
