package org.sledopyt.sandbox;

/** Oddities of real answers that only some parcels show. */
public enum Quirk {
    /** Russian Post lists the acceptance last. */
    OUT_OF_ORDER,
    /** Cainiao labels the times of the destination with China's zone. */
    WRONG_ZONE_LABEL,
    /** The CDEK order belongs to somebody else's contract. */
    OTHER_CONTRACT,
    /** The carriers themselves tell nothing of it; only those who tell of other carriers' parcels do. */
    AGGREGATORS_ONLY
}
