package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sledopyt.carrier.TrackingNumber;

class ReaderTest {

    private static final TrackingNumber NUMBER = TrackingNumber.of("RB701002112CN");
    private static final Raw RAW =
            new Raw("cdek", Raw.Kind.ANSWER, List.of(), 200, Map.of(), new byte[0], Instant.EPOCH);

    @Test
    void source_that_throws_costs_its_answer_and_quotes_nothing_of_it() {
        Source broken = broken(new IllegalStateException("secret of a parcel"));
        assertThat(Reader.readAll(broken, RAW)).singleElement().satisfies(reading -> {
            assertThat(reading).isInstanceOf(Reading.Unreadable.class);
            assertThat(reading.toString()).contains("IllegalStateException").doesNotContain("secret");
        });
    }

    @Test
    void endless_nesting_costs_its_answer_only() {
        assertThat(Reader.readAll(broken(new StackOverflowError()), RAW)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource
    void reading_as_json(Reading reading, String json) {
        assertThat(ReadingJson.of(reading))
                .isEqualTo(Answers.json(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                        .orElseThrow());
    }

    static Stream<Arguments> reading_as_json() {
        return Stream.of(
                Arguments.of(new Reading.NotFound(NUMBER), "{'kind':'not-found','number':'RB701002112CN'}"),
                Arguments.of(new Reading.NotFound(null), "{'kind':'not-found'}"),
                Arguments.of(new Reading.Rejected(null, "why"), "{'kind':'rejected','detail':'why'}"),
                Arguments.of(
                        new Reading.Ordered("T1", Duration.ofMinutes(15), Duration.ofHours(32)),
                        "{'kind':'ordered','ticket':'T1','collectAfter':'PT15M','livesFor':'PT32H'}"),
                Arguments.of(new Reading.NotReady(Duration.ofMinutes(15)), "{'kind':'not-ready','retryAfter':'PT15M'}"),
                Arguments.of(
                        new Reading.Refused(Reading.Refusal.SIGN_IN, null, "no"),
                        "{'kind':'refused','refusal':'SIGN_IN','detail':'no'}"),
                Arguments.of(
                        new Reading.Refused(Reading.Refusal.QUOTA, Duration.ofHours(1), "no"),
                        "{'kind':'refused','refusal':'QUOTA','retryAfter':'PT1H','detail':'no'}"),
                Arguments.of(new Reading.Unreadable("here"), "{'kind':'unreadable','detail':'here'}"),
                Arguments.of(
                        new Reading.Found(NUMBER, List.of(), Facts.NONE),
                        "{'kind':'found','number':'RB701002112CN','events':[]}"));
    }

    private static Source broken(Throwable fault) {
        return new Source() {
            private final Manifest manifest = Sources.load().get("cdek").manifest();

            @Override
            public Manifest manifest() {
                return manifest;
            }

            @Override
            public Request ask(List<TrackingNumber> numbers, Credentials by) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Raw> split(Raw raw) {
                return thrown();
            }

            @Override
            public List<Reading> read(Raw raw) {
                return thrown();
            }

            private <T> T thrown() {
                if (fault instanceof RuntimeException exception) {
                    throw exception;
                }
                throw (Error) fault;
            }
        };
    }
}
