package org.sledopyt.intake;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.storage.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code numbers}: which parcel a tracking number belongs to, and in which bucket that is. */
@Repository
public class Numbers {

    /** How a number came to us when a person entered it; otherwise the kind of link that named it. */
    static final String PERSON = "PERSON";

    /** Where a parcel is kept. */
    public record Home(int bucket, UUID parcelId) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Numbers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Home> find(TrackingNumber number) {
        return jdbc.sql("select bucket, parcel_id from numbers where number = ?")
                .param(number.text())
                .query((row, index) -> new Home(row.getInt("bucket"), Rows.id(row, "parcel_id")))
                .optional();
    }

    /** Gives a number to a parcel; false if it has one already. */
    boolean add(TrackingNumber number, int bucket, UUID parcelId, String via) {
        return jdbc.sql("""
                                insert into numbers (number, bucket, parcel_id, via, added_at) values (?, ?, ?, ?, ?)
                                on conflict do nothing""")
                        .params(number.text(), (short) bucket, parcelId, via, Rows.bind(clock.instant()))
                        .update()
                == 1;
    }
}
