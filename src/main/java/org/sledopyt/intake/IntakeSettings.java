package org.sledopyt.intake;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Manifest;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code sledopyt.intake.*}.
 *
 * @param enabled false: this node asks nobody (it still serves people)
 * @param allow host names or addresses inside private networks that may be asked; nothing private is otherwise
 * @param lease how long a claimed number is left to the node that claimed it
 * @param pace factor on all intervals between two asks; below 1 only for demonstrations and tests
 * @param only codes of the sources that are asked at all; empty: all
 * @param sources what is set for single sources, by their code
 */
@ConfigurationProperties("sledopyt.intake")
record IntakeSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> allow,
        @DefaultValue("5m") Duration lease,
        @DefaultValue("1") double pace,
        @DefaultValue List<String> only,
        @DefaultValue Map<String, ForSource> sources) {

    /** Null means: as the source's own manifest says. */
    record ForSource(
            @DefaultValue("true") boolean enabled,
            @Nullable URI address,
            @Nullable Duration every,
            @Nullable Duration spacing,
            @Nullable Integer budget,
            @Nullable Duration timeout) {}

    private static final ForSource AS_IT_IS = new ForSource(true, null, null, null, null, null);

    private static final ForSource NOT_ASKED = new ForSource(false, null, null, null, null, null);

    ForSource of(String source) {
        return only.isEmpty() || only.contains(source) ? sources.getOrDefault(source, AS_IT_IS) : NOT_ASKED;
    }

    /** The door as it is with what is set here. */
    Manifest.Door apply(String source, Manifest.Door door) {
        ForSource set = of(source);
        Manifest.Budget budget = door.budget();
        return new Manifest.Door(
                door.code(),
                set.address == null ? door.address() : set.address,
                door.batch(),
                door.fields(),
                door.signIn(),
                set.every == null ? door.every() : set.every,
                set.spacing == null ? door.spacing() : set.spacing,
                set.budget == null || budget == null ? budget : new Manifest.Budget(set.budget, budget.zone()),
                set.timeout == null ? door.timeout() : set.timeout,
                door.tickets(),
                door.off());
    }
}
