package org.sledopyt.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Numbers gathered elsewhere: run only where their folder is. */
class SharedVectorsTest {

    private static final Map<String, String> CODES =
            Map.of("canada_post", "canada-post", "old_dominion", "old-dominion", "amazon", "amazon-logistics");

    private int valid;
    private int first;

    @Test
    void every_public_number_is_known_and_its_carrier_comes_first() throws IOException {
        for (NamedCsvRecord row : rows("test_vectors.csv")) {
            String courier = row.getField("courier");
            check(
                    row,
                    CODES.getOrDefault(courier, courier),
                    row.getField("kind").equals("valid"),
                    Context.NONE);
        }
        assertThat((double) first / valid).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void every_made_number_is_known_and_its_carrier_comes_first_where_it_is_at_home() throws IOException {
        for (NamedCsvRecord row : rows("synthetic_vectors.csv")) {
            String carrier = row.getField("carrier_id");
            Set<String> home = Carriers.find(carrier)
                    .filter(found -> found.countries().size() < 4)
                    .map(found -> Set.copyOf(found.countries()))
                    .orElse(Set.of());
            check(row, carrier, row.getField("kind").equals("valid"), Context.of(home, Map.of()));
        }
        assertThat((double) first / valid).isGreaterThanOrEqualTo(0.98);
    }

    private void check(NamedCsvRecord row, String carrier, boolean right, Context context) {
        Recognised recognised = Recogniser.standard().number(row.getField("number"), context);
        Function<Candidate, Boolean> wanted = candidate -> isOf(candidate, carrier);
        if (right) {
            valid++;
            assertThat(recognised.candidates()).as(row.getField("number")).anyMatch(wanted::apply);
            first += wanted.apply(recognised.best()) ? 1 : 0;
        } else {
            assertThat(recognised.candidates())
                    .as(row.getField("number"))
                    .filteredOn(wanted::apply)
                    .noneMatch(candidate -> candidate.grade() == Grade.VERIFIED);
        }
    }

    private static boolean isOf(Candidate candidate, String carrier) {
        return switch (carrier) {
            case "s10", "post" ->
                candidate.reasons().stream().anyMatch(reason -> reason.code().equals("operator"));
            case "dhl" -> candidate.carrier().startsWith("dhl");
            default -> candidate.carrier().equals(carrier);
        };
    }

    private static List<NamedCsvRecord> rows(String file) throws IOException {
        Path path = Path.of(System.getProperty("sledopyt.shared", "../shared"), "numbers", "data", file);
        assumeTrue(Files.exists(path), "the shared folder is not there");
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(path)) {
            return rows.stream().toList();
        }
    }
}
