package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the letters of a UPU S10 number mean: the service at the front, the issuing post at the end. */
final class S10 {

    /** @param code null: the letters are not assigned */
    record Service(@Nullable String code, Tracked tracked) {}

    /** A shipper known to use these letters of a post. {@code share} of such numbers are its. */
    record Shipper(String country, String carrier, double share) {}

    private static final int LETTERS = 26;

    private final @Nullable String[] posts = new String[LETTERS * LETTERS];
    private final @Nullable Service[] services = new Service[LETTERS * LETTERS];
    private final double[] shares = new double[LETTERS];
    private final Map<String, List<Shipper>> shippers = new HashMap<>();

    S10() {
        Carriers.posts().forEach((country, carrier) -> posts[pair(Symbols.of(country))] = carrier);
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
            shippers.computeIfAbsent(row.getField("letters"), _ -> new ArrayList<>(2))
                    .add(new Shipper(
                            row.getField("country"),
                            row.getField("carrier"),
                            Double.parseDouble(row.getField("share"))));
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

    /** The shipper behind the service letters; null if none is known. */
    @Nullable
    Shipper shipper(int first, int second, String country) {
        Shipper shipper = shipper(country, Symbols.character(first) + "" + Symbols.character(second));
        return shipper == null ? shipper(country, Symbols.character(first) + "") : shipper;
    }

    private @Nullable Shipper shipper(String country, String letters) {
        for (Shipper shipper : shippers.getOrDefault(letters, List.of())) {
            if (shipper.country.equals(country) || shipper.country.equals("*")) {
                return shipper;
            }
        }
        return null;
    }

    private static int pair(byte[] letters) {
        return (letters[0] - 10) * LETTERS + letters[1] - 10;
    }
}
