package org.sledopyt.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.databind.JsonNode;

/**
 * What a source's refusals mean. Its table {@code faults.csv} says it for codes of the service and for HTTP statuses
 * ({@code code,means,note}; a code may end with {@code *}). What is not in it follows HTTP: 401 sign-in, 403 blocked, 429 quota, 5xx outage. Not found is never
 * guessed: a 404 means it only where the table says so.
 */
public final class Faults {

    /** What a row may say. */
    enum Means {
        NOT_FOUND,
        REJECTED,
        UNREGISTERED,
        REGISTERED,
        SIGN_IN,
        QUOTA,
        BLOCKED,
        OUTAGE
    }

    /** Names of fields in which services put codes and reasons. */
    private static final Pattern CODE_FIELD = Pattern.compile(
            "(?i).*(code|errors?|status|fault|faultstring|title|message|description|type|exception|detail)");

    /** What OAuth servers say when they let nobody in. */
    private static final Set<String> OAUTH =
            Set.of("INVALID_CLIENT", "INVALID_TOKEN", "INVALID_GRANT", "UNAUTHORIZED_CLIENT", "UNAUTHORIZED");

    /** Codes looked at in one answer, at most. */
    private static final int MOST = 100;

    private final Map<String, Means> exact = new TreeMap<>();
    private final Map<String, Means> prefixes = new TreeMap<>();

    private Faults() {}

    /** Reads {@code faults.csv} beside a class; a source may have none. */
    public static Faults beside(Class<?> source) {
        Faults faults = new Faults();
        if (source.getResource("faults.csv") != null) {
            for (Map<String, String> row : Csv.rows(source, "faults.csv")) {
                String code = key(Csv.cell(row, "code"));
                Means means = Means.valueOf(key(Csv.cell(row, "means")).replace('-', '_'));
                if (code.endsWith("*")) {
                    faults.prefixes.put(code.substring(0, code.length() - 1), means);
                } else {
                    faults.exact.put(code, means);
                }
            }
        }
        return faults;
    }

    /**
     * The error of one number inside an answer: what it says of the number, or {@code Unreadable} for everything else. It never fails the
     * whole ask.
     */
    public Reading item(@Nullable TrackingNumber number, @Nullable String told, @Nullable String... codes) {
        Means means = means(present(codes));
        String line = line(told, present(codes));
        Reading reading = means == null ? null : of(number, means, line);
        return reading == null ? new Reading.Unreadable(line) : reading;
    }

    /** The error of a whole answer, by its codes first, then by HTTP; about each number asked where it says something of numbers. */
    public List<Reading> whole(Raw raw, @Nullable String told, @Nullable String... codes) {
        List<String> present = present(codes);
        String line = line(told, present);
        List<Reading> readings = decide(raw, present, line);
        return readings.isEmpty()
                ? List.of(new Reading.Unreadable("the service did not take the question: " + line))
                : readings;
    }

    /** An answer in which nothing is of the expected form: looks for codes of the table wherever services put them. */
    public List<Reading> search(Raw raw, JsonNode answer, String expected) {
        if (Json.text(answer, "access_token") != null) {
            // a token answers a sign-in, not a question, and must not be quoted
            return List.of();
        }
        List<String> found = new ArrayList<>();
        collect(answer, "", 0, found);
        return searched(raw, found, expected);
    }

    public List<Reading> search(Raw raw, Element answer, String expected) {
        List<String> found = new ArrayList<>();
        collect(answer, found);
        return searched(raw, found, expected);
    }

    private List<Reading> searched(Raw raw, List<String> found, String expected) {
        List<String> told = found.stream()
                .filter(text -> text.length() > 3)
                .filter(text ->
                        found.stream().noneMatch(other -> other.length() > text.length() && other.contains(text)))
                .distinct()
                .limit(3)
                .toList();
        String line = Answers.line(String.join(": ", told));
        List<Reading> readings = decide(raw, found, line);
        if (!readings.isEmpty()) {
            return readings;
        }
        // many words are no error message but an answer of another shape
        return told.isEmpty() || found.size() > 20
                ? Answers.unreadable(raw, expected)
                : List.of(new Reading.Unreadable("the service did not take the question: " + line));
    }

