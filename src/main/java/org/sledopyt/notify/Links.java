package org.sledopyt.notify;

import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Addresses of the app's pages for messages.
 *
 * @param address where people reach this installation
 */
@ConfigurationProperties("sledopyt.web")
public record Links(@DefaultValue("http://localhost:8080") String address) {

    public Links {
        address = address.replaceFirst("/+$", "");
    }

    public String home() {
        return address + "/";
    }

    public String shipment(UUID id) {
        return address + "/parcels/" + id;
    }

    public String settings() {
        return address + "/settings";
    }
}
