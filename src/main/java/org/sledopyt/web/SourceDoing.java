package org.sledopyt.web;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.intake.SourceHealth;

/** How a source is doing, as {@code /actuator/sources} says and {@code sledopyt doctor} reads. */
public record SourceDoing(
        String code,
        Map<String, String> name,
        String state,
        boolean trouble,
        boolean ready,
        @Nullable Instant since,
        @Nullable Instant lastSuccessAt,
        @Nullable String detail,
        @Nullable Instant nextCallAt,
        @Nullable Integer budgetUsed,
        @Nullable Integer budget,
        int queue,
        int unknownCodes,
        SourceHealth.Calls day) {

    public static SourceDoing of(SourceHealth.Health health) {
        return new SourceDoing(
                health.source().code(),
                health.source().names(),
                health.state().code(),
                health.state().isTrouble(),
                health.ready(),
                health.since(),
                health.lastSuccessAt(),
                health.detail(),
                health.nextCallAt(),
                health.budgetUsed(),
                health.budget(),
                health.queue(),
                health.unknownCodes(),
                health.day());
    }
}
