package org.sledopyt.carrier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One carrier that a number may belong to.
 *
 * @param carrier code of the carrier
 * @param confidence 0…1: the share of this carrier among all that the number may be, something else than a tracking number
 *     included. Honest, so a bare run of digits has little of it even if its check digit holds
 * @param service code of the service, text {@code recognition.service.<code>}; null if the number does not tell
 * @param origin country the number was issued in, ISO 3166; null if the number does not tell
 * @param reasons the strongest first; never empty
 */
public record Candidate(
        String carrier,
        Grade grade,
        double confidence,
        @Nullable String service,
        @Nullable String origin,
        Tracked tracked,
        List<Reason> reasons) {}
