package org.sledopyt.carrier;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Makes plain text of what people paste: invisible characters dropped, odd digits, blanks and dashes made plain, HTML read. */
final class Plain {

    /** Tags within a line; all others end it. */
    private static final Set<String> INLINE =
            Set.of("a", "abbr", "b", "bdi", "code", "em", "font", "i", "label", "mark", "small", "span", "strong", "u");

    /** Longest entity that is looked for. */
    private static final int ENTITY = 10;

    private Plain() {}

    /** Plain text of a text or an HTML page; the same object if there is nothing to do. Takes time in proportion to its length. */
    static String text(String text) {
        return fold(looksLikeHtml(text) ? html(text) : text);
    }

    /** The text without invisible characters and with odd digits, blanks, dashes and full-width letters made plain. */
    static String fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && fold(c) != c) {
                return fold(text, i);
            }
        }
        return text;
    }

    private static String fold(String text, int from) {
        StringBuilder folded = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                beyond(Character.toCodePoint(c, text.charAt(++i)), folded);
            } else {
                char plain = c < 0x80 ? c : fold(c);
                if (plain != 0) {
                    folded.append(plain);
                }
            }
        }
        return folded.toString();
    }

    /** 0: to be dropped. */
    private static char fold(char c) {
        if (c >= 0xC0 && c < 0x600) {
            return c; // Latin, Greek, Cyrillic, Armenian, Hebrew: by far the most
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return (char) (c - 0xFEE0);
        }
        if (c >= 0xFE00 && c <= 0xFE0F) {
            return 0; // variation selectors
        }
        return switch (Character.getType(c)) {
            case Character.FORMAT -> 0;
            case Character.SPACE_SEPARATOR, Character.SURROGATE -> ' ';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
            case Character.DASH_PUNCTUATION -> '-';
            case Character.DECIMAL_DIGIT_NUMBER -> (char) ('0' + Character.digit(c, 10));
            default -> c == '\u2212' ? '-' : c;
        };
    }

    /** Characters beyond the first plane: mathematical letters and digits are meant as what they look like. */
    private static void beyond(int codePoint, StringBuilder folded) {
        if (Character.isDigit(codePoint)) {
            folded.append((char) ('0' + Character.digit(codePoint, 10)));
        } else if (codePoint >= 0x1D400 && codePoint <= 0x1D7FF) {
            folded.append(Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC));
        } else if (Character.getType(codePoint) != Character.FORMAT) {
            folded.append(' ');
        }
    }

    private static boolean looksLikeHtml(String text) {
        return text.contains("</") || text.contains("/>") || text.contains("<br") || text.contains("<!DOCTYPE");
    }

    /** The text of a page, with the addresses its links lead to. Wrong HTML gives some text, never an error. */
    static String html(String page) {
        StringBuilder text = new StringBuilder(page.length());
        int lastTag = page.lastIndexOf('>');
        int i = 0;
        while (i < page.length()) {
            char c = page.charAt(i);
            if (c == '<' && i < lastTag && startsTag(page, i + 1)) {
                i = tag(page, i, text);
            } else if (c == '&') {
                i = entity(page, i, text);
            } else {
                text.append(c);
                i++;
            }
        }
        return text.toString();
    }

    private static boolean startsTag(String page, int at) {
        char c = page.charAt(at);
        return c == '/' || c == '!' || c == '?' || Character.isLetter(c);
    }

    /** Reads the tag at {@code at} and returns where to go on. */
    private static int tag(String page, int at, StringBuilder text) {
        if (page.startsWith("<!--", at)) {
            int end = page.indexOf("-->", at + 4);
            return end < 0 ? page.length() : end + 3;
        }
        int end = page.indexOf('>', at);
        boolean closes = page.charAt(at + 1) == '/';
        int from = at + (closes ? 2 : 1);
        int to = from;
        while (to < end && Character.isLetterOrDigit(page.charAt(to))) {
            to++;
        }
        String name = page.substring(from, Math.min(to, from + ENTITY)).toLowerCase(Locale.ROOT);
        if (!closes && (name.equals("script") || name.equals("style"))) {
            return endOf(name, page, end);
        }
        if (name.equals("a") && !closes) {
            address(page, to, end, text);
        }
        if (!name.equals("wbr")) {
            text.append(INLINE.contains(name) ? ' ' : '\n');
        }
        return end + 1;
    }

    private static int endOf(String name, String page, int from) {
        int at = page.indexOf("</", from);
        while (at >= 0 && !page.regionMatches(true, at + 2, name, 0, name.length())) {
            at = page.indexOf("</", at + 2);
        }
        return at < 0 ? page.length() : at;
    }

    private static void address(String page, int from, int to, StringBuilder text) {
        int at = page.indexOf("href=", from, to);
        int quote = at + 5;
        if (at < 0 || quote >= to) {
            return;
        }
        char mark = page.charAt(quote);
        int end = mark == '"' || mark == '\'' ? page.indexOf(mark, quote + 1, to) : -1;
        if (end > 0) {
            text.append(' ');
            int i = quote + 1;
            while (i < end) {
                i = page.charAt(i) == '&' ? entity(page, i, text) : append(page, i, text);
            }
            text.append(' ');
        }
    }

    private static int append(String page, int at, StringBuilder text) {
        text.append(page.charAt(at));
        return at + 1;
    }

    private static int entity(String page, int at, StringBuilder text) {
        int end = at + 1;
        while (end < page.length() && end - at < ENTITY && page.charAt(end) != ';') {
            end++;
        }
        if (end == page.length() || page.charAt(end) != ';') {
            return append(page, at, text);
        }
        int character = character(page.substring(at + 1, end));
        if (character < 0) {
            return append(page, at, text);
        }
        text.appendCodePoint(character);
        return end + 1;
    }

    /** -1: no entity that matters here. */
    private static int character(String name) {
        if (name.startsWith("#")) {
            try {
                int code = name.startsWith("#x") || name.startsWith("#X")
                        ? Integer.parseInt(name, 2, name.length(), 16)
                        : Integer.parseInt(name, 1, name.length(), 10);
                return Character.isValidCodePoint(code) ? code : -1;
            } catch (NumberFormatException e) {
                return -1;
            }
        }
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "nbsp", "ensp", "emsp", "thinsp" -> ' ';
            case "ndash", "mdash", "minus" -> '-';
            case "shy", "zwnj", "zwj" -> '\u200B';
            default -> -1;
        };
    }
}
