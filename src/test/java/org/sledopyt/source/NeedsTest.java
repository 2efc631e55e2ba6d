package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sledopyt.carrier.TrackingNumber;

/** What people tell of a parcel reaches the source that wants to know it, and only if it was told. */
class NeedsTest {

    private static final Sources SOURCES = Sources.load();

    @ParameterizedTest
    @CsvSource({
        "sf-express, SF0000000000017, phone_tail, 4321, checkPhoneNo",
        "kuaidi100, SF0000000000017, phone_tail, 4321, phone",
        "usps, 9400100000000000000000, postcode, 10001, destinationZIPCode",
        "dhl-unified, 00340000000000000000, postcode, 10115, recipientPostalCode"
    })
    void what_is_told_is_sent(String code, String number, String need, String value, String field) {
        Source source = SOURCES.get(code);
        TrackingNumber asked = TrackingNumber.of(number);
        Credentials by = new Credentials(source.manifest().doors().getFirst().code(), Map.of());
        assertThat(sent(source.ask(List.of(asked), by))).doesNotContain(value);
        assertThat(sent(source.ask(List.of(asked), by.telling(Map.of(asked, Map.of(need, value))))))
                .contains(field)
                .contains(value);
        assertThat(source.manifest().doors()).allMatch(door -> door.batch() == 1);
    }

    /** The paste box shows the example, and it is sent when a key is tried. */
    @Test
    void examples_look_right() {
        assertThat(SOURCES.all())
                .flatExtracting(source -> source.manifest().needs())
                .isNotEmpty()
                .allMatch(need -> ((Manifest.Need) need).fits(((Manifest.Need) need).example()));
    }

    private static String sent(Request request) {
        byte[] body = Objects.requireNonNullElse(request.body(), new byte[0]);
        return request.path() + URLDecoder.decode(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
