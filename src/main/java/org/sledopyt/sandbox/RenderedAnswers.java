package org.sledopyt.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers kept as bytes, each until the clock reaches the moment when it would read otherwise. */
final class RenderedAnswers {

    private static final long MOST_BYTES = 64L << 20;

    private final Map<String, Rendered> kept = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** True from {@code from}, no longer at {@code until}. */
    record Rendered(byte[] body, Instant from, Instant until) {}

    /** The answer kept under that key, or a new one; null if {@code render} gives none. */
    byte @Nullable [] get(String key, Instant now, Supplier<@Nullable Rendered> render) {
        Rendered known = kept.get(key);
        if (known != null && !now.isBefore(known.from) && now.isBefore(known.until)) {
            return known.body;
        }
        Rendered fresh = render.get();
        if (fresh == null) {
            return null;
        }
        if (bytes.addAndGet(fresh.body.length) > MOST_BYTES) {
            kept.clear();
            bytes.set(fresh.body.length);
        }
        kept.put(key, fresh);
        return fresh.body;
    }
}
