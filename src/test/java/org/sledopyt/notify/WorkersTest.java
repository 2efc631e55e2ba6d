package org.sledopyt.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.account.Account;
import org.sledopyt.storage.Wake;

class WorkersTest {

    private final World world = new World();
    private final Account ann = world.account("en", "UTC");

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void a_change_is_on_its_way_as_soon_as_somebody_calls() {
        World.Node node = world.awake(NotifyBench.smtp(world.mails.getSmtp().getPort()));
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        node.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
        // more than once, as the first look of a worker finds things without being called
        for (int mails = 1; mails <= 3; mails++) {
            world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
            Wake.call(world.jdbc, "changes", parcel.bucket());
            assertThat(world.mails.waitForIncomingEmail(20_000, mails)).isTrue();
        }
    }

    @Test
    void whoever_has_the_inbox_open_hears_of_it() throws InterruptedException {
        World.Node node = world.awake(Map.of());
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        BlockingQueue<Integer> unread = new LinkedBlockingQueue<>();
        CountDownLatch listening = new CountDownLatch(1);
        node.get(Wake.class).onCall(call -> {
            listening.countDown();
            if (call.equals(new Wake.Call("inbox", ann.id().toString()))) {
                unread.add(node.get(Inbox.class).unread(ann.id()));
            }
        });
        Wake.call(world.jdbc, "ready", "");
        assertThat(listening.await(20, TimeUnit.SECONDS)).isTrue();

        world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
        Wake.call(world.jdbc, "changes", parcel.bucket());
        assertThat(unread.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
        node.get(Inbox.class).markRead(ann.id(), null);
        assertThat(unread.poll(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void a_hanging_mail_server_holds_up_no_other_channel() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            World.Node node = world.awake(NotifyBench.smtp(hanging.getLocalPort()), Bell.class);
            World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
            node.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
            node.get(Channels.class).put(ann.id(), "bell", "door", true);
            for (int i = 0; i < 3; i++) {
                world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
                Wake.call(world.jdbc, "changes", parcel.bucket());
            }
            assertThat(node.get(Bell.class).rung.await(15, TimeUnit.SECONDS)).isTrue();
            assertThat(world.count(
                            "notifications where channel = 'mail' and (sent_at is not null or problem is not null)"))
                    .isZero();
        }
    }

    static class Bell implements Channel {
        final CountDownLatch rung = new CountDownLatch(3);

        @Override
        public String kind() {
            return "bell";
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public String target(String written) {
            return written;
        }

        @Override
        public Outcome send(Message message) {
            rung.countDown();
            return new Outcome.Sent();
        }

        @Override
        public Duration within() {
            return Duration.ofSeconds(5);
        }
    }
}
