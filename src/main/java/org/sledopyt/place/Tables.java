package org.sledopyt.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places we know, in flat arrays read from {@code places.bin}, largest first: a place is its index. Names are looked up by binary
 * search among sorted keys. Made by the class {@code MakePlaces} of the tests.
 */
final class Tables {

    private static final double EARTH_KM = 6371;
    private static final double DEGREE = 1e4;

    private final String[] countries;
    private final String[] zones;
    private final short[] country;
    private final short[] admin;
    private final short[] zone;
    private final int[] latitude;
    private final int[] longitude;
    private final int[] people;
    private final byte[] names;
    private final int[] nameAt;
    private final byte[] keys;
    private final int[] keyAt;
    private final int[] keyPlace;
    private final int[] codes;
    private final int[] codePlace;
    private final int[] postcodePlace;
    private final float[] middles;
    private final short[] countryZone;

    private Tables(ByteBuffer in) {
        countries = texts(in);
        zones = texts(in);
        country = shorts(in);
        admin = shorts(in);
        zone = shorts(in);
        latitude = ints(in);
        longitude = ints(in);
        people = ints(in);
        names = bytes(in);
        nameAt = ends(in);
        keys = bytes(in);
        keyAt = ends(in);
        keyPlace = ints(in);
        codes = ints(in);
        codePlace = ints(in);
        postcodePlace = ints(in);
        middles = new float[in.getInt()];
        in.asFloatBuffer().get(middles);
        in.position(in.position() + Float.BYTES * middles.length);
        countryZone = shorts(in);
    }

    static Tables read() {
        try (InputStream in = Tables.class.getResourceAsStream("places.bin")) {
            if (in == null) {
                throw new IllegalStateException("places.bin is missing");
            }
            return new Tables(ByteBuffer.wrap(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The places of a folded name, largest first; none if nothing has it. */
    int[] named(String folded) {
        byte[] key = folded.getBytes(StandardCharsets.UTF_8);
        int low = 0;
        int high = keyPlace.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int end = low;
        while (end < keyPlace.length && compare(end, key) == 0) {
            end++;
        }
        return Arrays.copyOfRange(keyPlace, low, end);
    }

    private int compare(int entry, byte[] key) {
        return Arrays.compareUnsigned(keys, keyAt[entry], keyAt[entry + 1], key, 0, key.length);
    }

    /** The place of three capital letters; -1 if there is none. */
    int coded(String letters) {
        int at = Arrays.binarySearch(codes, code(letters));
        return at < 0 ? -1 : codePlace[at];
    }

    static int code(String letters) {
        return letters.charAt(0) << 16 | letters.charAt(1) << 8 | letters.charAt(2);
    }

    /** The main town of a Russian region, by the first three digits of a postcode; -1 if unknown. */
    int ofPostcode(int group) {
        return group < postcodePlace.length ? postcodePlace[group] : -1;
    }

    String country(int place) {
        return countries[country[place]];
    }

    ZoneId zone(int place) {
        return ZoneId.of(zones[zone[place]]);
    }

    boolean haveOneZone(int place, int other) {
        return zone[place] == zone[other];
    }

    int people(int place) {
        return people[place];
    }

    /** Whether the place lies in the state of these two letters; false where states are not known. */
    boolean isIn(int place, String state) {
        return state.length() == 2 && admin[place] == (short) (state.charAt(0) << 8 | state.charAt(1));
    }

    double latitude(int place) {
        return latitude[place] / DEGREE;
    }

    double longitude(int place) {
        return longitude[place] / DEGREE;
    }

    Spot spot(int place, Spot.How how) {
        String[] written = new String(names, nameAt[place], nameAt[place + 1] - nameAt[place], StandardCharsets.UTF_8)
                .split("\t", -1);
        Map<String, String> byLanguage =
                written[1].isEmpty() ? Map.of("en", written[0]) : Map.of("en", written[0], "ru", written[1]);
        return new Spot(how, country(place), byLanguage, latitude(place), longitude(place), zone(place));
    }

    /** A country as a whole; null if there is no such. */
    @Nullable
    Spot whole(String code) {
        int at = Arrays.binarySearch(countries, code);
        return at < 0
                ? null
                : new Spot(
                        Spot.How.COUNTRY,
                        code,
                        Map.of(),
                        hundredth(middles[2 * at]),
                        hundredth(middles[2 * at + 1]),
                        zoneOf(code));
    }

    private static double hundredth(float degrees) {
        return Math.round(degrees * 100) / 100.0;
    }

    /** The zone of a country that has only one; null for others. */
    @Nullable
    ZoneId zoneOf(String code) {
        int at = Arrays.binarySearch(countries, code);
        return at < 0 || countryZone[at] < 0 ? null : ZoneId.of(zones[countryZone[at]]);
    }

    int size() {
        return country.length;
    }

    static double kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        double a = Math.toRadians(latitude);
        double b = Math.toRadians(otherLatitude);
        double up = Math.sin((b - a) / 2);
        double across = Math.sin(Math.toRadians(otherLongitude - longitude) / 2);
        return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, up * up + Math.cos(a) * Math.cos(b) * across * across)));
    }

    private static String[] texts(ByteBuffer in) {
        String[] texts = new String[in.getInt()];
        for (int i = 0; i < texts.length; i++) {
            byte[] text = new byte[in.getShort()];
            in.get(text);
            texts[i] = new String(text, StandardCharsets.UTF_8);
        }
        return texts;
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }

    private static short[] shorts(ByteBuffer in) {
        short[] numbers = new short[in.getInt()];
        in.asShortBuffer().get(numbers);
        in.position(in.position() + Short.BYTES * numbers.length);
        return numbers;
    }

    private static int[] ints(ByteBuffer in) {
        int[] numbers = new int[in.getInt()];
        in.asIntBuffer().get(numbers);
        in.position(in.position() + Integer.BYTES * numbers.length);
        return numbers;
    }

    /** Where each of many texts begins and the last ends, from their lengths. */
    private static int[] ends(ByteBuffer in) {
        byte[] lengths = bytes(in);
        int[] at = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            at[i + 1] = at[i] + Byte.toUnsignedInt(lengths[i]);
        }
        return at;
    }
}
