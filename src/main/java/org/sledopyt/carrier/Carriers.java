package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue: every carrier of {@code carriers.csv}, and which of them is the post of a country. */
public final class Carriers {

    private static final Map<String, Carrier> BY_CODE = new LinkedHashMap<>();
    private static final Map<String, List<String>> WORDS = new HashMap<>();
    private static final Map<String, String> POSTS = new LinkedHashMap<>();

    static {
        for (NamedCsvRecord row : Table.rows("carriers.csv")) {
            Carrier carrier = carrier(row);
            BY_CODE.put(carrier.code(), carrier);
            WORDS.put(carrier.code(), Table.parts(row.getField("words"), ';'));
        }
        for (NamedCsvRecord row : Table.rows("posts.csv")) {
            POSTS.put(row.getField("country"), row.getField("carrier"));
        }
    }

    private Carriers() {}

    /** All, by code. */
    public static Collection<Carrier> all() {
        return java.util.Collections.unmodifiableCollection(BY_CODE.values());
    }

    public static Optional<Carrier> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The post behind a country code at the end of an S10 number, and the one that brings such parcels there. */
    public static Optional<Carrier> post(String country) {
        return Optional.ofNullable(POSTS.get(country)).map(BY_CODE::get);
    }

    /** Post by country code. */
    static Map<String, String> posts() {
        return POSTS;
    }

    /** Words that name a carrier in a text; one that ends in a star is a beginning. */
    static List<String> words(String code) {
        return WORDS.getOrDefault(code, List.of());
    }

    private static Carrier carrier(NamedCsvRecord row) {
        String russian = row.getField("ru");
        String countries = row.getField("countries");
        String site = row.getField("site");
        String link = row.getField("link");
        return new Carrier(
                row.getField("code"),
                russian.isEmpty() ? Map.of("en", row.getField("en")) : Map.of("en", row.getField("en"), "ru", russian),
                countries.equals("*") ? List.of() : Table.parts(countries, ' '),
                site.isEmpty() ? null : URI.create(site),
                link.isEmpty() ? null : link);
    }
}
