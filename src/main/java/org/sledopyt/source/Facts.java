package org.sledopyt.source;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;

/**
 * What a source knows of a parcel besides its events. The newest answer counts.
 *
 * @param stage the source's own summary; used only while there is no event
 * @param originCountry ISO 3166 two letters, like {@code destinationCountry}
 * @param serviceLevel the carrier's name of the service
 * @param weightGrams as weighed by the carrier
 * @param pickupUntil end of storage at the pick-up point
 * @param links other numbers of the same parcel
 */
public record Facts(
        @Nullable Stage stage,
        @Nullable Promise promise,
        @Nullable String originCountry,
        @Nullable String destinationCountry,
        @Nullable String serviceLevel,
        @Nullable Integer weightGrams,
        @Nullable OffsetDateTime pickupUntil,
        List<Link> links) {

    public static final Facts NONE = new Facts(null, null, null, null, null, null, null, List.of());

    /** The source's own summary. Like all of these, null leaves it unknown. */
    public Facts with(@Nullable Stage stage) {
        return new Facts(
                stage, promise, originCountry, destinationCountry, serviceLevel, weightGrams, pickupUntil, links);
    }

    public Facts with(@Nullable Promise promise) {
        return new Facts(
                stage, promise, originCountry, destinationCountry, serviceLevel, weightGrams, pickupUntil, links);
    }

    /** Countries as the source writes them; see {@link Countries}. */
    public Facts between(@Nullable String origin, @Nullable String destination) {
        return new Facts(
                stage,
                promise,
                Countries.code(origin),
                Countries.code(destination),
                serviceLevel,
                weightGrams,
                pickupUntil,
                links);
    }

    public Facts withServiceLevel(@Nullable String serviceLevel) {
        return new Facts(
                stage, promise, originCountry, destinationCountry, serviceLevel, weightGrams, pickupUntil, links);
    }

    public Facts withWeightGrams(@Nullable Integer weightGrams) {
        return new Facts(
                stage, promise, originCountry, destinationCountry, serviceLevel, weightGrams, pickupUntil, links);
    }

    public Facts withPickupUntil(@Nullable OffsetDateTime pickupUntil) {
        return new Facts(
                stage, promise, originCountry, destinationCountry, serviceLevel, weightGrams, pickupUntil, links);
    }

    /** One more number of the parcel; nothing if the text is no number or one it has. */
    public Facts linked(@Nullable String number, Link.Kind kind, @Nullable String carrier) {
        TrackingNumber other = Answers.number(number);
        if (other == null || links.stream().anyMatch(link -> link.number().equals(other))) {
            return this;
        }
        List<Link> all = new ArrayList<>(links);
        all.add(new Link(other, kind, carrier));
        return new Facts(
                stage,
                promise,
                originCountry,
                destinationCountry,
                serviceLevel,
                weightGrams,
                pickupUntil,
                List.copyOf(all));
    }

    /** Another number of the same parcel. {@code carrier} is the code of who uses it, null if not known. */
    public record Link(
            TrackingNumber number, Kind kind, @Nullable String carrier) {
        public enum Kind {
            /** the number the parcel goes on with */
            REPLACED_BY,
            /** the local carrier's number */
            LAST_MILE,
            /** the way back */
            RETURN,
            /** the source's own id, by which its webhooks may name the parcel; nobody is asked for it */
            REFERENCE
        }
    }
}
