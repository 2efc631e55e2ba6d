package org.sledopyt.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Stages;

/** The worked examples of a journey's rules. */
class JourneyFoldTest {

    @Test
    void one_scan_told_by_three_sources_is_one_event() {
        Journey journey = new Story()
                .platform("2026-03-02T10:05:00+08:00", "IN_TRANSIT/PICKED_UP", null, null)
                .post("2026-03-02T10:05:31+08:00", "IN_TRANSIT/PICKED_UP", "CN", "东莞")
                .tell("aggregator", "2026-03-02T10:05:00", "IN_TRANSIT/PICKED_UP", null, null)
                .fold();
        assertThat(journey.events()).hasSize(1);
        assertThat(journey.events().getFirst().sources()).containsExactly("post", "platform", "aggregator");
    }

    @Test
    void a_source_asked_for_two_numbers_of_a_parcel_tells_each_scan_once() {
        Story story = new Story().post("2026-03-02T10:05:10+08:00", "IN_TRANSIT/PICKED_UP", "CN", "东莞");
        story.platform("2026-03-02T10:05:00+08:00", "IN_TRANSIT/PICKED_UP", null, null);
        Reported told = story.reports.getLast();
        story.reports.add(new Reported(
                new TrackingNumber("LP00123456789012"), told.source(), 0, told.event(), told.rawId(), told.seenAt()));
        assertThat(story.fold().events()).hasSize(1);
        story.reports.removeFirst();
        assertThat(story.fold().events()).hasSize(1);
    }

    @Test
    void two_attempts_of_one_source_stay_two() {
        Journey journey = new Story()
                .post("2026-03-02T10:00:00+03:00", "DELIVERY_FAILURE/NOT_HOME", "RU", "Омск")
                .post("2026-03-02T10:30:00+03:00", "DELIVERY_FAILURE/NOT_HOME", "RU", "Омск")
                .fold();
        assertThat(journey.events()).hasSize(2);
    }

    @Test
    void a_wall_clock_of_unknown_zone_does_not_turn_the_way_back() {
        Story story = new Story()
                .tell("aggregator", "2026-03-08T09:20:00", "IN_TRANSIT/IMPORT_RELEASED", "RU", null)
                .post("2026-03-08T06:00:00+03:00", "IN_TRANSIT/ARRIVED_DELIVERY_OFFICE", "RU", "Москва");
        assertThat(story.stage()).isEqualTo("IN_TRANSIT/ARRIVED_DELIVERY_OFFICE");
    }

    @Test
    void dates_only_keep_the_order_of_the_list() {
        Story story = new Story()
                .post("2026-03-20", "IN_TRANSIT/ARRIVED_DELIVERY_OFFICE", "RU", null)
                .post("2026-03-20", "OUT_FOR_DELIVERY/COURIER", "RU", null)
                .post("2026-03-20", "DELIVERED/DELIVERED", "RU", null);
        assertThat(story.stage()).isEqualTo("DELIVERED/DELIVERED");
    }

    @Test
    void delivered_holds_against_a_late_scan() {
        Story story = new Story()
                .post("2026-03-20T13:00:00+03:00", "DELIVERED/DELIVERED", "RU", "Омск")
                .post("2026-03-20T13:05:00+03:00", "OUT_FOR_DELIVERY/COURIER", "RU", "Омск");
        assertThat(story.stage()).isEqualTo("DELIVERED/DELIVERED");
    }

    @Test
    void a_parcel_delivered_to_the_point_waits_there() {
        Story story = new Story()
                .post("2026-03-20T13:00:00+03:00", "DELIVERED/DELIVERED", "RU", "Омск")
                .post("2026-03-20T15:00:00+03:00", "AVAILABLE_FOR_PICKUP/PICKUP_POINT", "RU", "Омск");
        assertThat(story.stage()).isEqualTo("AVAILABLE_FOR_PICKUP/PICKUP_POINT");
    }

    @Test
    void signed_for_in_the_sellers_country_is_not_delivered() {
        Story story = new Story()
                .destination("RU")
                .platform("2026-03-03T10:00:00+08:00", "DELIVERED/SIGNED", "CN", "Shenzhen");
        assertThat(story.stage()).isEqualTo("IN_TRANSIT/ARRIVED_FACILITY");
    }

