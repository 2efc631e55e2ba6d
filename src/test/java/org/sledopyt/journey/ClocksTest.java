package org.sledopyt.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Place;
import org.sledopyt.source.SourceEvent;

/** Times without a zone, times that cannot be true. */
class ClocksTest {

    @ParameterizedTest
    @CsvSource({
        "RU, Омск, 2026-03-02T03:05:00Z",
        "RU, Москва, 2026-03-02T06:05:00Z",
        "CN, Guangzhou, 2026-03-02T01:05:00Z",
        "US, New York, 2026-03-02T14:05:00Z",
        "DE, , 2026-03-02T08:05:00Z",
    })
    void a_wall_clock_goes_by_its_place(String country, @Nullable String city, Instant at) {
        Journey.Event event =
                only(new Story().tell("aggregator", "2026-03-02T09:05:00", "IN_TRANSIT/GENERAL", country, city));
        assertThat(event.time().at()).isEqualTo(at);
        assertThat(event.time().zone()).isEqualTo(EventTime.Zone.ASSUMED);
    }

    @ParameterizedTest
    @CsvSource({"RU,", "US, Springfield", ",", ", Springfield", "RU, Тридевятое царство"})
    void where_the_place_is_not_certain_the_zone_stays_unknown(@Nullable String country, @Nullable String city) {
        Journey.Event event =
                only(new Story().tell("aggregator", "2026-03-02T09:05:00", "IN_TRANSIT/GENERAL", country, city));
        assertThat(event.time().zone()).isEqualTo(EventTime.Zone.UNKNOWN);
        assertThat(event.time().at()).isNull();
    }

    @Test
    void a_zone_that_the_source_wrote_stays() {
        Journey.Event event = only(new Story().post("2026-03-02T09:05:00+03:00", "IN_TRANSIT/GENERAL", "RU", "Омск"));
        assertThat(event.time().at()).isEqualTo("2026-03-02T06:05:00Z");
        assertThat(event.time().zone()).isEqualTo(EventTime.Zone.STATED);
    }

    @Test
    void a_source_with_a_clock_of_its_own_is_not_put_on_the_places() {
        Journey.Event event = only(new Story().tell("own", "2026-03-02T09:05:00", "IN_TRANSIT/GENERAL", "RU", "Омск"));
        assertThat(event.time().zone()).isEqualTo(EventTime.Zone.UNKNOWN);
    }

    @Test
    void an_office_of_exchange_in_the_words_is_a_place() {
        Journey.Event event = only(new Story().says("Departed CNCANA", "2026-03-02T09:05:00", "IN_TRANSIT/GENERAL"));
        assertThat(event.time().at()).isEqualTo("2026-03-02T01:05:00Z");
    }

    @Test
    void an_hour_that_clocks_skip_is_told_by_one_that_was_not_put_forward() {
        LocalDateTime skipped = LocalDateTime.parse("2026-03-29T02:30:00");
        assertThat(EventTime.assumed(skipped, ZoneId.of("Europe/Berlin"), "").at())
                .isEqualTo("2026-03-29T01:30:00Z");
        Journey.Event event =
                only(new Story().tell("aggregator", "2026-03-29T02:30:00", "IN_TRANSIT/GENERAL", "DE", "Leipzig"));
        assertThat(event.time().at()).isEqualTo("2026-03-29T01:30:00Z");
    }

    @Test
    void in_the_hour_that_clocks_show_twice_the_list_of_the_source_decides() {
        Journey journey = new Story()
                .tell("aggregator", "2026-10-25T02:50:00", "IN_TRANSIT/ARRIVED_FACILITY", "DE", "Leipzig")
                .tell("aggregator", "2026-10-25T02:10:00", "IN_TRANSIT/DEPARTED_FACILITY", "DE", "Leipzig")
                .fold();
        assertThat(journey.events())
                .extracting(event -> event.stage().sub())
                .containsExactly("ARRIVED_FACILITY", "DEPARTED_FACILITY");
        assertThat(journey.stage().sub()).isEqualTo("DEPARTED_FACILITY");
    }

    @Test
    void two_sources_that_tell_one_scan_on_two_clocks_tell_it_once() {
        Journey journey = new Story()
                .post("2026-03-02T09:05:00+06:00", "IN_TRANSIT/ARRIVED_FACILITY", "RU", "Омск")
                .tell("aggregator", "2026-03-02T09:05:20", "IN_TRANSIT/ARRIVED_FACILITY", "RU", "Omsk")
                .platform("2026-03-02T03:05:00Z", "IN_TRANSIT/ARRIVED_FACILITY", "RU", null)
                .fold();
        assertThat(journey.events()).hasSize(1);
        assertThat(journey.events().getFirst().sources()).containsExactly("post", "platform", "aggregator");
    }

