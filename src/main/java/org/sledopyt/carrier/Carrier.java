package org.sledopyt.carrier;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who moves parcels.
 *
 * @param code kebab-case, stable: it is kept with parcels
 * @param names by language; English is always there
 * @param countries where it works, ISO 3166 codes; empty: everywhere
 * @param site page for people; null if not known
 * @param trackingLink official tracking page with {@code {number}} where the number goes; null if not known for certain
 */
public record Carrier(
        String code,
        Map<String, String> names,
        List<String> countries,
        @Nullable URI site,
        @Nullable String trackingLink) {

    /** The name in that language, else the English one. */
    public String name(String language) {
        return names.getOrDefault(language, names.getOrDefault("en", code));
    }

    /** The official tracking page of this number; null if none is known. */
    public @Nullable URI trackingPage(TrackingNumber number) {
        return trackingLink == null
                ? null
                : URI.create(trackingLink.replace(
                        "{number}",
                        java.net.URLEncoder.encode(number.text(), java.nio.charset.StandardCharsets.UTF_8)));
    }
}
