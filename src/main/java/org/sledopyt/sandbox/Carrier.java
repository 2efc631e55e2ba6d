package org.sledopyt.sandbox;

import java.util.Optional;
import java.util.stream.Stream;

/** The carriers that are emulated. */
public enum Carrier {
    CAINIAO("cainiao"),
    RUSSIAN_POST("russian-post"),
    CDEK("cdek");

    private final String code;

    Carrier(String code) {
        this.code = code;
    }

    /** The first piece of the path under which this carrier answers. */
    public String code() {
        return code;
    }

    static Optional<Carrier> find(String code) {
        return Stream.of(values()).filter(carrier -> carrier.code.equals(code)).findFirst();
    }

    static Carrier of(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no such carrier: " + code));
    }
}
