package org.sledopyt.carrier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why a format is offered. What does not depend on the number is made once. */
final class Reasons {

    private static final Reason CHECK_HOLDS = Reason.of("check-digit");
    private static final Reason CHECK_FAILS = Reason.of("check-digit-fails");
    private static final Reason FEW_SOURCES = Reason.of("few-sources");
    private static final Reason[] LENGTHS = new Reason[TrackingNumber.MAX_LENGTH + 5];

    static {
        for (int i = 0; i < LENGTHS.length; i++) {
            LENGTHS[i] = Reason.of("length", "length", String.valueOf(i));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Reason>[] lists(int formats) {
        return new List[formats * LENGTHS.length];
    }

    /** How a format's numbers begin. */
    private record Prefix(int length, @Nullable Reason fixed) {}

    private final Prefix[] prefixes;

    /** Lists that were made before, by format and length. */
    private final List<Reason>[] held;

    private final List<Reason>[] failed;
    private final @Nullable Reason[] operators = new Reason[26 * 26];
    private final @Nullable Reason[] services = new Reason[26 * 26];

    Reasons(Formats formats) {
        prefixes = new Prefix[formats.all().size()];
        held = lists(prefixes.length);
        failed = lists(prefixes.length);
        for (Format format : formats.all()) {
            prefixes[format.index()] = prefix(format);
        }
    }

    List<Reason> of(Format format, byte[] s, int n, boolean holds) {
        Prefix prefix = prefixes[format.index()];
        if (prefix.length > 0 && prefix.fixed == null) {
            int from = format.number() == null ? 0 : format.number().from(n);
            return list(format, Reason.of("prefix", "prefix", Symbols.text(s, from, from + prefix.length)), n, holds);
        }
        List<Reason>[] known = holds ? held : failed;
        int place = format.index() * LENGTHS.length + n;
        List<Reason> reasons = known[place];
        if (reasons == null) {
            reasons = list(format, prefix.fixed, n, holds);
            known[place] = reasons; // immutable, so it does not matter which thread is first
        }
        return reasons;
    }

    private static List<Reason> list(Format format, @Nullable Reason begins, int n, boolean holds) {
        List<Reason> reasons = new ArrayList<>(4);
        if (format.hasCheckCharacter()) {
            reasons.add(holds ? CHECK_HOLDS : CHECK_FAILS);
        }
        if (begins != null) {
            reasons.add(begins);
        }
        reasons.add(LENGTHS[n]);
        if (format.evidence() > 'B') {
            reasons.add(FEW_SOURCES);
        }
        return List.copyOf(reasons);
    }

    /** For an S10 number: the check, who issued it, for which service. */
    List<Reason> ofS10(byte[] s, boolean holds, String post, S10.Service service) {
        Reason check = holds ? CHECK_HOLDS : CHECK_FAILS;
        int country = (s[11] - 10) * 26 + s[12] - 10;
        Reason operator = operators[country];
        if (operator == null) {
            operator = new Reason("operator", java.util.Map.of("carrier", post, "country", Symbols.text(s, 11, 13)));
            operators[country] = operator;
        }
        if (service.code() == null) {
            return List.of(check, operator);
        }
        int letters = (s[0] - 10) * 26 + s[1] - 10;
        Reason served = services[letters];
        if (served == null) {
            served = new Reason(
                    "service-letters", java.util.Map.of("letters", Symbols.text(s, 0, 2), "service", service.code()));
            services[letters] = served;
        }
        return List.of(check, operator, served);
    }

    /** The reasons of the number itself, then those of its surroundings. */
    static List<Reason> with(List<Reason> own, List<Reason> surroundings, Decoys.@Nullable Decoy decoy) {
        List<Reason> all = new ArrayList<>(own.size() + surroundings.size() + 1);
        all.addAll(own);
        all.addAll(surroundings);
        if (decoy != null) {
            all.add(decoy.reason());
        }
        return List.copyOf(all);
    }

    private static Prefix prefix(Format format) {
        int length = format.prefixLength();
        String written = format.pattern();
        int plain = 0;
        while (plain < written.length() && Character.isLetterOrDigit(written.charAt(plain))) {
            plain++;
        }
        boolean followed = plain == length && length < written.length() && "?|{".indexOf(written.charAt(length)) >= 0;
        return new Prefix(
                length,
                length > 0 && plain >= length && !followed
                        ? Reason.of("prefix", "prefix", written.substring(0, length))
                        : null);
    }
}