    @Test
    void a_time_to_come_is_shown_and_decides_nothing() {
        Journey journey = new Story()
                .post("2026-03-02T09:05:00+06:00", "IN_TRANSIT/ARRIVED_FACILITY", "RU", "Омск")
                .seenAt("2026-03-02T12:00:00Z")
                .post("2027-03-02T10:05:00+06:00", "DELIVERED/DELIVERED", "RU", "Омск")
                .seenAt("2026-03-02T12:00:00Z")
                .fold();
        assertThat(journey.stage()).hasToString("IN_TRANSIT/ARRIVED_FACILITY");
        assertThat(journey.events()).hasSize(2);
        assertThat(journey.events()).extracting(Journey.Event::doubt).containsExactly(null, Journey.Doubt.FUTURE);
        assertThat(journey.latest()).isEqualTo(journey.events().getFirst());
        assertThat(journey.reached()).hasSize(0);
    }

    @Test
    void a_clock_that_is_a_day_ahead_proves_nothing() {
        Story story = new Story()
                .post("2026-03-03T09:05:00+06:00", "IN_TRANSIT/ARRIVED_FACILITY", "RU", "Омск")
                .seenAt("2026-03-02T12:00:00Z");
        assertThat(only(story).doubt()).isNull();
    }

    @Test
    void a_time_of_1970_is_kept_and_decides_nothing() {
        Story story = new Story().post("2026-03-02T09:05:00+06:00", "IN_TRANSIT/ARRIVED_FACILITY", "RU", "Омск");
        story.post("1970-01-01T00:00:00+00:00", "DELIVERED/DELIVERED", "RU", "Омск");
        Journey journey = story.fold();
        assertThat(journey.stage()).hasToString("IN_TRANSIT/ARRIVED_FACILITY");
        assertThat(journey.events()).extracting(Journey.Event::doubt).containsExactly(null, Journey.Doubt.UNREADABLE);
    }

    @Test
    void a_scan_weeks_before_its_carrier_was_told_is_in_doubt_unless_the_number_had_a_parcel_then() {
        Story story = new Story()
                .post("2026-02-01T09:00:00+03:00", "OUT_FOR_DELIVERY/COURIER", "RU", "Омск")
                .post("2026-03-01T09:00:00+03:00", "INFO_RECEIVED/ANNOUNCED", "RU", null)
                .post("2026-03-02T09:00:00+03:00", "IN_TRANSIT/PICKED_UP", "RU", "Москва");
        Journey journey = story.fold();
        assertThat(journey.events().getFirst().doubt()).isEqualTo(Journey.Doubt.BEFORE_ANNOUNCED);
        assertThat(journey.reached())
                .extracting(reached -> reached.stage().sub())
                .containsExactly("ANNOUNCED", "PICKED_UP");
        story.post("2026-02-03T09:00:00+03:00", "DELIVERED/DELIVERED", "RU", "Омск");
        assertThat(story.fold().earlier())
                .hasSize(2)
                .extracting(Journey.Event::doubt)
                .containsOnlyNulls();
    }

    @Test
    void the_key_of_a_report_does_not_depend_on_its_zone() {
        Place place = Place.of("RU", "Омск", null, null);
        LocalDateTime local = LocalDateTime.parse("2026-03-02T09:05:00");
        SourceEvent unzoned = event(EventTime.unzoned(local, "x"), place);
        SourceEvent assumed = event(EventTime.assumed(local, ZoneId.of("Asia/Omsk"), "x"), place);
        assertThat(report(unzoned).key()).isEqualTo(report(assumed).key());
    }

    private static SourceEvent event(EventTime time, @Nullable Place place) {
        return new SourceEvent(
                time, "t", "c", Story.stage("IN_TRANSIT/GENERAL"), SourceEvent.How.CODE, place, null, null, false);
    }

    private static Reported report(SourceEvent event) {
        return new Reported(Story.NUMBER, "post", 0, event, new UUID(0, 1), Instant.EPOCH);
    }

    private static Journey.Event only(Story story) {
        Journey journey = story.fold();
        assertThat(journey.events()).hasSize(1);
        return journey.events().getFirst();
    }
}
