package org.sledopyt.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {

    private final Places places = Places.standard();

    @ParameterizedTest
    @CsvSource({
        "RU, Москва, Moscow, Europe/Moscow",
        "RU, MOSCOW, Moscow, Europe/Moscow",
        "RU, г. Омск, Omsk, Asia/Omsk",
        "RU, Омск 36, Omsk, Asia/Omsk",
        "RU, СЦ Орёл, Orël, Europe/Moscow",
        "RU, Орел, Orël, Europe/Moscow",
        "RU, Nizhny Novgorod, Nizhniy Novgorod, Europe/Moscow",
        "RU, Ekaterinburg, Yekaterinburg, Asia/Yekaterinburg",
        "RU, Кирово-Чепецк, Kirovo-Chepetsk, Europe/Kirov",
        "RU, Sankt-Peterburg, Saint Petersburg, Europe/Moscow",
        "BY, Мінск, Minsk, Europe/Minsk",
        "KZ, Алматы, Almaty, Asia/Almaty",
        "CN, 东莞市, Dongguan, Asia/Shanghai",
        "CN, [Dongguan], Dongguan, Asia/Shanghai",
        "'CN', 'Bao''an District, Shenzhen', Shenzhen, Asia/Shanghai",
        "DE, KÖLN, Köln, Europe/Berlin",
        "PL, Warszawa, Warsaw, Europe/Warsaw",
        "'US', 'JAMAICA, NY 11430', Jamaica, America/New_York",
        "'US', 'PORTLAND, ME', Portland, America/New_York",
        "'US', 'PORTLAND, OR', Portland, America/Los_Angeles",
    })
    void a_city_is_found_however_it_is_written(String country, String written, String name, String zone) {
        Where where = city(country, written);
        Spot spot = found(where);
        assertThat(spot.names()).containsEntry("en", name);
        assertThat(spot.how()).isEqualTo(Spot.How.CITY);
        assertThat(places.zone(where)).isEqualTo(ZoneId.of(zone));
    }

    @ParameterizedTest
    @CsvSource({
        "Arrived at RUMOWS, Moscow",
        "Departed from outward office of exchange CNCANA, Guangzhou",
        "USJFKA, New York City",
        "NLAMSA, Amsterdam",
        "DEFRAA, Frankfurt am Main",
        "RULEDA, Saint Petersburg",
        "HKHKGA, Hong Kong",
        "GBLONA, London",
    })
    void a_code_of_an_office_of_exchange_says_where(String text, String name) {
        Spot spot = found(new Where(null, null, null, null, text));
        assertThat(spot.names()).containsEntry("en", name);
        assertThat(spot.how()).isEqualTo(Spot.How.OFFICE);
    }

    @Test
    void an_airport_is_found_in_its_own_country_only() {
        assertThat(found(city("RU", "SVO")).how()).isEqualTo(Spot.How.AIRPORT);
        assertThat(found(city("CN", "SVO")).how()).isEqualTo(Spot.How.COUNTRY);
        assertThat(found(new Where("RU", null, null, null, "Flight arrived (VKO)"))
                        .names())
                .containsEntry("ru", "Москва");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ORIGIN", "RETURN", "CUSTOM", "ARRIVE", "PARCEL", "STATUS", "LOCKER", "(COD) (USA)"})
    void words_in_capitals_are_no_codes(String text) {
        assertThat(places.find(new Where(null, null, null, null, text), Places.Way.UNKNOWN))
                .isNull();
    }

    @Test
    void a_postcode_gives_the_regions_main_town_and_tells_namesakes_apart() {
        Spot region = found(new Where("RU", null, "644099", "Отделение 99", ""));
        assertThat(region.how()).isEqualTo(Spot.How.POSTCODE);
        assertThat(region.names()).containsEntry("ru", "Омск");
        Spot vyatka = found(new Where("RU", "Киров", "610000", null, ""));
        Spot kaluga = found(new Where("RU", "Киров", "249440", null, ""));
        assertThat(vyatka.latitude()).isCloseTo(58.6, within(0.2));
        assertThat(kaluga.latitude()).isCloseTo(54.1, within(0.2));
        assertThat(places.find(new Where("DE", null, "644099", null, ""), Places.Way.UNKNOWN))
                .extracting(Spot::how)
                .isEqualTo(Spot.How.COUNTRY);
    }

    @Test
    void of_namesakes_the_one_on_the_way_is_meant_else_the_largest() {
        Where portland = city("US", "Portland");
        Spot boston = found(city("US", "Boston"));
        Spot bangor = found(city("US", "Bangor, ME"));
        Spot seattle = found(city("US", "Seattle"));
        Spot eugene = found(city("US", "Eugene"));
        assertThat(zone(portland, new Places.Way(boston, bangor))).isEqualTo("America/New_York");
        assertThat(zone(portland, new Places.Way(seattle, eugene))).isEqualTo("America/Los_Angeles");
        assertThat(zone(portland, Places.Way.UNKNOWN)).isEqualTo("America/Los_Angeles");
    }

    @Test
    void a_zone_is_not_guessed_where_namesakes_have_several() {
        assertThat(places.zone(city("US", "Springfield"))).isNull();
        assertThat(places.zone(city("RU", "Киров"))).isNotNull();
    }

    @Test
    void a_name_without_a_country_counts_if_there_is_no_doubt_or_the_way_leads_there() {
        assertThat(found(city(null, "Guangzhou")).country()).isEqualTo("CN");
        assertThat(places.find(city(null, "Springfield"), Places.Way.UNKNOWN)).isNull();
        Spot london = places.find(city(null, "London"), new Places.Way(null, places.country("CA")));
        assertThat(Objects.requireNonNull(london).country()).isEqualTo("CA");
    }

    @Test
    void a_country_alone_is_no_point_and_has_a_zone_only_if_it_has_one() {
        Spot russia = found(city("RU", null));
        assertThat(russia.isExact()).isFalse();
        assertThat(russia.zone()).isNull();
        assertThat(Objects.requireNonNull(places.country("DE")).zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(places.zone(city("US", null))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "?", "Ё", "12345", "in transit to next facility", "\0", "市", "~", "((((", ",,,,,,,,,,,"
            })
    void nothing_is_invented(String written) {
        assertThat(places.find(city(null, written), Places.Way.UNKNOWN)).isNull();
        assertThat(places.find(city("ZZ", written), Places.Way.UNKNOWN)).isNull();
    }

    @Test
    void very_long_texts_are_read_in_bounded_time() {
        String noise = "RUMOW ".repeat(200_000);
        long start = System.nanoTime();
        places.find(new Where("RU", noise, noise, noise, noise), Places.Way.UNKNOWN);
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    /** Every key was folded by the code that looks it up; a change of one without the other would lose names silently. */
    @Test
    void every_place_is_found_by_its_own_name() {
        Tables tables = Tables.read();
        int lost = 0;
        for (int place = 0; place < tables.size(); place++) {
            String name = Objects.requireNonNull(
                    tables.spot(place, Spot.How.CITY).names().get("en"));
            int own = place;
            if (java.util.Arrays.stream(tables.named(Fold.name(name))).noneMatch(found -> found == own)) {
                lost++;
            }
        }
        assertThat(tables.size()).isGreaterThan(30_000);
        assertThat(lost).isLessThan(5);
    }

    private static Where city(@Nullable String country, @Nullable String city) {
        return new Where(country, city, null, null, "");
    }

    private Spot found(Where where) {
        return Objects.requireNonNull(places.find(where, Places.Way.UNKNOWN), where.toString());
    }

    private String zone(Where where, Places.Way way) {
        return String.valueOf(Objects.requireNonNull(places.find(where, way)).zone());
    }
}
