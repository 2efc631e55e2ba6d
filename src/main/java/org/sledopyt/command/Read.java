package org.sledopyt.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reader;
import org.sledopyt.source.Reading;
import org.sledopyt.source.ReadingJson;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "read",
        description = "read saved answers of a source, print the readings",
        mixinStandardHelpOptions = true)
final class Read implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SOURCE", description = "code of the source, such as cainiao")
    String code = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "saved answers; - is standard input")
    List<Path> files = List.of();

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            description = "number that was asked for, where the answer does not repeat it")
    List<String> numbers = List.of();

    @Option(
            names = "--status",
            paramLabel = "CODE",
            description =
                    "HTTP status the answer came with; otherwise that of a saved header, or of a name such as busy-429.json, or 200")
    int status;

    @Override
    public Integer call() throws IOException {
        Optional<Source> source = Sources.one(code);
        if (source.isEmpty()) {
            String there = String.join(
                    ", ",
                    Sources.load().readable().stream()
                            .map(one -> one.manifest().code())
                            .toList());
            System.err.println("There is no source " + code + ". There are: " + there);
            return 2;
        }
        int result = 0;
        for (Path file : files) {
            try {
                boolean in = file.toString().equals("-");
                read(
                        source.get(),
                        in ? "" : file.getFileName().toString(),
                        in ? System.in.readAllBytes() : Files.readAllBytes(file));
            } catch (IOException e) {
                System.err.println("Cannot read " + file + ": " + e.getMessage());
                result = 1;
            }
        }
        return result;
    }

    private void read(Source source, String name, byte[] saved) {
        List<TrackingNumber> asked = numbers.stream().map(TrackingNumber::of).toList();
        SavedAnswer answer = SavedAnswer.of(name, saved);
        Raw raw = new Raw(
                code,
                Raw.Kind.ANSWER,
                asked,
                status == 0 ? answer.status() : status,
                answer.headers(),
                answer.body(),
                Instant.now());
        for (Reading reading : Reader.readAll(source, raw)) {
            System.out.println(json ? ReadingJson.of(reading).toString() : inWords(reading));
        }
    }

    private static String inWords(Reading reading) {
        return switch (reading) {
            case Reading.Found found -> {
                StringBuilder words =
                        new StringBuilder((found.number() == null ? "" : found.number() + ": ") + "found");
                for (SourceEvent event : found.events()) {
                    String at = event.time().iso();
                    words.append("\n  ").append(at == null ? "no time" : at).append("  ");
                    words.append(event.stage()).append("  ").append(event.text());
                }
                yield words.toString();
            }
            case Reading.NotFound notFound ->
                (notFound.number() == null ? "" : notFound.number() + ": ") + "not known (yet)";
            case Reading.Rejected rejected ->
                (rejected.number() == null ? "" : rejected.number() + ": ") + "rejected: " + rejected.why();
            case Reading.Ordered ordered -> "ordered: ticket " + ordered.ticket();
            case Reading.NotReady notReady -> "not ready; ask again after " + notReady.askAgainAfter();
            case Reading.Unregistered unregistered ->
                (unregistered.number() == null ? "" : unregistered.number() + ": ") + "has to be registered first";
            case Reading.Registered registered ->
                (registered.number() == null ? "" : registered.number() + ": ") + "registered; no news of it yet";
            case Reading.Refused refused -> "refused: " + refused.why() + ", " + refused.detail();
            case Reading.Unreadable unreadable -> "unreadable: " + unreadable.where();
        };
    }
}