    @Test
    void a_failed_attempt_is_no_return() {
        Story story = new Story()
                .post("2026-03-03T10:00:00+03:00", "OUT_FOR_DELIVERY/COURIER", "RU", "Томск")
                .post("2026-03-03T19:00:00+03:00", "DELIVERY_FAILURE/ATTEMPTED", "RU", "Томск")
                .post("2026-03-04T10:00:00+03:00", "OUT_FOR_DELIVERY/COURIER", "RU", "Томск");
        assertThat(story.stage()).isEqualTo("OUT_FOR_DELIVERY/COURIER");
    }

    @Test
    void messages_and_money_after_delivery_change_nothing() {
        Journey journey = new Story()
                .post("2026-03-20T13:00:00+03:00", "DELIVERED/SIGNED", "RU", "Омск")
                .post("2026-03-22T13:00:00+03:00", "NO_CHANGE/MONEY", "RU", "Омск")
                .fold();
        assertThat(journey.stage()).hasToString("DELIVERED/SIGNED");
        assertThat(journey.since()).isEqualTo("2026-03-20T10:00:00Z");
        assertThat(journey.events()).hasSize(2);
    }

    @Test
    void an_unknown_code_is_shown_and_moves_nothing() {
        Journey journey = new Story()
                .post("2026-03-20T13:00:00+03:00", "IN_TRANSIT/IMPORT_CUSTOMS", "RU", "Москва")
                .post("2026-03-21T13:00:00+03:00", "UNKNOWN/UNMAPPED", "RU", "Москва")
                .fold();
        assertThat(journey.stage()).hasToString("IN_TRANSIT/IMPORT_CUSTOMS");
        assertThat(journey.events()).hasSize(2);
    }

    @Test
    void what_comes_back_is_handed_to_the_sender_not_to_the_buyer() {
        Story story = new Story()
                .destination("RU")
                .post("2026-03-20T13:00:00+03:00", "RETURN/INITIATED", "RU", "Омск")
                .post("2026-04-20T13:00:00+08:00", "DELIVERED/DELIVERED", "CN", null);
        assertThat(story.stage()).isEqualTo("RETURN/RETURNED");
    }

    @Test
    void lost_is_taken_back_by_a_scan_only() {
        Story story = new Story()
                .post("2026-03-20T13:00:00+03:00", "EXCEPTION/LOST", "RU", "Омск")
                .post("2026-03-21T13:00:00+03:00", "IN_TRANSIT/CUSTOMS_DUTY_PAID", "RU", "Омск");
        assertThat(story.stage()).isEqualTo("EXCEPTION/LOST");
        story.post("2026-03-22T13:00:00+03:00", "IN_TRANSIT/ARRIVED_FACILITY", "RU", "Омск");
        assertThat(story.stage()).isEqualTo("IN_TRANSIT/ARRIVED_FACILITY");
    }

    @Test
    void what_a_source_takes_back_is_gone() {
        Journey journey = new Story()
                .post("2026-03-20T13:00:00+03:00", "OUT_FOR_DELIVERY/COURIER", "RU", "Омск")
                .post("2026-03-20T15:00:00+03:00", "DELIVERED/DELIVERED", "RU", "Омск")
                .withdraw()
                .fold();
        assertThat(journey.stage()).hasToString("OUT_FOR_DELIVERY/COURIER");
        assertThat(journey.events()).hasSize(1);
    }

    @Test
    void without_an_event_there_is_only_what_the_silence_says() {
        Journey journey = new Story().fold();
        assertThat(journey.stage()).hasToString("NOT_FOUND/NO_DATA");
        assertThat(journey.since()).isNull();
    }

    @Test
    void stages_of_the_way_are_reached_once() {
        Journey journey = new Story()
                .post("2026-03-01T10:00:00+08:00", "IN_TRANSIT/PICKED_UP", "CN", null)
                .post("2026-03-05T10:00:00+08:00", "IN_TRANSIT/LEFT_ORIGIN_COUNTRY", "CN", null)
                .post("2026-03-06T10:00:00+08:00", "IN_TRANSIT/LEFT_ORIGIN_COUNTRY", "CN", null)
                .post("2026-03-09T10:00:00+03:00", "IN_TRANSIT/ARRIVED_DEST_COUNTRY", "RU", null)
                .fold();
        assertThat(journey.reached())
                .extracting(reached -> reached.stage().sub())
                .containsExactly("PICKED_UP", "LEFT_ORIGIN_COUNTRY", "ARRIVED_DEST_COUNTRY");
        assertThat(journey.events()).extracting(Journey.Event::key).containsExactly(true, true, false, true);
    }

