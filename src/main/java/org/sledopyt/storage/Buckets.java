package org.sledopyt.storage;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The 256 buckets that hot tables are cut into, so that every hot statement concerns one part of the store. */
public final class Buckets {

    public static final int COUNT = 256;

    private Buckets() {}

    /** The bucket of a parcel, from its first number; the same on every node and for ever. */
    public static int of(String firstNumber) {
        CRC32 sum = new CRC32();
        sum.update(firstNumber.getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() & (COUNT - 1));
    }
}
