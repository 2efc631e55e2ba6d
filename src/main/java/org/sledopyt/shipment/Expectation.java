package org.sledopyt.shipment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person expects of a parcel and said about it.
 *
 * @param since when the person began to follow it
 * @param zone the person's
 * @param home country of the person's account, ISO 3166; null if not told
 * @param country where the person said it should arrive; null if not said
 * @param city likewise
 * @param sendBy the day by which the shop promised to hand it over
 * @param receipt whether the person has it; null if not said
 * @param dismissed by code of what was put aside: the movement it was put aside at, see {@code Attention}
 */
public record Expectation(
        UUID shipmentId,
        UUID accountId,
        UUID parcelId,
        Instant since,
        ZoneId zone,
        @Nullable String home,
        @Nullable String country,
        @Nullable String city,
        @Nullable LocalDate sendBy,
        @Nullable Receipt receipt,
        @Nullable Instant receiptAt,
        Map<String, String> dismissed) {

    /** Of somebody who just began to wait and said nothing. */
    public static Expectation unsaid(Instant since) {
        UUID nobody = new UUID(0, 0);
        return new Expectation(
                nobody, nobody, nobody, since, ZoneOffset.UTC, null, null, null, null, null, null, Map.of());
    }

    public enum Receipt {
        HAVE_IT,
        NOT_RECEIVED
    }
}
