package org.sledopyt.text;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The catalogue: a pattern in ICU's message format for every key and language, read on first use from {@code messages/<language>.json}
 * and {@code messages/*.<language>.json}. May be used from many threads.
 */
@Component
public final class Texts {

    private static final Logger LOG = LoggerFactory.getLogger(Texts.class);
    private static final String FALLBACK = "en";
    private static final TypeReference<Map<String, String>> CATALOGUE = new TypeReference<>() {};

    private final Map<String, Map<String, String>> byLanguage = new ConcurrentHashMap<>();
    private final Set<String> missed = ConcurrentHashMap.newKeySet();

    /**
     * The sentence of that key. What the language lacks is said in English, what English lacks by the key itself; both are logged once.
     *
     * @param args by the names in the pattern; a name without a value stays as {@code {name}}
     */
    public String say(String language, String key, Map<String, ?> args) {
        String pattern = pattern(language, key);
        if (pattern != null) {
            return format(pattern, language, args);
        }
        if (missed.add(language + " " + key)) {
            LOG.warn("No text for {} in {}", key, language);
        }
        String english = pattern(FALLBACK, key);
        return english == null ? key : format(english, FALLBACK, args);
    }

    /** Whether the key has a sentence in that language. */
    public boolean knows(String language, String key) {
        return pattern(language, key) != null;
    }

    /** All keys of a language. */
    public Set<String> keys(String language) {
        return catalogue(language).keySet();
    }

    private static String format(String pattern, String language, Map<String, ?> args) {
        return new MessageFormat(pattern, ULocale.forLanguageTag(language))
                .format(args, new StringBuffer(), null)
                .toString();
    }

    @Nullable
    String pattern(String language, String key) {
        return catalogue(language).get(key);
    }

    private Map<String, String> catalogue(String language) {
        return byLanguage.computeIfAbsent(language, Texts::read);
    }

    private static Map<String, String> read(String language) {
        try {
            List<Resource> files = Arrays.stream(
                            new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.json"))
                    .filter(file -> ("." + name(file)).endsWith("." + language + ".json"))
                    // the main file last: where a part says the same key, the main file's wording stays
                    .sorted(Comparator.comparing(file -> -name(file).length()))
                    .toList();
            Map<String, String> catalogue = new HashMap<>();
            for (Resource file : files) {
                try (InputStream json = file.getInputStream()) {
                    catalogue.putAll(JsonMapper.shared().readValue(json, CATALOGUE));
                }
            }
            return Map.copyOf(catalogue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Resource file) {
        return Objects.requireNonNull(file.getFilename());
    }
}
