package org.sledopyt.source;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;

/**
 * One thing a source says happened to a parcel.
 *
 * @param text the carrier's own words, unchanged; may be empty
 * @param code the source's code, attribute after a slash ({@code 8/2}); null if it gives none
 * @param how what the stage rests on
 * @param carrier code of the carrier that did it, where the source names it; null: the source's own carrier
 * @param number number the parcel had at that moment, where it differs from the one asked for
 * @param withdrawn the source takes back what it said before under the same code, time and place
 */
public record SourceEvent(
        EventTime time,
        String text,
        @Nullable String code,
        Stage stage,
        How how,
        @Nullable Place place,
        @Nullable String carrier,
        @Nullable TrackingNumber number,
        boolean withdrawn) {

    /** What a stage rests on, best first. */
    public enum How {
        CODE,
        CODE_ANY_ATTRIBUTE,
        CODE_PREFIX,
        TEXT,
        /** no rule: the stage is {@code UNKNOWN} */
        NONE
    }

    /** Of several parts, none with more than {@link Answers#code} lets through; more is no code but an attack. */
    private static final int MOST_CODE = 200;

    public SourceEvent {
        text = text.indexOf(0) < 0 ? text : text.replace("\0", "");
        code = code == null || code.length() <= MOST_CODE ? code : code.substring(0, MOST_CODE);
    }

    public SourceEvent(EventTime time, String text, @Nullable String code, Codes.Match match, @Nullable Place place) {
        this(time, text, code, match.stage(), match.how(), place, null, null, false);
    }

    /** The same, told of a carrier that the source names; null: the source's own. */
    public SourceEvent by(@Nullable String carrier) {
        return new SourceEvent(time, text, code, stage, how, place, carrier, number, withdrawn);
    }

    /** The same with another stage. */
    SourceEvent saying(Codes.Match match) {
        return new SourceEvent(time, text, code, match.stage(), match.how(), place, carrier, number, withdrawn);
    }

    /**
     * The events oldest first, whichever end the source began with: by their times, those of one time in the order of the source. A time
     * that is missing or only a day stays beside its neighbour.
     */
    public static List<SourceEvent> oldestFirst(List<SourceEvent> events) {
        List<LocalDateTime> clocks =
                events.stream().map(SourceEvent::clock).filter(Objects::nonNull).toList();
        boolean newestFirst = clocks.size() > 1 && clocks.getFirst().isAfter(clocks.getLast());
        List<Placed> placed = new ArrayList<>();
        LocalDateTime before = LocalDateTime.MIN;
        for (SourceEvent event : newestFirst ? events.reversed() : events) {
            LocalDateTime clock = event.clock();
            boolean sameDay = clock != null
                    && event.time.precision() == EventTime.Precision.DAY
                    && clock.toLocalDate().equals(before.toLocalDate());
            before = clock == null || sameDay ? before : clock;
            placed.add(new Placed(before, event));
        }
        return placed.stream()
                .sorted(Comparator.comparing(Placed::clock))
                .map(Placed::event)
                .toList();
    }

    private record Placed(LocalDateTime clock, SourceEvent event) {}

    /** UTC where it is known, else the wall clock; null without a time. */
    private @Nullable LocalDateTime clock() {
        LocalDateTime local = time.local();
        ZoneOffset offset = time.offset();
        return local == null || offset == null ? local : local.minusSeconds(offset.getTotalSeconds());
    }
}
