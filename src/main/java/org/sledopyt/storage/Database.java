package org.sledopyt.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The one store: an own PostgreSQL in the data folder, or one that somebody else runs. */
public final class Database implements AutoCloseable {

    /** Where a PostgreSQL is and who we are there. */
    public record Address(String url, String user, String password) {
        @Override
        public String toString() {
            return url;
        }
    }

    private final Address address;
    private final HikariDataSource pool;
    private final @Nullable OwnPostgres own;

    private Database(Address address, @Nullable OwnPostgres own, int connections) {
        this.address = address;
        this.own = own;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(2);
        config.setPoolName("sledopyt");
        config.addDataSourceProperty("ApplicationName", "sledopyt");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        this.pool = new HikariDataSource(config);
    }

    /** Starts the own server in the folder. */
    public static Database own(DataFolder folder) {
        OwnPostgres own = OwnPostgres.start(folder);
        return new Database(own.address(), own, 16);
    }

    /** @throws StartProblem if nothing answers there */
    public static Database at(Address address) {
        try {
            return new Database(address, null, 16);
        } catch (RuntimeException e) {
            throw new StartProblem("No PostgreSQL answers at " + address.url()
                    + ". Look at SLEDOPYT_DATABASE_URL, _USER and _PASSWORD. (" + rootMessage(e) + ")");
        }
    }

    public DataSource dataSource() {
        return pool;
    }

    /** For connections outside the pool, such as the one that listens. */
    public Address address() {
        return address;
    }

    public boolean isOwn() {
        return own != null;
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        pool.close();
        if (own != null) {
            own.close();
        }
    }
}
