package org.sledopyt.intake;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sledopyt.TestClock;
import org.sledopyt.TestDatabase;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Seal;
import org.sledopyt.storage.Wake;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The pipeline with a real PostgreSQL and a scripted source on loopback; the clock stands still until a test moves it. */
final class IntakeWorld implements AutoCloseable {

    @EnableTransactionManagement(proxyTargetClass = true)
    static class Beans {
        @Bean
        JdbcTemplate jdbcTemplate(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
        }

        @Bean
        JdbcClient jdbcClient(DataSource dataSource) {
            return JdbcClient.create(dataSource);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }
    }

    static final UUID ANNA = new UUID(7, 1);
    static final UUID BORIS = new UUID(7, 2);

    final TestClock clock = new TestClock(java.time.Instant.parse("2026-11-24T10:00:00Z"));
    final Database database;
    final AtomicInteger calls = new AtomicInteger();
    final Map<String, String> lines = new ConcurrentHashMap<>();
    /** what is answered to a whole path, for sources that do not ask by query */
    final Map<String, String> paths = new ConcurrentHashMap<>();
    /** What calls asked for, path and numbers, in their order. */
    final List<String> asked = new CopyOnWriteArrayList<>();
    /** Numbers registered; null: the source needs no such thing. */
    volatile @Nullable Set<String> registered;

    volatile int status = 200;
    volatile Map<String, String> headers = Map.of();
    private final HttpServer server;
    private final boolean ownsDatabase;
    private final Function<URI, List<Source>> sources;
    AnnotationConfigApplicationContext context;

    IntakeWorld() throws Exception {
        this(TestDatabase.fresh(), true);
    }

    IntakeWorld(Manifest.Webhook webhook) throws Exception {
        this(TestDatabase.fresh(), true, address -> new SimpleSource("simple", address, 5, webhook));
    }

    IntakeWorld(Database database, boolean ownsDatabase) throws Exception {
        this(database, ownsDatabase, address -> new SimpleSource("simple", address, 5, Manifest.Webhook.HINT));
    }

    /** With another source than {@link SimpleSource}, at the address it is given. */
    IntakeWorld(Function<URI, Source> source) throws Exception {
        this(TestDatabase.fresh(), true, source);
    }

    /** With {@link SimpleSource}s of these codes; each can be told apart by {@link #says(String, String, String)}. */
    static IntakeWorld withSources(String... codes) throws Exception {
        return new IntakeWorld(true, TestDatabase.fresh(), address -> Stream.of(codes)
                .<Source>map(code -> new SimpleSource(code, address.resolve("/" + code), 5))
                .toList());
    }

    private IntakeWorld(Database database, boolean ownsDatabase, Function<URI, Source> source) throws Exception {
        this(ownsDatabase, database, address -> List.of(source.apply(address)));
    }

    private IntakeWorld(boolean ownsDatabase, Database database, Function<URI, List<Source>> sources) throws Exception {
        this.sources = sources;
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            asked.add(exchange.getRequestURI().toString());
            String path = exchange.getRequestURI().getPath();
            boolean register = path.equals("/register");
            StringBuilder answer = new StringBuilder();
            String query = exchange.getRequestURI().getQuery();
            if (query == null) {
                answer.append(paths.getOrDefault(exchange.getRequestURI().getPath(), "none"));
            } else {
                for (String number : query.split(",")) {
                    answer.append(line(path.replaceFirst("/[a-z]+$", ""), number, register))
                            .append('\n');
                }
            }
            byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        context = open();
    }

    private String line(String address, String number, boolean register) {
        Set<String> known = registered;
        if (register && known != null) {
            boolean paid = !number.startsWith("POOR");
            if (paid) {
                known.add(number);
            }
            return number + (paid ? " !" : " $");
        }
        return known == null || known.contains(number)
                ? lines.getOrDefault(address + number, number + " -")
                : number + " ?";
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A node of its own on the same database. */
    AnnotationConfigApplicationContext open() {
        AnnotationConfigApplicationContext node = new AnnotationConfigApplicationContext();
        node.registerBean(DataSource.class, database::dataSource, bean -> bean.setDestroyMethodName(""));
        node.registerBean(Clock.class, () -> clock);
        node.registerBean(Wake.class, () -> new Wake(database.address()));
        node.registerBean(Seal.class, () -> new Seal(new byte[32]));
        node.registerBean(
                Sources.class, () -> Sources.of(sources.apply(address()).toArray(Source[]::new)));
        node.registerBean(
                IntakeSettings.class,
                () -> new IntakeSettings(true, List.of("127.0.0.1"), Duration.ofMinutes(5), 1, List.of(), Map.of()));
        node.register(Beans.class);
        node.scan("org.sledopyt.journey", "org.sledopyt.shipment", "org.sledopyt.intake");
        node.refresh();
        return node;
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    Shipments.Shipment follow(UUID account, String number) {
        return follow(account, number, List.of());
    }

    Shipments.Shipment follow(UUID account, String number, List<List<String>> carriers) {
        return get(Follow.class)
                .follow(account, new TrackingNumber(number), carriers, "")
                .shipment();
    }

    void says(String number, String line) {
        lines.put(number, number + " " + line);
    }

    /** What one of several sources says. */
    void says(String source, String number, String line) {
        lines.put("/" + source + number, number + " " + line);
    }

    long count(String sql) {
        return get(JdbcClient.class)
                .sql("select count(*) from " + sql)
                .query(Long.class)
                .single();
    }

    String milestone(String number) {
        return get(JdbcClient.class)
                .sql(
                        "select milestone || '/' || sub from journeys j join numbers n using (bucket, parcel_id) where n.number = ?")
                .param(number)
                .query(String.class)
                .single();
    }

    String outcome(String number) {
        return get(JdbcClient.class)
                .sql("select outcome from asks where number = ?")
                .param(number)
                .query(String.class)
                .single();
    }

    String outcome(String number, String source) {
        return get(JdbcClient.class)
                .sql("select outcome from asks where number = ? and source = ?")
                .params(number, source)
                .query(String.class)
                .single();
    }

    /** Moves the clock and wakes everybody. */
    void forward(Duration time) {
        clock.forward(time);
        Wake.call(get(JdbcClient.class), "asks", "");
    }

    /** Waits for what workers do by themselves; fails after 20 seconds. */
    static void until(BooleanSupplier done) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come to that within 20 s");
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        context.close();
        server.stop(0);
        if (ownsDatabase) {
            database.close();
        }
    }
}
