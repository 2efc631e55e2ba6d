package org.sledopyt.journey;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;

/**
 * Delivered where nobody waits for it: in another country or city than expected. That is how sellers "prove" a delivery with a real
 * parcel to somebody else.
 */
final class PlaceRule implements AttentionRules.Rule {

    @Override
    public void look(Look look) {
        Journey.Event delivered = look.journey.latest();
        if (!look.isAt(Milestone.DELIVERED)
                || delivered == null
                || delivered.stage().milestone() != Milestone.DELIVERED
                || delivered.place() == null) {
            return;
        }
        Attention.Reason reason = reason(look, delivered);
        if (reason != null) {
            look.raise(Raised.of(Attention.Code.WRONG_PLACE, Attention.Urgency.A)
                    .since(Look.at(delivered))
                    .because(reason)
                    .because(Look.said(delivered)));
        }
    }

    private static Attention.@Nullable Reason reason(Look look, Journey.Event delivered) {
        Place place = delivered.place();
        String country = Look.countryOf(place);
        String expected = look.country();
        if (country != null && expected != null && !country.equals(expected)) {
            return new Attention.Reason("other-country", Map.of("country", country, "expected", expected));
        }
        String city = place == null ? null : place.city();
        String wanted = look.expected.city();
        if (city != null && wanted != null && differ(city, wanted)) {
            return new Attention.Reason("other-city", Map.of("city", city, "expected", wanted));
        }
        String before = wanted == null ? cityBeforeRedirect(look.journey.events()) : null;
        if (city != null && before != null && differ(city, before)) {
            return new Attention.Reason("redirected", Map.of("city", city, "expected", before));
        }
        return null;
    }

    /** Where it was about to be delivered when it was sent elsewhere; null if it was not. */
    private static @Nullable String cityBeforeRedirect(List<Journey.Event> events) {
        String city = null;
        for (Journey.Event event : events) {
            Place place = event.place();
            if (event.stage().is(Milestone.IN_TRANSIT, "REDIRECTED")) {
                return city;
            }
            city = place == null || place.city() == null ? city : place.city();
        }
        return null;
    }

    /** Only names in one script can be compared; one that contains the other is the same place. */
    static boolean differ(String one, String other) {
        String a = letters(one);
        String b = letters(other);
        return !a.isEmpty() && !b.isEmpty() && script(a) == script(b) && !a.contains(b) && !b.contains(a);
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replace('ё', 'е').replaceAll("[^\\p{L}]+", "");
    }

    private static UnicodeScript script(String name) {
        return UnicodeScript.of(name.codePointAt(0));
    }
}
