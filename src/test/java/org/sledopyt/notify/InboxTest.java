package org.sledopyt.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.account.Account;
import tools.jackson.databind.json.JsonMapper;

class InboxTest {

    private static final World world = new World();
    private static final World.Node node = world.node();
    private static final Inbox inbox = node.get(Inbox.class);
    private Account ann;

    @BeforeEach
    void clear() throws Exception {
        world.clear();
        ann = world.account("en", "UTC");
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    @Test
    void pages_go_from_the_newest_to_the_oldest_each_item_once() {
        tell(5);
        List<String> places = new ArrayList<>();
        String cursor = null;
        do {
            Inbox.Page page = inbox.page(ann, cursor, 2);
            assertThat(page.items()).hasSizeBetween(1, 2);
            page.items().forEach(item -> places.add(item.args().get("place")));
            cursor = page.next();
        } while (cursor != null);
        assertThat(places).containsExactly("hall 4", "hall 3", "hall 2", "hall 1", "hall 0");
    }

    @Test
    void changes_told_together_stand_in_their_order() {
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        for (int i = 0; i < 20; i++) {
            world.happens(node, parcel, "IN_TRANSIT", "PROCESSED", Map.of("place", "hall " + i));
            world.clock.forward(Duration.ofMillis(1));
        }
        node.run();
        assertThat(inbox.page(ann, null, 200).items())
                .extracting(item -> item.args().get("place"))
                .startsWith("hall 19", "hall 18", "hall 17")
                .endsWith("hall 1", "hall 0");
    }

    @Test
    void read_ones_are_counted_no_more_and_only_ones_own_can_be_marked() {
        tell(3);
        Account eve = world.account("en", "UTC");
        List<Inbox.Item> items = inbox.page(ann, null, 10).items();
        inbox.markRead(eve.id(), List.of(items.getFirst().id()));
        inbox.markRead(eve.id(), null);
        assertThat(inbox.unread(ann.id())).isEqualTo(3);

        inbox.markRead(ann.id(), List.of(items.getFirst().id(), new UUID(1, 2)));
        assertThat(inbox.page(ann, null, 10).unread()).isEqualTo(2);
        assertThat(inbox.page(ann, null, 10).items().getFirst().readAt()).isEqualTo(world.clock.instant());
        inbox.markRead(ann.id(), List.of());
        assertThat(inbox.unread(ann.id())).isEqualTo(2);

        inbox.markRead(ann.id(), null);
        assertThat(inbox.unread(ann.id())).isZero();
    }

    @Test
    void each_sees_only_what_they_were_told() {
        tell(1);
        assertThat(inbox.page(world.account("en", "UTC"), null, 10)).isEqualTo(new Inbox.Page(List.of(), null, 0));
    }

    @Test
    void the_reader_chooses_the_language_and_the_sentence_is_complete() {
        tell(1);
        Account russian = new Account(ann.id(), ann.email(), ann.name(), "ru", ann.zone(), null, false);
        Inbox.Item item = inbox.page(russian, null, 10).items().getFirst();
        org.sledopyt.text.Texts texts = node.get(org.sledopyt.text.Texts.class);
        assertThat(texts.say("ru", "change." + item.kind(), item.args())).isEqualTo("Boots: Обработано");
        assertThat(texts.say("ru", item.why().key(), item.why().args()))
                .doesNotContain("{")
                .contains("24 ноября 2026");
    }

    @Test
    void an_item_is_written_as_the_api_promises() {
        tell(1);
        node.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
        assertThat(JsonMapper.shared().valueToTree(inbox.page(ann, null, 10)).propertyNames())
                .containsExactly("items", "next", "unread");
        assertThat(JsonMapper.shared()
                        .valueToTree(inbox.page(ann, null, 10).items().getFirst())
                        .propertyNames())
                .containsExactly(
                        "id", "shipmentId", "title", "number", "kind", "args", "why", "madeAt", "readAt", "told");
        assertThat(JsonMapper.shared()
                        .writeValueAsString(node.get(Channels.class).list(ann.id())))
                .isEqualTo(
                        "{\"items\":[{\"kind\":\"mail\",\"target\":\"ann@example.org\",\"enabled\":true,\"problem\":null}],\"mailReady\":true}");
    }

    @Test
    void a_cursor_that_was_never_given_out_is_refused() {
        assertThatThrownBy(() -> inbox.page(ann, "'; drop table", 10)).isInstanceOf(IllegalArgumentException.class);
    }

    /** So many changes, each told before the next one happens. */
    private void tell(int count) {
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        for (int i = 0; i < count; i++) {
            world.happens(node, parcel, "IN_TRANSIT", "PROCESSED", Map.of("place", "hall " + i));
            node.run();
            world.clock.forward(Duration.ofSeconds(1));
        }
    }
}
