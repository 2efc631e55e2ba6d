package org.sledopyt.notify.mail;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sledopyt.account.Account;
import org.sledopyt.notify.Links;
import org.sledopyt.notify.Message;
import org.sledopyt.notify.Wording;
import org.sledopyt.text.Texts;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Writes the letter for a message, in the person's language. */
@Component
class Letters {

    private final Texts texts;
    private final Wording wording;
    private final Links links;

    Letters(Texts texts, Wording wording, Links links) {
        this.texts = texts;
        this.wording = wording;
        this.links = links;
    }

    Letter write(Message message) {
        Account to = message.to();
        Map<String, String> words = wording.words(to, message.args(), message.madeAt());
        Parts parts = new Parts(
                to.language(),
                wording.sentence(to, message.kind(), words),
                lines(message, words),
                message.shipmentId() == null ? links.home() : links.shipment(message.shipmentId()),
                say(to, "mail.open", words),
                say(to, message.why().key(), wording.words(to, message.why().args(), message.madeAt())),
                links.settings(),
                say(to, "mail.settings", words));
        return new Letter(parts.heading, text(parts), html(parts));
    }

    private record Parts(
            String language,
            String heading,
            List<String> lines,
            String link,
            String linkName,
            String why,
            String settings,
            String settingsName) {}

    private List<String> lines(Message message, Map<String, String> words) {
        Account to = message.to();
        String lead = "change." + message.kind() + "." + words.getOrDefault("milestone", "");
        return Stream.of(
                        texts.knows(to.language(), lead) ? texts.say(to.language(), lead, words) : "",
                        words.getOrDefault("advice", ""),
                        Stream.of("when", "place")
                                .map(name -> words.getOrDefault(name, ""))
                                .filter(word -> !word.isEmpty())
                                .collect(Collectors.joining(" · ")),
                        sayIfKnown(to, "mail.words", "text", words),
                        sayIfKnown(to, "mail.source", "sourceName", words),
                        sayIfKnown(to, "mail.number", "number", words))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private String sayIfKnown(Account to, String key, String word, Map<String, String> words) {
        return words.getOrDefault(word, "").isEmpty() ? "" : say(to, key, words);
    }

    private String say(Account to, String key, Map<String, String> words) {
        return texts.say(to.language(), key, words);
    }

    private static String text(Parts parts) {
        return """
                %s

                %s

                %s: %s

                %s
                %s: %s
                """.formatted(
                        parts.heading,
                        String.join("\n", parts.lines),
                        parts.linkName,
                        parts.link,
                        parts.why,
                        parts.settingsName,
                        parts.settings);
    }

    private static String html(Parts parts) {
        return """
                <!doctype html>
                <html lang="%s">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
                <meta name="color-scheme" content="light dark"></head>
                <body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
                <div style="max-width:36em;margin:0 auto">
                <h1 style="font-size:21px;line-height:1.3;margin:0 0 12px">%s</h1>
                %s
                <p style="margin:20px 0"><a href="%s" style="color:#0b6b6b;font-weight:600">%s</a></p>
                <p style="margin:28px 0 0;font-size:13.5px;color:#757f86">%s<br><a href="%s" style="color:#757f86">%s</a></p>
                </div>
                </body>
                </html>
                """.formatted(
                        escaped(parts.language),
                        escaped(parts.heading),
                        parts.lines.stream()
                                .map(line -> "<p style=\"margin:0 0 6px\">" + escaped(line) + "</p>")
                                .collect(Collectors.joining("\n")),
                        escaped(parts.link),
                        escaped(parts.linkName),
                        escaped(parts.why),
                        escaped(parts.settings),
                        escaped(parts.settingsName));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
