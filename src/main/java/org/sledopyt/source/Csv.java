package org.sledopyt.source;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tables that lie beside a class as {@code *.csv} with a header line. */
public final class Csv {

    private Csv() {}

    /** The rows of a table of our own, cells by column name. A missing file is a fault of the build. */
    public static List<Map<String, String>> rows(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(beside.getPackageName() + " lacks its table " + file);
            }
            List<Map<String, String>> rows = new ArrayList<>();
            try (CsvReader<NamedCsvRecord> csv =
                    CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                csv.forEach(row -> rows.add(row.getFieldsAsMap()));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table of a source's names of carriers: column {@code name} → column {@code carrier}. */
    public static Map<String, String> named(Class<?> beside, String file) {
        Map<String, String> named = new HashMap<>();
        rows(beside, file).forEach(row -> named.put(cell(row, "name"), cell(row, "carrier")));
        return Map.copyOf(named);
    }

    /** The cell of a column, empty where the row or the table lacks it. */
    public static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "").strip();
    }
}
