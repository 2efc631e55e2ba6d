package org.sledopyt.intake;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.intake.SourceHealth.Health;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.springframework.stereotype.Component;

/**
 * How the sources are doing, for Prometheus. Calls are counted by node and since its start, as Prometheus wants it; the rest is of all nodes
 * together, looked up at most every few seconds.
 */
@Component
class SourceMetrics implements MeterBinder {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private record Look(Instant at, Map<String, Health> health) {}

    private final Sources sources;
    private final SourceHealth health;
    private final Tallies tallies;
    private final Clock clock;
    private @Nullable Look last;

    SourceMetrics(Sources sources, SourceHealth health, Tallies tallies, Clock clock) {
        this.sources = sources;
        this.health = health;
        this.tallies = tallies;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Source source : sources.only(one -> one.manifest().isAsked()).all()) {
            String code = source.manifest().code();
            for (Tallies.Kind kind : Tallies.Kind.values()) {
                FunctionCounter.builder("sledopyt.source.calls", tallies, counted -> counted.total(code, kind))
                        .description("Calls of this node since its start, by how they ended")
                        .tag("source", code)
                        .tag("outcome", kind.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
            gauge(
                    registry,
                    code,
                    "up",
                    "1: nothing is wrong; 0: in trouble; NaN: not asked, as it lacks a key or is off",
                    one -> !one.ready() ? Double.NaN : one.state().isTrouble() ? 0 : 1);
            gauge(registry, code, "queue", "Numbers that are due", Health::queue);
            gauge(
                    registry,
                    code,
                    "budget.left",
                    "Calls left today; NaN without a budget",
                    one -> one.budget() == null || one.budgetUsed() == null
                            ? Double.NaN
                            : one.budget() - one.budgetUsed());
            gauge(registry, code, "unknown.codes", "Different codes that no rule knows", Health::unknownCodes);
            gauge(
                    registry,
                    code,
                    "last.success.timestamp.seconds",
                    "When it last answered; NaN: never",
                    one -> one.lastSuccessAt() == null
                            ? Double.NaN
                            : one.lastSuccessAt().getEpochSecond());
        }
    }

    private void gauge(MeterRegistry registry, String code, String name, String what, ToDoubleFunction<Health> value) {
        Gauge.builder("sledopyt.source." + name, this, metrics -> {
                    Health one = metrics.look().get(code);
                    return one == null ? Double.NaN : value.applyAsDouble(one);
                })
                .description(what)
                .tag("source", code)
                .register(registry);
    }

    private synchronized Map<String, Health> look() {
        Instant now = clock.instant();
        Look look = last;
        if (look == null || look.at.plus(FRESH).isBefore(now)) {
            look = new Look(
                    now,
                    health.all().stream()
                            .collect(Collectors.toMap(one -> one.source().code(), one -> one)));
            last = look;
        }
        return look.health;
    }
}
