package org.sledopyt.carrier;

/** What is known of a number under one carrier. */
public enum Grade {
    /** The check character holds, or there is none and the prefix and length are unmistakably this carrier's. */
    VERIFIED,
    /** Only the shape fits. */
    POSSIBLE,
    /** Unmistakably this carrier's shape, but the check character does not hold. */
    MISTYPED
}
