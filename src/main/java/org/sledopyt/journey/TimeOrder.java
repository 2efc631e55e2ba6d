package org.sledopyt.journey;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Stage;

/**
 * Puts reports in the order in which things happened: by the middle of the time each can mean, then, where those times overlap, by the
 * order of the source's own list, and between sources by phase and rank. Reports whose times do not overlap are never swapped: a
 * parcel may really go back a stage.
 */
final class TimeOrder {

    private TimeOrder() {}

    /** Sorts in place. Expects each source's reports in the order of its list. */
    static void sort(List<Told> told) {
        Instant[] middles = new Instant[told.size()];
        Instant before = Instant.MIN;
        String source = "";
        for (int i = 0; i < middles.length; i++) {
            // Without a time a report stays behind the one before it in its source's list.
            Told one = told.get(i);
            before = one.report().source().equals(source) ? before : Instant.MIN;
            source = one.report().source();
            Instant middle = one.middle();
            before = middle == null ? before : middle;
            middles[i] = before;
        }
        record Placed(Told told, Instant middle) {}
        Placed[] placed = new Placed[middles.length];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = new Placed(told.get(i), middles[i]);
        }
        java.util.Arrays.sort(placed, Comparator.comparing(Placed::middle));
        for (int i = 0; i < placed.length; i++) {
            told.set(i, placed[i].told());
        }
        repair(told);
    }

    private static void repair(List<Told> told) {
        boolean swapped = true;
        for (int pass = 0; swapped && pass < told.size(); pass++) {
            swapped = false;
            for (int i = 0; i + 1 < told.size(); i++) {
                if (overlap(told.get(i), told.get(i + 1)) && later(told.get(i), told.get(i + 1))) {
                    told.set(i, told.set(i + 1, told.get(i)));
                    swapped = true;
                }
            }
        }
    }

    private static boolean overlap(Told a, Told b) {
        Instant aFrom = a.earliest();
        Instant aTo = a.latest();
        Instant bFrom = b.earliest();
        Instant bTo = b.latest();
        return aFrom == null
                || aTo == null
                || bFrom == null
                || bTo == null
                || (!aFrom.isAfter(bTo) && !bFrom.isAfter(aTo));
    }

    /** Whether {@code a} belongs after {@code b} although it stands before it. */
    private static boolean later(Told a, Told b) {
        if (a.report().source().equals(b.report().source())
                && a.report().number().equals(b.report().number())) {
            int listed = Integer.compare(a.report().seq(), b.report().seq());
            return listed > 0
                    || listed == 0
                            && a.stage().rank() > b.stage().rank()
                            && b.stage().rank() >= 0;
        }
        Integer aPhase = phase(a.stage());
        Integer bPhase = phase(b.stage());
        if (aPhase == null || bPhase == null) {
            return false;
        }
        return aPhase.equals(bPhase)
                ? a.stage().rank() >= 0
                        && b.stage().rank() >= 0
                        && a.stage().rank() > b.stage().rank()
                : aPhase > bPhase;
    }

    private static @Nullable Integer phase(Stage stage) {
        return stage.phase() == Stage.Phase.KEEP ? null : stage.phase().ordinal();
    }
}
