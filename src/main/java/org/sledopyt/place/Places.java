package org.sledopyt.place;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds places: by a code in the text, by the city's name, by a Russian postcode, at last the country alone. What is not certain enough is
 * not found; nothing is invented. The tables are read when first used, in some tens of milliseconds, and stay in memory (some megabytes).
 */
public final class Places {

    /** Way between two known points that a parcel hardly makes longer for the sake of a small town, in kilometres. */
    private static final double BAND_KM = 250;

    /** So much larger a city is meant although others have its name. */
    private static final int FAR_LARGER = 10;

    /** Letters of country, of place and of the office. */
    private static final Pattern OFFICE = Pattern.compile("(?<![A-Z0-9])([A-Z]{2})([A-Z]{3})([A-Z])(?![A-Z0-9])");

    private static final Pattern IN_BRACKETS = Pattern.compile("[(\\[]([A-Z]{3})[)\\]]");

    /**
     * What is known of the journey: it chooses between towns of one name.
     *
     * @param from where the parcel was before
     * @param to where it goes
     */
    public record Way(@Nullable Spot from, @Nullable Spot to) {
        public static final Way UNKNOWN = new Way(null, null);
    }

    private record Hits(int[] places, Spot.How how) {}

    private static final Hits NONE = new Hits(new int[0], Spot.How.CITY);

    private final Tables tables;
    private final Names names;

    private Places(Tables tables) {
        this.tables = tables;
        this.names = new Names(tables);
    }

    private static final class Standard {
        private static final Places PLACES = new Places(Tables.read());
    }

    public static Places standard() {
        return Standard.PLACES;
    }

    /** The place; null if nobody can tell. */
    public @Nullable Spot find(Where where, Way way) {
        Hits hits = hits(where, way);
        if (hits.places.length > 0) {
            return tables.spot(choose(hits.places, way), hits.how);
        }
        String country = where.country();
        return country == null ? null : tables.whole(country);
    }

    /** A country as a whole; null if there is no such. */
    public @Nullable Spot country(String code) {
        return tables.whole(code);
    }

    /** The zone there; null where it is not certain: several towns of the name have several zones, or none is known. */
    public @Nullable ZoneId zone(Where where) {
        int[] places = hits(where, Way.UNKNOWN).places;
        if (places.length == 0) {
            String country = where.country();
            return country == null ? null : tables.zoneOf(country);
        }
        for (int i = 1; i < places.length; i++) {
            if (!tables.haveOneZone(places[0], places[i])) {
                return isFarLarger(places[0], places[i]) ? tables.zone(places[0]) : null;
            }
        }
        return tables.zone(places[0]);
    }

    private Hits hits(Where where, Way way) {
        Hits coded = coded(where);
        if (coded.places.length > 0) {
            return coded;
        }
        int region = region(where);
        int[] cities = where.country() == null ? abroad(names.find(where), way) : names.find(where);
        if (cities.length > 1 && region >= 0) {
            return new Hits(new int[] {nearest(cities, region)}, Spot.How.CITY);
        }
        if (cities.length > 0) {
            return new Hits(cities, Spot.How.CITY);
        }
        return region < 0 ? NONE : new Hits(new int[] {region}, Spot.How.POSTCODE);
    }

    private Hits coded(Where where) {
        for (String text : new String[] {where.office(), where.city(), where.text()}) {
            Matcher office = OFFICE.matcher(text == null ? "" : text);
            while (office.find()) {
                int place = tables.coded(office.group(2));
                if (place >= 0 && tables.country(place).equals(office.group(1))) {
                    return new Hits(new int[] {place}, Spot.How.OFFICE);
                }
            }
        }
        String country = where.country();
        if (country != null) {
            for (String text : new String[] {where.city(), where.office()}) {
                if (text != null && text.matches("[A-Z]{3}")) {
                    int place = tables.coded(text);
                    if (place >= 0 && tables.country(place).equals(country)) {
                        return new Hits(new int[] {place}, Spot.How.AIRPORT);
                    }
                }
            }
            Matcher bracketed = IN_BRACKETS.matcher(where.text());
            while (bracketed.find()) {
                int place = tables.coded(bracketed.group(1));
                if (place >= 0 && tables.country(place).equals(country)) {
                    return new Hits(new int[] {place}, Spot.How.AIRPORT);
                }
            }
        }
        return NONE;
    }

    private int region(Where where) {
        String postcode = where.postcode();
        boolean russian = postcode != null
                && postcode.matches("\\d{6}")
                && (where.country() == null
                        || where.country().toUpperCase(Locale.ROOT).equals("RU"));
        return postcode != null && russian ? tables.ofPostcode(Integer.parseInt(postcode) / 1000) : -1;
    }

    /** Without a country: those in the countries of the way, else a name that means one city, or one far larger than its namesakes. */
    private int[] abroad(int[] cities, Way way) {
        int[] onTheWay = Arrays.stream(cities)
                .filter(city -> isIn(city, way.from) || isIn(city, way.to))
                .toArray();
        boolean clear = cities.length == 1 || cities.length > 1 && isFarLarger(cities[0], cities[1]);
        return onTheWay.length > 0 ? onTheWay : clear ? new int[] {cities[0]} : new int[0];
    }

    private boolean isIn(int city, @Nullable Spot spot) {
        return spot != null && tables.country(city).equals(spot.country());
    }

    private boolean isFarLarger(int city, int other) {
        return tables.people(city) >= (long) FAR_LARGER * tables.people(other);
    }

    private int nearest(int[] cities, int to) {
        int best = cities[0];
        for (int city : cities) {
            best = apart(city, to) < apart(best, to) ? city : best;
        }
        return best;
    }

    private double apart(int a, int b) {
        return Tables.kilometres(tables.latitude(a), tables.longitude(a), tables.latitude(b), tables.longitude(b));
    }

    /** The one least out of the way; of those about equally so, the largest. Places come largest first. */
    private int choose(int[] places, Way way) {
        int best = places[0];
        Spot from = way.from;
        Spot to = way.to;
        if (places.length == 1 || from == null || to == null || !from.isExact() || !to.isExact()) {
            return best;
        }
        long least = Long.MAX_VALUE;
        for (int place : places) {
            double detour = kilometres(place, from) + kilometres(place, to) - from.kilometresTo(to);
            long band = Math.round(detour / BAND_KM);
            if (band < least) {
                least = band;
                best = place;
            }
        }
        return best;
    }

    private double kilometres(int place, Spot spot) {
        return Tables.kilometres(tables.latitude(place), tables.longitude(place), spot.latitude(), spot.longitude());
    }
}
