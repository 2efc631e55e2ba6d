package org.sledopyt.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sledopyt.account.Account;

class SendNotificationsTest {

    private static final String MAIL = "notifications where channel = 'mail'";

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
    void a_change_becomes_one_mail_and_the_inbox_says_so() throws Exception {
        World.Parcel parcel = followedByMail(node);
        world.happens(node, parcel, "DELIVERED", "SIGNED", Map.of());
        node.run();
        world.clock.forward(Duration.ofDays(2));
        node.run();

        assertThat(world.received()).hasSize(1);
        MimeMessage mail = world.received().getFirst();
        assertThat(mail.getSubject()).isEqualTo("Boots: Delivered, signed");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("ann@example.org");
        assertThat(node.get(Inbox.class).page(ann, null, 10).items().getFirst().told())
                .containsExactly(new Inbox.Told("mail", "sent", World.START, null));
    }

    @Test
    void a_crash_between_sending_and_writing_it_down_repeats_the_same_message() throws Exception {
        World.Parcel parcel = followedByMail(node);
        world.happens(node, parcel, "DELIVERED", "SIGNED", Map.of());
        world.jdbc
                .sql("alter table notifications add constraint crash check (channel = 'inbox' or sent_at is null)")
                .update();
        node.run();
        assertThat(world.received()).hasSize(1);
        node.run();
        assertThat(world.received()).as("the lease holds others off").hasSize(1);

        world.jdbc.sql("alter table notifications drop constraint crash").update();
        world.clock.forward(Duration.ofMinutes(10));
        node.run();
        world.clock.forward(Duration.ofDays(2));
        node.run();
        assertThat(world.received()).hasSize(2);
        assertThat(world.received().get(0).getMessageID())
                .isEqualTo(world.received().get(1).getMessageID());
        assertThat(world.count(MAIL + " and sent_at is not null")).isEqualTo(1);
    }

    @Test
    void a_crash_before_sending_loses_nothing() {
        World.Parcel parcel = followedByMail(node);
        world.happens(node, parcel, "DELIVERED", "SIGNED", Map.of());
        node.get(TellWatchers.class).tell(parcel.bucket());
        Channel mail = mail(node);
        assertThat(node.get(Attempts.class).claim(parcel.bucket(), mail, 10)).hasSize(1);
        assertThat(world.node().get(Attempts.class).claim(parcel.bucket(), mail, 10))
                .isEmpty();

        World.Node other = world.node();
        other.run();
        assertThat(world.received()).isEmpty();
        world.clock.forward(mail.within().plusMinutes(5));
        other.run();
        assertThat(world.received()).hasSize(1);
    }

    @Test
    void an_attempt_that_comes_to_itself_after_its_lease_undoes_nothing() {
        World.Parcel parcel = followedByMail(node);
        world.happens(node, parcel, "DELIVERED", "SIGNED", Map.of());
        node.get(TellWatchers.class).tell(parcel.bucket());
        Attempts attempts = node.get(Attempts.class);
        Notification slow = attempts.claim(parcel.bucket(), mail(node), 1).getFirst();
        world.clock.forward(Duration.ofHours(1));
        Notification second = attempts.claim(parcel.bucket(), mail(node), 1).getFirst();

        attempts.settle(slow, mail(node), new Outcome.Failed("late"));
        assertThat(world.count(MAIL + " and problem is null and lease_until is not null"))
                .as("the second holds it")
                .isEqualTo(1);
        attempts.settle(second, mail(node), new Outcome.Sent());
        attempts.settle(slow, mail(node), new Outcome.Failed("late"));
        world.clock.forward(Duration.ofDays(3));
        node.run();
        assertThat(world.received()).isEmpty();
        assertThat(world.count(MAIL + " and sent_at is not null and problem is null"))
                .isEqualTo(1);
    }

