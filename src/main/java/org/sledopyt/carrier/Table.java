package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables of this package: {@code *.csv} with a header line. */
final class Table {

    private Table() {}

    /** The rows of a table. A missing file is a fault of the build. */
    static List<NamedCsvRecord> rows(String file) {
        InputStream in = Table.class.getResourceAsStream(file);
        if (in == null) {
            throw new IllegalStateException("the table " + file + " is missing");
        }
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<NamedCsvRecord> all = new ArrayList<>();
            for (NamedCsvRecord row : rows) { // no stream: a program's first one costs more than the whole table
                all.add(row);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parts of a cell; an empty cell has none. */
    static List<String> parts(String cell, char separator) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(String.valueOf(separator)));
    }
}
