package org.sledopyt.intake;

import java.util.List;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;

final class Readings {
    private Readings() {}

    static List<Raw> split(Source source, Raw raw) {
        return source.split(raw);
    }

    static List<Reading> of(Source source, Raw raw) {
        return source.read(raw);
    }
}
