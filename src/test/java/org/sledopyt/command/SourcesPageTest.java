package org.sledopyt.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sledopyt.source.Sources;

class SourcesPageTest {

    private static final Path PAGE = Path.of("docs/sources.md");

    /** A new source must touch no other file by hand: where nothing is built for others, the page is written anew. */
    @Test
    void the_page_says_what_the_folders_say() throws IOException {
        String page = SourcesPage.of(Sources.load());
        if (System.getenv("CI") == null) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    @Test
    void every_source_has_a_row() {
        String page = SourcesPage.of(Sources.load());
        assertThat(Sources.load().all()).allSatisfy(source -> assertThat(page)
                .contains("`" + source.manifest().code() + "`"));
    }
}
