package org.sledopyt.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.account.Account;
import org.sledopyt.journey.Change;
import org.sledopyt.shipment.Watches;
import org.sledopyt.storage.Ids;

class TellWatchersTest {

    private static final World world = new World();
    private static final World.Node node = world.node();
    private Account ann;

    @BeforeEach
    void clear() throws Exception {
        world.clear();
        ann = world.account("en", "Europe/Berlin");
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    @Test
    void what_waits_for_one_person_is_not_told_to_another() {
        Account bob = world.account("ru", "Europe/Moscow");
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        world.follow(node, bob, parcel, "Ботинки");
        String bobs = world.jdbc
                .sql("select id::text from shipments where account_id = ?")
                .param(bob.id())
                .query(String.class)
                .single();
        world.happens(node, parcel, Change.Kind.ATTENTION, Map.of("attention", "DUTY", "shipment", bobs));
        node.get(TellWatchers.class).tell(parcel.bucket());
        assertThat(world.jdbc
                        .sql("select account_id::text from notifications")
                        .query(String.class)
                        .list())
                .containsExactly(bob.id().toString());
    }

    @Test
    void a_change_comes_to_the_inbox_of_everybody_who_watches_and_by_their_channels() {
        Account bob = world.account("ru", "Europe/Moscow");
        Account eve = world.account("en", "UTC");
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        world.follow(node, bob, parcel, "Ботинки");
        world.parcel(node, eve, "LP00123456789012", "Another");
        node.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
        node.get(Channels.class).put(bob.id(), "mail", "bob@example.org", false);

        Change change =
                world.happens(node, parcel, "DELIVERED", "SIGNED", Map.of("place", "Berlin", "source", "dhl-unified"));
        assertThat(node.get(TellWatchers.class).due()).containsExactly(parcel.bucket());
        node.get(TellWatchers.class).tell(parcel.bucket());

        assertThat(world.jdbc
                        .sql("select account_id || ' ' || channel || ' ' || target from notifications")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        ann.id() + " inbox ", ann.id() + " mail ann@example.org", bob.id() + " inbox ");
        assertThat(node.get(TellWatchers.class).due()).isEmpty();

        Inbox.Item item = node.get(Inbox.class).page(ann, null, 10).items().getFirst();
        assertThat(item.kind()).isEqualTo("MILESTONE");
        assertThat(item.title()).isEqualTo("Boots");
        assertThat(item.number()).isEqualTo("RB123456785CN");
        assertThat(item.args())
                .containsAllEntriesOf(change.details())
                .containsEntry("name", "Boots")
                .containsEntry("stage", "Delivered, signed");
        assertThat(item.why().key()).isEqualTo("why.following");
        assertThat(item.why().args()).containsEntry("since", World.START.toString());
        assertThat(item.told())
                .extracting(Inbox.Told::channel, Inbox.Told::state)
                .containsExactly(tuple("mail", "waiting"));
    }

    @Test
    void telling_twice_tells_once() {
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        Change change = world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
        node.get(TellWatchers.class).tell(parcel.bucket());
        node.get(TellWatchers.class).tell(parcel.bucket());
        assertThat(world.count("notifications")).isEqualTo(1);

        // as after a database restored to the moment before: the same change once more
        world.jdbc
                .sql("update changes set told_at = null where id = ?")
                .param(change.id())
                .update();
        node.get(TellWatchers.class).tell(parcel.bucket());
        assertThat(world.count("notifications")).isEqualTo(1);
    }

    @Test
    void nothing_is_told_and_nothing_forgotten_if_it_cannot_be_finished() {
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
        world.jdbc
                .sql("alter table changes add constraint broken check (told_at is null)")
                .update();
        assertThatThrownBy(() -> node.get(TellWatchers.class).tell(parcel.bucket()))
                .hasMessageContaining("broken");
        assertThat(world.count("notifications")).isZero();

        world.jdbc.sql("alter table changes drop constraint broken").update();
        node.run();
        assertThat(world.count("notifications")).isEqualTo(1);
    }

    @Test
    void a_change_that_nobody_can_read_stops_only_its_bucket() {
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        int other = (parcel.bucket() + 1) % 256;
        world.jdbc
                .sql("""
                insert into changes (bucket, id, parcel_id, kind, details, made_at) values
                    (?, ?, ?, 'OF_TOMORROW', '{}', now()), (?, ?, ?, 'OF_TOMORROW', '{}', now())
                """)
                .params(
                        other,
                        Ids.next(world.clock),
                        parcel.id(),
                        (other + 254) % 256,
                        Ids.next(world.clock),
                        parcel.id())
                .update();
        world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
        assertThatThrownBy(node::run).hasMessageContaining("OF_TOMORROW");
        assertThat(world.count("notifications")).isEqualTo(1);
    }

    @Test
    void two_nodes_on_one_database_tell_each_change_once() throws Exception {
        World.Node other = world.node();
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        node.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
        int changes = 3 * TellWatchers.AT_ONCE;
        for (int i = 0; i < changes; i++) {
            world.happens(node, parcel, "IN_TRANSIT", "PROCESSED", Map.of("place", "hall " + i));
        }
        CyclicBarrier together = new CyclicBarrier(4);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Object> one = () -> tellAll(node, parcel.bucket(), together);
            Callable<Object> two = () -> tellAll(other, parcel.bucket(), together);
            for (Future<Object> each : threads.invokeAll(List.of(one, two, one, two))) {
                each.get();
            }
        }
        assertThat(world.count("changes where told_at is null")).isZero();
        assertThat(world.count("notifications where channel = 'inbox'")).isEqualTo(changes);
        assertThat(world.count("notifications where channel = 'mail'")).isEqualTo(changes);
    }

    private static Object tellAll(World.Node node, int bucket, CyclicBarrier together) throws Exception {
        together.await();
        while (!node.get(TellWatchers.class).due().isEmpty()) {
            node.get(TellWatchers.class).tell(bucket);
        }
        return "done";
    }

    @Test
    void a_muted_parcel_is_silent_until_the_time_is_over() {
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        node.get(Watches.class).mute(parcel.bucket(), parcel.id(), ann.id(), World.START.plus(Duration.ofHours(2)));
        world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
        node.run();
        assertThat(world.count("notifications")).isZero();

        world.clock.forward(Duration.ofHours(2));
        node.run();
        assertThat(world.count("notifications"))
                .as("what happened meanwhile is not told later")
                .isZero();
        world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS_RELEASED", Map.of());
        node.run();
        assertThat(world.count("notifications")).isEqualTo(1);
    }

    @Test
    void history_and_the_first_look_are_told_to_nobody() {
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        world.happens(node, parcel, "IN_TRANSIT", "PICKED_UP", Map.of("at", "2026-11-10T10:00:00+08:00"));
        world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS", Map.of("first", "true"));
        node.run();
        assertThat(world.count("notifications")).isZero();
        assertThat(world.count("changes where told_at is null")).isZero();
    }

    @Test
    void without_a_mail_server_nothing_is_made_for_mail() {
        World.Node bare = world.node(Map.of());
        World.Parcel parcel = world.parcel(bare, ann, "RB123456785CN", "Boots");
        bare.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
        assertThat(bare.get(Channels.class).list(ann.id()).mailReady()).isFalse();
        world.happens(bare, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
        bare.run();
        assertThat(world.jdbc
                        .sql("select channel from notifications")
                        .query(String.class)
                        .list())
                .containsExactly("inbox");
    }
}
