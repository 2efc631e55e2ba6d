package org.sledopyt.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Stages;

/** A well-formed number that no parcel has, to try a source with. */
final class Probe {

    /** Valid by their check digits, with serials that posts do not give out. */
    private static final List<String> NUMBERS =
            List.of("RA000000005RU", "LP00000000000000", "1000000000", "00000000000000");

    private Probe() {}

    /** What is told of that parcel. */
    static Map<String, String> extras(Manifest source, Manifest.Door door) {
        return source.needs(door).stream().collect(Collectors.toMap(Manifest.Need::name, Manifest.Need::example));
    }

    static Claimed claim(Manifest source) {
        TrackingNumber number = NUMBERS.stream()
                .map(TrackingNumber::new)
                .filter(source::takes)
                .findFirst()
                .orElseGet(() -> new TrackingNumber(NUMBERS.getFirst()));
        return new Claimed(
                0,
                new UUID(0, 0),
                number,
                source.code(),
                Outcome.WAITING,
                0,
                null,
                null,
                Stages.NO_DATA,
                null,
                Instant.EPOCH);
    }
}
