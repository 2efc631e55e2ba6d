package org.sledopyt.sandbox;

/** The carriers that move the parcels of the sandbox. */
public enum Carrier {
    CAINIAO("cainiao"),
    RUSSIAN_POST("russian-post"),
    CDEK("cdek");

    private final String code;

    Carrier(String code) {
        this.code = code;
    }

    /** The first piece of the path under which this carrier answers; GdePosylka calls it so too. */
    public String code() {
        return code;
    }
}
