package org.sledopyt.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Empties the fields of an answer that hold personal data, before anything of it is kept. The rest stays as it came. */
final class Redaction {

    /** An element's start, then its text and CDATA. */
    private static final String PERSONAL_TEXT =
            "(<(?:[\\w.-]+:)?(?:%s)(?:\\s[^>]*)?>)[^<]*+(?:<!\\[CDATA\\[.*?(?:]]>|\\z)[^<]*+)*+";

    private static final String PERSONAL_ATTRIBUTE = "(\\s(?:%s)\\s*=\\s*)(?:\"[^\"<]*\"|'[^'<]*')";

    private Redaction() {}

    /** The same for an answer to a request that carried secrets: one that is repeated, as error messages do, is blotted out. */
    static byte[] of(byte[] body, Set<String> personal, Collection<String> secrets) {
        byte[] redacted = of(body, personal);
        for (String secret : secrets) {
            if (secret.length() >= 8 && contains(redacted, secret.getBytes(StandardCharsets.UTF_8))) {
                redacted = new String(redacted, StandardCharsets.UTF_8)
                        .replace(secret, "…")
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        return redacted;
    }

    private static boolean contains(byte[] body, byte[] part) {
        for (int at = 0; at <= body.length - part.length; at++) {
            if (body[at] == part[0] && Arrays.equals(body, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    /** @param personal names of JSON fields, {@code of.name} for one within another only, or of XML elements (without prefix) and attributes */
    static byte[] of(byte[] body, Set<String> personal) {
        if (personal.isEmpty() || body.length == 0) {
            return body;
        }
        return startsLike(body, '<') ? xml(body, personal) : json(body, personal);
    }

    private static byte[] json(byte[] body, Set<String> personal) {
        JsonNode answer = Answers.json(body).orElse(null);
        return answer != null && drop(answer, personal) ? Answers.bytes(answer) : body;
    }

    private static boolean drop(JsonNode node, Set<String> personal) {
        boolean dropped = false;
        if (node instanceof ObjectNode object) {
            for (String name : personal) {
                int dot = name.lastIndexOf('.');
                List<JsonNode> holders = dot < 0 ? List.of(object) : Json.list(object, name.substring(0, dot));
                for (JsonNode holder : holders) {
                    dropped |= holder instanceof ObjectNode of && of.remove(name.substring(dot + 1)) != null;
                }
            }
        }
        for (JsonNode inner : node) {
            dropped |= drop(inner, personal);
        }
        return dropped;
    }

    /** Text of elements, with whatever prefix, and values of attributes; a half document is redacted as far as it goes. */
    private static byte[] xml(byte[] body, Set<String> personal) {
        String names = String.join("|", personal.stream().map(Pattern::quote).toList());
        String text = new String(body, StandardCharsets.UTF_8);
        String redacted = Pattern.compile(PERSONAL_TEXT.formatted(names), Pattern.DOTALL)
                .matcher(text)
                .replaceAll("$1");
        redacted = Pattern.compile(PERSONAL_ATTRIBUTE.formatted(names))
                .matcher(redacted)
                .replaceAll("$1\"\"");
        return redacted.equals(text) ? body : redacted.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean startsLike(byte[] body, char first) {
        for (byte b : body) {
            if (b > ' ') {
                return b == first;
            }
        }
        return false;
    }
}
