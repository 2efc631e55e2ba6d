package org.sledopyt.sandbox;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens to a parcel.
 *
 * @param toldAt when the carriers begin to tell of it; not before {@code at}
 * @param tellers who knows of it
 * @param words what the carrier says instead of its usual text
 * @param code the carrier's code instead of its usual one; {@code type/attribute} for Russian Post
 */
public record Step(
        Instant at,
        Instant toldAt,
        Happening what,
        Place where,
        Set<Carrier> tellers,
        @Nullable String words,
        @Nullable String code) {}
