package org.sledopyt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");

    private static List<Story> stories(World world) {
        return world.stories().toList();
    }

    private static void isWellTold(Story story) {
        assertThat(story.steps()).isSortedAccordingTo(Comparator.comparing(Step::at));
        assertThat(story.steps()).allMatch(step -> !step.toldAt().isBefore(step.at()));
        story.numbers().forEach((carrier, number) -> assertThat(number)
                .matches(
                        switch (carrier) {
                            case CAINIAO -> "(LP|AP)\\d{14}";
                            case RUSSIAN_POST -> "\\d{14}|[A-Z]{2}\\d{9}[A-Z]{2}";
                            case CDEK -> "1\\d{9}";
                        }));
        if (story.numbers().containsKey(Carrier.RUSSIAN_POST)) {
            assertThat(Numbers.isPostal(story.numbers().get(Carrier.RUSSIAN_POST)))
                    .isTrue();
        }
    }

    /** Whatever the time of day at which it is started. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-24T00:01:00Z", "2026-11-24T06:00:00Z", "2026-11-24T16:30:00Z", "2026-12-31T21:00:01Z"})
    void demo_shows_every_state_and_its_past_is_past(String now) {
        World world = World.demo(WorldClock.stoppedAt(Instant.parse(now)));
        stories(world).forEach(WorldTest::isWellTold);
        Instant start = world.clock().instant();
        Set<Happening> last = stories(world).stream()
                .map(story -> story.steps().stream()
                        .filter(step -> !step.toldAt().isAfter(start))
                        .toList())
                .filter(steps -> !steps.isEmpty())
                .map(steps -> steps.getLast().what())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Happening.class)));
        assertThat(last)
                .contains(
                        Happening.ANNOUNCED,
                        Happening.ACCEPTED,
                        Happening.EXPORT_CUSTOMS,
                        Happening.DEPARTED_COUNTRY,
                        Happening.ARRIVED_COUNTRY,
                        Happening.IMPORT_CUSTOMS,
                        Happening.DUTY_DUE,
                        Happening.ARRIVED_SORTING,
                        Happening.OUT_FOR_DELIVERY,
                        Happening.READY_AT_OFFICE,
                        Happening.READY_IN_LOCKER,
                        Happening.STORAGE_ENDING,
                        Happening.DATE_MOVED,
                        Happening.DELIVERED,
                        Happening.RETURN_MOVING,
                        Happening.LOST,
                        Happening.ODDITY);
        assertThat(stories(world).stream()
                        .flatMap(story -> story.steps().stream())
                        .filter(step -> step.at().isAfter(start))
                        .map(step -> Duration.between(start, step.at()).toSeconds()))
                .containsExactlyInAnyOrder(20L, 45L, 90L, 180L, 45L, 180L);
    }

    @Test
    void demo_parcels_have_titles_in_both_languages_and_different_numbers() {
        List<DemoParcel> parcels = World.demo(WorldClock.stoppedAt(START)).demoParcels();
        assertThat(parcels).hasSizeBetween(16, 30);
        assertThat(parcels).extracting(DemoParcel::number).doesNotHaveDuplicates();
        assertThat(parcels)
                .extracting(DemoParcel::titleEn)
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
        assertThat(parcels).extracting(DemoParcel::titleRu).allMatch(title -> title.matches(".*[а-яё].*"));
    }

    @Test
    void demo_has_one_number_nobody_knows_and_one_with_a_wrong_check_digit() {
        World world = World.demo(WorldClock.stoppedAt(START));
        List<String> untold = world.demoParcels().stream()
                .map(DemoParcel::number)
                .filter(number -> !number.matches("30\\d{14}"))
                .filter(number -> Stream.of(Carrier.values())
                        .allMatch(carrier -> world.find(carrier, number).isEmpty()))
                .toList();
        assertThat(untold).hasSize(2);
        assertThat(untold).extracting(Numbers::isPostal).containsExactly(true, false);
    }

    @Test
    void demo_has_an_order_whose_parcel_is_told_and_one_that_only_aggregators_know() {
        World world = World.demo(WorldClock.stoppedAt(START));
        assertThat(world.demoParcels().stream().map(DemoParcel::number).filter(number -> number.matches("30\\d{14}")))
                .singleElement()
                .satisfies(order -> assertThat(world.find(Carrier.CAINIAO, "LP" + order.substring(2)))
                        .isPresent());
        assertThat(stories(world).stream().filter(story -> story.has(Quirk.AGGREGATORS_ONLY)))
                .hasSize(1);
    }

    @Test
    void demo_of_the_same_moment_is_the_same() {
        assertThat(stories(World.demo(WorldClock.stoppedAt(START))))
                .isEqualTo(stories(World.demo(WorldClock.stoppedAt(START))));
    }

    @Test
    void both_carriers_tell_of_the_same_scan_at_its_hand_over() {
        World world = World.demo(WorldClock.stoppedAt(START));
        Story yarn = world.find(
                        Carrier.CAINIAO,
                        world.demoParcels().stream()
                                .filter(parcel -> parcel.titleEn().equals("Knitting yarn"))
                                .findFirst()
                                .orElseThrow()
                                .number())
                .orElseThrow();
        Set<Happening> cainiao = whatIsTold(yarn, Carrier.CAINIAO);
        assertThat(cainiao).contains(Happening.HANDED_TO_LAST_MILE, Happening.ARRIVED_SORTING);
        assertThat(whatIsTold(yarn, Carrier.RUSSIAN_POST))
                .contains(Happening.HANDED_TO_LAST_MILE, Happening.ARRIVED_SORTING);
    }

    private static Set<Happening> whatIsTold(Story story, Carrier by) {
        return story.told(by, START).stream().map(Step::what).collect(Collectors.toSet());
    }

    @Test
    void late_step_is_told_late_but_dated_when_it_happened() {
        Story story = Story.draft(Country.RU, Country.RU)
                .number(Carrier.RUSSIAN_POST, Numbers.russianPost(101_000, 11, 1))
                .step(START, Happening.ACCEPTED, Place.MOSCOW)
                .late(Duration.ofHours(5))
                .build();
        assertThat(story.told(Carrier.RUSSIAN_POST, START.plus(Duration.ofHours(4))))
                .isEmpty();
        assertThat(story.nextTold(Carrier.RUSSIAN_POST, START)).isEqualTo(START.plus(Duration.ofHours(5)));
        assertThat(story.told(Carrier.RUSSIAN_POST, START.plus(Duration.ofHours(5))))
                .extracting(Step::at)
                .containsExactly(START);
    }

    @Test
    void random_world_is_the_same_for_the_same_seed_and_another_for_another() {
        List<Story> one = stories(World.random(7, 200, WorldClock.stoppedAt(START)));
        assertThat(one).isEqualTo(stories(World.random(7, 200, WorldClock.stoppedAt(START))));
        assertThat(one).isNotEqualTo(stories(World.random(8, 200, WorldClock.stoppedAt(START))));
    }

    @Test
    void random_stories_are_found_by_each_of_their_numbers_and_by_no_other() {
        World world = World.random(7, 5000, WorldClock.stoppedAt(START));
        Set<String> numbers = new HashSet<>();
        world.stories().forEach(story -> {
            isWellTold(story);
            story.numbers().forEach((carrier, number) -> {
                assertThat(world.find(carrier, number)).contains(story);
                assertThat(numbers.add(number)).as(number).isTrue();
            });
        });
        assertThat(world.find(Carrier.CDEK, Numbers.cdek(100_005_008))).isEmpty();
        assertThat(world.find(Carrier.RUSSIAN_POST, "RB100000000CN")).isEmpty();
        assertThat(world.find(Carrier.CAINIAO, "AP00000000000001")).isEmpty();
        assertThat(world.find(Carrier.CDEK, "SHOP-юникод")).isEmpty();
    }

    @Test
    void random_world_has_past_present_and_future_and_all_carriers() {
        List<Story> stories = stories(World.random(7, 2000, WorldClock.stoppedAt(START)));
        assertThat(stories)
                .allMatch(story -> !story.steps().getFirst().at().isBefore(START.minus(Duration.ofDays(41))));
        long over = stories.stream()
                .filter(story -> story.steps().getLast().at().isBefore(START))
                .count();
        assertThat(over).isBetween(600L, 1500L);
        for (Carrier carrier : Carrier.values()) {
            assertThat(stories.stream().filter(story -> story.numbers().containsKey(carrier)))
                    .hasSizeGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void last_of_ninety_million_parcels_is_found_at_once() {
        World world = World.random(7, 90_000_000, WorldClock.stoppedAt(START));
        assertThat(world.find(Carrier.CAINIAO, Numbers.cainiao(89_999_995))).isPresent();
        assertThat(world.find(Carrier.CDEK, Numbers.cdek(100_000_000 + 89_999_999)))
                .isPresent();
        assertThat(world.find(Carrier.CDEK, Numbers.cdek(100_000_000 + 90_000_009)))
                .isEmpty();
    }
}
