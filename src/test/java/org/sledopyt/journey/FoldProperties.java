package org.sledopyt.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Place;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;

/** What holds of every journey, whatever its sources tell and in whatever order their answers come. */
class FoldProperties {

    private static final LocalDateTime START = LocalDateTime.parse("2026-03-02T09:00:00");
    private static final List<Stage> STAGES = List.copyOf(Stages.all());
    private static final List<String> CITIES = List.of("Москва", "Омск", "Guangzhou", "Springfield", "?");

    /** An answer: what a source told so far, oldest first. */
    private record Answer(String source, List<SourceEvent> events, int id) {}

    @Property(tries = 300)
    void the_order_of_answers_does_not_matter(@ForAll("answers") List<Answer> answers, @ForAll long seed) {
        Journey journey = fold(answers);
        List<Answer> shuffled = new ArrayList<>(answers);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(fold(shuffled)).isEqualTo(journey);
    }

    @Property(tries = 200)
    void what_is_known_already_changes_nothing(@ForAll("answers") List<Answer> answers, @ForAll long seed) {
        List<Answer> twice = new ArrayList<>(answers);
        Random random = new Random(seed);
        for (Answer answer : answers) {
            twice.add(new Answer(
                    answer.source,
                    answer.events.subList(0, random.nextInt(answer.events.size() + 1)),
                    answer.id + 1000));
        }
        assertThat(fold(twice)).isEqualTo(fold(answers));
    }

    @Property(tries = 200)
    void every_report_is_somewhere_and_no_event_is_told_twice(@ForAll("answers") List<Answer> answers) {
        Journey journey = fold(answers);
        List<Journey.Event> all = new ArrayList<>(journey.earlier());
        all.addAll(journey.events());
        assertThat(all).extracting(Journey.Event::id).doesNotHaveDuplicates();
        assertThat(all.size()).isLessThanOrEqualTo(reports(answers).size());
        assertThat(all.isEmpty()).isEqualTo(reports(answers).isEmpty());
        assertThat(journey.legs()).hasSizeLessThanOrEqualTo(3);
    }

    @Example
    void ten_thousand_events_in_one_answer_are_folded_in_bounded_time() {
        for (int apart : List.of(0, 1, 3600)) {
            List<Reported> reports = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                String source = List.of("post", "platform", "aggregator").get(i % 3);
                SourceEvent event =
                        event(STAGES.get(i % STAGES.size()), (long) i * apart, i % 2 == 0, "C" + i, CITIES.get(i % 5));
                reports.add(report(source, i, event, 1));
            }
            long start = System.nanoTime();
            new JourneyFold(Story::manifest)
                    .fold(new JourneyFold.Parcel(List.of(Story.NUMBER), reports, List.of(), Stages.NO_DATA));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("seconds apart: " + apart)
                    .isLessThan(Duration.ofSeconds(20));
        }
    }

    @Example
    void one_answer_a_thousand_times_is_that_answer() {
        Answer answer = new Answer(
                "post",
                List.of(event(STAGES.get(5), 0, true, "A", "Омск"), event(STAGES.get(9), 9000, true, "B", "Омск")),
                1);
        assertThat(fold(Collections.nCopies(1000, answer))).isEqualTo(fold(List.of(answer)));
    }

    private static Journey fold(List<Answer> answers) {
        return new JourneyFold(Story::manifest)
                .fold(new JourneyFold.Parcel(List.of(Story.NUMBER), reports(answers), List.of(), Stages.NO_DATA));
    }

    /** As they are kept: a report that is there already stays as it was. */
    private static List<Reported> reports(List<Answer> answers) {
        Map<Object, Reported> kept = new LinkedHashMap<>();
        for (Answer answer : answers) {
            for (int i = 0; i < answer.events.size(); i++) {
                Reported report = report(answer.source, i, answer.events.get(i), 1);
                kept.putIfAbsent(report.key(), report);
            }
        }
        return List.copyOf(kept.values());
    }

    private static Reported report(String source, int seq, SourceEvent event, int raw) {
        return new Reported(Story.NUMBER, source, seq, event, new UUID(0, raw), Instant.parse("2027-06-01T00:00:00Z"));
    }

    /** Each source's list grows; its answers are beginnings of the whole. */
    @Provide
    Arbitrary<List<Answer>> answers() {
        Arbitrary<List<Answer>> ofOne = Combinators.combine(
                        Arbitraries.of("post", "platform", "aggregator"),
                        events(),
                        Arbitraries.integers().between(0, 100).list().ofMaxSize(3))
                .as((source, events, cuts) -> {
                    List<Answer> answers = new ArrayList<>();
                    for (int cut : cuts) {
                        answers.add(new Answer(source, events.subList(0, events.size() * cut / 100), cut));
                    }
                    answers.add(new Answer(source, events, 100));
                    return answers;
                });
        // One list a source: two different lists would be two stories.
        return ofOne.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .uniqueElements(answers -> answers.getFirst().source)
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private static Arbitrary<List<SourceEvent>> events() {
        return Combinators.combine(
                        Arbitraries.of(STAGES),
                        Arbitraries.integers().between(0, 90_000),
                        Arbitraries.of(true, false),
                        Arbitraries.of("A", "B", "C", "D", "E"),
                        Arbitraries.of(CITIES))
                .as((stage, minutes, zoned, code, city) -> event(stage, minutes * 60L, zoned, code, city))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(SourceEvent::oldestFirst);
    }

    private static SourceEvent event(Stage stage, long seconds, boolean zoned, @Nullable String code, String city) {
        LocalDateTime local = START.plusSeconds(seconds);
        EventTime time = zoned
                ? EventTime.stated(local.atOffset(ZoneOffset.ofHours(3)), local + "+3")
                : EventTime.unzoned(local, local.toString());
        return new SourceEvent(
                time,
                stage.sub(),
                code,
                stage,
                SourceEvent.How.CODE,
                Place.of(null, city, null, null),
                null,
                null,
                false);
    }
}
