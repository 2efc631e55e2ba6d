package org.sledopyt.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A source's table {@code codes.csv}: code, attribute → stage. Look-up goes from the exact pair over the code with any attribute
 * ({@code *} or empty) to patterns ({@code EVB*}, {@code *_RETURN_*}), in the order of the table; what is in none of them stays unknown.
 */
public final class Codes {

    /** What a look-up gives. {@code name} is the official name of the code, empty if the table has none. */
    public record Match(Stage stage, SourceEvent.How how, String name, String confidence) {
        static final Match NONE = new Match(Stages.UNKNOWN, SourceEvent.How.NONE, "", "");
    }

    private final Map<String, Match> exact = new HashMap<>();
    private final Map<Pattern, Match> patterns = new LinkedHashMap<>();

    private Codes() {}

    /** Reads {@code codes.csv} beside a class: code, attribute, name, milestone, sub, source, confidence. */
    static Codes beside(Class<?> source) {
        Codes codes = new Codes();
        for (Map<String, String> row : Csv.rows(source, "codes.csv")) {
            String code = key(Csv.cell(row, "code"));
            String attribute = key(Csv.cell(row, "attribute"));
            Stage stage = Stages.of(Csv.cell(row, "milestone"), Csv.cell(row, "sub"));
            boolean any = attribute.isEmpty() || attribute.equals("*");
            SourceEvent.How how =
                    any && attribute.equals("*") ? SourceEvent.How.CODE_ANY_ATTRIBUTE : SourceEvent.How.CODE;
            Match match = new Match(stage, how, Csv.cell(row, "name"), Csv.cell(row, "confidence"));
            if (code.contains("*") && code.length() > 1) {
                codes.patterns.put(
                        pattern(code), new Match(stage, SourceEvent.How.CODE_PREFIX, match.name, match.confidence));
            } else {
                codes.exact.putIfAbsent(code + "/" + (any ? "" : attribute), match);
            }
        }
        return codes;
    }

    /** The stage of a code. Case and blanks around it do not matter; null and empty are unknown. */
    public Match match(@Nullable String code) {
        return match(code, null);
    }

    public Match match(@Nullable String code, @Nullable String attribute) {
        if (code == null || code.isBlank()) {
            return Match.NONE;
        }
        String key = key(code);
        Match match = attribute == null || attribute.isBlank() ? null : exact.get(key + "/" + key(attribute));
        if (match == null) {
            match = exact.get(key + "/");
        }
        if (match == null) {
            match = patterns.entrySet().stream()
                    .filter(pattern -> pattern.getKey().matcher(key).matches())
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Match.NONE);
        }
        return match;
    }

    /** Every {@code code/attribute} of the table, for its tests. */
    Set<String> keys() {
        return exact.keySet();
    }

    private static Pattern pattern(String code) {
        return Pattern.compile(
                Stream.of(code.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.DOTALL);
    }

    private static String key(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }
}
