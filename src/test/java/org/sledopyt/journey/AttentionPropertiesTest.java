package org.sledopyt.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;

/** What holds for every journey, however wild: told in any order, told twice, looked at at any moment. */
class AttentionPropertiesTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    record Told(
            String source,
            int minute,
            Stage stage,
            @Nullable String country,
            @Nullable String city) {}

    record World(List<Told> told, String number, int now) {

        AttentionStory story() {
            AttentionStory story = new AttentionStory();
            story.line("numbers " + number);
            story.line("origin CN");
            for (Told one : told) {
                String at = BEGIN.plus(Duration.ofMinutes(one.minute))
                        .atOffset(ZoneOffset.ofHours(3))
                        .toString();
                story.story.tell(one.source, at, one.stage.toString(), one.country, one.city);
            }
            return story;
        }

        Instant moment() {
            return BEGIN.plus(Duration.ofMinutes(now));
        }
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<Told> told = Combinators.combine(
                        Arbitraries.of("post", "platform", "cdek"),
                        Arbitraries.integers().between(0, 60 * 24 * 40),
                        Arbitraries.of(Stages.all()),
                        Arbitraries.of("RU", "CN", "DE").injectNull(0.3),
                        Arbitraries.of("Москва", "Тула").injectNull(0.3))
                .as(Told::new);
        return Combinators.combine(
                        told.list().ofMaxSize(12),
                        Arbitraries.of("RB123456785CN", "UA123456785CN", "LP00123456789012", "RB123456784CN"),
                        Arbitraries.integers().between(0, 60 * 24 * 100))
                .as(World::new);
    }

    @Property(tries = 400)
    void the_order_in_which_reports_came_does_not_matter(@ForAll("worlds") World world, @ForAll Random random) {
        AttentionStory story = world.story();
        AttentionRules.Seen seen = story.seen(world.moment());
        Collections.shuffle(story.story.reports, random);
        assertThat(story.seen(world.moment())).isEqualTo(seen);
    }

    @Property(tries = 400)
    void what_is_known_already_changes_nothing(@ForAll("worlds") World world) {
        AttentionStory story = world.story();
        AttentionRules.Seen seen = story.seen(world.moment());
        for (Reported one : List.copyOf(story.story.reports)) {
            story.story.reports.add(new Reported(
                    one.number(),
                    one.source(),
                    one.seq(),
                    one.event(),
                    new UUID(9, 9),
                    one.seenAt().plus(Duration.ofDays(1))));
        }
        assertThat(story.seen(world.moment())).isEqualTo(seen);
    }

    @Property(tries = 400)
    void nothing_changes_before_the_next_look_and_looking_ends(@ForAll("worlds") World world, @ForAll Random random) {
        AttentionStory story = world.story();
        Instant now = world.moment();
        for (int looks = 0; looks < 60; looks++) {
            AttentionRules.Seen seen = story.seen(now);
            Instant next = seen.next();
            if (next == null) {
                assertThat(story.seen(now.plus(Duration.ofDays(random.nextInt(2000)))))
                        .isEqualTo(seen);
                return;
            }
            assertThat(next).isAfter(now);
            long between = Duration.between(now, next).toSeconds();
            Instant somewhere = now.plusSeconds((long) (random.nextDouble() * between));
            assertThat(story.seen(somewhere)).isEqualTo(seen);
            now = next;
        }
        throw new AssertionError("it wants to be looked at for ever");
    }

    @Property(tries = 200)
    void each_code_is_raised_once_and_the_most_urgent_come_first(@ForAll("worlds") World world) {
        List<Attention> seen = world.story().seen(world.moment()).attentions();
        assertThat(seen.stream().map(Attention::code)).doesNotHaveDuplicates();
        assertThat(seen.stream().map(Attention::urgency)).isSorted();
        assertThat(seen).allSatisfy(one -> assertThat(one.reasons()).isNotEmpty());
    }
}
