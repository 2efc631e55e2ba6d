package org.sledopyt.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.shipment.Expectation;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Stage;

/**
 * One look at a journey: rules ask it for facts and times, and raise attentions on it. All comparing with the clock goes through
 * {@link #passed}, which notes the earliest moment that is still to come: before that one, nothing changes by time alone.
 */
final class Look {

    final Journey journey;
    final Expectation expected;
    private final Instant now;
    private final List<Attention> raised = new ArrayList<>();
    private @Nullable Instant next;

    Look(Journey journey, Instant now, Expectation expected) {
        this.journey = journey;
        this.now = now;
        this.expected = expected;
    }

    Stage stage() {
        return journey.stage();
    }

    boolean isAt(Milestone milestone) {
        return journey.stage().milestone() == milestone;
    }

    /** Whether that moment has come. */
    boolean passed(Instant moment) {
        if (!now.isBefore(moment)) {
            return true;
        }
        next = next == null || moment.isBefore(next) ? moment : next;
        return false;
    }

    /** Whether so many days have gone by; never without a beginning. */
    boolean passed(@Nullable Instant from, int days) {
        return from != null && passed(from.plus(Duration.ofDays(days)));
    }

    /** Whether that day is over in a zone. */
    boolean over(LocalDate day, ZoneId zone) {
        return passed(day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** Of one code the most urgent stays. */
    void raise(Raised one) {
        Attention made = one.made();
        boolean known = raised.stream()
                .anyMatch(
                        other -> other.code() == made.code() && other.urgency().compareTo(made.urgency()) <= 0);
        if (!known) {
            raised.removeIf(other -> other.code() == made.code());
            raised.add(made);
        }
    }

    boolean isRaised(Attention.Urgency least) {
        return raised.stream().anyMatch(one -> one.urgency().compareTo(least) <= 0);
    }

    boolean isRaised(Attention.Code code) {
        return raised.stream().anyMatch(one -> one.code() == code);
    }

    List<Attention> raised() {
        return raised;
    }

    @Nullable
    Instant next() {
        return next;
    }

    /** When an event happened; of a whole day its end, of an unknown zone the latest moment it can mean. Null without a time. */
    static @Nullable Instant at(Journey.Event event) {
        Instant at = event.time().at();
        return at == null || event.time().precision() == EventTime.Precision.DAY
                ? event.time().latest()
                : at;
    }

    /** The zone that an event's clock shows, else the reader's. */
    ZoneId zone(Journey.@Nullable Event event) {
        ZoneOffset offset = event == null ? null : event.time().offset();
        return offset == null ? expected.zone() : offset;
    }

    /** The day of an event where it happened. */
    static @Nullable LocalDate day(Journey.Event event) {
        return event.time().local() == null ? null : event.time().local().toLocalDate();
    }

    /** The newest event that moved the parcel; null without any. Notices and data are news but no movement. */
    Journey.@Nullable Event lastMovement() {
        return journey.events().reversed().stream()
                .filter(event -> event.stage().movement())
                .findFirst()
                .orElse(null);
    }

    /** Where it should arrive: as its owner said, else at home; a parcel that set out there goes where the carrier says. */
    @Nullable
    String country() {
        if (expected.country() != null) {
            return expected.country();
        }
        String home = expected.home();
        boolean ownSending = home != null && home.equals(journey.origin());
        return home == null || ownSending ? journey.destination() : home;
    }

    /** That the carrier says so. */
    static Attention.Reason said(Journey.Event event) {
        Map<String, String> args = new HashMap<>();
        args.put("milestone", event.stage().milestone().name());
        args.put("sub", event.stage().sub());
        put(args, "at", event.time().iso());
        put(args, "place", JourneyDiff.place(event.place()));
        return new Attention.Reason("said", Map.copyOf(args));
    }

    /** That the carrier says so in its summary, without an event. */
    static Attention.Reason said(Stage stage) {
        return new Attention.Reason(
                "said", Map.of("milestone", stage.milestone().name(), "sub", stage.sub()));
    }

    static @Nullable String countryOf(@Nullable Place place) {
        return place == null ? null : place.country();
    }

    private static void put(Map<String, String> args, String name, @Nullable String value) {
        if (value != null) {
            args.put(name, value);
        }
    }
}
