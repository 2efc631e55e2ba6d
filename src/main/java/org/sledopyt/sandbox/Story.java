package org.sledopyt.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one parcel, from its announcement to its end, past and future alike.
 *
 * @param numbers under which number each carrier knows it
 * @param next the number it goes on under: Cainiao's newest one where that is not Russian Post's, Russian Post's after
 *     {@link Happening#RENUMBERED}, or CDEK's return order
 * @param home where the recipient lives; null: where the story ends
 * @param promisedOn the day the carriers promise
 * @param steps in the order they happen
 */
public record Story(
        Map<Carrier, String> numbers,
        @Nullable String next,
        Country origin,
        Country destination,
        @Nullable Place home,
        Set<Quirk> quirks,
        @Nullable LocalDate promisedOn,
        List<Step> steps) {

    public static Draft draft(Country origin, Country destination) {
        return new Draft(origin, destination);
    }

    /** What a carrier tells at that moment, in the order it happened. */
    List<Step> told(Carrier by, Instant now) {
        return knownTo(by).filter(step -> !step.toldAt().isAfter(now)).toList();
    }

    /** When a carrier next has something to tell; {@link Instant#MAX} if never. */
    Instant nextTold(Carrier by, Instant now) {
        return knownTo(by)
                .map(Step::toldAt)
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    Stream<Step> knownTo(Carrier carrier) {
        return steps.stream().filter(step -> step.tellers().contains(carrier));
    }

    /** Where the parcel is to go. */
    Place goal() {
        return home != null ? home : steps.getLast().where();
    }

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** Builds a story step by step; {@code by}, {@code late}, {@code saying} and {@code coded} refine the step added last. */
    public static final class Draft {
        private final Country origin;
        private final Country destination;
        private final Map<Carrier, String> numbers = new EnumMap<>(Carrier.class);
        private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        private final List<Step> steps = new ArrayList<>();
        private @Nullable String next;
        private @Nullable Place home;
        private @Nullable LocalDate promisedOn;

        private Draft(Country origin, Country destination) {
            this.origin = origin;
            this.destination = destination;
        }

        public Draft number(Carrier carrier, String number) {
            numbers.put(carrier, number);
            return this;
        }

        public Draft next(String number) {
            next = number;
            return this;
        }

        public Draft home(Place place) {
            home = place;
            return this;
        }

        public Draft quirk(Quirk quirk) {
            quirks.add(quirk);
            return this;
        }

        public Draft promised(LocalDate day) {
            promisedOn = day;
            return this;
        }

        /** Every carrier of the parcel tells it at once, in its usual words. */
        public Draft step(Instant at, Happening what, Place where) {
            steps.add(new Step(at, at, what, where, EnumSet.allOf(Carrier.class), null, null));
            return this;
        }

        public Draft by(Carrier... tellers) {
            Step s = steps.removeLast();
            steps.add(new Step(s.at(), s.toldAt(), s.what(), s.where(), Set.of(tellers), s.words(), s.code()));
            return this;
        }

        /** The carriers tell it that much later than it happened. */
        public Draft late(Duration delay) {
            Step s = steps.removeLast();
            steps.add(new Step(s.at(), s.at().plus(delay), s.what(), s.where(), s.tellers(), s.words(), s.code()));
            return this;
        }

        public Draft saying(String words) {
            Step s = steps.removeLast();
            steps.add(new Step(s.at(), s.toldAt(), s.what(), s.where(), s.tellers(), words, s.code()));
            return this;
        }

        public Draft coded(String code) {
            Step s = steps.removeLast();
            steps.add(new Step(s.at(), s.toldAt(), s.what(), s.where(), s.tellers(), s.words(), code));
            return this;
        }

        public Story build() {
            steps.sort(Comparator.comparing(Step::at));
            return new Story(
                    Map.copyOf(numbers),
                    next,
                    origin,
                    destination,
                    home,
                    Set.copyOf(quirks),
                    promisedOn,
                    List.copyOf(steps));
        }
    }
}
