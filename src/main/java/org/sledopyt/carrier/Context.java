package org.sledopyt.carrier;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known beside the number itself.
 *
 * @param around words near the number: the subject of a mail, the label of a field
 * @param link address of the page the number came from, or just its host
 * @param countries where the account receives parcels, ISO 3166 codes; the main one first if the set keeps an order
 * @param had carriers that parcels of this account had, by code, with how many
 */
public record Context(String around, @Nullable String link, Set<String> countries, Map<String, Integer> had) {

    public static final Context NONE = new Context("", null, Set.of(), Map.of());

    /** An account's own knowledge, nothing about the place of the number. */
    public static Context of(Set<String> countries, Map<String, Integer> had) {
        return new Context("", null, countries, had);
    }

    public Context withAround(String words) {
        return new Context(words, link, countries, had);
    }

    public Context withLink(String address) {
        return new Context(around, address, countries, had);
    }

    boolean isEmpty() {
        return around.isEmpty() && link == null && countries.isEmpty() && had.isEmpty();
    }
}
