package org.sledopyt.journey;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Place;
import org.sledopyt.source.Promise;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stage;

/**
 * The merged, ordered, de-duplicated story of one parcel over all its sources. Made by {@link JourneyFold}, never edited.
 *
 * @param number the first number of the parcel
 * @param numbers all numbers, the first one first
 * @param since when the milestone of {@code stage} was reached; null without a known time
 * @param reached when each stage of the way was first reached, in order
 * @param promise the newest date of a carrier, with the source that gave it
 * @param pickupUntil end of storage at the pick-up point
 * @param events oldest first
 * @param earlier events of parcels that had the number before, oldest first; they say nothing of this one
 */
public record Journey(
        TrackingNumber number,
        List<TrackingNumber> numbers,
        Stage stage,
        @Nullable Instant since,
        List<Reached> reached,
        @Nullable Promised promise,
        @Nullable String origin,
        @Nullable String destination,
        @Nullable String serviceLevel,
        @Nullable Integer weightGrams,
        @Nullable OffsetDateTime pickupUntil,
        List<Leg> legs,
        List<Event> events,
        List<Event> earlier) {

    public record Reached(Stage stage, @Nullable Instant at) {}

    public record Promised(Promise promise, String source) {}

    /** The part of a journey done by one carrier; {@code from} and {@code to} null without known times. */
    public record Leg(
            String carrier,
            TrackingNumber number,
            Stage.Phase phase,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * One thing that happened, told by one or more sources.
     *
     * @param id stable over rebuilds
     * @param sources who told it, the most trusted first; the texts are that one's
     * @param leg index into {@link Journey#legs()}
     * @param key whether it reached a new stage of the way
     * @param doubt why its time cannot be true, so that it decides nothing; null: nothing speaks against it
     */
    public record Event(
            String id,
            EventTime time,
            String text,
            @Nullable String code,
            Stage stage,
            SourceEvent.How how,
            @Nullable Place place,
            String carrier,
            TrackingNumber number,
            List<String> sources,
            int leg,
            boolean key,
            @Nullable Doubt doubt) {}

    /** Why the time of an event cannot be true. */
    public enum Doubt {
        /** it lies well after the moment at which the source told it */
        FUTURE,
        /** it lies well before its carrier was told of the parcel */
        BEFORE_ANNOUNCED,
        /** the source wrote a time that nobody can read or mean, such as one of 1970, while it has good ones too */
        UNREADABLE
    }

    /** The newest event that says something of the parcel; null without any. */
    public @Nullable Event latest() {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).doubt() == null
                    && events.get(i).stage().milestone() != org.sledopyt.source.Milestone.NO_CHANGE) {
                return events.get(i);
            }
        }
        return null;
    }
}
