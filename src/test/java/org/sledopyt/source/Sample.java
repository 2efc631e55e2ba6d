package org.sledopyt.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sledopyt.carrier.TrackingNumber;

/**
 * A saved answer or webhook of a source. Its name tells what its bytes do not: {@code .429} or {@code -429} the HTTP status, {@code .asked-A+B} the
 * numbers asked for, {@code .pushed} a webhook.
 */
record Sample(Source source, Path file) {

    private static final Path TESTS = Path.of("src/test/java/org/sledopyt/source");
    private static final Instant RECEIVED_AT = Instant.parse("2026-11-24T09:00:00Z");

    /** The samples beside a source's tests, in the order of their names. */
    static List<Sample> of(Source source) {
        return in(source, TESTS.resolve(Sources.folder(source.manifest().code())));
    }

    static List<Sample> in(Source source, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(json|xml|html|txt)"))
                    .filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .map(file -> new Sample(source, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    /** Where the readings stand that it has to give. */
    Path expected() {
        return file.resolveSibling(name().replaceFirst("\\.\\w+$", "") + ".expected.json");
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Raw raw() {
        return raw(bytes());
    }

    /** The same with another body. */
    Raw raw(byte[] body) {
        List<String> told = List.of(name().split("\\."));
        int status = Stream.of(name().split("[._-]"))
                .filter(part -> part.matches("[1-5]\\d{2}"))
                .findFirst()
                .map(Integer::parseInt)
                .orElse(200);
        List<TrackingNumber> asked = told.stream()
                .filter(part -> part.startsWith("asked-"))
                .flatMap(part -> Stream.of(part.substring("asked-".length()).split("\\+")))
                .map(TrackingNumber::of)
                .toList();
        Raw.Kind kind = told.contains("pushed") || name().startsWith("webhook_") ? Raw.Kind.PUSHED : Raw.Kind.ANSWER;
        return new Raw(source.manifest().code(), kind, asked, status, Map.of(), body, RECEIVED_AT);
    }

    List<Reading> readings() {
        return Reader.readAll(source, raw());
    }
}
