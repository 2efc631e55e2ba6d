package org.sledopyt.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reader;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;

/** How fast each source's reader is: its own samples, cut and read as the pipeline does, one after the other on one thread. */
final class ReadBench {

    /** No reader should be slower than this. */
    private static final double LEAST_PER_SECOND = 2_000;

    private static final long WARM_UP_NANOS = 1_500_000_000;
    private static final long ROUND_NANOS = 150_000_000;

    private record Speed(String source, int samples, double answersPerSecond, double megabytesPerSecond) {}

    private ReadBench() {}

    /** @param folder with a folder for each source, by its code or the name of its package; null: the samples of the tests */
    static void run(int rounds, @Nullable Path folder) throws IOException {
        Path from = folder != null ? folder : ofTests();
        if (!Files.isDirectory(from)) {
            System.err.println("read: there is no folder " + from + ". Name one with --samples.");
            return;
        }
        List<Speed> speeds = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Source source : Sources.load().all()) {
            List<Raw> samples = samples(source, from);
            if (samples.isEmpty()) {
                without.add(source.manifest().code());
            } else {
                speeds.add(measure(source, samples, rounds));
            }
        }
        System.out.println(
                "read: answers cut and read a second, one thread, each source over its own samples in " + from);
        System.out.printf(Locale.ROOT, "  %-20s %8s %14s %10s%n", "source", "samples", "answers/s", "MB/s");
        for (Speed speed : speeds) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-20s %8d %,14.0f %10.1f%s%n",
                    speed.source,
                    speed.samples,
                    speed.answersPerSecond,
                    speed.megabytesPerSecond,
                    speed.answersPerSecond < LEAST_PER_SECOND ? "  below " + (int) LEAST_PER_SECOND : "");
        }
        speeds.stream()
                .min((a, b) -> Double.compare(a.answersPerSecond, b.answersPerSecond))
                .ifPresent(slowest -> System.out.printf(
                        Locale.ROOT,
                        "  slowest: %s, %,.0f answers/s; %d of %d below %,.0f%n",
                        slowest.source,
                        slowest.answersPerSecond,
                        speeds.stream()
                                .filter(speed -> speed.answersPerSecond < LEAST_PER_SECOND)
                                .count(),
                        speeds.size(),
                        LEAST_PER_SECOND));
        if (!without.isEmpty()) {
            System.out.println("  without samples there: " + String.join(", ", without));
        }
    }

    private static Path ofTests() {
        String home = System.getenv("SLEDOPYT_HOME");
        return Path.of(home == null ? "." : home).resolve("src/test/java/org/sledopyt/source");
    }

    private static List<Raw> samples(Source source, Path from) throws IOException {
        String code = source.manifest().code();
        List<Raw> samples = new ArrayList<>();
        String itsPackage = source.getClass().getPackageName().replaceFirst(".*\\.", "");
        for (Path folder : List.of(from.resolve(itsPackage), from.resolve(code)).stream()
                .distinct()
                .filter(Files::isDirectory)
                .toList()) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    if (name.matches(".*\\.(json|xml|html|txt)") && !name.endsWith(".expected.json")) {
                        samples.add(raw(code, name, Files.readAllBytes(file)));
                    }
                }
            }
        }
        return samples;
    }

    private static Raw raw(String code, String name, byte[] saved) {
        SavedAnswer answer = SavedAnswer.of(name, saved);
        List<TrackingNumber> asked = Stream.of(name.split("\\."))
                .filter(part -> part.startsWith("asked-"))
                .flatMap(part -> Stream.of(part.substring("asked-".length()).split("\\+")))
                .map(TrackingNumber::of)
                .toList();
        return new Raw(code, Raw.Kind.ANSWER, asked, answer.status(), answer.headers(), answer.body(), Instant.EPOCH);
    }

    private static Speed measure(Source source, List<Raw> samples, int rounds) {
        long bytes = samples.stream().mapToLong(raw -> raw.body().length).sum();
        turns(source, samples, WARM_UP_NANOS);
        List<Double> turns = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            turns.add(turns(source, samples, ROUND_NANOS));
        }
        double turn = Bench.median(turns);
        return new Speed(source.manifest().code(), samples.size(), turn * samples.size(), turn * bytes / 1e6);
    }

    /** How often a second all samples are read, for about so long. */
    private static double turns(Source source, List<Raw> samples, long nanos) {
        long start = System.nanoTime();
        long readings = 0;
        int turns = 0;
        do {
            for (Raw raw : samples) {
                readings += Reader.readAll(source, raw).size();
            }
            turns++;
        } while (System.nanoTime() - start < nanos);
        if (readings < 0) {
            throw new IllegalStateException("what is read must be used");
        }
        return turns / ((System.nanoTime() - start) / 1e9);
    }
}
