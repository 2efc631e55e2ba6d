package org.sledopyt.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sledopyt.journey.Attentions;
import org.sledopyt.journey.Changes;
import org.sledopyt.shipment.Expectations;
import org.sledopyt.shipment.Watches;

/** The rule in the head of the schema: every claim and every hot statement names one bucket. */
class BucketRuleTest {

    @Test
    void every_claim_and_every_writing_of_hot_tables_names_one_bucket() throws IllegalAccessException {
        List<String> statements = new ArrayList<>();
        for (Class<?> store :
                List.of(Changes.class, Watches.class, Notifications.class, Attentions.class, Expectations.class)) {
            for (Field field : store.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    field.setAccessible(true);
                    statements.add((String) field.get(null));
                }
            }
        }
        assertThat(statements).hasSizeGreaterThan(14);
        assertThat(statements)
                .filteredOn(sql -> sql.contains("for update") || sql.startsWith("update") || sql.startsWith("delete"))
                .hasSizeGreaterThan(8)
                .allSatisfy(sql -> assertThat(sql).contains("bucket = ?"));
        assertThat(statements)
                .filteredOn(sql -> sql.contains(" for update") || sql.contains("\nfor update"))
                .hasSize(3)
                .allSatisfy(sql -> assertThat(sql).contains("skip locked"));
    }
}