    @Test
    void reports_in_any_order_give_the_same_journey() {
        Story story = new Story()
                .destination("RU")
                .platform("2026-03-01T10:00:00+08:00", "IN_TRANSIT/PICKED_UP", null, "Dongguan")
                .platform("2026-03-05T10:00:00+08:00", "IN_TRANSIT/LEFT_ORIGIN_COUNTRY", null, null)
                .platform("2026-03-10T09:00:00", "IN_TRANSIT/ARRIVED_DEST_COUNTRY", null, null)
                .post("2026-03-10T04:00:00+03:00", "IN_TRANSIT/IMPORT_CUSTOMS", "RU", "Москва")
                .post("2026-03-12", "IN_TRANSIT/IMPORT_RELEASED", "RU", "Москва")
                .post("2026-03-15T08:00:00+03:00", "AVAILABLE_FOR_PICKUP/POST_OFFICE", "RU", "Омск")
                .tell("aggregator", "2026-03-15T08:00:00", "AVAILABLE_FOR_PICKUP/READY", null, null);
        Journey journey = story.fold();
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(story.reports, random);
            assertThat(story.fold()).isEqualTo(journey);
        }
        assertThat(journey.events()).hasSize(6);
    }

    @Test
    void equal_journeys_differ_in_nothing_and_the_first_look_is_history() {
        Story story = new Story().post("2026-03-01T10:00:00+08:00", "IN_TRANSIT/PICKED_UP", "CN", "Dongguan");
        assertThat(JourneyDiff.between(story.fold(), story.fold())).isEmpty();
        List<JourneyDiff.Difference> first = JourneyDiff.between(new Story().fold(), story.fold());
        assertThat(first).hasSize(1);
        assertThat(first.getFirst().details()).containsEntry("first", "true").containsEntry("place", "Dongguan");
    }

    @Test
    void scans_between_two_marks_are_no_change() {
        Story story = new Story().post("2026-03-01T10:00:00+08:00", "IN_TRANSIT/PICKED_UP", "CN", "Dongguan");
        Journey before = story.fold();
        Journey sorted = story.post("2026-03-02T10:00:00+08:00", "IN_TRANSIT/ARRIVED_FACILITY", "CN", "Guangzhou")
                .fold();
        assertThat(JourneyDiff.between(before, sorted)).isEmpty();
        Journey gone = story.post("2026-03-03T10:00:00+08:00", "IN_TRANSIT/LEFT_ORIGIN_COUNTRY", "CN", null)
                .fold();
        assertThat(JourneyDiff.between(sorted, gone)).hasSize(1);
    }

    @Test
    void a_number_used_again_after_months_is_a_new_journey() {
        Journey journey = new Story()
                .post("2025-01-12T10:00+03:00", "IN_TRANSIT/PICKED_UP", "RU", "Казань")
                .post("2025-02-20T10:00+03:00", "DELIVERED/DELIVERED", "RU", "Казань")
                .post("2026-10-11T10:00+08:00", "IN_TRANSIT/PICKED_UP", "CN", null)
                .fold();
        assertThat(journey.stage()).hasToString("IN_TRANSIT/PICKED_UP");
        assertThat(journey.events()).hasSize(1);
        assertThat(journey.earlier()).hasSize(2);
    }

    @Test
    void a_pick_up_long_after_the_delivery_is_a_new_parcel_and_one_soon_after_goes_back() {
        Story story = new Story()
                .post("2026-08-01T10:00+03:00", "IN_TRANSIT/PICKED_UP", "RU", null)
                .post("2026-08-20T10:00+03:00", "DELIVERED/DELIVERED", "RU", null);
        story.post("2026-08-29T10:00+03:00", "IN_TRANSIT/PICKED_UP", "RU", null);
        assertThat(story.fold().earlier()).isEmpty();
        story.post("2026-09-20T10:00+03:00", "IN_TRANSIT/PICKED_UP", "RU", null);
        assertThat(story.fold().earlier()).hasSize(3);
    }

    @Test
    void a_delivery_of_last_year_is_not_ours() {
        Journey journey = new Story()
                .post("2025-02-20T10:00+03:00", "DELIVERED/DELIVERED", "RU", "Казань")
                .fold();
        assertThat(journey.stage()).isEqualTo(Stages.NO_DATA);
        assertThat(journey.events()).isEmpty();
        assertThat(journey.earlier()).hasSize(1);
    }
}
