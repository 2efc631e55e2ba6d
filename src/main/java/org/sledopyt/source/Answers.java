package org.sledopyt.source;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What answers of all sources have in common: HTTP's own refusals, and bytes that are JSON or XML or neither. */
public final class Answers {

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
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return Optional.of(builder.parse(new ByteArrayInputStream(body)));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (SAXException | java.io.IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the body is a web page where data were due: a captcha, a block page, a maintenance notice. */
    public static boolean isWebPage(Raw raw) {
        String start = start(raw.body()).toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head");
    }

    /** What an answer that is not what was expected looks like, for {@link Reading.Unreadable}: never more than a line. */
    public static List<Reading> unreadable(Raw raw, String expected) {
        String start = start(raw.body()).replaceAll("\\s+", " ");
        return List.of(new Reading.Unreadable("HTTP " + raw.status() + ", expected " + expected + ", got "
                + (start.isEmpty() ? "nothing" : "“" + start.substring(0, Math.min(60, start.length())) + "”")));
    }

    private static String start(byte[] body) {
        return new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
    }
}
