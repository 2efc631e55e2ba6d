package org.sledopyt.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.TestDatabase;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

class WatchesTest {

    private static final Instant SINCE = Instant.parse("2026-11-24T09:00:00Z");

    private final Database database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final Watches watches = new Watches(jdbc);
    private final UUID parcel = Ids.at(1);
    private final UUID ann = Ids.at(2);
    private final UUID shipment = Ids.at(3);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_watch_begins_once_and_ends_when_removed() {
        watches.add(3, parcel, ann, shipment, SINCE);
        watches.add(3, parcel, ann, Ids.at(4), SINCE.plusSeconds(60));
        assertThat(watches.of(3, List.of(parcel, Ids.at(9))))
                .containsExactly(new Watch(3, parcel, ann, shipment, SINCE, null, ""));
        assertThat(watches.of(4, List.of(parcel))).as("another bucket").isEmpty();
        watches.remove(3, parcel, ann);
        assertThat(watches.of(3, List.of(parcel))).isEmpty();
    }

    @Test
    void it_knows_the_title_of_its_shipment() {
        jdbc.sql("""
                insert into shipments (bucket, id, account_id, parcel_id, title, created_at) values (3, ?, ?, ?, 'Boots', now())
                """).params(shipment, ann, parcel).update();
        watches.add(3, parcel, ann, shipment, SINCE);
        assertThat(watches.of(3, List.of(parcel))).extracting(Watch::title).containsExactly("Boots");
    }

    @Test
    void a_muted_one_is_silent_until_then_and_can_be_heard_again() {
        watches.add(3, parcel, ann, shipment, SINCE);
        watches.mute(3, parcel, ann, SINCE.plusSeconds(60));
        Watch muted = watches.of(3, List.of(parcel)).getFirst();
        assertThat(muted.isMuted(SINCE.plusSeconds(59))).isTrue();
        assertThat(muted.isMuted(SINCE.plusSeconds(60))).isFalse();
        watches.mute(3, parcel, ann, null);
        assertThat(watches.of(3, List.of(parcel)).getFirst().isMuted(SINCE)).isFalse();
    }
}