    /** A body that is not of the source's kind at all: HTTP's refusal, a web page instead of data, nothing, a torn document. */
    public List<Reading> noAnswer(Raw raw, String expected) {
        List<Reading> readings = decide(raw, List.of(), "");
        if (!readings.isEmpty()) {
            return readings;
        }
        if (raw.status() >= 300 && raw.status() < 400) {
            return List.of(new Reading.Refused(Reading.Refusal.BLOCKED, null, "redirected, HTTP " + raw.status()));
        }
        return Answers.isWebPage(raw) ? List.of(Answers.webPage(raw)) : Answers.unreadable(raw, expected);
    }

    /** Empty if neither the table nor HTTP knows. */
    private List<Reading> decide(Raw raw, List<String> codes, String told) {
        String line = told.isEmpty() ? "HTTP " + raw.status() : told;
        Means means = means(codes);
        if (means == null && raw.status() != 200) {
            means = means(List.of(String.valueOf(raw.status())));
        }
        if (means != null && of(null, means, line) != null) {
            return about(raw, means, line);
        }
        Reading.Refusal why = means == null ? byHttp(raw, codes) : Reading.Refusal.valueOf(means.name());
        return why == null ? List.of() : List.of(new Reading.Refused(why, Answers.retryAfter(raw), line));
    }

    private static List<Reading> about(Raw raw, Means means, String line) {
        List<@Nullable TrackingNumber> asked =
                raw.asked().isEmpty() ? Collections.singletonList(null) : List.copyOf(raw.asked());
        return asked.stream()
                .map(number -> Objects.requireNonNull(of(number, means, line)))
                .toList();
    }

    /** What a meaning says of a number; null if it says nothing of one. */
    private static @Nullable Reading of(@Nullable TrackingNumber number, Means means, String line) {
        return switch (means) {
            case NOT_FOUND -> new Reading.NotFound(number);
            case REJECTED -> new Reading.Rejected(number, line);
            case UNREGISTERED -> new Reading.Unregistered(number);
            case REGISTERED -> new Reading.Registered(number);
            case SIGN_IN, QUOTA, BLOCKED, OUTAGE -> null;
        };
    }

    /** HTTP's word, that of a status which the body repeats, or OAuth's. */
    private static Reading.@Nullable Refusal byHttp(Raw raw, List<String> codes) {
        Reading.Refusal why = Answers.refusal(raw.status());
        if (why == null) {
            why = codes.stream()
                    .filter(code -> code.matches("[45]\\d\\d"))
                    .map(code -> Answers.refusal(Integer.parseInt(code)))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        boolean signedOut = codes.stream().anyMatch(code -> OAUTH.contains(key(code)));
        return why == null && signedOut ? Reading.Refusal.SIGN_IN : why;
    }

    /** The first code that is in the table decides. */
    private @Nullable Means means(List<String> codes) {
        for (String code : codes) {
            String key = key(code);
            Means means = exact.get(key);
            if (means != null) {
                return means;
            }
            for (Map.Entry<String, Means> prefix : prefixes.entrySet()) {
                if (key.startsWith(prefix.getKey())) {
                    return prefix.getValue();
                }
            }
        }
        return null;
    }

    private static void collect(JsonNode node, String field, int depth, List<String> found) {
        if (depth > 8 || found.size() >= MOST) {
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(entry.getValue(), entry.getKey(), depth + 1, found));
        } else if (node.isArray()) {
            node.values().stream().limit(20).forEach(value -> collect(value, field, depth + 1, found));
        } else if ((node.isString() || node.isNumber())
                && CODE_FIELD.matcher(field).matches()) {
            add(node.asString(), found);
        }
    }

    private static void collect(Element element, List<String> found) {
        boolean leaf = true;
        for (Node node = element.getFirstChild(); node != null && found.size() < MOST; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                leaf = false;
                collect(child, found);
            }
        }
        if (leaf && CODE_FIELD.matcher(element.getLocalName()).matches()) {
            add(element.getTextContent(), found);
        }
    }

    private static void add(String written, List<String> found) {
        String text = Answers.text(written);
        if (text != null && text.length() <= 500) {
            found.add(text);
        }
    }

    private static List<String> present(@Nullable String... codes) {
        return Arrays.stream(codes).filter(Objects::nonNull).toList();
    }

    private static String line(@Nullable String told, List<String> codes) {
        String code = codes.isEmpty() ? "" : codes.getFirst();
        return Answers.line(told == null ? code : code.isEmpty() ? told : code + ": " + told);
    }

    private static String key(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }
}
