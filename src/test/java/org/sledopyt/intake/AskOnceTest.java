package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.sandbox.Carrier;
import org.sledopyt.sandbox.Country;
import org.sledopyt.sandbox.Happening;
import org.sledopyt.sandbox.Numbers;
import org.sledopyt.sandbox.Place;
import org.sledopyt.sandbox.Sandbox;
import org.sledopyt.sandbox.Settings;
import org.sledopyt.sandbox.Story;
import org.sledopyt.sandbox.World;
import org.sledopyt.sandbox.WorldClock;
import org.sledopyt.source.Sources;

/** What {@code sledopyt track} asks, of an emulated GdePosylka, whose answers are ordered first. Waiting turns the clock of its world. */
class AskOnceTest {

    private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    private static final String NUMBER = Numbers.cainiao(31);

    private final WorldClock clock = WorldClock.stoppedAt(START);
    private final Sandbox sandbox = Sandbox.start(0, world(clock), Settings.patient());
    private final List<Duration> waited = new ArrayList<>();

    private static World world(WorldClock clock) {
        return World.of(
                clock,
                List.of(Story.draft(Country.CN, Country.RU)
                        .number(Carrier.CAINIAO, NUMBER)
                        .home(Place.KAZAN)
                        .step(START.minus(Duration.ofDays(4)), Happening.ANNOUNCED, Place.SHENZHEN)
                        .by(Carrier.CAINIAO)
                        .step(START.minus(Duration.ofDays(3)), Happening.ACCEPTED, Place.SHENZHEN)
                        .by(Carrier.CAINIAO)
                        .build()));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void an_ordered_answer_is_collected_within_the_time_there_is() {
        AskOnce.Story story = ask(Duration.ofMinutes(2));
        assertThat(story.sources()).singleElement().satisfies(said -> {
            assertThat(said.source()).isEqualTo("gdeposylka");
            assertThat(said.outcome()).isEqualTo(Outcome.FOUND);
        });
        assertThat(story.journey().stage()).hasToString("IN_TRANSIT/PICKED_UP");
        assertThat(waited).isNotEmpty().allMatch(Duration::isPositive);
    }

    @Test
    void an_answer_that_takes_longer_is_said_to_be_ordered() {
        AskOnce.Story story = ask(Duration.ofSeconds(3));
        assertThat(story.sources()).singleElement().satisfies(said -> {
            assertThat(said.outcome()).isEqualTo(Outcome.WAITING);
            assertThat(said.detail()).isEqualTo("ordered, and not there yet");
        });
        assertThat(waited.stream().reduce(Duration.ZERO, Duration::plus)).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    private AskOnce.Story ask(Duration patience) {
        Sources only = Sources.load().only(source -> source.manifest().code().equals("gdeposylka"));
        Map<String, String> environment = Map.of(
                "SLEDOPYT_SOURCE_GDEPOSYLKA_TOKEN",
                Settings.PASSWORD,
                "SLEDOPYT_SOURCE_GDEPOSYLKA_ADDRESS",
                sandbox.address("gdeposylka").toString());
        try (AskOnce asking = new AskOnce(only, environment::get, clock, patience, time -> {
            waited.add(time);
            clock.advance(time);
        })) {
            return asking.ask(new TrackingNumber(NUMBER), List.of("cainiao"), Map.of());
        }
    }
}
