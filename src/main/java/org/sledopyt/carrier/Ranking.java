package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.Format.Mark;

/**
 * Weighs the formats that fit a number against each other and against "no tracking number at all". Bayes: how often such numbers
 * turn up, spread over all numbers of the format.
 */
final class Ranking {

    /** How often a typed number has a wrong character, spread over the ways it can be wrong. */
    private static final double TYPO = 0.002;

    /** How often one character in a number is a letter for a digit or the other way round. */
    private static final double SLIP = 0.002;

    /** Below that a number whose check character fails is offered only under formats that nobody else uses. */
    private static final double WORTH_A_DOUBT = 0.2;

    /** Numbers with letters that are something else: as many, each further run of letters or digits thinning them out. */
    private static final double MIXED_NOISE = 300;

    /** Codes of letters and digits by chance, such as coupons, as many of each length. */
    private static final double CODES = 3;

    private static final double RUN = Math.pow(10, -1.5);
    private static final double[] RUNS = new double[TrackingNumber.MAX_LENGTH + 1];
    private static final double[] TENTHS = new double[TrackingNumber.MAX_LENGTH + 1];
    private static final double[] EITHER = new double[TrackingNumber.MAX_LENGTH + 1];
    private static final double[] LETTERS = new double[TrackingNumber.MAX_LENGTH + 1];

    static {
        for (int i = 0; i < TENTHS.length; i++) {
            TENTHS[i] = Math.pow(10, -i);
            EITHER[i] = Math.pow(36, -i);
            LETTERS[i] = Math.pow(26, -i);
            RUNS[i] = MIXED_NOISE * Math.pow(RUN, i - 1);
        }
    }

    /** Formats that fit a number with its dashes come on top of those that fit it without. */
    private static final int ROOM_FOR_DASHED = 4;

    private final Formats formats;
    private final Decoys decoys = new Decoys();
    private final Reasons reasons;
    private final S10 s10 = new S10();
    private final double[] noise = new double[TrackingNumber.MAX_LENGTH + 1];
    private final int mostHits;

    Ranking(Formats formats) {
        this.formats = formats;
        this.reasons = new Reasons(formats);
        int most = 0;
        for (int state = 0; state < formats.automaton().states(); state++) {
            most = Math.max(most, formats.complete(state).length);
        }
        mostHits = most + ROOM_FOR_DASHED;
        java.util.Arrays.fill(noise, 50);
        for (NamedCsvRecord row : Table.rows("noise.csv")) {
            noise[Integer.parseInt(row.getField("digits"))] = Double.parseDouble(row.getField("weight"));
        }
    }

    /** The formats that fit one number, strongest first. */
    final class Hits {

        final @Nullable Format[] formats;
        final double[] weight;
        final boolean[] holds;
        int size;

        /** Weight of all that is no tracking number, and of everything. */
        double others;

        double total;
        Decoys.@Nullable Decoy decoy;

        private Hits(int most) {
            formats = new Format[most];
            weight = new double[most];
            holds = new boolean[most];
        }

        /** Share of the strongest. */
        double confidence() {
            return size == 0 ? 0 : weight[0] / total;
        }

        Format best() {
            return get(0);
        }

        Format get(int at) {
            return Objects.requireNonNull(formats[at]);
        }

        /** Whether the check of the strongest holds, or nobody else has such numbers. */
        boolean proven() {
            return size > 0 && Ranking.this.proven(this, 0);
        }

        boolean verified() {
            return size > 0 && grade(this, 0) == Grade.VERIFIED;
        }

        /** Whether the shape fits nothing that would be surprising by chance: letters and digits may have been mixed up. */
        boolean isStrange() {
            return size == 0 || holds[0] && best().mark() == Mark.BARE && weight[0] < 0.5 * total;
        }

        private void add(Format format, double weighs, boolean right) {
            int at = size++;
            while (at > 0 && weight[at - 1] < weighs) {
                formats[at] = formats[at - 1];
                weight[at] = weight[at - 1];
                holds[at] = holds[at - 1];
                at--;
            }
            formats[at] = format;
            weight[at] = weighs;
            holds[at] = right;
        }

        private void drop(int at) {
            size--;
            for (int i = at; i < size; i++) {
                formats[i] = formats[i + 1];
                weight[i] = weight[i + 1];
                holds[i] = holds[i + 1];
            }
        }
    }

    /** With room for any number. */
    Hits hits() {
        return new Hits(mostHits);
    }

