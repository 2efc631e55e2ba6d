package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextScanTest {

    @Test
    void a_russian_message_gives_its_tracking_numbers_and_not_its_order_phone_or_tax_number() {
        assertThat(carriers("""
                Здравствуйте! Заказ 8123456789012345 от 14.11.2026 отправлен.
                Трек-номер: RB876543216CN (Почта Китая). Часть вещей поедет СДЭК, накладная 1394231760.
                Тел. 89165551234 или +7 (495) 555-12-34, ИНН 5027034119, счёт 40817810099910004312.
                """)).isEqualTo(Map.of("RB876543216CN", "china-post", "1394231760", "cdek"));
    }

    @Test
    void an_english_mail_gives_its_tracking_numbers_and_not_its_order_or_invoice() {
        assertThat(carriers("""
                Your order 114-7766554-3322110 has shipped with FedEx, tracking number 7712 3456 7890.
                The second box: 1Z 999 AA1 01 2345 6784. Invoice 202411300127, customer no 123456789012.
                """)).isEqualTo(Map.of("771234567890", "fedex", "1Z999AA10123456784", "ups"));
    }

    @Test
    void a_german_mail_gives_its_tracking_numbers() {
        assertThat(carriers("""
                Ihre Sendung 00340434123456789012 ist unterwegs. Bestellnummer 302998877123, Rechnung 20240012345678.
                DPD Paketnummer: 01265012345678
                """))
                .containsEntry("00340434123456789012", "dhl-paket")
                .containsEntry("01265012345678", "dpd")
                .hasSize(2);
    }

    @Test
    void a_chinese_message_gives_its_tracking_number_though_no_blank_parts_the_words() {
        assertThat(carriers("您的包裹已发货，快递单号SF0373278968800，请注意查收。订单号8123456789012345"))
                .isEqualTo(Map.of("SF0373278968800", "sf-express"));
    }

    @Test
    void a_page_gives_its_numbers_and_those_of_its_links_but_nothing_of_its_style() {
        assertThat(carriers("""
                <html><head><style>.a1234567890{color:#123456}</style><script>var x="RB876543216CN"</script></head><body>
                <table><tr><td>Tracking&nbsp;number</td><td><b>LP32808800540948</b></td></tr></table>
                <!-- YT0118106415718 --><a class="x" href="https://t.17track.net/en#nums=EA876543216RU,4PX3556997049733OH">all</a>
                <p>Order&#58; 1394231760</p></body></html>"""))
                .isEqualTo(Map.of(
                        "LP32808800540948", "cainiao", "EA876543216RU", "russian-post", "4PX3556997049733OH", "4px"));
    }

    @Test
    void a_list_is_taken_at_its_word() {
        assertThat(carriers("RB876543216CN\nLP32808800540948;1394231760\n\n12345\nABC12345678901"))
                .containsOnlyKeys("RB876543216CN", "LP32808800540948", "1394231760", "ABC12345678901");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RB 876 543 216 CN", "rb 876543216 cn", "R B 8 7 6 5 4 3 2 1 6 C N", "RB.876.543.216.CN"})
    void one_number_written_in_pieces_is_one(String written) {
        assertThat(carriers(written)).isEqualTo(Map.of("RB876543216CN", "china-post"));
    }

    @Test
    void a_number_printed_in_groups_is_found_among_words() {
        assertThat(carriers("your label says 9400 1112 0255 5842 3333 07 and RB 876 543 216 CN, that is all"))
                .isEqualTo(Map.of("9400111202555842333307", "usps", "RB876543216CN", "china-post"));
    }

    @Test
    void two_numbers_side_by_side_are_two() {
        assertThat(carriers("sent as RB876543216CN RB876543220CN today"))
                .containsOnlyKeys("RB876543216CN", "RB876543220CN");
        assertThat(carriers("1394231760 1511174952")).containsOnlyKeys("1394231760", "1511174952");
    }

    @Test
    void digits_without_a_check_need_a_word_for_them_in_running_text() {
        assertThat(carriers("the pass code is 1394231760, remember it")).isEmpty();
        assertThat(carriers("your parcel is 1394231760, remember it")).isEqualTo(Map.of("1394231760", "cdek"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see the log of 2024-01-31 12:05 please",
                "at 31.01.2024 in the morning",
                "host 192.168.100.200 answers",
                "id 550e8400-e29b-41d4-a716-446655440000 was used",
                "mail rb876543216cn@example.com or call",
                "my card is 5500 0055 5555 5559 and",
                "pay to GB82 WEST 1234 5698 7654 32 today",
                "call +44 20 7946 0958 tomorrow",
                "order number 123456789012 is paid",
                "the answer is 123456789012",
                "заказ 10126952151817 оплачен",
                "hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 of it",
                "page 12345678 of the book",
                "serial A1234567890 of the device"
            })
    void what_only_looks_like_a_number_is_not_found(String text) {
        assertThat(carriers(text)).isEmpty();
    }

    @Test
    void a_number_inside_a_file_name_is_found_if_it_can_be_nothing_else() {
        assertThat(carriers("attached is label_RB876543216CN_copy.pdf"))
                .isEqualTo(Map.of("RB876543216CN", "china-post"));
        assertThat(carriers("attached is scan_1394231760.pdf")).isEmpty();
    }

    @Test
    void a_number_is_never_cut_out_of_a_longer_run() {
        assertThat(carriers("the key XXRB876543216CN99 was set")).isEmpty();
        assertThat(carriers("9".repeat(200))).isEmpty();
    }

    @Test
    void look_alikes_and_the_wrong_layout_are_read_in_a_text_too() {
        assertThat(carriers("ваш трек: RВ876543216СN, приятного дня")).containsKey("RB876543216CN");
        assertThat(carriers("ваш трек: ки876543216пи, приятного дня")).containsKey("RB876543216GB");
    }

    @Test
    void right_to_left_marks_zero_width_characters_and_emoji_do_not_hide_a_number() {
        assertThat(carriers("📦 track \u202eRB\u200b8765\u00ad43216CN\u202c 🎉"))
                .containsKey("RB876543216CN");
    }

    @Test
    void a_number_that_stands_there_twice_is_found_once_with_the_better_reasons() {
        List<Recognised> found = Recogniser.standard()
                .inText("1394231760 https://www.cdek.ru/ru/tracking?order_id=1394231760", Context.NONE);
        assertThat(found).singleElement().satisfies(one -> assertThat(one.best().confidence())
                .isGreaterThan(0.9));
    }

    @Test
    void the_name_of_a_carrier_near_a_number_decides() {
        assertThat(carriers("GLS 162211133669 heute")).isEqualTo(Map.of("162211133669", "gls"));
        assertThat(carriers("Нова Пошта ТТН 20450123456788")).isEqualTo(Map.of("20450123456788", "nova-poshta"));
    }

    @Test
    void a_word_against_a_number_does_not_reach_past_the_name_of_a_carrier() {
        assertThat(carriers("Ваш заказ СДЭК 1394231760 готов")).containsKey("1394231760");
        assertThat(carriers("СДЭК, заказ 1394231760 готов")).isEmpty();
    }

    @Test
    void no_more_than_the_most_numbers_are_given_and_it_is_told() {
        String many = IntStream.range(0, 1500)
                .mapToObj(i -> "LP" + (10_000_000_000_037L + i * 7919L))
                .collect(Collectors.joining("\n"));
        Recogniser.Findings findings = Recogniser.standard().search(many, Context.NONE);
        assertThat(findings.numbers()).hasSize(Recogniser.MOST_NUMBERS);
        assertThat(findings.more()).isTrue();
        assertThat(Recogniser.standard()
                        .search("LP32808800540948", Context.NONE)
                        .more())
                .isFalse();
    }

    @Test
    void the_account_counts_in_a_text() {
        Context russia = Context.of(Set.of("RU"), Map.of("cdek", 12));
        assertThat(Recogniser.standard()
                        .inText("1000000013", russia)
                        .getFirst()
                        .best()
                        .carrier())
                .isEqualTo("cdek");
    }

    private static Map<String, String> carriers(String text) {
        return Recogniser.standard().inText(text, Context.NONE).stream()
                .collect(Collectors.toMap(
                        found -> found.number().text(),
                        found -> found.best() == null ? "" : found.best().carrier()));
    }
}
