package org.sledopyt.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.Carrier;
import org.sledopyt.carrier.TrackingNumber;

/**
 * Where people can look at a carrier's own.
 *
 * @param address null if no page of it is known
 * @param withNumber the number is in the address; otherwise it is the home page, where it has to be typed
 * @param asked whether we ask the carrier ourselves: {@code yes}; {@code key}: we could, with a key that nobody entered; {@code no}: we cannot
 */
public record OfficialPage(
        String carrier, String name, @Nullable String address, boolean withNumber, String asked) {

    public static OfficialPage of(Carrier carrier, TrackingNumber number, String asked, String language) {
        URI page = carrier.trackingPage(number);
        URI address = page != null ? page : carrier.site();
        return new OfficialPage(
                carrier.code(),
                carrier.name(language),
                address == null ? null : address.toString(),
                page != null,
                asked);
    }
}
