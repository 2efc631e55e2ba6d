package org.sledopyt.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.TestDatabase;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

class ShipmentsTest {

    private final Database database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final Shipments shipments = new Shipments(jdbc, Clock.systemUTC());
    private final UUID ann = Ids.at(1);
    private final UUID ben = Ids.at(2);
    private int events;

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_carriers_an_account_had_are_counted_by_parcel_as_events_name_them() {
        parcel(3, ann, 10);
        event(3, 10, "russian-post", null);
        event(3, 10, "russian-post", null);
        event(3, 10, "seventeentrack", "china-post");
        parcel(200, ann, 11);
        event(200, 11, "russian-post", null);
        parcel(3, ben, 12);
        event(3, 12, "cdek", null);
        assertThat(shipments.carriersHad(ann))
                .containsExactly(java.util.Map.entry("russian-post", 2), java.util.Map.entry("china-post", 1));
        assertThat(shipments.carriersHad(Ids.at(9))).isEmpty();
    }

    private void parcel(int bucket, UUID account, long parcel) {
        shipments.add(bucket, account, new UUID(0, parcel), "");
    }

    private void event(int bucket, long parcel, String source, String carrier) {
        jdbc.sql("""
                insert into events (bucket, parcel_id, key, number, source, carrier, seq, zone, precision, written_at, text, milestone, sub,
                    how, raw_id, seen_at)
                values (?, ?, decode(lpad(to_hex(?), 8, '0'), 'hex'), 'N', ?, ?, 0, 'UNKNOWN', 'DAY', '', '', 'IN_TRANSIT', '', '', ?, now())""")
                .params((short) bucket, new UUID(0, parcel), events++, source, carrier, Ids.at(99))
                .update();
    }
}
