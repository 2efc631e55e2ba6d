package org.sledopyt.source;

/**
 * A milestone with its sub-status, such as {@code IN_TRANSIT/LEFT_ORIGIN_COUNTRY}. Only pairs listed in {@code stages.csv}
 * exist; get them from {@link Stages}.
 *
 * @param rank orders stages of one forward journey when times do not decide; -1 where any order is possible
 * @param phase part of the way that this stage proves
 * @param movement whether the parcel itself moved or was handled
 * @param ends whether the journey is over
 */
public record Stage(Milestone milestone, String sub, int rank, Phase phase, boolean movement, boolean ends) {

    /** Part of the way. {@code KEEP}: the stage says nothing about it, the earlier phase stays. */
    public enum Phase {
        PRE,
        ORIGIN,
        LINE_HAUL,
        IMPORT,
        DESTINATION,
        LAST_MILE,
        CLOSED,
        RETURN,
        KEEP
    }

    public boolean is(Milestone milestone, String sub) {
        return this.milestone == milestone && this.sub.equals(sub);
    }

    @Override
    public String toString() {
        return milestone + "/" + sub;
    }
}
