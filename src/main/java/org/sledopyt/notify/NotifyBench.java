package org.sledopyt.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.sledopyt.account.Accounts;
import org.sledopyt.journey.Change;
import org.sledopyt.journey.Changes;
import org.sledopyt.shipment.Watches;
import org.sledopyt.storage.Buckets;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Ids;
import org.sledopyt.storage.Wake;
import org.sledopyt.text.Texts;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** How many changes a second become mails, from the table of changes to a mail server on the same machine. */
public final class NotifyBench {

    private NotifyBench() {}

    /** {@code changes} made one inbox item and one mail each. */
    public record Figures(int changes, Duration took) {
        public long changesPerSecond() {
            return changes * 1_000_000_000L / Math.max(1, took.toNanos());
        }
    }

    /**
     * Runs the workers as the server does.
     *
     * @param database an empty one with the schema in it; what is written there stays
     */
    public static Figures run(Database database, int changes) throws InterruptedException {
        CountDownLatch mails = new CountDownLatch(changes);
        try (SmtpSink sink = new SmtpSink(command -> null, mails::countDown);
                AnnotationConfigApplicationContext parts = parts(database, Clock.systemUTC(), smtp(sink.port()))) {
            List<Change> news = followedParcels(parts, changes);
            Map<Integer, List<Change>> byBucket = news.stream().collect(Collectors.groupingBy(Change::bucket));
            JdbcClient jdbc = parts.getBean(JdbcClient.class);
            long start = System.nanoTime();
            parts.getBean(Changes.class).add(news);
            byBucket.keySet().forEach(bucket -> Wake.call(jdbc, "changes", bucket));
            if (!mails.await(3, TimeUnit.MINUTES)) {
                throw new IllegalStateException(mails.getCount() + " mails are missing");
            }
            return new Figures(changes, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    static Map<String, Object> smtp(int port) {
        return Map.of(
                "sledopyt.smtp.host", "127.0.0.1",
                "sledopyt.smtp.port", port,
                "sledopyt.smtp.tls", "off",
                "sledopyt.smtp.from", "Sledopyt <sledopyt@example.org>");
    }

    /** This package and what it stands on, as one node of a cluster; its workers run. */
    static AnnotationConfigApplicationContext parts(
            Database database, Clock clock, Map<String, Object> settings, Class<?>... more) {
        AnnotationConfigApplicationContext parts = new AnnotationConfigApplicationContext();
        // as the server does
        parts.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        parts.getEnvironment().getPropertySources().addFirst(new MapPropertySource("settings", settings));
        parts.registerBean(Clock.class, () -> clock);
        parts.registerBean(DataSource.class, database::dataSource, bean -> bean.setDestroyMethodName(""));
        parts.registerBean(Wake.class, () -> new Wake(database.address()));
        parts.register(Parts.class);
        if (more.length > 0) {
            parts.register(more);
        }
        parts.refresh();
        return parts;
    }

    // no @Configuration: the server finds these parts by itself
    @EnableTransactionManagement
    @ComponentScan(basePackageClasses = {NotifyBench.class, Accounts.class})
    @ConfigurationPropertiesScan
    @Import({Changes.class, Watches.class, Texts.class})
    static class Parts {
        @Bean
        JdbcClient jdbcClient(DataSource dataSource) {
            return JdbcClient.create(dataSource);
        }

        @Bean
        TransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }

    private static List<Change> followedParcels(AnnotationConfigApplicationContext parts, int count) {
        Clock clock = parts.getBean(Clock.class);
        JdbcClient jdbc = parts.getBean(JdbcClient.class);
        UUID account = Ids.next(clock);
        jdbc.sql("insert into accounts (id, email, name, password, created_at) values (?, ?, 'Bench', '', ?)")
                .params(account, account + "@example.org", OffsetDateTime.now(clock))
                .update();
        parts.getBean(Channels.class).put(account, "mail", "bench@example.org", true);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String number = "BENCH" + i;
                    Change change = new Change(
                            Buckets.of(number),
                            Ids.next(clock),
                            Ids.next(clock),
                            Change.Kind.MILESTONE,
                            Map.of(
                                    "number",
                                    number,
                                    "milestone",
                                    "IN_TRANSIT",
                                    "sub",
                                    "CUSTOMS",
                                    "place",
                                    "Москва",
                                    "at",
                                    clock.instant().toString()),
                            clock.instant());
                    parts.getBean(Watches.class)
                            .add(change.bucket(), change.parcelId(), account, Ids.next(clock), clock.instant());
                    return change;
                })
                .toList();
    }
}
