package org.sledopyt.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds towns by what a carrier wrote for a city or an office. */
final class Names {

    /** Words that stand beside a town's name and are none. */
    private static final Set<String> BESIDE = Set.of(
            ("г гор город пгт рп пос поселок п с д ст село деревня сц лц мрлц асц гсц ммпо мсц пци опс упо упс уд цех кс вход исход "
                            + "сортировочныи логистическии центр почтамт участок отделение почты склад аэропорт международныи "
                            + "isc pci oe sc hub office of exchange international intl mail post postal sorting sort center centre facility "
                            + "distribution processing warehouse depot delivery station airport logistics gateway branch terminal "
                            + "market parcel operations air transit")
                    .split(" "));

    private static final int MOST_WORDS = 4;
    private static final int MOST_PARTS = 6;
    private static final int[] NOTHING = {};

    private final Tables tables;

    Names(Tables tables) {
        this.tables = tables;
    }

    /** The towns it may mean, largest first; all countries where none is given. */
    int[] find(Where where) {
        int[] found = parts(where.city(), where.country(), true);
        // An office is called by its town's name or by anything else: only with a country, and only if it begins so.
        return found.length > 0 || where.country() == null ? found : parts(where.office(), where.country(), false);
    }

    private int[] parts(@Nullable String written, @Nullable String country, boolean anywhere) {
        if (written == null) {
            return NOTHING;
        }
        String[] parts = written.split("[,;/()\\[\\]|]", MOST_PARTS + 1);
        int[] found = NOTHING;
        for (int i = 0; i < Math.min(parts.length, MOST_PARTS) && found.length == 0; i++) {
            found = part(parts[i], country, anywhere);
        }
        return found.length > 1 && parts.length > 1 ? inState(found, parts) : found;
    }

    /** {@code Jamaica, NY 11430} names the state. */
    private int[] inState(int[] found, String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            String state = part.length() < 2 ? "" : part.substring(0, 2);
            if (part.matches("[A-Z]{2}( .*)?")) {
                int[] there = Arrays.stream(found)
                        .filter(place -> tables.isIn(place, state))
                        .toArray();
                if (there.length > 0) {
                    return there;
                }
            }
        }
        return found;
    }

    private int[] part(String written, @Nullable String country, boolean anywhere) {
        String folded = Fold.name(written);
        int[] whole = named(folded, country);
        if (whole.length > 0 || folded.isEmpty()) {
            return whole;
        }
        List<String> words = new ArrayList<>();
        for (String word : folded.split(" ")) {
            boolean digits = word.chars().anyMatch(Character::isDigit);
            if (!digits && !BESIDE.contains(word)) {
                words.add(word);
            }
        }
        for (int start = 0; start < (anywhere ? words.size() : Math.min(1, words.size())); start++) {
            for (int end = Math.min(words.size(), start + MOST_WORDS); end > start; end--) {
                int[] found = named(String.join(" ", words.subList(start, end)), country);
                if (found.length > 0) {
                    return found;
                }
            }
        }
        return NOTHING;
    }

    private int[] named(String folded, @Nullable String country) {
        // One letter is an abbreviation, two of our letters too; two Chinese signs are a name.
        if (folded.length() < 2 || folded.length() == 2 && folded.charAt(0) < 0x2E80) {
            return NOTHING;
        }
        int[] found = in(country, tables.named(folded));
        if (country == null) {
            return found;
        }
        int[] spelt = in(country, tables.named("~" + Fold.squeezed(folded)));
        return spelt.length == 0
                ? found
                : IntStream.concat(Arrays.stream(found), Arrays.stream(spelt))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private int[] in(@Nullable String country, int[] places) {
        if (country == null || places.length == 0) {
            return places;
        }
        return Arrays.stream(places)
                .filter(place -> tables.country(place).equals(country))
                .toArray();
    }
}
