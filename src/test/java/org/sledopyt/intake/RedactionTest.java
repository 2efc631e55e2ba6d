package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    <a><name>Proba</name><b>1</b></a>               | <a><name></name><b>1</b></a>
                    <a><n:name x="1"> Proba </n:name></a>           | <a><n:name x="1"></n:name></a>
                    <a><name><![CDATA[Pro<b>a]]> P</name>c</a>      | <a><name></name>c</a>
                    <a><name><![CDATA[Pro                           | <a><name>
                    <a name="Proba" code='1'/>                      | <a name="" code='1'/>
                    <a code='1' name = 'Proba'><name/></a>          | <a code='1' name = ""><name/></a>
                    <a><surname>kept</surname></a>                  | <a><surname>kept</surname></a>
                    <a nickname="kept"/>                            | <a nickname="kept"/>
                    {"name": "Proba", "b": {"name": {"c": 1}}}      | {"b":{}}
                    """)
    void personal_content_goes_and_the_rest_stays(String body, String redacted) {
        assertThat(Redaction.of(body.getBytes(StandardCharsets.UTF_8), Set.of("name")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(redacted);
    }
}
