package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VocabularyTest {

    /** Numbers that exist, and of whose meaning nothing is published: what came in is kept with the event. */
    private static final Set<String> NO_MEANING = Set.of(
            "Exception_014",
            "Exception_015",
            "Pending_002",
            "Pending_003",
            "Pending_004",
            "Pending_005",
            "Pending_006");

    static Stream<Vocabulary> both() {
        return Stream.of(Vocabulary.SEVENTEEN_TRACK, Vocabulary.AFTERSHIP);
    }

    @ParameterizedTest
    @MethodSource("both")
    void a_word_goes_through_our_stages_and_back_without_loss(Vocabulary vocabulary) {
        assertThat(vocabulary.words()).hasSizeGreaterThan(30).allSatisfy(word -> {
            Stage stage = Objects.requireNonNull(vocabulary.stage(word));
            if (NO_MEANING.contains(word)) {
                assertThat(stage.sub()).isIn("OTHER", "SOURCE_PROBLEM");
            } else {
                assertThat(vocabulary.word(stage)).isEqualTo(word);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("both")
    void every_stage_of_a_parcel_has_a_word_that_does_not_say_more(Vocabulary vocabulary) {
        assertThat(Stages.all()).allSatisfy(stage -> {
            String word = vocabulary.word(stage);
            if (Set.of(Milestone.NO_CHANGE, Milestone.UNKNOWN).contains(stage.milestone())) {
                assertThat(word).isNull();
            } else {
                Stage said = Objects.requireNonNull(vocabulary.stage(Objects.requireNonNull(word)));
                Milestone nearest = said.milestone() == Milestone.EXCEPTION && stage.milestone() == Milestone.CANCELLED
                        ? Milestone.CANCELLED
                        : said.milestone();
                assertThat(nearest).as(stage + " as " + word).isEqualTo(stage.milestone());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "IN_TRANSIT,EXPORT_CUSTOMS,InTransit_CustomsProcessing,InTransit_006",
        "IN_TRANSIT,CUSTOMS_DUTY_DUE,InTransit_CustomsRequiringInformation,InTransit_006",
        "RETURN,INITIATED,Exception_Returning,Exception_010",
        "AVAILABLE_FOR_PICKUP,LOCKER,AvailableForPickup_Other,AvailableForPickup_001",
        "DELIVERED,NEIGHBOUR,Delivered_Other,Delivered_005",
        "DELIVERY_FAILURE,REFUSED,DeliveryFailure_Rejected,AttemptFail_001",
        "CANCELLED,CANCELLED,Exception_Cancel,Exception_001"
    })
    void a_stage_they_have_no_word_for_takes_the_nearest(
            Milestone milestone, String sub, String seventeenTrack, String afterShip) {
        Stage stage = Stages.of(milestone, sub);
        assertThat(Vocabulary.SEVENTEEN_TRACK.word(stage)).isEqualTo(seventeenTrack);
        assertThat(Vocabulary.AFTERSHIP.word(stage)).isEqualTo(afterShip);
    }

    @Test
    void the_reader_of_17track_means_the_same_by_its_words() {
        List<String> words = List.copyOf(Vocabulary.SEVENTEEN_TRACK.words());
        Codes codes = Codes.beside(Sources.load().get("17track").getClass());
        assertThat(words).allSatisfy(word -> assertThat(codes.match(word).stage())
                .isEqualTo(Vocabulary.SEVENTEEN_TRACK.stage(word)));
    }
}
