package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinksTest {

    private static final String NUMBER = "RB876543216CN";

    static List<NamedCsvRecord> rules() {
        return Table.rows("links.csv");
    }

    @Test
    void there_are_rules_for_more_than_sixty_pages() {
        assertThat(rules()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void every_rule_finds_the_number_and_the_carrier(NamedCsvRecord rule) {
        String host = rule.getField("host");
        for (String parameter : Table.parts(rule.getField("parameters"), ';')) {
            assertFound("https://www." + host + "/some/page?lang=en&" + parameter + "=" + NUMBER + "&x=1", rule);
            assertFound("https://" + host + "/#/page?" + parameter + "=" + NUMBER, rule);
        }
        String after = rule.getField("after");
        if (!after.isEmpty()) {
            String mark = after.equals("*")
                    ? "/en/number/"
                    : after.contains("/") && !after.endsWith("/") ? after + "/" : after;
            assertFound("http://" + host + (mark.startsWith("/") ? "" : "/#") + mark + NUMBER + "?x=1", rule);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://t.17track.net/ru#nums=RB876543216CN%2CLP32808800540948, 2",
        "https://www.dhl.com/de/home/tracking.html?tracking-id=1000000013&submit=1, 1",
        "https://jouw.postnl.nl/track-and-trace/3SABCD1234567-NL-1234AB, 1",
        "https://mail.example.org/go?to=https%3A%2F%2Fwww.ups.com%2Ftrack%3Ftracknum%3D1Z7Q4W220398104450, 1",
        "https://a.example/x?u=https%253A%252F%252Fwww.cdek.ru%252Fru%252Ftracking%253Forder_id%253D1394231760, 1",
        "www.royalmail.com/track-your-item#/tracking-results/RB876543216GB, 1",
        "https://shop.example/orders/1394231760, 0",
        "https://shop.example/track/RB876543216CN, 1",
        "https://user:pw@www.pochta.ru:443/tracking?barcode=80126630455402, 1",
        "https://www.pochta.ru/tracking#80126630455402, 0"
    })
    void numbers_are_found_in_links(String link, int numbers) {
        assertThat(Recogniser.standard().inText("see " + link + " for more", Context.NONE))
                .hasSize(numbers);
    }

    @Test
    void the_carrier_of_the_page_beats_the_shape_of_the_number() {
        List<Recognised> found =
                Recogniser.standard().inText("http://www.planzer.ch/x?deliveryNumber=10126952151816", Context.NONE);
        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.best().carrier()).isEqualTo("planzer");
            assertThat(one.best().reasons()).containsExactly(Reason.of("link-host", "host", "www.planzer.ch"));
            assertThat(one.candidates()).extracting(Candidate::carrier).contains("russian-post");
        });
    }

    private static void assertFound(String address, NamedCsvRecord rule) {
        Links.Link link = new Links().read(address);
        assertThat(link.numbers()).as(address).contains(NUMBER);
        assertThat(link.carrier() == null ? "" : link.carrier()).as(address).isEqualTo(rule.getField("carrier"));
        assertThat(rule.getField("carrier").isEmpty()
                        || Carriers.find(rule.getField("carrier")).isPresent())
                .as(rule.getField("carrier"))
                .isTrue();
    }
}
