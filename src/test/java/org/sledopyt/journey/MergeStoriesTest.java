package org.sledopyt.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sledopyt.carrier.TrackingNumber;

/** Stories of parcels that several sources tell, as people meet them. */
class MergeStoriesTest {

    @Test
    void a_correction_replaces_the_words_and_is_one_line() {
        Journey journey = new Story()
                .says("Parcel at sorting centre", "2026-03-02T10:05:00", "IN_TRANSIT/ARRIVED_FACILITY")
                .later()
                .says("Parcel arrived at sorting centre Leipzig", "2026-03-02T10:05:00", "IN_TRANSIT/ARRIVED_FACILITY")
                .seenAt("2026-03-21T00:00:00Z")
                .fold();
        assertThat(journey.events()).hasSize(1);
        assertThat(journey.events().getFirst().text()).isEqualTo("Parcel arrived at sorting centre Leipzig");
    }

    @Test
    void two_things_of_one_minute_in_one_answer_stay_two() {
        Journey journey = new Story()
                .says("Arrived at hub A", "2026-03-02T10:05:00", "IN_TRANSIT/ARRIVED_FACILITY")
                .says("Arrived at hub B", "2026-03-02T10:05:00", "IN_TRANSIT/ARRIVED_FACILITY")
                .fold();
        assertThat(journey.events()).hasSize(2);
    }

    @Test
    void what_arrives_late_takes_its_place_and_moves_nothing_back() {
        Story story = new Story()
                .post("2026-03-10T10:00:00+03:00", "AVAILABLE_FOR_PICKUP/POST_OFFICE", "RU", "Омск")
                .platform("2026-03-02T10:00:00+08:00", "IN_TRANSIT/PICKED_UP", "CN", "Dongguan");
        assertThat(story.stage()).isEqualTo("AVAILABLE_FOR_PICKUP/POST_OFFICE");
        assertThat(story.fold().events())
                .extracting(event -> event.stage().sub())
                .containsExactly("PICKED_UP", "POST_OFFICE");
    }

    @Test
    void a_hand_over_makes_two_legs_and_the_scans_of_both_carriers_stay() {
        Journey journey = new Story()
                .destination("RU")
                .tell("yanwen", "2026-03-01T10:00:00+08:00", "IN_TRANSIT/PICKED_UP", "CN", "Shenzhen")
                .tell("yanwen", "2026-03-08T09:00:00+03:00", "IN_TRANSIT/ARRIVED_DEST_COUNTRY", "RU", "Москва")
                .post("2026-03-08T09:02:00+03:00", "IN_TRANSIT/ARRIVED_DEST_COUNTRY", "RU", "Москва")
                .post("2026-03-12T09:00:00+06:00", "DELIVERED/COLLECTED", "RU", "Омск")
                .fold();
        assertThat(journey.events()).hasSize(4);
        assertThat(journey.legs()).extracting(Journey.Leg::carrier).containsExactly("yanwen-carrier", "post-carrier");
        assertThat(journey.reached())
                .extracting(reached -> reached.stage().sub())
                .containsExactly("PICKED_UP", "ARRIVED_DEST_COUNTRY", "COLLECTED");
    }

    @Test
    void last_mile_scans_repeated_under_both_numbers_are_told_once() {
        Journey journey = new Story()
                .under(
                        "UK123456789YP",
                        "platform",
                        "2026-03-08T22:05:00+08:00",
                        "IN_TRANSIT/ARRIVED_FACILITY",
                        "US",
                        "Jamaica")
                .under(
                        "92612903001234",
                        "usps",
                        "2026-03-08T10:05:00",
                        "IN_TRANSIT/ARRIVED_FACILITY",
                        "US",
                        "JAMAICA, NY 11430")
                .fold();
        assertThat(journey.events()).hasSize(1);
        Journey.Event scan = journey.events().getFirst();
        assertThat(scan.sources()).containsExactly("usps", "platform");
        assertThat(scan.number()).isEqualTo(new TrackingNumber("92612903001234"));
    }

    @Test
    void one_scan_of_an_aggregator_stands_for_one_scan_of_the_carrier() {
        Journey journey = new Story()
                .post("2026-03-08T10:00:00+03:00", "DELIVERY_FAILURE/NOT_HOME", "RU", "Москва")
                .post("2026-03-08T10:04:00+03:00", "DELIVERY_FAILURE/NOT_HOME", "RU", "Москва")
                .tell("aggregator", "2026-03-08T10:00:00", "DELIVERY_FAILURE/ATTEMPTED", "RU", "Moscow")
                .tell("aggregator", "2026-03-08T10:04:00", "DELIVERY_FAILURE/ATTEMPTED", "RU", "Moscow")
                .fold();
        assertThat(journey.events()).hasSize(2);
        assertThat(journey.events())
                .allSatisfy(event -> assertThat(event.sources()).containsExactly("post", "aggregator"));
    }

    @Test
    void the_same_class_in_another_city_is_another_scan() {
        Journey journey = new Story()
                .post("2026-03-08T10:00:00+03:00", "IN_TRANSIT/ARRIVED_FACILITY", "RU", "Москва")
                .tell("aggregator", "2026-03-08T10:01:00", "IN_TRANSIT/ARRIVED_FACILITY", "RU", "Тверь")
                .fold();
        assertThat(journey.events()).hasSize(2);
    }

    @Test
    void a_platforms_wall_clock_in_another_zone_does_not_put_the_delivery_before_the_round() {
        Story story = new Story()
                .destination("US")
                .tell("usps", "2026-03-08T08:30:00", "OUT_FOR_DELIVERY/COURIER", "US", "New York")
                .platform("2026-03-09T03:10:00+08:00", "DELIVERED/DELIVERED", "US", null);
        assertThat(story.stage()).isEqualTo("DELIVERED/DELIVERED");
        assertThat(story.fold().events())
                .extracting(event -> event.stage().milestone().name())
                .containsExactly("OUT_FOR_DELIVERY", "DELIVERED");
    }

    @Test
    void a_return_that_is_delivered_at_the_buyers_is_said_to_be_delivered() {
        Story story = new Story()
                .destination("RU")
                .post("2026-03-20T13:00:00+03:00", "RETURN/INITIATED", "RU", "Омск")
                .post("2026-03-21T13:00:00+03:00", "IN_TRANSIT/DEPARTED_FACILITY", "RU", "Омск");
        assertThat(story.stage()).isEqualTo("RETURN/IN_TRANSIT");
        story.post("2026-03-22T13:00:00+03:00", "DELIVERED/DELIVERED", "RU", "Омск");
        assertThat(story.stage()).isEqualTo("DELIVERED/DELIVERED");
    }

    @Test
    void ready_holds_against_sorting_scans_of_the_same_day_and_ends_with_the_way_back() {
        Story story = new Story()
                .destination("RU")
                .post("2026-03-20T13:00:00+03:00", "AVAILABLE_FOR_PICKUP/POST_OFFICE", "RU", "Омск")
                .post("2026-03-20T18:00:00+03:00", "IN_TRANSIT/PROCESSED", "RU", "Омск");
        assertThat(story.stage()).isEqualTo("AVAILABLE_FOR_PICKUP/POST_OFFICE");
        story.post("2026-04-05T18:00:00+03:00", "RETURN/INITIATED", "RU", "Омск");
        assertThat(story.stage()).isEqualTo("RETURN/INITIATED");
    }
}
