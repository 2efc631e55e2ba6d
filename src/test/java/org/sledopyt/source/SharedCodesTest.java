package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The code tables kept outside the repository, where they are at hand: every row of a carrier that is a source of ours is looked up as
 * our reader does it, and gives the same stage, or another one where we know better.
 */
class SharedCodesTest {

    private static final Path TABLES = Path.of(System.getProperty("sledopyt.shared", "../shared"), "statuses", "codes");
    private static final Sources SOURCES = Sources.load();
    private static final double FLOOR = 0.99;

    /** Tables whose name is not the source's. */
    private static final Map<String, String> SOURCE_OF =
            Map.of("dpd", "dpd-nl-be", "gls", "gls-group", "nova-post", "nova-post-site");

    /** Families that our tables write otherwise, as {@code table attribute}: {@code $} is the code, a slash stands before an attribute. */
    private static final Map<String, String> WRITTEN = Map.ofEntries(
            Map.entry("ups type", "type/$"),
            Map.entry("shipengine detail", "detail/$"),
            Map.entry("shipengine status", "status/$"),
            Map.entry("dhl-parcel-de ttpro", "ttpro/$"),
            Map.entry("packeta ", "page:$"),
            Map.entry("packeta partner API", "$"),
            Map.entry("usps statusCategory", "category/$"),
            Map.entry("postnl StatusCode", "status/$"),
            Map.entry("sf-express secondaryStatusCode", "secondary:$"),
            Map.entry("kuaidi100 poll", "poll:$"),
            Map.entry("yunexpress oms PackageState", "state:$"));

    /** Families that are no answer of the source's door: other interfaces of the carrier, or no code at all. */
    private static final Set<String> ELSEWHERE = Set.of(
            "dpd ",
            "dpd status",
            "dpd uk", // pages of DPD Germany and UK; ours is that of the Netherlands and Belgium
            "dhl-parcel-de unified", // dhl-unified's
            "yunexpress text");

    /** Rows that we hold to be wrong or that our reader tells by more than the code, with what ours says of the code alone. */
    private static final Map<String, String> DECIDED = Map.ofEntries(
            // a handover announced by the office is what its text says; without one it waits at the post office
            Map.entry("belpost 70", "AVAILABLE_FOR_PICKUP/POST_OFFICE"),
            // the station signs for the parcel, not who fetches it
            Map.entry("cainiao GSTA_SIGN", "AVAILABLE_FOR_PICKUP/PICKUP_POINT"),
            Map.entry("cainiao STA_SIGN", "AVAILABLE_FOR_PICKUP/PICKUP_POINT"),
            // collected for the flight, no delay
            Map.entry("cainiao LH_POST_COLLECTION", "IN_TRANSIT/GENERAL"),
            // the same letters in another family; words.csv tells them apart
            Map.entry("fedex EA", "IN_TRANSIT/HANDED_TO_LINEHAUL"),
            Map.entry("ukrposhta 41000", "DELIVERED/DELIVERED"),
            // two clients differ about it, one says exported: only its words count
            Map.entry("ukrposhta 48000", "nothing"),
            // it is on its way to the department, not in it
            Map.entry("meest 1214", "IN_TRANSIT/ARRIVED_DELIVERY_OFFICE"),
            // waiting for delivery: nothing says where
            Map.entry("packeta 1", "IN_TRANSIT/GENERAL"),
            // a list of the carrier's own against one from memory
            Map.entry("packeta 9", "RETURN/IN_TRANSIT"),
            Map.entry("packeta 11", "CANCELLED/CANCELLED"),
            Map.entry("packeta 14", "IN_TRANSIT/CUSTOMS"),
            Map.entry("packeta 15", "IN_TRANSIT/PICKED_UP"),
            // registered abroad: data, before anybody has the parcel
            Map.entry("poczta-polska P_REJ_KN1", "INFO_RECEIVED/ANNOUNCED"),
            // the carrier was informed of the parcel
            Map.entry("postnord INFORMED", "INFO_RECEIVED/ANNOUNCED"));

    @TestFactory
    Stream<DynamicTest> every_row_of_a_carrier_that_is_a_source_of_ours() throws IOException {
        if (!Files.isDirectory(TABLES)) {
            return Stream.of(dynamicTest(
                    "none here", () -> Assumptions.assumeThat(TABLES).isDirectory()));
        }
        try (Stream<Path> files = Files.list(TABLES)) {
            List<Path> tables =
                    files.filter(file -> source(table(file)) != null).sorted().toList();
            assertThat(tables).hasSizeGreaterThan(40);
            return tables.stream().map(file -> dynamicTest(table(file), () -> covers(file)));
        }
    }

    private static void covers(Path file) throws IOException {
        Codes codes = Codes.beside(source(table(file)).getClass());
        int rows = 0;
        List<String> wrong = new ArrayList<>();
        Set<String> decided = new TreeSet<>();
        try (CsvReader<NamedCsvRecord> table = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : table) {
                String code = row.getField("code");
                String attribute = row.getField("attribute");
                if (ELSEWHERE.contains(table(file) + " " + attribute)) {
                    continue;
                }
                rows++;
                Codes.Match match = match(codes, table(file), code, attribute);
                String told = row.getField("canonical") + "/" + row.getField("sub");
                String read = match.how() == SourceEvent.How.NONE
                        ? "nothing"
                        : match.stage().toString();
                if (read.equals(told)) {
                    continue;
                }
                if (read.equals(DECIDED.get(table(file) + " " + code))) {
                    decided.add(table(file) + " " + code);
                } else {
                    wrong.add(code + "/" + attribute + " " + read + " instead of " + told);
                }
            }
        }
        assertThat(rows).isPositive();
        assertThat(1 - (double) wrong.size() / rows).as("%s", wrong).isGreaterThanOrEqualTo(FLOOR);
        assertThat(decided)
                .as("decisions are still needed")
                .containsAll(DECIDED.keySet().stream()
                        .filter(one -> one.startsWith(table(file) + " "))
                        .toList());
    }

    /** By code and attribute as they are ({@code *}: any other), or as our table writes them. */
    private static Codes.Match match(Codes codes, String table, String code, String attribute) {
        String written = WRITTEN.get(table + " " + attribute);
        if (written != null) {
            String[] parts = written.replace("$", code).split("/", 2);
            return codes.match(parts[0], parts.length == 1 ? null : parts[1]);
        }
        return codes.match(code, attribute);
    }

    private static String table(Path file) {
        return file.getFileName().toString().replace(".csv", "");
    }

    private static Source source(String table) {
        return SOURCES.find(SOURCE_OF.getOrDefault(table, table)).orElse(null);
    }
}
