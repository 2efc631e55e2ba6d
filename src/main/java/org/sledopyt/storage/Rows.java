package org.sledopyt.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The few conversions between rows and records that every store needs. */
public final class Rows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Rows() {}

    /** For binding: PostgreSQL's driver takes instants only with an offset. */
    public static OffsetDateTime bind(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime bindOrNull(@Nullable Instant at) {
        return at == null ? null : bind(at);
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** For a column that is never null. */
    public static Instant at(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    public static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    public static @Nullable String jsonOrNull(@Nullable Object value) {
        return value == null ? null : JSON.writeValueAsString(value);
    }

    public static <T> T json(String text, Class<T> type) {
        return JSON.readValue(text, type);
    }

    public static <T> @Nullable T json(ResultSet row, String column, Class<T> type) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : JSON.readValue(text, type);
    }
}
