package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the letters of a UPU S10 number mean: the service at the front, the issuing post at the end. */
final class S10 {

    /** @param code null: the letters are not assigned */
    record Service(@Nullable String code, Tracked tracked) {}

    /** A shipper known to use these letters of a post, of any if {@code country} is a star. {@code share} of such numbers are its. */
    record Shipper(String country, String carrier, double share) {}

    private static final int LETTERS = 26;

    private final @Nullable String[] posts = new String[LETTERS * LETTERS];
    private final @Nullable Service[] services = new Service[LETTERS * LETTERS];
    private final double[] shares = new double[LETTERS];
    private final @Nullable String[] countries = new String[LETTERS * LETTERS];
    private final List<Shipper>[] shippers = lists();

    S10() {
        for (Map.Entry<String, String> post : Carriers.posts().entrySet()) {
            int pair = pair(Symbols.of(post.getKey()));
            countries[pair] = post.getKey();
            posts[pair] = post.getValue();
        }
        for (NamedCsvRecord row : Table.rows("services.csv")) {
            byte[] letters = Symbols.of(row.getField("letters"));
            String code = row.getField("service");
            Service service = new Service(
                    code.isEmpty() ? null : code,
                    Tracked.valueOf(row.getField("tracked").toUpperCase(Locale.ROOT)));
            if (letters.length == 2) {
                services[pair(letters)] = service;
            } else {
                int first = letters[0] - 10;
                java.util.Arrays.fill(services, first * LETTERS, (first + 1) * LETTERS, service);
                shares[first] = Double.parseDouble(row.getField("share"));
            }
        }
        for (NamedCsvRecord row : Table.rows("shippers.csv")) {
            Shipper shipper = new Shipper(
                    row.getField("country"), row.getField("carrier"), Double.parseDouble(row.getField("share")));
            byte[] letters = Symbols.of(row.getField("letters"));
            int first = (letters[0] - 10) * LETTERS;
            int last = letters.length == 2 ? pair(letters) : first + LETTERS - 1;
            for (int pair = letters.length == 2 ? last : first; pair <= last; pair++) {
                List<Shipper> more = new ArrayList<>(shippers[pair]);
                more.add(shipper);
                shippers[pair] = List.copyOf(more);
            }
        }
    }

    /** The post of a country; null if there is none. */
    @Nullable
    String post(int first, int second) {
        return posts[(first - 10) * LETTERS + second - 10];
    }

    Service service(int first, int second) {
        Service service = services[(first - 10) * LETTERS + second - 10];
        return service == null ? new Service(null, Tracked.UNKNOWN) : service;
    }

    /** How much likelier a number is with this first letter than with any. */
    double factor(int first) {
        return shares[first - 10] * LETTERS;
    }

    /** The code of a country that has a post. */
    String country(int first, int second) {
        return String.valueOf(countries[(first - 10) * LETTERS + second - 10]);
    }

    /** The shipper behind the service letters; null if none is known. */
    @Nullable
    Shipper shipper(int first, int second, String country) {
        for (Shipper shipper : shippers[(first - 10) * LETTERS + second - 10]) {
            if (shipper.country.equals(country) || shipper.country.equals("*")) {
                return shipper;
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static List<Shipper>[] lists() {
        List<Shipper>[] lists = new List[LETTERS * LETTERS];
        java.util.Arrays.fill(lists, List.of());
        return lists;
    }

    private static int pair(byte[] letters) {
        return (letters[0] - 10) * LETTERS + letters[1] - 10;
    }
}
