package org.sledopyt.source;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What answers of all sources have in common: HTTP's own refusals, and bytes that are JSON or XML or neither. */
public final class Answers {

    /** The longest code in use has 33 characters. */
    private static final int MAX_CODE = 80;

    private static final int MAX_LINE = 200;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answers() {}

    /**
     * The refusal that HTTP itself tells: 401 sign-in, 403 and 405 blocked, 429 quota, 5xx and 408 outage. Empty for everything else, and a
     * source that gives a body with such a status reads the body first.
     */
    public static Optional<Reading.Refused> refusal(Raw raw) {
        Reading.Refusal why =
                switch (raw.status()) {
                    case 401 -> Reading.Refusal.SIGN_IN;
                    case 403, 405 -> Reading.Refusal.BLOCKED;
                    case 429 -> Reading.Refusal.QUOTA;
                    case 408 -> Reading.Refusal.OUTAGE;
                    default -> raw.status() >= 500 ? Reading.Refusal.OUTAGE : null;
                };
        return why == null
                ? Optional.empty()
                : Optional.of(new Reading.Refused(why, retryAfter(raw), "HTTP " + raw.status()));
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
        try {
            JsonNode node = JSON.readTree(body);
            return node == null || node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    /** The body as XML with namespaces; empty if it is none. External entities and document types are refused. */
    public static Optional<Document> xml(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            // No answer is deeper than ten; a tree of thousands would overflow the stack of whoever walks it.
            factory.setAttribute("jdk.xml.maxElementDepth", "100");
            var builder = factory.newDocumentBuilder();
            // The default handler prints to standard error, and null brings it back.
            builder.setErrorHandler(new DefaultHandler());
            return Optional.of(builder.parse(new ByteArrayInputStream(body)));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (SAXException | java.io.IOException e) {
            return Optional.empty();
        }
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
