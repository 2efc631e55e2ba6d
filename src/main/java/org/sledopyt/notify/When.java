package org.sledopyt.notify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** A time as a change tells it. */
sealed interface When {

    /** Farthest west anybody lives: the last place where a day or a wall clock of unknown zone comes to pass. */
    ZoneOffset WEST = ZoneOffset.ofHours(-12);

    /** Last instant it can mean. */
    Instant latest();

    record Moment(Instant at) implements When {
        @Override
        public Instant latest() {
            return at;
        }
    }

    /** A wall clock of unknown zone: shown as it is, never moved. */
    record Wall(LocalDateTime local) implements When {
        @Override
        public Instant latest() {
            return local.toInstant(WEST);
        }
    }

    record Day(LocalDate day) implements When {
        @Override
        public Instant latest() {
            return day.plusDays(1).atStartOfDay().toInstant(WEST);
        }
    }

    /** Reads ISO 8601 with an offset, without one, or a bare date; null for anything else. */
    static @Nullable When read(@Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            if (written.indexOf('T') < 0) {
                return new Day(LocalDate.parse(written));
            }
            return written.matches(".*T.*(Z|[+-][0-9:]+)")
                    ? new Moment(OffsetDateTime.parse(written).toInstant())
                    : new Wall(LocalDateTime.parse(written));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
