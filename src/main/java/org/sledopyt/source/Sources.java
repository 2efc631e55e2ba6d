package org.sledopyt.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All sources there are: every folder below this package that has a {@code source.yaml}. Nothing is registered anywhere. */
public final class Sources {

    private final Map<String, Source> byCode;

    private Sources(Map<String, Source> byCode) {
        this.byCode = Map.copyOf(byCode);
    }

    /** Finds them on the class path. A folder that breaks the convention fails here, with its name. */
    public static Sources load() {
        Map<String, Source> sources = new TreeMap<>();
        try {
            String folders = "classpath*:" + Sources.class.getPackageName().replace('.', '/') + "/*/source.yaml";
            for (Resource yaml : new PathMatchingResourcePatternResolver().getResources(folders)) {
                Manifest manifest = Manifest.read(yaml.getInputStream());
                sources.put(manifest.code(), create(manifest));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Sources(sources);
    }

    /** The one of that code without looking at the others, for commands that read one answer. */
    public static Optional<Source> one(String code) {
        if (!code.matches("[a-z0-9-]{1,40}")) {
            return Optional.empty();
        }
        try (InputStream yaml = Sources.class.getResourceAsStream(folder(code) + "/source.yaml")) {
            return yaml == null
                    ? Optional.empty()
                    : Optional.of(Manifest.read(yaml))
                            .filter(manifest -> manifest.code().equals(code))
                            .map(Sources::create);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For tests and benchmarks. */
    public static Sources of(Source... sources) {
        Map<String, Source> byCode = new TreeMap<>();
        for (Source source : sources) {
            byCode.put(source.manifest().code(), source);
        }
        return new Sources(byCode);
    }

    public Optional<Source> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** @throws IllegalArgumentException if there is none of that code */
    public Source get(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no source " + code));
    }

    /** All that can be asked, by code. */
    public Collection<Source> all() {
        return readable().stream()
                .filter(source -> !source.manifest().doors().isEmpty())
                .toList();
    }

    /** All whose answers can be read, by code: also those that people bring by themselves. */
    public Collection<Source> readable() {
        return new TreeMap<>(byCode).values();
    }

    public Sources only(Predicate<Source> wanted) {
        return Sources.of(byCode.values().stream().filter(wanted).toArray(Source[]::new));
    }

    /** A name of Java begins with no digit: {@code 17track} is {@code seventeentrack.SeventeenTrack}. */
    private static final Map<String, String> SPELT = Map.of("4", "four", "5", "five", "17", "seventeen");

    /** The folder and package of a source: its code without dashes. */
    static String folder(String code) {
        return spelt(code).replace("-", "");
    }

    private static String spelt(String code) {
        String number = code.replaceFirst("\\D.*", "");
        return number.isEmpty() ? code : SPELT.getOrDefault(number, number) + "-" + code.substring(number.length());
    }

    private static Source create(Manifest manifest) {
        String folder = folder(manifest.code());
        StringBuilder name = new StringBuilder();
        for (String word : spelt(manifest.code()).split("-")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        String className = Sources.class.getPackageName() + "." + folder + "." + name;
        try {
            Class<?> type = Class.forName(className);
            var constructor = type.getDeclaredConstructor(Manifest.class, Codes.class);
            constructor.setAccessible(true);
            return (Source) constructor.newInstance(manifest, Codes.beside(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the folder of " + manifest.code() + " needs a class " + className + "(Manifest, Codes)", e);
        }
    }
}
