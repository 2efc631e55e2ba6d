package org.sledopyt.carrier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** Measures recognition on this machine: {@code sledopyt bench recognise}. */
public final class RecogniseBench {

    private static final int ROUNDS = 15;
    private static final long ROUND_NANOS = 200_000_000;

    /** Long enough for the compiler to be done even on a busy machine. */
    private static final long WARM_UP_NANOS = 5_000_000_000L;

    private static final int NUMBERS = 16_384;
    private static final int TABLES = 8;
    private static final int TEXT_CHARACTERS = 2_000_000;

    private static final List<String> SENTENCES = List.of(
            "Thank you for your order! It left our warehouse this morning and should be with you within three weeks.",
            "Спасибо за покупку! Продавец передал посылку в доставку, её можно отследить по номеру ниже.",
            "Wir haben Ihre Bestellung heute an den Paketdienst übergeben; die Sendung ist unterwegs.",
            "Votre commande a été confiée au transporteur et sera livrée dans quelques jours.",
            "If the parcel does not arrive, write to us before you open a dispute, please.",
            "Сумма к оплате 1 234,50 руб., дата 14.11.2026, телефон +7 495 123-45-67.");

    /**
     * What was measured.
     *
     * @param nanosPerNumber the whole answer for one number, without texts: median of the rounds. Examples of all formats; one in
     *     eight is digits by chance
     * @param nanosPerMistyped the same for numbers with a wrong last character, with the suggestions
     * @param megabytesPerSecond of running text with a number in every third sentence, in UTF-8 bytes: median
     * @param heapBytes of the tables and the automaton
     * @param firstUseMillis until the first answer in this process; only the first run in a process tells it
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
                    java.util.Locale.ROOT,
                    "one number    %8.0f ns%nmistyped      %8.0f ns%nrunning text  %8.0f MB/s%ntables        %8.2f MB%nfirst use     %8.0f ms",
                    nanosPerNumber,
                    nanosPerMistyped,
                    megabytesPerSecond,
                    heapBytes / 1e6,
                    firstUseMillis);
        }
    }

    private RecogniseBench() {}

    /** Takes about half a minute. */
    public static Figures run() {
        long start = System.nanoTime();
        Recogniser recogniser = Recogniser.standard();
        recogniser.inText("RB123456785CN", Context.NONE);
        double firstUse = (System.nanoTime() - start) / 1e6;

        String[] numbers = numbers(recogniser.formats(), false);
        double nanos = perNumber(recogniser, numbers);
        double mistyped = perNumber(recogniser, numbers(recogniser.formats(), true));
        String text = text(numbers);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        double textNanos =
                median(() -> recogniser.search(text, Context.NONE).numbers().size());
        return new Figures(nanos, mistyped, bytes * 1e3 / textNanos, heap(), firstUse);
    }

    private static double perNumber(Recogniser recogniser, String[] numbers) {
        return median(() -> {
                    int sink = 0;
                    for (String number : numbers) {
                        sink += recogniser
                                .number(number, Context.NONE)
                                .candidates()
                                .size();
                    }
                    return sink;
                })
                / numbers.length;
    }

    /** Nanoseconds of one run: the median round. */
    private static double median(IntSupplier work) {
        double[] rounds = new double[ROUNDS];
        int sink = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; ) {
            sink += work.getAsInt();
        }
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            int runs = 0;
            do {
                sink += work.getAsInt();
                runs++;
            } while (System.nanoTime() - start < ROUND_NANOS);
            rounds[round] = (double) (System.nanoTime() - start) / runs;
        }
        if (sink == 0) {
            throw new IllegalStateException("nothing was recognised"); // and the work cannot be optimised away
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
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
