package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.seventeentrack.SeventeenTrack;

/** The table is 17TRACK's, which has a row of nearly every meaning; {@code NONE} is that of a class that has none. */
class FaultsTest {

    private static final TrackingNumber A = TrackingNumber.of("AA11111");
    private static final TrackingNumber B = TrackingNumber.of("BB22222");
    private static final Faults FAULTS = Faults.beside(SeventeenTrack.class);
    private static final Faults NONE = Faults.beside(FaultsTest.class);

    @Test
    void error_of_one_number_never_fails_the_ask() {
        assertThat(FAULTS.item(A, "told", "-18019909")).isEqualTo(new Reading.NotFound(A));
        assertThat(FAULTS.item(A, "told", "-18019903")).isEqualTo(new Reading.Rejected(A, "-18019903: told"));
        assertThat(FAULTS.item(A, "told", "-18019902")).isEqualTo(new Reading.Unregistered(A));
        assertThat(FAULTS.item(A, "told", "-18019901")).isEqualTo(new Reading.Registered(A));
        assertThat(FAULTS.item(A, "told", "-18019908")).isEqualTo(new Reading.Unreadable("-18019908: told"));
        assertThat(FAULTS.item(A, null, "new")).isEqualTo(new Reading.Unreadable("new"));
    }

    @Test
    void error_of_the_whole_answer_is_about_each_number_or_about_none() {
        Raw raw = raw(200, "", A, B);
        assertThat(FAULTS.whole(raw, "told", "-18019909"))
                .containsExactly(new Reading.NotFound(A), new Reading.NotFound(B));
        assertThat(FAULTS.whole(raw(200, ""), null, "-18019909")).containsExactly(new Reading.NotFound(null));
        assertThat(FAULTS.whole(raw, "told", "-18010002"))
                .containsExactly(new Reading.Refused(Reading.Refusal.SIGN_IN, null, "-18010002: told"));
        assertThat(FAULTS.whole(raw, "told", "new"))
                .containsExactly(new Reading.Unreadable("the service did not take the question: new: told"));
    }

    @ParameterizedTest
    @CsvSource({"401,SIGN_IN", "403,BLOCKED", "407,SIGN_IN", "429,QUOTA", "408,OUTAGE", "500,OUTAGE", "503,OUTAGE"})
    void without_a_row_http_speaks(int status, Reading.Refusal why) {
        assertThat(NONE.noAnswer(raw(status, "", A), "data"))
                .containsExactly(new Reading.Refused(why, null, "HTTP " + status));
    }

    @Test
    void not_found_is_never_guessed_from_http() {
        assertThat(NONE.noAnswer(raw(404, "", A), "data")).singleElement().isInstanceOf(Reading.Unreadable.class);
        assertThat(search(NONE, 404, "{\"message\":\"no such page\"}"))
                .singleElement()
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void code_is_found_wherever_services_put_it_and_counts_more_than_http() {
        assertThat(search(FAULTS, 200, "{\"a\":[{\"errorCode\":-18010002}]}"))
                .singleElement()
                .isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(refused.why())
                        .isEqualTo(Reading.Refusal.SIGN_IN));
        assertThat(search(FAULTS, 500, "{\"code\":\"-18019908\"}"))
                .singleElement()
                .isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(refused.why())
                        .isEqualTo(Reading.Refusal.QUOTA));
        assertThat(search(FAULTS, 200, "{\"amount\":\"-18010002\"}"))
                .singleElement()
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void status_in_the_body_counts_where_http_says_nothing() {
        assertThat(search(NONE, 200, "{\"status\":503,\"message\":\"down\"}"))
                .containsExactly(new Reading.Refused(Reading.Refusal.OUTAGE, null, "down"));
        assertThat(search(NONE, 400, "{\"error\":\"invalid_client\"}"))
                .containsExactly(new Reading.Refused(Reading.Refusal.SIGN_IN, null, "invalid_client"));
    }

    @Test
    void retry_after_goes_along() {
        Raw raw =
                new Raw("x", Raw.Kind.ANSWER, List.of(A), 429, Map.of("retry-after", "90"), new byte[0], Instant.EPOCH);
        assertThat(NONE.noAnswer(raw, "data"))
                .containsExactly(new Reading.Refused(Reading.Refusal.QUOTA, Duration.ofSeconds(90), "HTTP 429"));
    }

    @Test
    void web_page_redirect_and_torn_document_are_told_apart() {
        assertThat(NONE.noAnswer(raw(200, "<html>captcha", A), "data"))
                .singleElement()
                .isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(refused.why())
                        .isEqualTo(Reading.Refusal.BLOCKED));
        assertThat(NONE.noAnswer(raw(302, "", A), "data"))
                .containsExactly(new Reading.Refused(Reading.Refusal.BLOCKED, null, "redirected, HTTP 302"));
        assertThat(NONE.noAnswer(raw(200, "{\"a\":", A), "data"))
                .singleElement()
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void a_token_says_nothing_and_is_not_quoted() {
        assertThat(search(NONE, 200, "{\"access_token\":\"secret\"}")).isEmpty();
    }

    private static List<Reading> search(Faults faults, int status, String body) {
        return faults.search(
                raw(status, body, A),
                Answers.json(body.getBytes(StandardCharsets.UTF_8)).orElseThrow(),
                "data");
    }

    private static Raw raw(int status, String body, TrackingNumber... asked) {
        return new Raw(
                "x",
                Raw.Kind.ANSWER,
                List.of(asked),
                status,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
