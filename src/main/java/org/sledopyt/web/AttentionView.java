package org.sledopyt.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.journey.Attention;

/**
 * What waits for a person, as the API gives it.
 *
 * @param todo key of the catalogue's sentence that says what to do now
 */
public record AttentionView(
        String code,
        String urgency,
        @Nullable Instant since,
        @Nullable Deadline deadline,
        List<Reason> reasons,
        String todo) {

    public record Deadline(LocalDate on, String known) {}

    /** {@code attention.reason.<code>} of the catalogue. */
    public record Reason(String code, Map<String, String> args) {}

    static List<AttentionView> of(List<Attention> attentions) {
        return attentions.stream().map(AttentionView::of).toList();
    }

    private static AttentionView of(Attention attention) {
        Attention.Deadline deadline = attention.deadline();
        return new AttentionView(
                attention.code().name(),
                attention.urgency().name(),
                attention.since(),
                deadline == null
                        ? null
                        : new Deadline(deadline.on(), deadline.known().name()),
                attention.reasons().stream()
                        .map(reason -> new Reason(reason.code(), reason.args()))
                        .toList(),
                attention.todo());
    }
}
