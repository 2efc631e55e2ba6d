package org.sledopyt.carrier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures recognition on this machine with JMH, each figure in a process of its own: {@code sledopyt bench recognise}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 9, time = 1)
public class RecogniseBench {

    private static final int NUMBERS = 16_384;
    private static final int TEXT_CHARACTERS = 2_000_000;
    private static final int TABLES = 8;

    private static final List<String> SENTENCES = List.of(
            "Thank you for your order! It left our warehouse this morning and should be with you within three weeks.",
            "Спасибо за покупку! Продавец передал посылку в доставку, её можно отследить по номеру ниже.",
            "Wir haben Ihre Bestellung heute an den Paketdienst übergeben; die Sendung ist unterwegs.",
            "Votre commande a été confiée au transporteur et sera livrée dans quelques jours.",
            "If the parcel does not arrive, write to us before you open a dispute, please.",
            "Сумма к оплате 1 234,50 руб., дата 14.11.2026, телефон +7 495 123-45-67.");

    /**
     * What was measured: medians.
     *
     * @param nanosPerNumber the whole answer for one number, without texts. Examples of all formats; one in eight is digits by chance
     * @param nanosPerMistyped the same for numbers with a wrong last character, with the suggestions
     * @param megabytesPerSecond of running text with a number in every third sentence, in UTF-8 bytes
     * @param heapBytes of the tables and the automaton
     * @param firstUseMillis until the first answer in a new process
     */
    public record Figures(
            double nanosPerNumber,
            double nanosPerMistyped,
            double megabytesPerSecond,
            long heapBytes,
            double firstUseMillis) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "  one number    %,8.0f ns%n  mistyped      %,8.0f ns%n  running text  %,8.0f MB/s%n  tables        %,8.2f MB%n  first use     %,8.0f ms",
                    nanosPerNumber,
                    nanosPerMistyped,
                    megabytesPerSecond,
                    heapBytes / 1e6,
                    firstUseMillis);
        }
    }

    /** What is recognised. */
    @State(Scope.Benchmark)
    public static class Input {

        final Recogniser recogniser = Recogniser.standard();
        final String[] numbers = numbers(recogniser.formats(), false);
        final String[] mistyped = numbers(recogniser.formats(), true);
        final String text = text(numbers);
    }

    /** Takes about a minute. */
    public static Figures run() throws RunnerException {
        System.setProperty(
                "jmh.ignoreLock", "true"); // another program's benchmark on this machine is no reason to refuse
        double bytes = new Input().text.getBytes(StandardCharsets.UTF_8).length;
        return new Figures(
                median("number"), median("mistyped"), bytes * 1e3 / median("text"), heap(), median("firstUse") / 1e6);
    }

    private static double median(String benchmark) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include(RecogniseBench.class.getName() + "." + benchmark + "$")
                        .verbosity(VerboseMode.SILENT)
                        .jvmArgsAppend(
                                "--sun-misc-unsafe-memory-access=allow") // JMH's; else a warning for each process
                        .shouldFailOnError(true)
                        .build())
                .runSingle();
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    @Benchmark
    @OperationsPerInvocation(NUMBERS)
    public int number(Input input) {
        return all(input.recogniser, input.numbers);
    }

    @Benchmark
    @OperationsPerInvocation(NUMBERS)
    public int mistyped(Input input) {
        return all(input.recogniser, input.mistyped);
    }

    @Benchmark
    public Recogniser.Findings text(Input input) {
        return input.recogniser.search(input.text, Context.NONE);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Fork(9)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public List<Recognised> firstUse() {
        return Recogniser.standard().inText("RB123456785CN", Context.NONE);
    }

    private static int all(Recogniser recogniser, String[] numbers) {
        int candidates = 0;
        for (String number : numbers) {
            candidates += recogniser.number(number, Context.NONE).candidates().size();
        }
        return candidates;
    }

    private static String[] numbers(Formats formats, boolean mistyped) {
        Random random = new Random(7);
        List<String> valid = new ArrayList<>();
        formats.all().forEach(format -> valid.addAll(format.valid()));
        String[] numbers = new String[NUMBERS];
        for (int i = 0; i < numbers.length; i++) {
            char[] number = valid.get(random.nextInt(valid.size())).toCharArray();
            int changed = mistyped ? 1 : i % 8 == 0 ? number.length : 0;
            for (int k = number.length - changed; k < number.length; k++) {
                number[k] = (char) ('0' + random.nextInt(10));
            }
            numbers[i] = String.valueOf(number);
        }
        return numbers;
    }

    private static String text(String[] numbers) {
        Random random = new Random(11);
        StringBuilder text = new StringBuilder();
        while (text.length() < TEXT_CHARACTERS) {
            text.append(SENTENCES.get(random.nextInt(SENTENCES.size()))).append(' ');
            if (random.nextInt(3) == 0) {
                // The same few over and over, or the scan would end at the most numbers that a text may have.
                text.append(numbers[random.nextInt(256)]).append(".\n");
            }
        }
        return text.toString();
    }

    /** Of one recogniser with what it needs for texts; several are made, for the heap is measured only roughly. */
    private static long heap() {
        Object[] tables = new Object[3 * TABLES];
        used();
        long before = used();
        for (int i = 0; i < tables.length; i += 3) {
            tables[i] = new Recogniser();
            tables[i + 1] = new Words();
            tables[i + 2] = new Links();
        }
        long after = used();
        java.lang.ref.Reference.reachabilityFence(tables);
        return (after - before) / TABLES;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
