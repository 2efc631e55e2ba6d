package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarriersTest {

    @Test
    void codes_are_kebab_case_and_every_carrier_has_an_english_name() {
        assertThat(Carriers.all()).hasSizeGreaterThan(280).allSatisfy(carrier -> {
            assertThat(carrier.code()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(carrier.name("en")).isNotBlank();
            assertThat(carrier.countries()).allMatch(country -> country.matches("[A-Z]{2}"));
        });
    }

    @Test
    void tracking_links_are_addresses_with_a_place_for_the_number() {
        TrackingNumber number = TrackingNumber.of("RB123456785CN");
        assertThat(Carriers.all())
                .filteredOn(carrier -> carrier.trackingLink() != null)
                .hasSizeGreaterThan(40)
                .allSatisfy(carrier -> assertThat(carrier.trackingPage(number))
                        .as(carrier.code())
                        .asString()
                        .startsWith("https://")
                        .contains("RB123456785CN"));
    }

    @Test
    void most_carriers_have_at_least_a_home_page() {
        assertThat(Carriers.all())
                .filteredOn(carrier -> carrier.site() != null)
                .hasSizeGreaterThan(220)
                .allSatisfy(carrier ->
                        assertThat(carrier.site()).as(carrier.code()).asString().matches("https?://[a-z0-9.-]+(/.*)?"));
    }

    @ParameterizedTest
    @CsvSource({
        "CN,china-post",
        "RU,russian-post",
        "UA,ukrposhta",
        "BY,belpost",
        "KZ,kazpost",
        "US,usps",
        "GB,royal-mail",
        "DE,deutsche-post",
        "NL,postnl",
        "FR,laposte",
        "SG,singpost",
        "HK,hongkong-post",
        "CA,canada-post",
        "CH,swiss-post",
        "SE,postnord",
        "DK,postnord",
        "PR,usps",
        "TW,chunghwa-post",
        "XK,posta-e-kosoves"
    })
    void every_country_code_of_an_s10_number_has_its_post(String country, String code) {
        assertThat(Carriers.post(country)).get().extracting(Carrier::code).isEqualTo(code);
    }

    @Test
    void all_posts_are_in_the_catalogue() {
        assertThat(Carriers.posts()).hasSizeGreaterThanOrEqualTo(237);
        assertThat(Set.copyOf(Carriers.posts().values()))
                .allSatisfy(code -> assertThat(Carriers.find(code)).as(code).isPresent());
    }

    @Test
    void carriers_known_to_russian_readers_have_russian_names() {
        assertThat(List.of("russian-post", "cdek", "belpost", "china-post", "dellin"))
                .extracting(code -> Carriers.find(code).orElseThrow().name("ru"))
                .containsExactly("Почта России", "СДЭК", "Белпочта", "Почта Китая, EMS", "Деловые Линии");
    }
}
