package org.sledopyt.account;

import java.util.Map;

/** What came of something a person asked for: it is done, or there is a reason why not. */
public sealed interface Result<T> {

    record Done<T>(T value) implements Result<T> {}

    record Refused<T>(Reason why) implements Result<T> {}

    /** A key of the message catalogue with its arguments, for the person who asked. */
    record Reason(String key, Map<String, Object> args) {
        static Reason of(String key) {
            return new Reason(key, Map.of());
        }
    }
}
