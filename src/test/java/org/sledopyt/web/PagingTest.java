package org.sledopyt.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 9, 10, 11, 200})
    void following_the_cursor_gives_every_item_once(int limit) {
        List<String> all = IntStream.range(10, 20).mapToObj(i -> "ж" + i).toList();
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Paging paging = PagingArguments.paging(Integer.toString(limit), cursor);
            List<String> oneMore = all.stream()
                    .filter(item -> paging.after() == null || item.compareTo(paging.after()) > 0)
                    .limit(paging.limit() + 1)
                    .toList();
            Page<String> page = paging.page(oneMore, item -> item);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit).isNotEmpty();
            seen.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void nothing_asked_for_means_the_first_fifty() {
        assertThat(PagingArguments.paging(null, null)).isEqualTo(new Paging(50, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "many", "", "1e1", "99999999999"})
    void a_limit_out_of_range_is_refused(String limit) {
        assertThatThrownBy(() -> PagingArguments.paging(limit, null)).hasMessage("request.wrongValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "a b", "=", "ж"})
    void what_was_no_cursor_of_ours_is_refused(String cursor) {
        assertThatThrownBy(() -> PagingArguments.paging(null, cursor)).hasMessage("request.wrongValue");
    }
}
