package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecogniserTest {

    private static final Context RUSSIA = Context.of(Set.of("RU"), Map.of());
    private static final Context GERMANY = Context.of(Set.of("DE"), Map.of());

    private final Recogniser recogniser = Recogniser.standard();

    @Test
    void an_s10_number_tells_its_post_service_and_origin() {
        Candidate best = best("RB876543216CN");
        assertThat(best.carrier()).isEqualTo("china-post");
        assertThat(best.grade()).isEqualTo(Grade.VERIFIED);
        assertThat(best.confidence()).isGreaterThan(0.95);
        assertThat(best.service()).isEqualTo("registered");
        assertThat(best.origin()).isEqualTo("CN");
        assertThat(best.tracked()).isEqualTo(Tracked.DELIVERY);
        assertThat(codes(best)).containsExactly("check-digit", "operator", "service-letters");
    }

    @ParameterizedTest
    @CsvSource({
        "RB, registered, DELIVERY",
        "CP, parcel, DELIVERY",
        "EA, ems, DELIVERY",
        "LX, tracked, DELIVERY",
        "UF, untracked, PART",
        "VV, insured, DELIVERY",
        "CV, insured-parcel, DELIVERY",
        "QA, reply, NONE",
        "ZA, bilateral, UNKNOWN"
    })
    void the_letters_of_an_s10_number_say_how_far_it_is_tracked(String letters, String service, Tracked tracked) {
        Candidate best = best(letters + "876543216SG");
        assertThat(best.service()).isEqualTo(service);
        assertThat(best.tracked()).isEqualTo(tracked);
    }

    @Test
    void an_s10_number_with_a_wrong_check_digit_is_mistyped_and_the_right_one_is_suggested() {
        Recognised swapped = number("RB876543261CN");
        assertThat(swapped.best()).extracting(Candidate::grade).isEqualTo(Grade.MISTYPED);
        assertThat(swapped.number()).isEqualTo(new TrackingNumber("RB876543261CN"));
        assertThat(swapped.suggestions()).first().isEqualTo("RB876543216CN");

        assertThat(number("RB876743216CN").suggestions()).contains("RB876543216CN");
        assertThat(number("RB876543216CN").suggestions()).isEmpty();
    }

    @Test
    void an_s10_number_of_no_country_is_no_s10_number() {
        assertThat(number("RB876543216QQ").candidates()).isEmpty();
        assertThat(number("RB876543216QQ").number()).isEqualTo(new TrackingNumber("RB876543216QQ"));
    }

    @Test
    void a_failing_ups_number_is_still_of_ups() {
        Recognised failing = number("1Z7Q4W220398104451");
        assertThat(failing.best()).extracting(Candidate::carrier).isEqualTo("ups");
        assertThat(failing.best()).extracting(Candidate::grade).isEqualTo(Grade.MISTYPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rb876543216cn",
                " RB 876 543 216 CN ",
                "RB-876-543-216-CN",
                "RB\u00a0876543216\u200bCN",
                "ＲＢ８７６５４３２１６ＣＮ",
                "\u202aRB876543216CN\u202c",
                "RB٨٧٦٥٤٣٢١٦CN",
                "(RB) 876543216 [CN]"
            })
    void separators_case_and_odd_characters_do_not_matter(String written) {
        assertThat(number(written).number()).isEqualTo(new TrackingNumber("RB876543216CN"));
        assertThat(best(written).grade()).isEqualTo(Grade.VERIFIED);
    }

    @Test
    void letters_that_only_look_latin_are_read_and_it_is_said() {
        Recognised read = number("RВ876543216СN"); // Cyrillic В and С
        assertThat(read.number()).isEqualTo(new TrackingNumber("RB876543216CN"));
        assertThat(codes(best("RВ876543216СN"))).contains("corrected-look-alike");
    }

    @Test
    void the_wrong_keyboard_layout_is_read_and_it_is_said() {
        Recognised read = number("ки876543216пи");
        assertThat(read.number()).isEqualTo(new TrackingNumber("RB876543216GB"));
        assertThat(codes(best("ки876543216пи"))).contains("corrected-layout");
        assertThat(number("ки876543217пи").best())
                .as("a check digit must confirm it")
                .matches(best -> best == null || best.grade() == Grade.MISTYPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RB87654321bCN", "Посылка"})
    void what_nothing_confirms_is_left_as_it_was_written(String written) {
        assertThat(number(written).number()).isEqualTo(TrackingNumber.of(written));
        assertThat(number(written).candidates()).isEmpty();
    }

    @Test
    void a_letter_for_a_digit_is_read_if_the_check_digit_confirms_it() {
        Recognised read = number("RB8765432I6CN");
        assertThat(read.number()).isEqualTo(new TrackingNumber("RB876543216CN"));
        assertThat(codes(best("RB8765432I6CN"))).contains("corrected-characters");
        assertThat(number("RB8765A32I6CN").candidates()).isEmpty();
    }

    @Test
    void a_corrected_number_keeps_behind_it_the_carriers_whose_numbers_look_as_it_was_written() {
        Recognised read = recogniser.number("HK142486422F0", Context.NONE);
        assertThat(codes(read.candidates().getFirst())).contains("corrected-characters");
        assertThat(read.candidates()).extracting(Candidate::carrier).contains("dhl-ecommerce");
        assertThat(read.candidates().stream().mapToDouble(Candidate::confidence).sum())
                .isLessThanOrEqualTo(1.0001);
    }

    @Test
    void a_number_that_is_right_as_it_stands_is_never_changed() {
        assertThat(number("1LSCXO0I1S5B8Z2").number()).isEqualTo(new TrackingNumber("1LSCXO0I1S5B8Z2"));
    }

    @Test
    void the_length_tells_the_carriers_of_yt_apart() {
        assertThat(best("YT0118106415718").carrier()).isEqualTo("yto");
        assertThat(best("YT6391664912609972").carrier()).isEqualTo("yunexpress");
    }

    @Test
    void three_japanese_carriers_share_one_rule() {
        assertThat(number("438192746504").candidates().stream().map(Candidate::carrier))
                .containsSubsequence("yamato", "sagawa", "japan-post");
    }

    @Test
    void a_bare_run_of_digits_is_never_sure_even_if_its_check_digit_holds() {
        assertThat(List.of("1394231760", "0517838213762", "20450123456788", "438192746504"))
                .allSatisfy(digits -> assertThat(best(digits).confidence()).isLessThan(0.5));
    }

    @Test
    void ten_digits_that_begin_with_1_are_of_cdek_for_a_russian_and_of_dhl_elsewhere() {
        String number = "1000000013";
        assertThat(recogniser.number(number, RUSSIA).best())
                .extracting(Candidate::carrier)
                .isEqualTo("cdek");
        assertThat(recogniser.number(number, GERMANY).best())
                .extracting(Candidate::carrier)
                .isEqualTo("dhl-express");
        assertThat(recogniser.number(number, Context.NONE).best())
                .extracting(Candidate::carrier)
                .isEqualTo("dhl-express");
    }

    @Test
    void a_number_of_hermes_and_of_the_russian_post_goes_to_the_one_at_home() {
        String both = "10126952151816";
        assertThat(recogniser.number(both, RUSSIA).best())
                .extracting(Candidate::carrier)
                .isEqualTo("russian-post");
        assertThat(recogniser.number(both, GERMANY).best())
                .extracting(Candidate::carrier)
                .isEqualTo("hermes-de");
    }

    @Test
    void carriers_that_an_account_had_come_first() {
        Context had = Context.of(Set.of(), Map.of("gls", 40, "fedex", 1));
        String ambiguous = "97089551480";
        assertThat(recogniser
                        .number(ambiguous, Context.of(Set.of(), Map.of("blue-dart", 9)))
                        .best())
                .extracting(Candidate::carrier)
                .isEqualTo("blue-dart");
        Candidate gls = recogniser.number(ambiguous, had).best();
        assertThat(gls.carrier()).isEqualTo("gls");
        assertThat(gls.reasons()).contains(Reason.of("history", "count", "40"));
    }

    @Test
    void words_around_a_number_and_the_page_it_came_from_count() {
        double alone = best("1394231760").confidence();
        double labelled = recogniser
                .number("1394231760", Context.NONE.withAround("Трек-номер СДЭК"))
                .best()
                .confidence();
        assertThat(labelled).isGreaterThan(0.9).isGreaterThan(alone);

        Recognised linked = recogniser.number("AB-998877", Context.NONE.withLink("https://www.dellin.ru/tracker"));
        assertThat(linked.best()).extracting(Candidate::carrier).isEqualTo("dellin");
        assertThat(codes(linked.best())).contains("link-host");
    }

    @Test
    void a_bar_code_with_the_zip_before_it_gives_the_number_alone() {
        Recognised read = number("(420) 90210 9400 1112 0255 5842 3333 07".replace(" ", ""));
        assertThat(read.best()).extracting(Candidate::carrier).isEqualTo("usps");
        assertThat(read.number()).isEqualTo(new TrackingNumber("9400111202555842333307"));
        assertThat(number("]C1RB876543216CN").number()).isEqualTo(new TrackingNumber("RB876543216CN"));
    }

    @Test
    void dashes_are_kept_where_they_belong_to_the_number() {
        assertThat(number("5727879172-3850-12").number()).isEqualTo(new TrackingNumber("5727879172-3850-12"));
        assertThat(best("5727879172-3850-12").carrier()).isEqualTo("ozon");
        assertThat(number("4381-9274-6504").number()).isEqualTo(new TrackingNumber("438192746504"));
    }

    @Test
    void bank_cards_and_accounts_are_refused_and_masked() {
        for (String secret : List.of("5500 0055 5555 5559", "378282246310005", "GB82 WEST 1234 5698 7654 32")) {
            Recognised refused = number(secret);
            assertThat(refused.number()).isNull();
            assertThat(refused.candidates()).isEmpty();
            assertThat(refused.refused()).extracting(Reason::code).asString().startsWith("refused-");
            assertThat(refused.input()).hasSizeLessThan(9).contains("…");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20251117093045, against-timestamp",
        "79165551234, against-phone",
        "+79165551234, against-phone",
        "00000000000000, against-trivial",
        "4601234509879, against-ean",
        "9785171183660, against-isbn",
        "1655012344, against-inn"
    })
    void what_looks_like_something_else_is_marked_down_and_told(String decoy, String reason) {
        Recognised read = number(decoy);
        assertThat(read.candidates()).isNotEmpty().allSatisfy(candidate -> {
            assertThat(candidate.confidence()).isLessThan(0.3);
            assertThat(codes(candidate)).contains(reason);
        });
    }

    @Test
    void for_an_s10_number_the_posts_of_both_ends_are_asked_the_issuing_one_first() {
        Recognised read = recogniser.number("RB876543216CN", RUSSIA);
        assertThat(recogniser.carriersToAsk(read, RUSSIA)).startsWith("china-post", "russian-post");
        assertThat(recogniser.carriersToAsk(read, Context.NONE)).containsExactly("china-post");
        assertThat(recogniser.carriersToAsk(number("XYZ"), RUSSIA)).isEmpty();
    }

    @Test
    void a_shipper_that_uses_letters_of_a_post_is_offered_after_it() {
        assertThat(number("ZA876543216HK").candidates())
                .extracting(Candidate::carrier)
                .containsExactly("hongkong-post", "cainiao");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200b", "-", "....", "🎁📦"})
    void nothing_is_no_number(String nothing) {
        assertThat(number(nothing).number()).isNull();
        assertThat(number(nothing).candidates()).isEmpty();
        assertThat(recogniser.inText(nothing, Context.NONE)).isEmpty();
    }

    @Test
    void the_confidences_of_one_number_do_not_exceed_one() {
        for (Format format : recogniser.formats().all()) {
            for (String example : format.valid()) {
                double sum = number(example).candidates().stream()
                        .mapToDouble(Candidate::confidence)
                        .sum();
                assertThat(sum).as(example).isBetween(0.0, 1.0);
            }
        }
    }

    private Recognised number(String written) {
        return recogniser.number(written, Context.NONE);
    }

    private Candidate best(String written) {
        Candidate best = number(written).best();
        assertThat(best).as(written).isNotNull();
        return best;
    }

    private static List<String> codes(Candidate candidate) {
        return candidate.reasons().stream().map(Reason::code).toList();
    }
}
