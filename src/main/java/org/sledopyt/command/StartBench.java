package org.sledopyt.command;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** From the start of the whole program to its first page on a warm data folder, and the memory of it and its PostgreSQL at rest. */
final class StartBench {

    private StartBench() {}

    static void run(int rounds) throws IOException, InterruptedException {
        String home = System.getenv("SLEDOPYT_HOME");
        if (home == null) {
            System.err.println("start: measured only when run as ./sledopyt bench start");
            return;
        }
        Path folder = Files.createTempDirectory("sledopyt-start");
        List<Double> millis = new ArrayList<>();
        List<Double> megabytes = new ArrayList<>();
        try {
            measure(home, folder);
            for (int i = 0; i < rounds; i++) {
                double[] one = measure(home, folder);
                millis.add(one[0]);
                megabytes.add(one[1]);
            }
        } finally {
            Demo.delete(folder);
        }
        System.out.println(
                "start: from the command to the first page on a warm data folder, and memory at rest (PSS, Java and PostgreSQL)");
        System.out.printf(
                Locale.ROOT, "  first page  median %,.0f ms  (%s)%n", Bench.median(millis), Bench.all(millis));
        System.out.printf(
                Locale.ROOT, "  memory      median %,.0f MB  (%s)%n", Bench.median(megabytes), Bench.all(megabytes));
    }

    private static double[] measure(String home, Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        home + "/sledopyt", "serve", "--data", folder.toString(), "--port", "" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            awaitPage(client, process, port);
            double millis = (System.nanoTime() - start) / 1e6;
            Thread.sleep(8_000);
            double megabytes = pss(process.toHandle());
            return new double[] {millis, megabytes};
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static void awaitPage(HttpClient client, Process process, int port) throws InterruptedException {
        HttpRequest page = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .build();
        while (process.isAlive()) {
            try {
                if (client.send(page, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not there yet
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("the server ended before it gave a page");
    }

    private static double pss(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(one -> {
                            try {
                                return Files.readAllLines(Path.of("/proc/" + one.pid() + "/smaps_rollup")).stream()
                                        .filter(line -> line.startsWith("Pss:"))
                                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                        .sum();
                            } catch (IOException e) {
                                return 0;
                            }
                        })
                        .sum()
                / 1024.0;
    }
}
