package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tracking pages: where in their addresses the number stands, and whose pages they are. */
final class Links {

    /** Longest address that is read; the rest of a longer one is not looked at. */
    static final int LONGEST = 4096;

    private static final int DEEPEST = 2;

    /**
     * What stands in a link.
     *
     * @param carrier whose page it is; null: a page for many carriers, or an unknown one
     * @param known whether it is a tracking page
     * @param numbers texts that stand where numbers do; on an unknown page all that could be one
     */
    record Link(String host, @Nullable String carrier, boolean known, List<String> numbers) {}

    private record Rule(
            @Nullable String carrier,
            List<String> parameters,
            @Nullable String after) {}

    private final Map<String, Rule> rules = new HashMap<>();

    Links() {
        for (NamedCsvRecord row : Table.rows("links.csv")) {
            String carrier = row.getField("carrier");
            String after = row.getField("after");
            rules.put(
                    row.getField("host"),
                    new Rule(
                            carrier.isEmpty() ? null : carrier,
                            Table.parts(row.getField("parameters").toLowerCase(Locale.ROOT), ';'),
                            after.isEmpty() ? null : after));
        }
    }

    /** Reads an address; with or without its scheme. */
    Link read(String address) {
        return read(address.length() > LONGEST ? address.substring(0, LONGEST) : address, 0);
    }

    private Link read(String address, int depth) {
        int scheme = address.indexOf("://");
        int from = scheme < 0 ? 0 : scheme + 3;
        int end = from;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        String host = host(address.substring(from, end));
        String rest = decode(address.substring(end));
        Rule rule = rule(host);
        if (rule == null) {
            Link inner = depth < DEEPEST ? inner(rest, depth) : null;
            return inner != null ? inner : new Link(host, null, false, pieces(rest));
        }
        List<String> numbers = new ArrayList<>();
        parameters(rest, rule.parameters, numbers);
        if (numbers.isEmpty() && rule.after != null) {
            after(rest, rule.after, numbers);
        }
        return new Link(host, rule.carrier, true, numbers);
    }

    /** A link that another carries, as mail programs and search pages do. */
    private @Nullable Link inner(String rest, int depth) {
        int at = rest.indexOf("http", 1);
        if (at < 0 || !rest.startsWith("://", rest.startsWith("https", at) ? at + 5 : at + 4)) {
            return null;
        }
        Link link = read(rest.substring(at), depth + 1);
        return link.known ? link : null;
    }

    private @Nullable Rule rule(String host) {
        for (String part = host; !part.isEmpty(); ) {
            Rule rule = rules.get(part);
            if (rule != null) {
                return rule;
            }
            int dot = part.indexOf('.');
            part = dot < 0 ? "" : part.substring(dot + 1);
        }
        return null;
    }

    private static String host(String authority) {
        int user = authority.lastIndexOf('@');
        int port = authority.indexOf(':', user + 1);
        return authority
                .substring(user + 1, port < 0 ? authority.length() : port)
                .toLowerCase(Locale.ROOT);
    }

    private static void parameters(String rest, List<String> names, List<String> numbers) {
        for (String parameter : rest.split("[?&#;]")) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && names.contains(parameter.substring(0, equals).toLowerCase(Locale.ROOT))) {
                add(parameter.substring(equals + 1), numbers);
            }
        }
    }

    private static void after(String rest, String mark, List<String> numbers) {
        if (mark.equals("*")) {
            numbers.addAll(pieces(rest));
            return;
        }
        int at = rest.indexOf(mark);
        if (at >= 0) {
            String tail = rest.substring(at + mark.length());
            int slash = mark.endsWith("/") || mark.endsWith("=") ? 0 : tail.indexOf('/') + 1;
            int end = slash;
            while (end < tail.length() && "/?#&".indexOf(tail.charAt(end)) < 0) {
                end++;
            }
            add(tail.substring(slash, end), numbers);
        }
    }

    private static void add(String value, List<String> numbers) {
        for (String number : value.split("[,;+|\\s]+")) {
            if (number.length() >= 6 && number.chars().anyMatch(Character::isDigit)) {
                numbers.add(number);
            }
        }
    }

    private static List<String> pieces(String rest) {
        List<String> pieces = new ArrayList<>();
        for (String piece : rest.split("[/?&#;=,]")) {
            if (piece.length() >= 8
                    && piece.length() <= TrackingNumber.MAX_LENGTH
                    && piece.chars().anyMatch(Character::isDigit)) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    /** With its %-escapes read, twice where a link was wrapped into another; what is no escape stays. */
    private static String decode(String text) {
        String once = decodeOnce(text);
        return once.indexOf('%') < 0 ? once : decodeOnce(once);
    }

    private static String decodeOnce(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0 && high < 8) {
                decoded.append((char) (high * 16 + low));
                i += 2;
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }
}