    /** With room for one number that was read. */
    Hits hits(Typed typed) {
        return new Hits(formats.complete(typed.state).length + (typed.hasDashes() ? ROOM_FOR_DASHED : 0));
    }

    /** Fills {@code hits} with the formats that fit. */
    void weigh(Typed typed, Leaning leaning, Hits hits) {
        hits.size = 0;
        hits.decoy = null;
        double dashed = 1;
        if (typed.hasDashes()) {
            int state = formats.automaton().run(typed.dashed, typed.dashedLength);
            weigh(formats.complete(state), typed.dashed, typed.dashedLength, 1, leaning, hits);
            // Dashes just where a format has them are no accident.
            dashed = hits.size > 0 ? 0.001 : 1;
        }
        weigh(formats.complete(typed.state), typed.plain, typed.length, dashed, leaning, hits);
        settle(typed, dashed, leaning, hits);
    }

    private void weigh(Format[] complete, byte[] s, int n, double factor, Leaning leaning, Hits hits) {
        for (Format format : complete) {
            double weight = format.weights()[n] * factor;
            String carrier = format.carrier();
            Format.Slice country = format.country();
            if (country != null) {
                String post = s10.post(s[country.from(n)], s[country.from(n) + 1]);
                if (post == null) {
                    continue;
                }
                carrier = post;
                weight *= s10.factor(s[0]);
            }
            double[] heads = format.heads();
            if (heads != null) {
                weight *= heads[s[0] * 100 + s[1] * 10 + s[2]];
            }
            Integer digit = format.digit();
            int place = digit == null ? 0 : digit < 0 ? n + digit : digit;
            boolean holds = Checks.hold(
                    format.check(), s, format.body().from(n), format.body().to(n), place);
            if (!holds) {
                if (digit == null) {
                    continue;
                }
                weight *= TYPO;
            }
            if (!leaning.isNeutral()) {
                weight *= leaning.factor(format, carrier);
            }
            hits.add(format, weight, holds);
        }
    }

    private void settle(Typed typed, double factor, Leaning leaning, Hits hits) {
        hits.decoy = typed.phone ? Decoys.phone() : decoys.find(typed.plain, typed.length, typed.letters);
        hits.others = noise(typed) * factor * leaning.noise() * (hits.decoy == null ? 1 : hits.decoy.factor());
        double total = hits.others;
        for (int i = 0; i < hits.size; i++) {
            total += hits.weight[i];
        }
        hits.total = total;
        for (int i = hits.size - 1; i >= 0; i--) {
            if (!hits.holds[i] && hits.get(i).mark() != Mark.OWN && hits.weight[i] < WORTH_A_DOUBT * total) {
                hits.drop(i);
            }
        }
    }

    /** Weight of all other things that are written like this. */
    private double noise(Typed typed) {
        int n = typed.length;
        if (typed.letters == 0) {
            return noise[n] * TENTHS[n];
        }
        int runs = 1;
        for (int i = 1; i < n; i++) {
            runs += typed.plain[i] < 10 != typed.plain[i - 1] < 10 ? 1 : 0;
        }
        return RUNS[runs] * TENTHS[n - typed.letters] * LETTERS[typed.letters] + CODES * EITHER[n];
    }

    /**
     * Weighs a number that was read with characters exchanged against the number as it was typed: the exchange must explain it
     * better than all that it may be as it stands.
     */
    void discount(Hits meant, int exchanged, Hits typed) {
        double slips = Math.pow(SLIP, exchanged);
        for (int i = 0; i < meant.size; i++) {
            meant.weight[i] *= slips;
        }
        meant.others = meant.others * slips + typed.total;
        meant.total = meant.total * slips + typed.total;
    }

    @Nullable
    String refused(Typed typed) {
        return decoys.refused(typed.plain, typed.length, typed.letters);
    }

    private Grade grade(Hits hits, int at) {
        if (!hits.holds[at]) {
            return Grade.MISTYPED;
        }
        // Two in five numbers of twelve digits satisfy some check by chance.
        boolean likely = hits.get(at).mark() == Mark.OWN || hits.others < 0.5 * hits.total;
        return likely && proven(hits, at) ? Grade.VERIFIED : Grade.POSSIBLE;
    }

    private boolean proven(Hits hits, int at) {
        Format format = hits.get(at);
        if (!hits.holds[at] || format.evidence() == 'D') {
            return false;
        }
        // A check that a row of noughts satisfies proves nothing.
        boolean checked = format.hasCheckCharacter()
                && (hits.decoy == null || !hits.decoy.reason().code().equals("against-trivial"));
        return checked || format.mark() == Mark.OWN;
    }

