package org.sledopyt.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Attentions;
import org.sledopyt.journey.Journeys;
import org.sledopyt.shipment.Expectations;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.shipment.Shipments.Shipment;
import org.sledopyt.shipment.Watches;
import org.sledopyt.source.Wish;
import org.sledopyt.storage.Buckets;
import org.sledopyt.storage.Ids;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do with shipments: wait for a number, stop waiting, ask now. A number is asked for once, however many wait for it. */
@Component
public class Follow {

    /** Somebody who refreshes gets fresh data, but not faster than this. */
    private static final Duration REFRESH_EVERY = Duration.ofMinutes(2);

    private static final Instant FOR_GOOD = Instant.parse("9999-01-01T00:00:00Z");

    /** What came of adding a number. {@code added} false: the account waited for it already. */
    public record Followed(Shipment shipment, boolean added) {}

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final Journeys journeys;
    private final Asks asks;
    private final Errands errands;
    private final Shipments shipments;
    private final Watches watches;
    private final Extras extras;
    private final Attentions attentions;
    private final Expectations expectations;
    private final SourceChoice choice;
    private final IntakeSettings settings;
    private final Clock clock;

    Follow(
            JdbcClient jdbc,
            Numbers numbers,
            Journeys journeys,
            Asks asks,
            Errands errands,
            Shipments shipments,
            Watches watches,
            Extras extras,
            Attentions attentions,
            Expectations expectations,
            SourceChoice choice,
            IntakeSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.journeys = journeys;
        this.asks = asks;
        this.errands = errands;
        this.shipments = shipments;
        this.watches = watches;
        this.extras = extras;
        this.attentions = attentions;
        this.expectations = expectations;
        this.choice = choice;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Waits for a number from now on.
     *
     * @param carriers who may have issued it, in the turns in which they are to be asked; empty: nobody knows
     */
    @Transactional
    public Followed follow(UUID accountId, TrackingNumber number, List<List<String>> carriers, String title) {
        Numbers.Home home = numbers.find(number).orElseGet(() -> begin(number, carriers));
        boolean rested = !shipments.isFollowed(home.bucket(), home.parcelId());
        UUID added =
                shipments.add(home.bucket(), accountId, home.parcelId(), title).orElse(null);
        Shipment shipment =
                shipments.ofParcel(accountId, home.bucket(), home.parcelId()).orElseThrow();
        if (added != null) {
            watches.add(home.bucket(), home.parcelId(), accountId, shipment.id(), clock.instant());
            attentions.begin(home.bucket(), shipment.id(), home.parcelId());
            Wake.call(jdbc, "attentions", home.bucket());
        }
        if (added != null && rested) {
            errands.want(home.bucket(), home.parcelId(), Wish.Kind.RESUME, null);
            asks.dueNow(home.bucket(), home.parcelId(), false);
        }
        Wake.call(jdbc, "asks", home.bucket());
        return new Followed(shipment, added != null);
    }

    private Numbers.Home begin(TrackingNumber number, List<List<String>> carriers) {
        int bucket = Buckets.of(number.text());
        UUID parcel = Ids.next(clock);
        if (!numbers.add(number, bucket, parcel, Numbers.PERSON)) {
            return numbers.find(number).orElseThrow();
        }
        journeys.begin(bucket, parcel, number.text());
        asks.plan(bucket, parcel, number, choice.of(number, carriers), choice.open());
        return new Numbers.Home(bucket, parcel);
    }

    /** Puts a shipment away, or takes it back; what nobody waits for is not asked for. */
    @Transactional
    public void archive(Shipment shipment, boolean archived) {
        shipments.archive(shipment, archived);
        if (archived) {
            watches.remove(shipment.bucket(), shipment.parcelId(), shipment.accountId());
            attentions.rest(shipment.bucket(), shipment.id());
        } else {
            attentions.begin(shipment.bucket(), shipment.id(), shipment.parcelId());
            Wake.call(jdbc, "attentions", shipment.bucket());
            watches.add(shipment.bucket(), shipment.parcelId(), shipment.accountId(), shipment.id(), clock.instant());
        }
        settle(shipment, archived ? Wish.Kind.STOP : Wish.Kind.RESUME);
    }

    @Transactional
    public void delete(Shipment shipment) {
        shipments.delete(shipment);
        watches.remove(shipment.bucket(), shipment.parcelId(), shipment.accountId());
        extras.forget(shipment);
        attentions.forget(shipment.bucket(), shipment.id());
        expectations.forget(shipment.bucket(), shipment.id());
        settle(shipment, Wish.Kind.FORGET);
    }

    /**
     * Keeps what a person tells of a parcel, such as a postcode, and asks the sources that want it. Only they get it: it is kept sealed, and
     * nobody is shown it again.
     *
     * @param told by the names in {@code source.yaml}; an empty value takes back what was told
     */
    @Transactional
    public void tell(Shipment shipment, Map<String, String> told) {
        if (!told.isEmpty()) {
            extras.keep(shipment, told);
            asks.again(shipment.bucket(), shipment.parcelId(), choice.wanting(told.keySet()));
            Wake.call(jdbc, "asks", shipment.bucket());
        }
    }

    /**
     * Asks a source about a shipment that would have its turn later or never: a person knows better who carries it.
     *
     * @return false if there is no such source for it
     */
    @Transactional
    public boolean ask(Shipment shipment, String source) {
        boolean planned = asks.again(shipment.bucket(), shipment.parcelId(), List.of(source));
        Wake.call(jdbc, "asks", shipment.bucket());
        return planned;
    }

    /** Asks the sources of a carrier at once: a person says that it carries the shipment. */
    @Transactional
    public void choose(Shipment shipment, String carrier) {
        shipments.choose(shipment, carrier);
        errands.want(shipment.bucket(), shipment.parcelId(), Wish.Kind.CARRIER, carrier);
        TrackingNumber number = new TrackingNumber(shipment.number());
        asks.plan(
                shipment.bucket(),
                shipment.parcelId(),
                number,
                choice.of(number, List.of(List.of(carrier))),
                choice.open());
        Wake.call(jdbc, "asks", shipment.bucket());
    }

    /** What is to become of its numbers, here and with sources that were given them, once the last or first one waits for it. */
    private void settle(Shipment shipment, Wish.Kind wish) {
        if (wish == Wish.Kind.RESUME) {
            errands.want(shipment.bucket(), shipment.parcelId(), wish, null);
            asks.dueNow(shipment.bucket(), shipment.parcelId(), false);
            Wake.call(jdbc, "asks", shipment.bucket());
        } else if (!shipments.isFollowed(shipment.bucket(), shipment.parcelId())) {
            asks.rest(shipment.bucket(), shipment.parcelId());
            errands.want(shipment.bucket(), shipment.parcelId(), wish, null);
        }
    }

    /** No messages about a shipment until further notice, or again. */
    public void mute(Shipment shipment, boolean muted) {
        watches.mute(shipment.bucket(), shipment.parcelId(), shipment.accountId(), muted ? FOR_GOOD : null);
    }

    /**
     * Asks all sources of a shipment now, because a person wants it.
     *
     * @return null if they are asked now; otherwise when it may be asked for again
     */
    @Transactional
    public @Nullable Instant refresh(Shipment shipment) {
        Instant now = clock.instant();
        Instant last = asks.of(shipment.bucket(), List.of(shipment.parcelId())).stream()
                .map(Asks.Ask::refreshedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        Duration every = refreshEvery();
        if (last.isAfter(now.minus(every))) {
            return last.plus(every);
        }
        asks.dueNow(shipment.bucket(), shipment.parcelId(), true);
        Wake.call(jdbc, "asks", shipment.bucket());
        return null;
    }

    /** How often a person may have a shipment asked for. */
    public Duration refreshEvery() {
        return Duration.ofMillis((long) (REFRESH_EVERY.toMillis() * settings.pace()));
    }
}
