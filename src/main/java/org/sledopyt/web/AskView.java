package org.sledopyt.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sledopyt.intake.Asks;
import org.sledopyt.intake.Outcome;
import org.sledopyt.source.Manifest;

/**
 * How it stands with one source of one number.
 *
 * @param detached a person found that it tells of another parcel: it is not asked and does not count
 * @param asOf age of the data: when the source last spoke about the number
 */
record AskView(
        String source,
        String name,
        String number,
        Outcome outcome,
        @Nullable Instant since,
        @Nullable Instant asOf,
        @Nullable Instant nextAt,
        @Nullable String detail,
        boolean detached) {

    static AskView of(Asks.Ask ask, Manifest source, boolean ready, String language) {
        // that a number has to be registered first is between us and the source
        Outcome outcome = ask.outcome() == Outcome.UNREGISTERED ? Outcome.WAITING : ask.outcome();
        boolean lacksKey = !ready && ask.outcome().isOpen();
        return new AskView(
                ask.source(),
                source.name(language),
                ask.number().text(),
                lacksKey ? Outcome.NO_KEY : outcome,
                ask.since(),
                ask.answeredAt(),
                ready ? ask.dueAt() : null,
                ask.detail(),
                ask.detached());
    }
}
