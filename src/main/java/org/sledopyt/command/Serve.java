package org.sledopyt.command;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.sledopyt.storage.DataFolder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "the server and web app (default)")
final class Serve implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "FOLDER", description = "data folder (else SLEDOPYT_DATA, else ~/.sledopyt)")
    @Nullable
    Path data;

    @Option(names = "--port", paramLabel = "PORT", description = "port to listen on (else SLEDOPYT_PORT, else 8080)")
    @Nullable
    Integer port;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> properties = new HashMap<>();
        if (port != null) {
            properties.put("server.port", port);
        }
        try (DataFolder folder = DataFolder.open(Place.folder(data))) {
            return run(Launch.start(org.sledopyt.Server.class, folder, () -> Place.database(folder), true, properties));
        }
    }

    /** Says where it is, then serves until the process is asked to end. */
    static int run(ConfigurableApplicationContext server) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ended.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        ended.await();
        server.close();
        closed.countDown();
        return 0;
    }
}
