package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class RecogniserProperties {

    private final Recogniser recogniser = Recogniser.standard();

    @Provide
    Arbitrary<Format> formats() {
        return Arbitraries.of(recogniser.formats().all());
    }

    /** Texts with more of what matters here than chance would give. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.strings().withCharRange('0', '9').ofMaxLength(30),
                Arbitraries.of(
                        "RB876543216CN",
                        "1Z",
                        "трек",
                        "заказ",
                        "DHL",
                        "https://",
                        "www.",
                        "<a href='",
                        "</a>",
                        "&#",
                        ";",
                        "]C1",
                        "+7",
                        "@",
                        "%",
                        "\u202e",
                        "\u200b",
                        "RB",
                        " ",
                        "-",
                        "\n",
                        "http://t.17track.net/#nums=",
                        "420902109400",
                        "МВ"));
        return pieces.list().ofMaxSize(20).map(list -> String.join("", list));
    }

    @Property(tries = 1000)
    void a_text_never_makes_it_throw(@ForAll("texts") String text) {
        Context context = new Context(text, text, Set.of("RU"), Map.of("cdek", 1));
        assertThatNoException().isThrownBy(() -> {
            recogniser.inText(text, Context.NONE);
            recogniser.inText(text, context);
            Recognised recognised = recogniser.number(text, context);
            recogniser.carriersToAsk(recognised, context);
            RecognitionJson.of(recognised, "ru").text();
        });
    }

    @Property(tries = 1000)
    void any_string_never_makes_it_throw(@ForAll @StringLength(max = 80) String text) {
        assertThatNoException().isThrownBy(() -> {
            recogniser.inText(text, Context.NONE);
            recogniser.number(text, Context.NONE);
        });
    }

    @Property(tries = 3000)
    void a_valid_number_of_any_format_is_recognised_as_its_carriers(
            @ForAll("formats") Format format, @ForAll long seed) {
        String number = Samples.valid(format, seed);
        if (isRefused(number)) {
            return;
        }
        assertThat(recogniser.number(number, Context.NONE).candidates())
                .as("%s %s", format.id(), number)
                .anyMatch(candidate -> isOf(candidate, format) && candidate.grade() != Grade.MISTYPED);
    }

    @Property(tries = 3000)
    void a_number_in_normal_form_is_read_as_it_is(@ForAll("formats") Format format, @ForAll long seed) {
        TrackingNumber once =
                recogniser.number(Samples.valid(format, seed), Context.NONE).number();
        if (once != null) {
            assertThat(recogniser.number(once.text(), Context.NONE).number()).isEqualTo(once);
        }
    }

    @Property(tries = 5000)
    void one_changed_digit_of_a_checked_format_is_never_verified_under_it(
            @ForAll("checked") Format format, @ForAll long seed, @ForAll @IntRange(min = 0, max = 49) int at) {
        byte[] s = Symbols.of(Samples.valid(format, seed));
        int from = format.body().from(s.length);
        int place = from + at % (format.body().to(s.length) - from);
        byte before = s[place];
        if (!Symbols.isDigit(before)) {
            return;
        }
        s[place] = (byte) ((before + 1 + Math.floorMod(seed, 9)) % 10);
        if (catchesEveryDigit(format, s)) {
            assertThat(Samples.holds(format, s)).as(format.id()).isFalse();
        }
        String changed = Symbols.text(s, 0, s.length);
        Typed typed = new Typed(recogniser.formats().automaton());
        typed.read(changed, 0, changed.length());
        Ranking.Hits hits = recogniser.ranking().hits();
        recogniser.ranking().weigh(typed, Leaning.NEUTRAL, hits);
        boolean anyHolds = false;
        for (int i = 0; i < hits.size; i++) {
            anyHolds |= hits.holds[i];
            assertThat(hits.holds[i] && hits.get(i) == format)
                    .isEqualTo(hits.get(i) == format && Samples.holds(format, s));
        }
        if (!anyHolds) {
            assertThat(recogniser.number(changed, Context.NONE).candidates())
                    .noneMatch(candidate -> candidate.grade() == Grade.VERIFIED);
        }
    }

    @Provide
    Arbitrary<Format> checked() {
        return Arbitraries.of(recogniser.formats().all().stream()
                .filter(Format::hasCheckCharacter)
                .toList());
    }

    /**
     * Rules with even weights modulo 10 and those modulo 7 let some errors pass by design, and S10 writes two remainders as 5.
     */
    private static boolean catchesEveryDigit(Format format, byte[] s) {
        return switch (format.check()) {
            case GS1, ALTERNATING_31, GLS, LUHN, MOD_37_36, GS1_AFTER_91, GS1_AFTER_92 -> true;
            case S10 -> s[Samples.place(format, s.length)] != 5;
            default -> false;
        };
    }

    @Example
    void random_digits_and_words_are_hardly_ever_claimed() {
        Random random = new Random(20);
        assertThat(claimed(() -> digits(random, 8 + random.nextInt(20)))).isLessThan(0.02);
        assertThat(claimed(() -> digits(random, 10 + random.nextInt(6)))).isLessThan(0.02);
        assertThat(claimed(() -> word(random))).isLessThan(0.02);
    }

    /** The share of inputs for which a carrier is claimed with even odds or more. */
    private double claimed(Supplier<String> inputs) {
        int tries = 30_000;
        int claimed = 0;
        for (int i = 0; i < tries; i++) {
            Candidate best = recogniser.number(inputs.get(), Context.NONE).best();
            claimed += best != null && best.grade() != Grade.MISTYPED && best.confidence() >= 0.5 ? 1 : 0;
        }
        return (double) claimed / tries;
    }

    private static String digits(Random random, int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 3 + random.nextInt(12); i > 0; i--) {
            word.append((char) ((random.nextInt(4) == 0 ? 'а' : 'a') + random.nextInt(26)));
        }
        return random.nextBoolean() ? word.toString() : word + String.valueOf(random.nextInt(1000));
    }

    private boolean isRefused(String number) {
        return recogniser.number(number, Context.NONE).refused() != null;
    }

    private static boolean isOf(Candidate candidate, Format format) {
        return format.country() == null
                ? candidate.carrier().equals(format.carrier())
                : candidate.reasons().stream().anyMatch(reason -> reason.code().equals("operator"));
    }
}
