package org.sledopyt.source;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What answers of all sources have in common: HTTP's own refusals, and bytes that are JSON or XML or neither. */
public final class Answers {

    /** The longest code in use has 33 characters. */
    private static final int MAX_CODE = 80;

    private static final int MAX_LINE = 200;

    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});");

    private static final Map<String, String> ENTITIES = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "reg", "®", "trade", "™", "copy",
            "©");

    /** Largest body that is looked at; the client takes no more either. */
    private static final int MAX_BODY = 20 * 1024 * 1024;

    /** Builders of documents at rest, for reuse by any thread, one at a time. */
    private static final Queue<DocumentBuilder> BUILDERS = new ConcurrentLinkedQueue<>();

    private static final int MOST_BUILDERS = 32;

    /** A tree costs some hundred bytes a token: the largest honest answer has a tenth of this, and memory stays bounded. */
    private static final int MAX_TOKENS = 500_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MAX_TOKENS)
                            .maxDocumentLength(MAX_BODY)
                            .build())
                    .build())
            .build();

    private Answers() {}

    /**
     * The refusal that HTTP itself tells: 401 sign-in, 403 and 405 blocked, 429 quota, 5xx and 408 outage. Empty for everything else, and a
     * source that gives a body with such a status reads the body first.
     */
    public static Optional<Reading.Refused> refusal(Raw raw) {
        Reading.Refusal why = refusal(raw.status());
        return why == null
                ? Optional.empty()
                : Optional.of(new Reading.Refused(why, retryAfter(raw), "HTTP " + raw.status()));
    }

    static Reading.@Nullable Refusal refusal(int status) {
        return switch (status) {
            case 401, 407 -> Reading.Refusal.SIGN_IN;
            case 403, 405 -> Reading.Refusal.BLOCKED;
            case 429 -> Reading.Refusal.QUOTA;
            case 408 -> Reading.Refusal.OUTAGE;
            default -> status >= 500 ? Reading.Refusal.OUTAGE : null;
        };
    }

    /** {@code Retry-After} in either of its forms, counted from when the answer came; null without one. Never negative. */
    public static @Nullable Duration retryAfter(Raw raw) {
        String header = raw.header("retry-after");
        if (header == null) {
            return null;
        }
        try {
            if (header.strip().matches("\\d{1,8}")) {
                return Duration.ofSeconds(Long.parseLong(header.strip()));
            }
            Instant until = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(raw.receivedAt(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The body as JSON; empty if it is none. */
    public static Optional<JsonNode> json(byte[] body) {
        if (body.length > MAX_BODY) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(body);
            return node == null || node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Walks through a body that may be JSON; its methods throw {@link JacksonException} from where on it is none. */
    public static JsonParser parser(byte[] body) {
        return JSON.createParser(body);
    }

    public static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    /** The body as XML with namespaces; empty if it is none. External entities and document types are refused. */
    public static Optional<Document> xml(byte[] body) {
        if (body.length > MAX_BODY || isCrowded(body)) {
            return Optional.empty();
        }
        int start = 0;
        while (start < body.length
                && body[start] >= 0
                && body[start] <= ' ') { // XML itself allows none before its declaration
            start++;
        }
        DocumentBuilder spare = BUILDERS.poll();
        DocumentBuilder builder = spare == null ? builder() : spare;
        try {
            // The default handler prints to standard error, and null brings it back.
            builder.setErrorHandler(new DefaultHandler());
            return Optional.of(builder.parse(new ByteArrayInputStream(body, start, body.length - start)));
        } catch (SAXException | java.io.IOException e) {
            return Optional.empty();
        } finally {
            builder.reset();
            if (BUILDERS.size() < MOST_BUILDERS) {
                BUILDERS.add(builder);
            }
        }
    }

    /** To make one takes longer than to read a usual answer with it. */
    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            // No answer is deeper than ten; a tree of thousands would overflow the stack of whoever walks it.
            factory.setAttribute("jdk.xml.maxElementDepth", "100");
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tree of elements costs far more than its bytes. */
    private static boolean isCrowded(byte[] xml) {
        int marks = 0;
        for (byte b : xml) {
            if (b == '<' && ++marks > MAX_TOKENS) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first of these fields that has a text or a number, as text and stripped. Null if all are missing, blank, flags or not single
     * values.
     */
    public static @Nullable String text(JsonNode object, String... fields) {
        for (String field : fields) {
            JsonNode value = object.path(field);
            String text = value.isString() || value.isNumber() ? text(value.asString()) : null;
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The text stripped, null if nothing is left. Drops the zero character, which no database keeps. */
    public static @Nullable String text(@Nullable String written) {
        String text = written == null ? "" : written.replace("\0", "").strip();
        return text.isEmpty() ? null : text;
    }

    /** The number as written in an answer; null if it is none. */
    public static @Nullable TrackingNumber number(@Nullable String written) {
        try {
            return written == null ? null : TrackingNumber.of(written);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * A source's code in its normal form: compatible characters put right (codes with full-width underscores are about), no blanks
     * around it, capitals. Null if it is blank or too long to be a code.
     */
    public static @Nullable String code(@Nullable String written) {
        String text = text(written);
        if (text == null || text.length() > MAX_CODE) {
            return null;
        }
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    }

    /** Whether the body is a web page where data were due: a captcha, a block page, a maintenance notice. */
    public static boolean isWebPage(Raw raw) {
        String start = start(raw.body()).toLowerCase(Locale.ROOT);
        return Stream.of("<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title", "<!--")
                .anyMatch(start::startsWith);
    }

    /** What a web page in place of data means: a notice of works is an outage, everything else keeps us out. */
    static Reading.Refused webPage(Raw raw) {
        String page = new String(raw.body(), 0, Math.min(raw.body().length, 5_000), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT);
        boolean down = Stream.of(
                        "maintenance",
                        "temporarily unavailable",
                        "service unavailable",
                        "bad gateway",
                        "gateway time",
                        "internal server error",
                        "технические работы",
                        "временно недоступ")
                .anyMatch(page::contains);
        boolean guard = Stream.of("captcha", "cloudflare", "access denied").anyMatch(page::contains);
        return down && !guard
                ? new Reading.Refused(
                        Reading.Refusal.OUTAGE, retryAfter(raw), "a notice instead of data: out of service")
                : new Reading.Refused(Reading.Refusal.BLOCKED, retryAfter(raw), "a web page instead of data");
    }

    /** Text without mark-up: tags become blanks, entities characters, blanks one blank. Null if nothing is left. */
    public static @Nullable String plain(@Nullable String html) {
        if (html == null) {
            return null;
        }
        String bare = html.indexOf('<') < 0
                ? html
                : html.replaceAll("<(?i:sup|sub|b|i|/)[^<>]*>", "").replaceAll("<[^<>]*>", " ");
        String text = bare.indexOf('&') < 0 ? bare : ENTITY.matcher(bare).replaceAll(Answers::character);
        return text(text.replaceAll("[\\s\\u00A0]+", " "));
    }

    private static String character(MatchResult entity) {
        String name = entity.group(1);
        if (name.startsWith("#")) {
            boolean hex = name.startsWith("#x") || name.startsWith("#X");
            int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            // numbers of Windows-1252 are about, 153 is the trade mark
            String character = code >= 0x80 && code < 0xA0
                    ? new String(new byte[] {(byte) code}, Charset.forName("windows-1252"))
                    : Character.isValidCodePoint(code) && !(code >= 0xD800 && code < 0xE000)
                            ? Character.toString(code)
                            : "";
            return Matcher.quoteReplacement(character);
        }
        String character = ENTITIES.get(name);
        return Matcher.quoteReplacement(character == null ? entity.group() : character);
    }

    /** What an answer that is not what was expected looks like, for {@link Reading.Unreadable}: never more than a line. */
    public static List<Reading> unreadable(Raw raw, String expected) {
        String start = start(raw.body()).replaceAll("\\s+", " ");
        return List.of(new Reading.Unreadable("HTTP " + raw.status() + ", expected " + expected + ", got "
                + (start.isEmpty() ? "nothing" : "“" + start.substring(0, Math.min(60, start.length())) + "”")));
    }

    /** What a service says of a failure, cut to a line for people. */
    public static String line(@Nullable String told) {
        String line = told == null ? "" : told.strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…";
    }

    private static String start(byte[] body) {
        return new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
    }
}