    /** The hits as candidates, one a carrier. */
    List<Candidate> candidates(Typed typed, Leaning leaning, Hits hits) {
        List<Candidate> candidates = new ArrayList<>(hits.size + 1);
        for (int i = 0; i < hits.size; i++) {
            Format format = hits.get(i);
            boolean dashed = format.keepsDashes();
            byte[] s = dashed ? typed.dashed : typed.plain;
            int n = dashed ? typed.dashedLength : typed.length;
            Format.Slice country = format.country();
            String post = country == null ? null : s10.post(s[country.from(n)], s[country.from(n) + 1]);
            String carrier = post == null ? format.carrier() : post;
            double confidence = hits.weight[i] / hits.total;
            int known = indexOf(candidates, carrier);
            if (known >= 0) {
                Candidate before = candidates.get(known);
                candidates.set(known, weighing(before, before.confidence() + confidence));
            } else if (post == null) {
                List<Reason> why = reasons.of(format, s, n, hits.holds[i]);
                candidates.add(new Candidate(
                        carrier,
                        grade(hits, i),
                        confidence,
                        format.service(),
                        format.countries().size() == 1
                                ? format.countries().iterator().next()
                                : null,
                        format.tracked(),
                        surrounded(why, carrier, format, leaning, hits)));
            } else {
                S10.Service service = s10.service(s[0], s[1]);
                List<Reason> why = reasons.ofS10(s, hits.holds[i], post, service);
                Candidate issuer = new Candidate(
                        post,
                        grade(hits, i),
                        confidence,
                        service.code(),
                        s10.country(s[11], s[12]),
                        service.tracked(),
                        surrounded(why, post, format, leaning, hits));
                addWithShipper(candidates, issuer, s);
            }
        }
        sort(candidates);
        return candidates;
    }

    /** Some shippers use letters of their own under a post: the post comes first, for it has the parcel at least on the way. */
    private void addWithShipper(List<Candidate> candidates, Candidate issuer, byte[] s) {
        S10.Shipper shipper = s10.shipper(s[0], s[1], String.valueOf(issuer.origin()));
        if (shipper == null || issuer.grade() != Grade.VERIFIED) {
            candidates.add(issuer);
            return;
        }
        candidates.add(weighing(issuer, issuer.confidence() * (1 - shipper.share())));
        candidates.add(new Candidate(
                shipper.carrier(),
                Grade.POSSIBLE,
                issuer.confidence() * shipper.share(),
                issuer.service(),
                issuer.origin(),
                issuer.tracked(),
                List.of(new Reason(
                        "shipper",
                        java.util.Map.of(
                                "letters", Symbols.text(s, 0, 2), "country", String.valueOf(issuer.origin()))))));
    }

    private static List<Reason> surrounded(
            List<Reason> why, String carrier, Format format, Leaning leaning, Hits hits) {
        return hits.decoy == null && leaning.isNeutral()
                ? why
                : Reasons.with(why, leaning.reasons(carrier, format), hits.decoy);
    }

    /** Two formats of one carrier together may outweigh one that was ahead of each. */
    private static void sort(List<Candidate> candidates) {
        for (int i = 1; i < candidates.size(); i++) {
            if (candidates.get(i).confidence() > candidates.get(i - 1).confidence()) {
                candidates.sort(
                        Comparator.comparingDouble(Candidate::confidence).reversed());
                return;
            }
        }
    }

    private static int indexOf(List<Candidate> candidates, String carrier) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).carrier().equals(carrier)) {
                return i;
            }
        }
        return -1;
    }

    /** The candidate with another confidence. */
    static Candidate weighing(Candidate candidate, double confidence) {
        return new Candidate(
                candidate.carrier(),
                candidate.grade(),
                confidence,
                candidate.service(),
                candidate.origin(),
                candidate.tracked(),
                candidate.reasons());
    }

    /** The candidate with one more reason. */
    static Candidate because(Candidate candidate, Reason reason) {
        List<Reason> reasons = new ArrayList<>(candidate.reasons());
        reasons.add(reason);
        return new Candidate(
                candidate.carrier(),
                candidate.grade(),
                candidate.confidence(),
                candidate.service(),
                candidate.origin(),
                candidate.tracked(),
                List.copyOf(reasons));
    }
}
