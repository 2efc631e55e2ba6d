package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final String YAML = """
            code: my-post
            name: {en: My Post, ru: Моя почта}
            site: https://example.org
            kind: carrier
            carriers: [my-post]
            numbers: ["[A-Z]{2}"]
            doors:
              - code: site
                address: https://example.org
                %s: true
            sheet: {document: none, date: "2026-11-24"}
            """;

    @Test
    void an_unofficial_door_is_off() {
        assertThat(read("unofficial").door("site").off()).isTrue();
        assertThat(read("tickets").door("site").off()).isFalse();
        assertThat(Sources.load().get("belpost").manifest().doors()).allMatch(Manifest.Door::off);
    }

    @Test
    void a_name_that_yaml_takes_for_a_truth_value_is_refused() {
        assertThatThrownBy(() -> read("off")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void one_source_is_found_without_the_others() {
        Sources.load().readable().forEach(source -> assertThat(
                        Sources.one(source.manifest().code()))
                .hasValueSatisfying(one -> assertThat(one).hasSameClassAs(source)));
        assertThat(Sources.one("nobody")).isEmpty();
        assertThat(Sources.one("../cdek")).isEmpty();
        assertThat(Sources.one("dhlunified")).isEmpty();
    }

    private static Manifest read(String name) {
        return Manifest.read(new ByteArrayInputStream(YAML.formatted(name).getBytes(StandardCharsets.UTF_8)));
    }
}
