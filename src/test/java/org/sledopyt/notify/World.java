package org.sledopyt.notify;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.sledopyt.TestDatabase;
import org.sledopyt.account.Account;
import org.sledopyt.journey.Change;
import org.sledopyt.journey.Changes;
import org.sledopyt.shipment.Watches;
import org.sledopyt.storage.Buckets;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Ids;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database, a clock that moves when told, a mail server, and nodes whose workers do nothing until asked. */
final class World implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

    final Database database = TestDatabase.fresh();
    final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    final TestClock clock = new TestClock();
    final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final List<AutoCloseable> open = new ArrayList<>(List.of(database));

    World() {
        mails.start();
        open.add(mails::stop);
    }

    /** One node that sends to the mail server of this world. */
    Node node(Class<?>... more) {
        return node(NotifyBench.smtp(mails.getSmtp().getPort()), more);
    }

    Node node(Map<String, Object> settings, Class<?>... more) {
        List<Class<?>> parts = new ArrayList<>(List.of(more));
        parts.add(Asleep.class);
        return awake(settings, parts.toArray(Class[]::new));
    }

    /** A node whose workers run by themselves. */
    Node awake(Map<String, Object> settings, Class<?>... more) {
        AnnotationConfigApplicationContext context = NotifyBench.parts(database, clock, settings, more);
        open.add(context);
        return new Node(context);
    }

    /** A server whose answers the test decides, see {@link SmtpSink}. */
    SmtpSink sink(Function<String, String> refusals, Runnable onMail) {
        SmtpSink sink = new SmtpSink(refusals, onMail);
        open.add(sink);
        return sink;
    }

    List<MimeMessage> received() {
        return List.of(mails.getReceivedMessages());
    }

    record Node(AnnotationConfigApplicationContext context) {
        <T> T get(Class<T> part) {
            return context.getBean(part);
        }

        void run() {
            get(Workers.class).runOnce();
        }
    }

    Account account(String language, String zone) {
        UUID id = Ids.next(clock);
        jdbc.sql("""
                insert into accounts (id, email, name, password, language, zone, created_at)
                values (?, ?, 'Ann', '', ?, ?, now())
                """).params(id, id + "@example.org", language, zone).update();
        return new Account(id, id + "@example.org", "Ann", language, ZoneId.of(zone), null, false);
    }

    /** A parcel that the account follows since {@link #START}. */
    Parcel parcel(Node node, Account account, String number, String title) {
        Parcel parcel = new Parcel(Buckets.of(number), Ids.next(clock), number);
        jdbc.sql("""
                insert into journeys (bucket, parcel_id, number, created_at, updated_at) values (?, ?, ?, now(), now())
                """).params(parcel.bucket, parcel.id, number).update();
        follow(node, account, parcel, title);
        return parcel;
    }

    void follow(Node node, Account account, Parcel parcel, String title) {
        UUID shipment = Ids.next(clock);
        jdbc.sql("""
                insert into shipments (bucket, id, account_id, parcel_id, title, created_at) values (?, ?, ?, ?, ?, now())
                """)
                .params(parcel.bucket, shipment, account.id(), parcel.id, title)
                .update();
        node.get(Watches.class).add(parcel.bucket, parcel.id, account.id(), shipment, START);
    }

    record Parcel(int bucket, UUID id, String number) {}

    /** Something happens to the parcel, now unless {@code details} say when. */
    Change happens(Node node, Parcel parcel, String milestone, String sub, Map<String, String> details) {
        Map<String, String> all = new HashMap<>(Map.of("milestone", milestone, "sub", sub));
        all.put("at", clock.instant().toString());
        all.putAll(details);
        return happens(node, parcel, Change.Kind.MILESTONE, all);
    }

    Change happens(Node node, Parcel parcel, Change.Kind kind, Map<String, String> details) {
        Change change = new Change(parcel.bucket, Ids.next(clock), parcel.id, kind, details, clock.instant());
        node.get(Changes.class).add(List.of(change));
        return change;
    }

    /** Everything as on the first day. */
    void clear() throws FolderException {
        jdbc.sql("truncate accounts, changes, watches, shipments, journeys, notifications cascade")
                .update();
        mails.purgeEmailFromAllMailboxes();
        clock.now = START;
    }

    int count(String what) {
        return jdbc.sql("select count(*) from " + what).query(Integer.class).single();
    }

    void closeLast() throws Exception {
        open.removeLast().close();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    static final class TestClock extends Clock {
        private volatile Instant now = START;

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    /** Starts no workers: the test runs them. */
    static class Asleep {
        @Bean
        static DefaultLifecycleProcessor lifecycleProcessor() {
            return new DefaultLifecycleProcessor() {
                @Override
                public void onRefresh() {}
            };
        }
    }
}
