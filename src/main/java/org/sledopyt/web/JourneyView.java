package org.sledopyt.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.Candidate;
import org.sledopyt.carrier.Carriers;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Attention;
import org.sledopyt.journey.Journey;
import org.sledopyt.journey.Route;
import org.sledopyt.place.Spot;
import org.sledopyt.source.Place;
import org.sledopyt.source.Stage;

/** A journey as the API and {@code sledopyt track --json} give it; the form is public and described in docs/api.md. */
public record JourneyView(
        String number,
        List<NumberView> numbers,
        String milestone,
        String sub,
        @Nullable Instant since,
        List<Reached> reached,
        @Nullable Arrival arrival,
        @Nullable String origin,
        @Nullable String destination,
        @Nullable String serviceLevel,
        @Nullable Integer weightGrams,
        @Nullable Instant pickupUntil,
        List<Leg> legs,
        List<Event> events,
        List<Event> earlier,
        List<Stop> route,
        List<AttentionView> attentions,
        List<?> sources) {

    /**
     * @param carrier the one it is taken for: chosen by hand, else the likeliest
     * @param link its own tracking page with the number in it; null where none is known
     * @param pages of all carriers that had the parcel under this number or may have it, that one first
     */
    public record NumberView(
            String number,
            String via,
            @Nullable String carrier,
            @Nullable String carrierName,
            @Nullable String link,
            List<OfficialPage> pages) {}

    private static final double LEAST_CHANCE = 0.05;
    private static final int MOST_GUESSES = 4;

    public record Reached(
            String milestone, String sub, @Nullable Instant at) {}

    public record Arrival(@Nullable Promise promise) {}

    public record Promise(LocalDate from, LocalDate to, String source) {}

    public record Leg(
            String carrier,
            String name,
            String number,
            @Nullable Instant from,
            @Nullable Instant to,
            String phase) {}

    public record Event(
            String id,
            @Nullable String at,
            String zone,
            String precision,
            String text,
            @Nullable String code,
            String milestone,
            String sub,
            String how,
            @Nullable Place place,
            String carrier,
            String number,
            List<String> sources,
            int leg,
            boolean key,
            @Nullable String doubt) {}

    /**
     * Where the parcel was, for a map.
     *
     * @param name of the town in the reader's language; null where only the country is known
     * @param how what told us: {@code OFFICE}, {@code AIRPORT}, {@code CITY}, {@code POSTCODE}, or {@code COUNTRY} if the point is only its middle
     * @param events ids of what happened there
     * @param gap something happened on the way there, nobody knows where
     */
    public record Stop(
            @Nullable String name,
            String country,
            double latitude,
            double longitude,
            String how,
            List<String> events,
            boolean gap) {}

    /** @param sources how it stands with each source, in the form of whoever asks */
    public static JourneyView of(
            Journey journey, List<NumberView> numbers, List<?> sources, List<Attention> attentions, String language) {
        Journey.Promised promised = journey.promise();
        return new JourneyView(
                journey.number().text(),
                numbers,
                journey.stage().milestone().name(),
                journey.stage().sub(),
                journey.since(),
                journey.reached().stream().map(JourneyView::reached).toList(),
                promised == null
                        ? null
                        : new Arrival(new Promise(
                                promised.promise().from(), promised.promise().to(), promised.source())),
                journey.origin(),
                journey.destination(),
                journey.serviceLevel(),
                journey.weightGrams(),
                journey.pickupUntil() == null ? null : journey.pickupUntil().toInstant(),
                journey.legs().stream().map(leg -> leg(leg, language)).toList(),
                journey.events().stream().map(JourneyView::event).toList(),
                journey.earlier().stream().map(JourneyView::event).toList(),
                Route.of(journey).stream().map(stop -> stop(stop, language)).toList(),
                AttentionView.of(attentions),
                sources);
    }

    public static NumberView number(TrackingNumber number, String via, List<OfficialPage> pages) {
        OfficialPage first = pages.isEmpty() ? null : pages.getFirst();
        return new NumberView(
                number.text(),
                via,
                first == null ? null : first.carrier(),
                first == null ? null : first.name(),
                first != null && first.withNumber() ? first.address() : null,
                pages);
    }

    /**
     * Whose pages may tell of a number: the carrier chosen by hand, those that had the parcel under it, and the likeliest ones; of guesses
     * only a few, and none where it is known who had it.
     */
    public static List<String> carriers(
            TrackingNumber number, @Nullable String chosen, List<Journey.Leg> legs, List<Candidate> candidates) {
        List<String> carriers = new ArrayList<>();
        if (chosen != null) {
            carriers.add(chosen);
        }
        candidates.stream().limit(1).map(Candidate::carrier).forEach(carriers::add);
        List<String> had = legs.stream()
                .filter(leg -> leg.number().equals(number))
                .map(Journey.Leg::carrier)
                .toList();
        carriers.addAll(had);
        if (had.isEmpty() && chosen == null) {
            candidates.stream()
                    .filter(candidate -> candidate.confidence() >= LEAST_CHANCE)
                    .limit(MOST_GUESSES)
                    .map(Candidate::carrier)
                    .forEach(carriers::add);
        }
        return carriers;
    }

    private static Reached reached(Journey.Reached reached) {
        Stage stage = reached.stage();
        return new Reached(stage.milestone().name(), stage.sub(), reached.at());
    }

    private static Leg leg(Journey.Leg leg, String language) {
        String name = Carriers.find(leg.carrier())
                .map(carrier -> carrier.name(language))
                .orElse(leg.carrier());
        return new Leg(
                leg.carrier(),
                name,
                leg.number().text(),
                leg.from(),
                leg.to(),
                leg.phase().name());
    }

    private static Event event(Journey.Event event) {
        return new Event(
                event.id(),
                event.time().iso(),
                event.time().zone().name().toLowerCase(Locale.ROOT),
                event.time().precision().name().toLowerCase(Locale.ROOT),
                event.text(),
                event.code(),
                event.stage().milestone().name(),
                event.stage().sub(),
                event.how().name(),
                event.place(),
                event.carrier(),
                event.number().text(),
                event.sources(),
                event.leg(),
                event.key(),
                event.doubt() == null ? null : event.doubt().name());
    }

    private static Stop stop(Route.Stop stop, String language) {
        Spot spot = stop.spot();
        String english = spot.names().get("en");
        String written = stop.written();
        boolean foreign = language.equals("ru") && written != null && written.matches("[\\p{IsCyrillic} -]+");
        return new Stop(
                spot.isExact() ? spot.names().getOrDefault(language, foreign ? written : english) : null,
                spot.country(),
                spot.latitude(),
                spot.longitude(),
                spot.how().name(),
                stop.events(),
                stop.gap());
    }
}
