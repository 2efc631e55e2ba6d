package org.sledopyt.command;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sledopyt.Server;
import org.sledopyt.account.SetupLink;
import org.sledopyt.storage.DataFolder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "the server and web app (default)", mixinStandardHelpOptions = true)
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
        Path path = Place.folder(data);
        try (DataFolder folder = DataFolder.open(path)) {
            return run(Launch.start(Server.class, folder, () -> Place.database(folder), true, properties), () -> {});
        }
    }

    /** Says where it is, then serves until the process is asked to end. */
    static int run(ConfigurableApplicationContext server, Runnable after) throws InterruptedException {
        String address = "http://localhost:" + server.getEnvironment().getProperty("local.server.port", "8080");
        System.out.println("Sledopyt is at " + address);
        server.getBean(SetupLink.class)
                .offer()
                .ifPresent(secret -> System.out.println(
                        "Nobody has an account yet. Make the first one here, the link works once:\n  " + address
                                + "/setup#" + secret));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            try {
                ended.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        asked.await();
        server.close();
        after.run();
        ended.countDown();
        return 0;
    }
}
