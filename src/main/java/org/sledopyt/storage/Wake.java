package org.sledopyt.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wakes workers of all nodes through PostgreSQL's own {@code NOTIFY}. A wake-up is a hint that saves waiting: it is sent with the
 * commit, may get lost, and every worker also looks by itself now and then.
 */
public final class Wake implements AutoCloseable {

    /** What was written: {@code topic} such as {@code asks}, {@code changes}, {@code notifications}, {@code journey}; what is meant in {@code detail}. */
    public record Call(String topic, String detail) {
        public static final Call MAYBE_ANYTHING = new Call("", "");

        /** Whether a worker for this topic has to look. */
        public boolean concerns(String topic) {
            return this.topic.equals(topic) || this.topic.isEmpty();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Wake.class);
    private static final String CHANNEL = "sledopyt";

    private final Database.Address address;
    private final List<Consumer<Call>> sleepers = new CopyOnWriteArrayList<>();
    private final Thread listener;
    private volatile boolean closed;

    public Wake(Database.Address address) {
        this.address = address;
        this.listener = Thread.ofVirtual().name("wake").start(this::listen);
    }

    /** Called from one thread, so it must be quick. After a lost connection it gets {@link Call#MAYBE_ANYTHING}. */
    public void onCall(Consumer<Call> sleeper) {
        sleepers.add(sleeper);
    }

    /** Sends a wake-up with the current transaction's commit. */
    public static void call(JdbcClient jdbc, String topic, Object detail) {
        call(jdbc, topic, List.of(detail));
    }

    /** Sends a wake-up for each detail with the current transaction's commit. */
    public static void call(JdbcClient jdbc, String topic, Collection<?> details) {
        if (!details.isEmpty()) {
            String[] all = details.stream().map(detail -> topic + ":" + detail).toArray(String[]::new);
            jdbc.sql("select pg_notify(?, call) from unnest(?) call")
                    .params(CHANNEL, all)
                    .query(rs -> {});
        }
    }

    private void listen() {
        boolean lost = false;
        while (!closed) {
            try (Connection connection =
                            DriverManager.getConnection(address.url(), address.user(), address.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                if (lost) {
                    LOG.info("Listening to the database again");
                    lost = false;
                }
                tell(Call.MAYBE_ANYTHING);
                PGConnection listening = connection.unwrap(PGConnection.class);
                while (!closed) {
                    PGNotification[] notifications = listening.getNotifications(1_000);
                    for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                        tell(call(notification.getParameter()));
                    }
                }
            } catch (SQLException e) {
                if (!closed && !lost) {
                    LOG.warn("Not listening to the database: {}", e.getMessage());
                    lost = true;
                }
                pause();
            }
        }
    }

    private static Call call(@Nullable String parameter) {
        String text = parameter == null ? "" : parameter;
        int colon = text.indexOf(':');
        return colon < 0 ? new Call(text, "") : new Call(text.substring(0, colon), text.substring(colon + 1));
    }

    private void tell(Call call) {
        sleepers.forEach(sleeper -> sleeper.accept(call));
    }

    private void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        listener.interrupt();
    }
}
