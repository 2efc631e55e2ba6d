package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsTest {

    private static final Formats FORMATS = Recogniser.standard().formats();

    static List<Format> formats() {
        return FORMATS.all();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void every_format_takes_its_valid_examples_and_none_of_its_invalid_ones(Format format) {
        assertThat(format.valid()).isNotEmpty().allMatch(example -> takes(format, example));
        assertThat(format.invalid()).isNotEmpty().noneMatch(example -> takes(format, example));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void every_valid_example_is_recognised_as_its_carriers(Format format) {
        for (String example : format.valid()) {
            Recognised recognised = Recogniser.standard().number(example, Context.NONE);
            assertThat(recognised.candidates())
                    .as(example)
                    .extracting(Candidate::carrier)
                    .contains(format.country() == null ? format.carrier() : post(format, example));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void the_size_of_the_number_space_is_what_the_pattern_allows(Format format) {
        String space = count(format.shape()).entrySet().stream()
                .filter(entry -> entry.getKey() <= TrackingNumber.MAX_LENGTH)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "%d:%.2f".formatted(entry.getKey(), Math.log10(entry.getValue() * share(format))))
                .collect(Collectors.joining(" "));
        assertThat(String.join(" ", format.space())).isEqualTo(space);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void the_automaton_agrees_with_a_regular_expression(Format format) {
        Pattern regex = Pattern.compile(
                format.pattern().replace("#", "[0-9]").replace("@", "[A-Z]").replace("*", "[A-Z0-9]"));
        Stream.concat(format.valid().stream(), FORMATS.all().stream().flatMap(other -> other.invalid().stream()))
                .forEach(example -> assertThat(completes(format, example))
                        .as(example)
                        .isEqualTo(regex.matcher(example).matches()));
    }

    @Test
    void names_are_unique_and_carriers_are_in_the_catalogue() {
        assertThat(formats()).extracting(Format::id).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(133);
        assertThat(formats()).filteredOn(format -> format.country() == null).allSatisfy(format -> assertThat(
                        Carriers.find(format.carrier()))
                .as(format.id())
                .isPresent());
    }

    @Test
    void an_unknown_check_fails_and_every_known_one_is_used() {
        assertThatThrownBy(() -> Checks.named("mod-97")).hasMessageContaining("mod-97");
        assertThat(Arrays.stream(Checks.Rule.values()).map(Checks::name))
                .allSatisfy(name -> assertThat(Checks.named(name)).isNotNull());
        assertThat(formats()).extracting(Format::check).contains(Checks.Rule.values());
    }

    @Test
    void a_pattern_that_cannot_be_read_says_where() {
        assertThatThrownBy(() -> Shape.parse("AB#{3")).hasMessageContaining("AB#{3");
        assertThatThrownBy(() -> Shape.parse("ab")).hasMessageContaining("wrong at");
        assertThatThrownBy(() -> Shape.parse("(A|B")).hasMessageContaining("(A|B");
    }

    @Test
    void the_shares_of_a_formats_heads_make_up_one_and_no_head_is_named_twice() {
        Map<String, Double> shares = new HashMap<>();
        for (NamedCsvRecord row : Table.rows("heads.csv")) {
            shares.merge(row.getField("format"), Double.parseDouble(row.getField("share")), Double::sum);
        }
        assertThat(shares).allSatisfy((format, share) -> {
            assertThat(share).as(format).isEqualTo(1.0);
            Format named = formats().stream()
                    .filter(other -> other.id().equals(format))
                    .findFirst()
                    .orElseThrow();
            double all = Arrays.stream(named.heads()).sum() / 1000;
            assertThat(all).as(format).isBetween(0.999, 1.001);
        });
    }

    @Test
    void the_tables_stay_small() {
        assertThat(FORMATS.automaton().states()).isLessThan(20_000);
    }

    private static boolean takes(Format format, String example) {
        return completes(format, example) && Samples.holds(format, Symbols.of(example));
    }

    private static boolean completes(Format format, String example) {
        byte[] symbols = Symbols.of(example);
        int state = FORMATS.automaton().run(symbols, symbols.length);
        return Arrays.asList(FORMATS.complete(state)).contains(format);
    }

    private static String post(Format format, String example) {
        Format.Slice country = format.country();
        return Carriers.post(example.substring(country.from(example.length()), country.to(example.length())))
                .orElseThrow()
                .code();
    }

    /** The share of strings of the pattern that are numbers. */
    private static double share(Format format) {
        double check = !format.hasCheckCharacter() ? 1 : format.check() == Checks.Rule.MOD_37_36 ? 1.0 / 36 : 0.1;
        return format.country() == null ? check : check * Carriers.posts().size() / (26.0 * 26);
    }

    /** How many strings of each length a pattern allows. */
    private static Map<Integer, Double> count(Shape shape) {
        return switch (shape) {
            case Shape.One one -> Map.of(1, (double) Long.bitCount(one.symbols()));
            case Shape.Sequence sequence -> {
                Map<Integer, Double> all = Map.of(0, 1.0);
                for (Shape part : sequence.parts()) {
                    all = times(all, count(part));
                }
                yield all;
            }
            case Shape.Choice choice -> {
                Map<Integer, Double> all = new HashMap<>();
                choice.options().forEach(option -> count(option).forEach((n, c) -> all.merge(n, c, Double::sum)));
                yield all;
            }
            case Shape.Repeat repeat -> {
                Map<Integer, Double> all = new HashMap<>();
                Map<Integer, Double> power = Map.of(0, 1.0);
                for (int i = 0; i <= repeat.most(); i++) {
                    if (i >= repeat.least()) {
                        power.forEach((n, c) -> all.merge(n, c, Double::sum));
                    }
                    power = times(power, count(repeat.part()));
                }
                yield all;
            }
        };
    }

    private static Map<Integer, Double> times(Map<Integer, Double> a, Map<Integer, Double> b) {
        Map<Integer, Double> product = new HashMap<>();
        a.forEach((n, c) -> b.forEach((m, d) -> product.merge(n + m, c * d, Double::sum)));
        return product;
    }
}
