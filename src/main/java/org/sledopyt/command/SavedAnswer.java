package org.sledopyt.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer as people save it: the bare body, or with its head before it, as {@code curl -i} prints. Where there is no head, a refusal's
 * status may stand in the file's name, as in {@code not-found-404.json}.
 *
 * @param headers names in lower case
 */
record SavedAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final Pattern IN_NAME = Pattern.compile("(?:^|[._-])([45]\\d\\d|207)(?=[._-]|$)");

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[\\d.]+ (\\d{3})[^\\r\\n]*\\r?\\n");

    private static final Pattern HEADER = Pattern.compile("([\\w-]+):[ \\t]*([^\\r\\n]*)\\r?\\n");

    private static final int MAX_HEAD = 20_000;

    static SavedAnswer of(String name, byte[] saved) {
        // one character a byte, so that places in the text are places in the file
        String start = new String(saved, 0, Math.min(saved.length, MAX_HEAD), StandardCharsets.ISO_8859_1);
        Matcher line = STATUS_LINE.matcher(start);
        if (!line.lookingAt()) {
            Matcher inName = IN_NAME.matcher(name);
            return new SavedAnswer(inName.find() ? Integer.parseInt(inName.group(1)) : 200, Map.of(), saved);
        }
        Map<String, String> headers = new HashMap<>();
        int at = line.end();
        Matcher header = HEADER.matcher(start);
        while (header.find(at) && header.start() == at) {
            headers.put(
                    header.group(1).toLowerCase(Locale.ROOT), header.group(2).strip());
            at = header.end();
        }
        at += start.startsWith("\r\n", at) ? 2 : start.startsWith("\n", at) ? 1 : 0;
        return new SavedAnswer(Integer.parseInt(line.group(1)), headers, Arrays.copyOfRange(saved, at, saved.length));
    }
}
