package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.TestClock;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Stages;

/** What an answer about several numbers means for each. */
class AskingTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final Outgoing outgoing = new Outgoing(Set.of());
    private final Asking asking = new Asking(outgoing, new SignIns(outgoing, clock, (of, renewed) -> {}), clock);
    private final SimpleSource source = new SimpleSource("simple", URI.create("http://127.0.0.1"), 5);

    @AfterEach
    void close() {
        outgoing.close();
    }

    @Test
    void a_refusal_of_one_number_among_several_is_that_of_the_one() {
        Asking.Result result = read(Outcome.FOUND, "POOR77 $", "AAAAA1 -", "BBBBB2 ?");
        assertThat(outcomes(result)).containsExactly("POOR77 QUOTA", "AAAAA1 NOT_FOUND", "BBBBB2 UNREGISTERED");
        assertThat(result.refused()).isNull();
    }

    @Test
    void a_refusal_of_all_numbers_is_that_of_the_source() {
        Asking.Result result = read(Outcome.FOUND, "POOR77 $", "POOR78 $");
        assertThat(outcomes(result)).containsExactly("POOR77 QUOTA", "POOR78 QUOTA");
        assertThat(result.refused()).isNotNull();
    }

    @Test
    void who_may_register_no_more_is_asked_all_the_same() {
        for (String[] lines : new String[][] {{"POOR77 $"}, {"POOR77 $", "POOR78 $"}}) {
            Asking.Result result = read(Outcome.UNREGISTERED, lines);
            assertThat(outcomes(result)).hasSameSizeAs(lines).allMatch(line -> line.endsWith("QUOTA"));
            assertThat(result.refused()).isNull();
        }
    }

    @Test
    void what_stays_unregistered_is_not_registered_again_at_once() {
        assertThat(outcomes(read(Outcome.UNREGISTERED, "AAAAA1 ?", "BBBBB2 !")))
                .containsExactly("AAAAA1 UNREADABLE", "BBBBB2 WAITING");
    }

    @Test
    void a_number_that_the_answer_does_not_mention_has_no_answer() {
        Raw raw = raw(List.of("AAAAA1 -"), List.of(claim(Outcome.FOUND, "AAAAA1"), claim(Outcome.FOUND, "BBBBB2")));
        List<Claimed> claims = List.of(claim(Outcome.FOUND, "AAAAA1"), claim(Outcome.FOUND, "BBBBB2"));
        assertThat(outcomes(asking.read(source, raw, claims))).containsExactly("AAAAA1 NOT_FOUND", "BBBBB2 UNREADABLE");
    }

    private Asking.Result read(Outcome before, String... lines) {
        List<Claimed> claims =
                Stream.of(lines).map(line -> claim(before, line.split(" ")[0])).toList();
        return asking.read(source, raw(List.of(lines), claims), claims);
    }

    private static List<String> outcomes(Asking.Result result) {
        return result.answers().stream()
                .map(answer -> answer.claim().number() + " "
                        + switch (answer) {
                            case Answered.Same same -> "SAME";
                            case Answered.Read read -> Outcome.of(read.reading());
                            case Answered.Noted noted -> Outcome.of(noted.reading());
                            case Answered.Failed failed ->
                                Outcome.of(new Reading.Refused(failed.why(), null, failed.detail()));
                        })
                .toList();
    }

    private static Raw raw(List<String> lines, List<Claimed> claims) {
        return new Raw(
                "simple",
                Raw.Kind.ANSWER,
                claims.stream().map(Claimed::number).toList(),
                200,
                Map.of(),
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }

    private static Claimed claim(Outcome outcome, String number) {
        return new Claimed(
                0,
                new UUID(0, 0),
                new TrackingNumber(number),
                "simple",
                outcome,
                0,
                null,
                null,
                Stages.NO_DATA,
                null,
                Instant.EPOCH);
    }
}