    @Test
    void two_nodes_on_one_database_send_each_mail_once() throws Exception {
        World.Node other = world.node();
        for (int i = 0; i < 60; i++) {
            World.Parcel parcel = world.parcel(node, ann, "PARCEL" + i, "Parcel " + i);
            world.happens(node, parcel, "DELIVERED", "SIGNED", Map.of());
        }
        node.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
        CyclicBarrier together = new CyclicBarrier(4);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Object> one = () -> runWith(node, together);
            Callable<Object> two = () -> runWith(other, together);
            for (Future<Object> each : threads.invokeAll(List.of(one, two, one, two))) {
                each.get();
            }
        }
        Set<String> subjects = new java.util.TreeSet<>();
        for (MimeMessage mail : world.received()) {
            subjects.add(mail.getSubject());
        }
        assertThat(world.received()).hasSize(60);
        assertThat(subjects).hasSize(60);
    }

    private static Object runWith(World.Node node, CyclicBarrier together) throws Exception {
        together.await();
        node.run();
        together.await();
        node.run();
        return "done";
    }

    @Test
    void while_the_mail_server_is_down_it_is_tried_again_later_and_later() throws Exception {
        int port = world.sink(command -> null, () -> {}).port();
        world.closeLast();
        World.Node node = world.node(NotifyBench.smtp(port));
        World.Parcel parcel = followedByMail(node);
        world.happens(node, parcel, "DELIVERED", "SIGNED", Map.of());
        node.run();
        assertThat(dueIn()).isEqualTo(Duration.ofMinutes(1));
        Inbox.Told told = node.get(Inbox.class)
                .page(ann, null, 10)
                .items()
                .getFirst()
                .told()
                .getFirst();
        assertThat(told.state()).isEqualTo("waiting");
        assertThat(told.problem()).containsIgnoringCase("refused");

        node.run();
        assertThat(world.count(MAIL + " and attempts = 1"))
                .as("not before it is due")
                .isEqualTo(1);
        for (Duration next : List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1))) {
            world.clock.forward(dueIn());
            node.run();
            assertThat(dueIn()).isEqualTo(next);
        }

        GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        back.start();
        try {
            world.clock.forward(dueIn());
            node.run();
            assertThat(back.getReceivedMessages()).hasSize(1);
            assertThat(world.count(MAIL + " and sent_at is not null and problem is null"))
                    .isEqualTo(1);
        } finally {
            back.stop();
        }
    }

    @Test
    void after_a_day_it_is_given_up_and_the_inbox_says_why() {
        World.Node refusing = world.node(
                NotifyBench.smtp(world.sink(command -> "451 not now", () -> {}).port()));
        World.Parcel parcel = followedByMail(refusing);
        world.happens(refusing, parcel, "DELIVERED", "SIGNED", Map.of());
        refusing.run();
        int attempts = 1;
        while (world.count(MAIL + " and given_up_at is null") == 1) {
            world.clock.forward(dueIn());
            refusing.run();
            attempts++;
        }
        assertThat(attempts).isEqualTo(9);
        assertThat(Duration.between(World.START, world.clock.instant()))
                .isBetween(Duration.ofHours(20), Duration.ofHours(26));
        Inbox.Told told = refusing.get(Inbox.class)
                .page(ann, null, 10)
                .items()
                .getFirst()
                .told()
                .getFirst();
        assertThat(told.state()).isEqualTo("given-up");
        assertThat(told.problem()).contains("not now");
    }

    @Test
    void a_refused_address_is_switched_off_and_the_person_is_told_in_the_inbox() {
        AtomicInteger taken = new AtomicInteger();
        SmtpSink sink = world.sink(
                command ->
                        command.startsWith("RCPT") && command.contains("ann@") ? "550 5.1.1 no such user here" : null,
                taken::incrementAndGet);
        World.Node refusing = world.node(NotifyBench.smtp(sink.port()));
        Account bob = world.account("en", "UTC");
        World.Parcel parcel = followedByMail(refusing);
        world.follow(refusing, bob, parcel, "Boots");
        refusing.get(Channels.class).put(bob.id(), "mail", "bob@example.org", true);
        world.happens(refusing, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
        world.happens(refusing, parcel, "IN_TRANSIT", "CUSTOMS_RELEASED", Map.of());
        refusing.get(TellWatchers.class).tell(parcel.bucket());
        world.clock.forward(Duration.ofSeconds(1));
        refusing.run();

        assertThat(taken).as("others go on").hasValue(2);
        assertThat(refusing.get(Channels.class).list(ann.id()).items())
                .extracting(Channels.Target::target, Channels.Target::enabled, Channels.Target::problem)
                .containsExactly(tuple("ann@example.org", false, "550 5.1.1 no such user here"));
        List<Inbox.Item> inbox = refusing.get(Inbox.class).page(ann, null, 10).items();
        assertThat(inbox).extracting(Inbox.Item::kind).containsExactly("CHANNEL_OFF", "MILESTONE", "MILESTONE");
        assertThat(inbox.getFirst().args())
                .containsEntry("target", "ann@example.org")
                .containsEntry("problem", "550 5.1.1 no such user here");
        assertThat(world.count(MAIL + " and account_id = '" + ann.id() + "' and given_up_at is null"))
                .isZero();

        world.happens(refusing, parcel, "DELIVERED", "SIGNED", Map.of());
        refusing.run();
        assertThat(world.count(MAIL + " and account_id = '" + ann.id() + "'"))
                .as("no more for it")
                .isEqualTo(2);
        refusing.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
        assertThat(refusing.get(Channels.class)
                        .list(ann.id())
                        .items()
                        .getFirst()
                        .problem())
                .isNull();
    }

    @Test
    void a_server_that_dislikes_us_or_a_full_mailbox_says_nothing_about_the_address() {
        for (String refusal : List.of("550 5.7.1 relaying denied", "552 5.2.2 mailbox full", "450 4.2.1 later")) {
            World.Node refusing = world.node(
                    NotifyBench.smtp(world.sink(command -> command.startsWith("RCPT") ? refusal : null, () -> {})
                            .port()));
            World.Parcel parcel = world.parcel(refusing, ann, "NUMBER" + refusal.hashCode(), "Boots");
            refusing.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
            world.happens(refusing, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
            refusing.run();
            assertThat(refusing.get(Channels.class)
                            .list(ann.id())
                            .items()
                            .getFirst()
                            .enabled())
                    .as(refusal)
                    .isTrue();
            assertThat(world.count(MAIL + " and bucket = " + parcel.bucket() + " and problem = '" + refusal + "'"))
                    .as(refusal)
                    .isEqualTo(1);
        }
    }

    @Test
    void what_waits_is_not_sent_to_a_channel_switched_off_meanwhile() {
        World.Parcel parcel = followedByMail(node);
        world.happens(node, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
        node.get(TellWatchers.class).tell(parcel.bucket());
        node.get(Channels.class).put(ann.id(), "mail", "new@example.org", true);
        node.run();
        assertThat(world.received()).isEmpty();
        assertThat(node.get(Inbox.class).page(ann, null, 1).items().getFirst().told())
                .containsExactly(new Inbox.Told(
                        "mail", "given-up", World.START, "The channel was switched off before it could be sent"));
    }

    @Test
    void a_hanging_mail_server_is_left_after_its_time_and_other_channels_go_on() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, Object> settings = new HashMap<>(NotifyBench.smtp(hanging.getLocalPort()));
            settings.put("sledopyt.smtp.timeout", "200ms");
            World.Node stuck = world.node(settings, Pager.class);
            World.Parcel parcel = followedByMail(stuck);
            stuck.get(Channels.class).put(ann.id(), "pager", "42", true);
            world.happens(stuck, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
            stuck.run();
            assertThat(stuck.get(Pager.class).rung).hasSize(1);
            assertThat(dueIn()).isEqualTo(Duration.ofMinutes(1));
            assertThat(world.count(MAIL + " and problem ilike '%timed out%'")).isEqualTo(1);
        }
    }

    @Test
    void a_send_that_never_ends_is_cut_and_an_exception_is_a_failure_like_others() {
        World.Node odd = world.node(Pager.class);
        odd.get(Channels.class).put(ann.id(), "pager", "42", true);
        Pager pager = odd.get(Pager.class);
        World.Parcel parcel = world.parcel(odd, ann, "RB123456785CN", "Boots");
        world.happens(odd, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
        world.happens(odd, parcel, "IN_TRANSIT", "CUSTOMS_RELEASED", Map.of("text", "bug"));
        world.happens(odd, parcel, "IN_TRANSIT", "PROCESSED", Map.of("text", "forever"));
        odd.run();
        assertThat(pager.rung).extracting(message -> message.args().get("sub")).containsExactly("CUSTOMS");
        assertThat(world.jdbc
                        .sql("select problem from notifications where channel = 'pager' and sent_at is null")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("channel.problem.fault", "channel.problem.slow");
    }

    @Test
    void a_message_that_ends_the_program_again_and_again_is_given_up() {
        World.Parcel parcel = followedByMail(node);
        world.happens(node, parcel, "DELIVERED", "SIGNED", Map.of());
        node.get(TellWatchers.class).tell(parcel.bucket());
        for (int crash = 0; crash < 9; crash++) {
            assertThat(node.get(Attempts.class).claim(parcel.bucket(), mail(node), 1))
                    .hasSize(1);
            world.clock.forward(Duration.ofHours(1));
        }
        node.run();
        assertThat(world.received()).isEmpty();
        assertThat(world.count(MAIL + " and given_up_at is not null")).isEqualTo(1);
    }

    @Test
    void every_bucket_has_its_turn() {
        World.Node busy = world.node(Pager.class);
        busy.get(Channels.class).put(ann.id(), "pager", "42", true);
        List<Integer> buckets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            World.Parcel parcel = world.parcel(busy, ann, "NUMBER" + i, "Boots");
            buckets.add(parcel.bucket());
            for (int j = 0; j < 3; j++) {
                world.happens(busy, parcel, "IN_TRANSIT", "CUSTOMS", Map.of());
            }
            busy.get(TellWatchers.class).tell(parcel.bucket());
        }
        Channel pager = busy.get(Pager.class);
        Set<Integer> left = new java.util.LinkedHashSet<>(buckets);
        left = busy.get(SendNotifications.class).send(pager, left);
        assertThat(left).containsExactly(buckets.get(1), buckets.get(2), buckets.get(0));
        left = busy.get(SendNotifications.class).send(pager, left);
        assertThat(left).containsExactly(buckets.get(2), buckets.get(0), buckets.get(1));
    }

    private World.Parcel followedByMail(World.Node node) {
        World.Parcel parcel = world.parcel(node, ann, "RB123456785CN", "Boots");
        node.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
        return parcel;
    }

    private static Channel mail(World.Node node) {
        return node.get(Channels.class).all().stream()
                .collect(Collectors.toMap(Channel::kind, channel -> channel))
                .get("mail");
    }

    private Duration dueIn() {
        Instant due = world.jdbc
                .sql("select due_at from " + MAIL)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        return Duration.between(world.clock.instant(), due);
    }

    /** A channel of the test: takes two at once, and does what the carrier's words say. */
    static class Pager implements Channel {
        final List<Message> rung = new CopyOnWriteArrayList<>();

        @Override
        public String kind() {
            return "pager";
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
        public int atOnce() {
            return 2;
        }

        @Override
        public Duration within() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Outcome send(Message message) {
            switch (message.args().getOrDefault("text", "")) {
                case "bug" -> throw new IllegalStateException("a bug of the test");
                case "forever" -> waitForEver();
                default -> rung.add(message);
            }
            return new Outcome.Sent();
        }

        private static void waitForEver() {
            try {
                new java.util.concurrent.CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
