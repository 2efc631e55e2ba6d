package org.sledopyt.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the surroundings of a number say: for or against a tracking number at all, and for some carriers. */
final class Leaning {

    static final Leaning NEUTRAL = new Leaning();

    /** In running text most runs of letters and digits are no tracking numbers. */
    static final double TEXT = 10;

    private static final double WORD = 0.003;
    private static final double WORD_AGAINST = 30;
    private static final double CARRIER_NAMED = 60;

    /** A carrier that the surroundings speak for. */
    private record Favour(String carrier, double factor, Reason reason) {}

    private double noise = 1;
    private Set<String> countries = Set.of();
    private final List<Reason> reasons = new ArrayList<>(0);
    private final List<Favour> favours = new ArrayList<>(0);
    private boolean hasWord;
    private boolean hasWordAgainst;
    private final List<String> linked = new ArrayList<>(0);

    Leaning() {}

    /** A copy to add to. */
    Leaning(Leaning base) {
        noise = base.noise;
        countries = base.countries;
        reasons.addAll(base.reasons);
        favours.addAll(base.favours);
        hasWord = base.hasWord;
        hasWordAgainst = base.hasWordAgainst;
        linked.addAll(base.linked);
    }

    boolean isNeutral() {
        return this == NEUTRAL;
    }

    /** Makes "no tracking number" that much likelier. */
    Leaning noise(double factor) {
        noise *= factor;
        return this;
    }

    Leaning countries(Set<String> countries) {
        this.countries = countries;
        return this;
    }

    /** A word for or against a tracking number stands near. */
    Leaning word(Words.Cue cue) {
        boolean speaksFor = cue.side() == Words.Side.FOR;
        hasWord |= speaksFor;
        hasWordAgainst |= !speaksFor;
        noise *= speaksFor ? WORD : WORD_AGAINST;
        reasons.add(Reason.of(speaksFor ? "context-word" : "against-word", "word", cue.word()));
        return this;
    }

    /** The carriers are named near: worth more than a check digit. */
    Leaning named(String name, List<String> carriers) {
        for (String carrier : carriers) {
            favour(carrier, CARRIER_NAMED, Reason.of("carrier-name", "name", name));
        }
        return this;
    }

    Leaning favour(String carrier, double factor, Reason reason) {
        favours.add(new Favour(carrier, factor, reason));
        return this;
    }

    /** Came from a tracking page: it beats any guess from the shape. */
    Leaning linked(Links.Link link) {
        Reason reason = Reason.of("link-host", "host", link.host());
        noise *= 0.001;
        hasWord = true;
        String carrier = link.carrier();
        if (carrier == null) {
            reasons.add(reason);
            return this;
        }
        linked.add(carrier);
        return favour(carrier, 10_000, reason);
    }

    double noise() {
        return noise;
    }

    /** Whether a word for a tracking number stands near. */
    boolean hasWord() {
        return hasWord;
    }

    boolean hasWordAgainst() {
        return hasWordAgainst;
    }

    /** How much likelier a format gets. */
    double factor(Format format, String carrier) {
        return country(format) * favour(carrier);
    }

    private double country(Format format) {
        if (countries.isEmpty() || format.countries().isEmpty()) {
            return 1;
        }
        for (String country : format.countries()) {
            if (countries.contains(country)) {
                return 5;
            }
        }
        return format.home() ? 0.05 : 1;
    }

    double favour(String carrier) {
        double factor = 1;
        for (Favour favour : favours) {
            factor *= favour.carrier.equals(carrier) ? favour.factor : 1;
        }
        return factor;
    }

    /** Whether the carrier is named near. */
    boolean favoursNamed(String carrier) {
        return favour(carrier) >= CARRIER_NAMED;
    }

    /** The carriers named by a link, which are offered even if no format of theirs fits. */
    List<String> linked() {
        return linked;
    }

    /** What the surroundings add to the reasons for a carrier. */
    List<Reason> reasons(String carrier, Format format) {
        List<Reason> all = new ArrayList<>();
        favours.stream().filter(favour -> favour.carrier.equals(carrier)).forEach(favour -> all.add(favour.reason));
        for (String country : format.countries()) {
            if (countries.contains(country)) {
                all.add(Reason.of("country", "country", country));
                break;
            }
        }
        all.addAll(reasons);
        return all;
    }

    /** What speaks for a carrier of whose formats none fits. */
    List<Reason> reasonsOf(String carrier) {
        return favours.stream()
                .filter(favour -> favour.carrier.equals(carrier))
                .map(Favour::reason)
                .toList();
    }
}
