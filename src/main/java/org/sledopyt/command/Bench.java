package org.sledopyt.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sledopyt.Server;
import org.sledopyt.carrier.RecogniseBench;
import org.sledopyt.intake.IntakeBench;
import org.sledopyt.intake.PollBench;
import org.sledopyt.intake.RebuildBench;
import org.sledopyt.journey.JourneyBench;
import org.sledopyt.notify.NotifyBench;
import org.sledopyt.sandbox.Sandbox;
import org.sledopyt.sandbox.World;
import org.sledopyt.sandbox.WorldClock;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        description = "measure: recognise, intake, poll, notify, read, journey, start",
        mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {

    private static final List<String> ALL =
            List.of("recognise", "intake", "poll", "notify", "read", "journey", "start");

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "which; none: all")
    List<String> names = List.of();

    @Option(names = "--rounds", description = "how often each is measured (5)")
    int rounds = 5;

    @Option(names = "--parcels", description = "journey: how many are rebuilt (50000)")
    int parcels = 50_000;

    @Option(
            names = "--samples",
            paramLabel = "FOLDER",
            description = "read: a folder of saved answers for each source (the samples of the tests)")
    @Nullable
    Path samples;

    @Override
    public Integer call() throws Exception {
        for (String name : names.isEmpty() ? ALL : names) {
            switch (name) {
                case "recognise" -> {
                    System.out.println("recognise: medians (JMH); the rounds are fixed");
                    System.out.println(RecogniseBench.run());
                }
                case "intake" -> intake();
                case "poll" -> poll();
                case "notify" -> notifications();
                case "read" -> ReadBench.run(rounds, samples);
                case "journey" -> journey();
                case "start" -> StartBench.run(rounds);
                default -> {
                    System.err.println("There is no benchmark " + name + ". There are: " + String.join(", ", ALL));
                    return 2;
                }
            }
        }
        return 0;
    }

    private interface OnServer {
        void run(ConfigurableApplicationContext server, Database database) throws Exception;
    }

    private static void onServer(Map<String, Object> properties, OnServer bench) throws Exception {
        Path path = Files.createTempDirectory("sledopyt-bench");
        try (DataFolder folder = DataFolder.open(path);
                ConfigurableApplicationContext server =
                        Launch.start(Server.class, folder, () -> Database.own(folder), false, properties)) {
            bench.run(server, server.getBean(Database.class));
        } finally {
            Demo.delete(path);
        }
    }

    private void intake() throws Exception {
        onServer(Map.of("sledopyt.intake.enabled", false), (server, database) -> {
            server.stop();
            List<IntakeBench.Round> measured = server.getBean(IntakeBench.class).run(rounds, database.address());
            table(
                    "intake: new events a second through T2, and by COPY of the same rows into the same tables",
                    "T2",
                    "COPY",
                    measured.stream().map(IntakeBench.Round::eventsPerSecond).toList(),
                    measured.stream().map(IntakeBench.Round::copiedPerSecond).toList());
        });
    }

    private void journey() throws Exception {
        List<Double> folds = JourneyBench.run(rounds, Duration.ofSeconds(2));
        System.out.println("journey: folds a second of one core, of a parcel with 40 events told by 3 sources");
        System.out.printf(Locale.ROOT, "  median %,.0f  (%s)%n", median(folds), all(folds));
        onServer(Map.of("sledopyt.intake.enabled", false), (server, database) -> {
            server.stop();
            RebuildBench.Round round = server.getBean(RebuildBench.class).run(parcels);
            System.out.printf(
                    Locale.ROOT,
                    "journey: rebuild of %,d parcels with 10 events each, on the embedded PostgreSQL%n",
                    parcels);
            for (RebuildBench.Pass pass : List.of(round.unchanged(), round.corrected())) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-9s %.1f s, %,.0f parcels a second; a million: %.0f minutes%n",
                        pass.name(),
                        pass.seconds(),
                        parcels / pass.seconds(),
                        1_000_000 * pass.seconds() / parcels / 60);
            }
        });
    }

    private void poll() throws Exception {
        World world = World.random(1, 20_000, WorldClock.real());
        try (Sandbox sandbox = Sandbox.start(0, world)) {
            Map<String, Object> properties = Map.of(
                    "sledopyt.intake.allow",
                    "127.0.0.1",
                    "sledopyt.intake.sources.cainiao.address",
                    sandbox.address("cainiao").toString(),
                    "sledopyt.intake.sources.cainiao.spacing",
                    "0s",
                    "sledopyt.intake.only",
                    "cainiao");
            onServer(properties, (server, database) -> {
                List<String> numbers = world.stories()
                        .flatMap(story -> story.numbers().values().stream())
                        .filter(number -> number.startsWith("LP"))
                        .distinct()
                        .limit(10_000)
                        .toList();
                List<PollBench.Round> measured =
                        server.getBean(PollBench.class).run(rounds, numbers, sandbox.address("cainiao"));
                table(
                        "poll: unchanged answers a second through claim, HTTP, read, store, and drawn by the bare client",
                        "polls",
                        "bare",
                        measured.stream().map(PollBench.Round::pollsPerSecond).toList(),
                        measured.stream().map(PollBench.Round::barePerSecond).toList());
            });
        }
    }

    private void notifications() throws Exception {
        onServer(Map.of("sledopyt.intake.enabled", false), (server, database) -> {
            server.stop();
            List<Double> figures = new java.util.ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                figures.add((double) NotifyBench.run(database, 4_000).changesPerSecond());
            }
            System.out.println(
                    "notify: changes a second that became an inbox item and a mail each, through a local SMTP sink");
            System.out.printf(Locale.ROOT, "  median %,.0f  (%s)%n", median(figures), all(figures));
        });
    }

    static void table(String title, String name, String against, List<Double> ours, List<Double> theirs) {
        List<Double> ratios = new java.util.ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        System.out.println(title);
        System.out.printf(Locale.ROOT, "  %-6s median %,.0f  (%s)%n", name, median(ours), all(ours));
        System.out.printf(Locale.ROOT, "  %-6s median %,.0f  (%s)%n", against, median(theirs), all(theirs));
        System.out.printf(Locale.ROOT, "  share  median %.0f %%%n", 100 * median(ratios));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static String all(List<Double> values) {
        return String.join(
                ", ",
                values.stream()
                        .map(value -> String.format(Locale.ROOT, "%,.0f", value))
                        .toList());
    }
}
