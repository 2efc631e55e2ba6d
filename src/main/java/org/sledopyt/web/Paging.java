package org.sledopyt.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for, from {@code ?limit=} and {@code ?cursor=}. A store is asked for {@link #limit} + 1 rows after the
 * position, {@link #page} makes the answer of them.
 *
 * @param after the position of the last item of the part before, as {@link #page} was told; null at the start
 */
record Paging(int limit, @Nullable String after) {

    static final int USUAL = 50;
    static final int MOST = 200;

    /** @param position of an item in the order of the list */
    <T> Page<T> page(List<T> oneMore, Function<T, String> position) {
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, null);
        }
        List<T> items = oneMore.subList(0, limit);
        byte[] last = position.apply(items.getLast()).getBytes(StandardCharsets.UTF_8);
        return new Page<>(items, Base64.getUrlEncoder().withoutPadding().encodeToString(last));
    }
}
