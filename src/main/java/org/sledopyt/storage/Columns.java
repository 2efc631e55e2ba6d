package org.sledopyt.storage;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Many rows in one statement: a list is bound as one array a column and comes out of {@code unnest} as rows. Placeholders are
 * {@code ?} in the order in which things are bound.
 */
public final class Columns<T> {

    private record Column<T>(String type, Function<T, @Nullable Object> value) {}

    private final List<T> rows;
    private final List<Object> before = new ArrayList<>();
    private final List<Column<T>> columns = new ArrayList<>();
    private final List<@Nullable Object> after = new ArrayList<>();

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    public static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    /** A single value that stands before the arrays in the statement. */
    public Columns<T> single(Object value) {
        before.add(value);
        return this;
    }

    /** A column as an array of a PostgreSQL type. */
    public Columns<T> column(String type, Function<T, @Nullable Object> value) {
        columns.add(new Column<>(type, value));
        return this;
    }

    /** A single value that stands after the arrays in the statement. */
    public Columns<T> then(@Nullable Object value) {
        after.add(value);
        return this;
    }

    /** Runs a statement that gives no rows back; nothing happens for an empty list. */
    public int update(JdbcTemplate jdbc, String sql) {
        if (rows.isEmpty()) {
            return 0;
        }
        Integer count = jdbc.execute((Connection connection) -> {
            try (var statement = connection.prepareStatement(sql)) {
                bind(connection, statement);
                return statement.executeUpdate();
            }
        });
        return count == null ? 0 : count;
    }

    /** Runs a statement that gives rows back; an empty list gives none. */
    public <R> List<R> query(JdbcTemplate jdbc, String sql, RowMapper<R> mapper) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<R> found = jdbc.execute((Connection connection) -> {
            try (var statement = connection.prepareStatement(sql)) {
                bind(connection, statement);
                List<R> results = new ArrayList<>();
                try (var result = statement.executeQuery()) {
                    while (result.next()) {
                        results.add(mapper.mapRow(result, results.size()));
                    }
                }
                return results;
            }
        });
        return found == null ? List.of() : found;
    }

    private void bind(Connection connection, java.sql.PreparedStatement statement) throws SQLException {
        int index = 1;
        for (Object value : before) {
            statement.setObject(index++, value);
        }
        for (Column<T> column : columns) {
            Object[] values = array(column.type, rows.size());
            for (int i = 0; i < values.length; i++) {
                values[i] = column.value.apply(rows.get(i));
            }
            Array array = connection.createArrayOf(column.type, values);
            statement.setArray(index++, array);
        }
        for (Object value : after) {
            statement.setObject(index++, value);
        }
    }

    /** The driver packs some types only when the array has their very class. */
    private static Object[] array(String type, int size) {
        return switch (type) {
            case "bytea" -> new byte[size][];
            case "text", "jsonb" -> new String[size];
            case "int4" -> new Integer[size];
            case "bool" -> new Boolean[size];
            default -> new Object[size];
        };
    }
}
