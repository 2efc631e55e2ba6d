package org.sledopyt.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.Context;
import org.sledopyt.carrier.Recognised;
import org.sledopyt.carrier.Recogniser;
import org.sledopyt.carrier.RecognitionJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "recognise",
        description = "numbers found in TEXT or standard input, ranked carriers and reasons",
        mixinStandardHelpOptions = true)
final class Recognise implements Callable<Integer> {

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "text with numbers in it; none: standard input")
    List<String> texts = List.of();

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Option(names = "--lang", paramLabel = "CODE", description = "language of the reasons: ru or en")
    @Nullable
    String language;

    @Option(names = "--country", paramLabel = "CODE", description = "your country, such as RU: ranks carriers better")
    @Nullable
    String country;

    @Override
    public Integer call() throws IOException {
        String text = texts.isEmpty()
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : String.join("\n", texts);
        Context context =
                Context.of(country == null ? Set.of() : Set.of(country.toUpperCase(Locale.ROOT)), java.util.Map.of());
        Recogniser.Findings findings = Recogniser.standard().search(text, context);
        for (Recognised found : findings.numbers()) {
            RecognitionJson recognition = RecognitionJson.of(found, Languages.of(language));
            System.out.println(json ? recognition.text() : inWords(recognition));
        }
        if (findings.more()) {
            System.err.println("There are more than " + Recogniser.MOST_NUMBERS + " numbers; the rest is left out.");
        }
        if (findings.numbers().isEmpty() && !json) {
            System.err.println("No number found.");
        }
        return 0;
    }

    private static String inWords(RecognitionJson recognition) {
        StringBuilder words = new StringBuilder(
                String.valueOf(recognition.number() == null ? recognition.input() : recognition.number()));
        for (RecognitionJson.CandidateJson candidate : recognition.candidates()) {
            words.append("\n  ").append(candidate.carrier()).append("  ").append(candidate.grade());
            words.append(String.format(Locale.ROOT, "  %.2f", candidate.confidence()));
            candidate.reasons().forEach(reason -> words.append("\n      ").append(reason.text()));
        }
        if (recognition.candidates().isEmpty()) {
            words.append("  ?");
        }
        recognition.suggestions().forEach(suggestion -> words.append("\n  → ").append(suggestion));
        return words.toString();
    }
}
