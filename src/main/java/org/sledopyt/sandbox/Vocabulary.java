package org.sledopyt.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A carrier's words for what happens, in a table beside this class: columns parted by semicolons, first row their names. */
final class Vocabulary {

    private Vocabulary() {}

    static List<String[]> rows(String table) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(table)) {
            if (in == null) {
                throw new IllegalStateException("missing table " + table);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(";", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
