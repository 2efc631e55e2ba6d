package org.sledopyt.web;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The English sentences of the message catalogue, for programs that log what they were told. */
@Component
class EnglishMessages {

    private final Map<String, String> patterns;

    EnglishMessages(JsonMapper json) {
        try (InputStream file = EnglishMessages.class.getResourceAsStream("/messages/en.json")) {
            patterns = file == null ? Map.of() : json.readValue(file, new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if the catalogue has no such key. */
    Optional<String> format(String key, Map<String, Object> args) {
        return Optional.ofNullable(patterns.get(key))
                .map(pattern -> new MessageFormat(pattern, Locale.ENGLISH).format(args));
    }
}
