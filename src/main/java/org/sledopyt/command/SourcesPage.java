package org.sledopyt.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sledopyt.carrier.Carriers;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;

/** {@code docs/sources.md}, made from the folders of the sources. Pure. */
final class SourcesPage {

    private static final int MOST_CARRIERS = 6;

    private SourcesPage() {}

    static String of(Sources sources) {
        List<Manifest> all = sources.all().stream()
                .map(Source::manifest)
                .filter(Manifest::isAsked)
                .toList();
        long free = all.stream().filter(SourcesPage::isFree).count();
        StringBuilder page = new StringBuilder();
        page.append("# Sources\n\n")
                .append(
                        "<!-- Made from the folders of the sources by `sledopyt sources --markdown`; the tests write it anew. Do not edit. -->\n\n")
                .append(all.size())
                .append(" sources, ")
                .append(free)
                .append(
                        " of them work without a key. All other carriers that Sledopyt recognises are a link to their own page.\n\n")
                .append(
                        "Times are the shortest: between two asks for one number, and between two calls. Way *off*: not documented by the carrier, ")
                .append("slow, used only if the operator chooses it. Parcel: what has to be told of each parcel.\n\n")
                .append(
                        "| source | answers for | key | way | numbers a call | a number every | calls every | budget a day | parcel | pushes | sheet |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (Manifest source : all) {
            boolean first = true;
            for (Manifest.Door door : source.doors()) {
                page.append("| ")
                        .append(first ? "**" + source.name("en") + "** `" + source.code() + "`" : "")
                        .append(" | ")
                        .append(first ? answersFor(source) : "")
                        .append(" | ")
                        .append(fields(door))
                        .append(" | `")
                        .append(door.code())
                        .append(door.off() ? "` *off*" : "`")
                        .append(door.tickets() ? ", answers later" : "")
                        .append(" | ")
                        .append(door.batch())
                        .append(" | ")
                        .append(time(door.every()))
                        .append(" | ")
                        .append(door.spacing().isZero() ? "" : time(door.spacing()))
                        .append(" | ")
                        .append(door.budget() == null ? "" : door.budget().calls())
                        .append(" | ")
                        .append(needs(source, door))
                        .append(" | ")
                        .append(first ? pushes(source) : "")
                        .append(" | ")
                        .append(
                                first
                                        ? cell(source.sheet().document()) + ", "
                                                + source.sheet().date()
                                        : "")
                        .append(" |\n");
                first = false;
            }
        }
        for (Source source : sources.all()) {
            if (!source.manifest().isAsked()) {
                page.append("\n**")
                        .append(source.manifest().name("en"))
                        .append("** `")
                        .append(source.manifest().code())
                        .append("` is never asked: it reads what people bring.\n");
            }
        }
        return page.toString();
    }

    /** In a few words, whether it works without a key. */
    static String key(Manifest source) {
        if (!source.isAsked()) {
            return "is never asked: it reads what people bring";
        }
        if (isFree(source)) {
            return "works without a key";
        }
        String needed = source.doors().stream()
                .filter(door -> !door.off())
                .map(SourcesPage::fields)
                .distinct()
                .collect(Collectors.joining(" or "));
        return needed.isEmpty() ? "only by a way that is off" : "needs " + needed;
    }

    private static boolean isFree(Manifest source) {
        return source.doors().stream()
                .anyMatch(door -> !door.off() && door.fields().stream().noneMatch(Manifest.Field::required));
    }

    private static String fields(Manifest.Door door) {
        String fields = door.fields().stream()
                .map(field -> field.names().getOrDefault("en", field.name()) + (field.required() ? "" : " (optional)"))
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? "none" : cell(fields);
    }

    private static String answersFor(Manifest source) {
        List<String> names = new ArrayList<>();
        for (String code : source.carriers()) {
            names.add(Carriers.find(code).map(carrier -> carrier.name("en")).orElse(code));
        }
        String shown = names.stream().limit(MOST_CARRIERS).collect(Collectors.joining(", "));
        return cell(names.size() > MOST_CARRIERS ? shown + " and " + (names.size() - MOST_CARRIERS) + " more" : shown);
    }

    private static String needs(Manifest source, Manifest.Door door) {
        return cell(source.needs(door).stream()
                .map(need -> need.names().getOrDefault("en", need.name()) + (need.required() ? "" : " (optional)"))
                .collect(Collectors.joining(", ")));
    }

    private static String pushes(Manifest source) {
        Manifest.Webhook webhook = source.webhook();
        if (webhook == null) {
            return "";
        }
        return switch (webhook) {
            case SIGNED -> "signed";
            case HINT -> "as a hint";
        };
    }

    private static String time(Duration time) {
        if (time.toMillis() % 3_600_000 == 0) {
            return time.toHours() + " h";
        }
        if (time.toMillis() % 60_000 == 0) {
            return time.toMinutes() + " min";
        }
        return time.toMillis() % 1_000 == 0
                ? time.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
