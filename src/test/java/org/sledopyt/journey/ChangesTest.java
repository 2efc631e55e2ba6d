package org.sledopyt.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.TestDatabase;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ChangesTest {

    private static final Instant AT = Instant.parse("2026-11-24T09:00:00.123456Z");

    private final Database database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    private final Changes changes = new Changes(jdbc);
    private final UUID parcel = Ids.at(1);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void changes_of_several_buckets_are_kept_as_they_are_and_claimed_oldest_first() {
        Change first = change(3, 10, Map.of("milestone", "DELIVERED", "text", "«Ёлка» \"{,}\" \\ 'x'", "number", "A1"));
        Change second = change(3, 20, Map.of("number", "A1"));
        Change elsewhere = change(255, 5, Map.of("number", "B2"));
        changes.add(List.of(second, elsewhere, first));
        assertThat(changes.bucketsWithUntold()).containsExactlyInAnyOrder(3, 255);
        assertThat(changes.claimUntold(3, 10)).containsExactly(first, second);
        assertThat(changes.claimUntold(3, 1)).containsExactly(first);

        changes.told(3, List.of(first.id(), second.id()), AT);
        assertThat(changes.claimUntold(3, 10)).isEmpty();
        assertThat(changes.bucketsWithUntold()).containsExactly(255);
    }

    @Test
    void what_one_has_claimed_is_skipped_by_others_until_its_transaction_ends() {
        Change first = change(3, 10, Map.of("number", "A1"));
        Change second = change(3, 20, Map.of("number", "A1"));
        changes.add(List.of(first, second));
        transaction.executeWithoutResult(mine -> {
            assertThat(changes.claimUntold(3, 1)).containsExactly(first);
            TransactionTemplate other = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
            other.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
            other.executeWithoutResult(
                    theirs -> assertThat(changes.claimUntold(3, 10)).containsExactly(second));
        });
        assertThat(changes.claimUntold(3, 10)).containsExactly(first, second);
    }

    @Test
    void a_change_that_names_no_number_gets_the_first_one_of_its_parcel() {
        jdbc.sql("""
                insert into journeys (bucket, parcel_id, number, created_at, updated_at)
                values (3, ?, 'RB123456785CN', now(), now()), (4, ?, 'OTHER', now(), now())
                """).params(parcel, parcel).update();
        changes.add(List.of(change(3, 10, Map.of()), change(3, 20, Map.of("number", "A1"))));
        assertThat(changes.claimUntold(3, 10))
                .extracting(change -> change.details().get("number"))
                .containsExactly("RB123456785CN", "A1");
    }

    @Test
    void nothing_to_add_is_nothing_to_do() {
        changes.add(List.of());
        assertThat(changes.bucketsWithUntold()).isEmpty();
    }

    private Change change(int bucket, long millis, Map<String, String> details) {
        return new Change(bucket, Ids.at(millis), parcel, Change.Kind.MILESTONE, details, AT);
    }
}
