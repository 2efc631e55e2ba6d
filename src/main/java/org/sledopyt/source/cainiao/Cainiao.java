package org.sledopyt.source.cainiao;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Place;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Stage;
import org.sledopyt.source.Stages;
import tools.jackson.databind.JsonNode;

/**
 * The JSON behind Cainiao's own tracking page. There is neither contract nor documentation: all of this was observed, and any field may
 * be missing. How its times are read is told in {@link CainiaoTime}. One thing the page gets wrong: {@code DELIVERING} is its word for
 * parcels that have not left China yet, so the summary never counts while there is an event.
 */
public final class Cainiao implements Source {

    private static final Stage ANNOUNCED = Stages.of("INFO_RECEIVED", "ANNOUNCED");

    /** Codes of what happens before the parcel leaves its country: there a label of China is right. */
    private static final Pattern AT_ORIGIN = Pattern.compile(
            "(OM_)?CONSIGN|GOT|PRE_READY_TO_SHIP|WMS_CONFIRMED|(GWMS|PU|CW|SC|CC_EX)_.*|LH_(HO_IN|HO_AIRLINE|DEPART).*");

    private static final Pattern PLACE = Pattern.compile("\\[([^\\]]+)].*", Pattern.DOTALL);
    /** The number at the end of a display text such as {@code Latest Tracking Number: RB123456785CN}. */
    private static final Pattern SHOWN_NUMBER = Pattern.compile("[^:]{1,60}:\\s*((?=.*\\d)[A-Za-z0-9-]{8,40})");

    private static final Pattern TOO_MUCH = Pattern.compile("(?i)limit|too many|frequen|flow.?control");

    private final Manifest manifest;
    private final Codes codes;
    private final Map<String, String> partners = new HashMap<>();

    Cainiao(Manifest manifest, Codes codes) {
        this.manifest = manifest;
        this.codes = codes;
        Csv.rows(Cainiao.class, "partners.csv")
                .forEach(row -> partners.put(Csv.cell(row, "name"), Csv.cell(row, "carrier")));
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String list = numbers.stream()
                .map(number -> URLEncoder.encode(number.text(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
        return Request.get(
                "/global/detail.json?mailNos=" + list + "&lang=en-US",
                Map.of(
                        "Accept", "application/json",
                        "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Sledopyt/1.0",
                        "Referer", manifest.site() + "/newDetail.htm?mailNoList=" + list));
    }

    @Override
    public List<Raw> split(Raw raw) {
        return Entries.of(raw).map(entries -> entries.parts(raw)).orElse(List.of(raw));
    }

    @Override
    public List<Reading> read(Raw raw) {
        return Entries.of(raw)
                .filter(entries -> !entries.refused())
                .<List<Reading>>map(entries -> entries.all().isEmpty()
                        ? List.of(new Reading.Unreadable("no entry for the number asked"))
                        : entries.all().stream().map(this::read).toList())
                .orElseGet(() -> refused(raw));
    }

    private List<Reading> refused(Raw raw) {
        JsonNode answer = Entries.json(raw).orElse(null);
        if (Answers.isWebPage(raw) && raw.status() < 500 || raw.status() / 100 == 3 || isCaptcha(answer)) {
            return List.of(new Reading.Refused(
                    Reading.Refusal.BLOCKED,
                    Answers.retryAfter(raw),
                    "a web page instead of data, HTTP " + raw.status()));
        }
        var http = Answers.refusal(raw);
        if (http.isPresent()) {
            return List.of(http.get());
        }
        if (answer == null || !answer.has("success") && !answer.has("module")) {
            return Answers.unreadable(raw, "JSON with a list of parcels");
        }
        String detail = Answers.line(Objects.requireNonNullElse(Answers.text(answer, "errorCode"), "no list of parcels")
                + " " + Objects.requireNonNullElse(Answers.text(answer, "errorMsg"), ""));
        return List.of(new Reading.Refused(
                TOO_MUCH.matcher(detail.replace('_', ' ')).find() ? Reading.Refusal.QUOTA : Reading.Refusal.OUTAGE,
                null,
                detail));
    }

    /** The gateway in front of the site tells scripts of its captcha in JSON. */
    private static boolean isCaptcha(@Nullable JsonNode answer) {
        return answer != null
                && (answer.has("rgv587_flag") || answer.path("ret").toString().contains("FAIL_SYS_USER_VALIDATE"));
    }

    private Reading read(Entries.Entry entry) {
        JsonNode node = entry.node();
        if (entry.number() == null || !node.isObject()) {
            return new Reading.Unreadable("an entry without mailNo");
        }
        String origin = Countries.code(Answers.text(node, "originCountry"));
        String destination = Countries.code(Answers.text(node, "destCountry"));
        List<JsonNode> traces = Entries.Entry.traces(node);
        List<SourceEvent> events = traces.stream()
                .map(trace -> event(trace, destination != null && !destination.equals("CN")))
                .toList();
        Facts.Link link = link(node, entry.number(), !events.isEmpty());
        if (events.isEmpty() && link == null && isUnknown(node)) {
            return new Reading.NotFound(entry.number());
        }
        Facts facts = new Facts(
                stage(node, traces),
                promise(node.path("globalEtaInfo")),
                origin,
                destination,
                Answers.text(node, "mailTypeDesc", "mailType"),
                null,
                null,
                link == null ? List.of() : List.of(link));
        return new Reading.Found(entry.number(), events, facts);
    }

    private static boolean isUnknown(JsonNode entry) {
        String whose = Answers.text(entry, "mailNoSource");
        return whose == null ? Answers.text(entry, "status") == null : whose.equals("EXTERNAL");
    }

    private SourceEvent event(JsonNode trace, boolean goesAbroad) {
        String code = Answers.code(Answers.text(trace, "actionCode"));
        String harmonised = Answers.text(trace, "standerdDesc");
        String text = Objects.requireNonNullElse(Answers.text(trace, "desc", "standerdDesc"), "");
        Matcher bracket = PLACE.matcher(harmonised == null ? "" : harmonised);
        String city = bracket.matches() ? bracket.group(1) : Answers.text(trace, "city");
        boolean atOrigin = code != null && AT_ORIGIN.matcher(code).matches();
        return new SourceEvent(
                CainiaoTime.of(trace, atOrigin), text, code, match(code, goesAbroad), Place.of(null, city, null, null));
    }

    /** A failure that only its prefix is known of stays unknown: the prefix tells the leg, not what went wrong. */
    private Codes.Match match(@Nullable String code, boolean goesAbroad) {
        Codes.Match match = codes.match(code, goesAbroad ? "abroad" : null);
        boolean guessed = match.how() == SourceEvent.How.CODE_PREFIX
                && code != null
                && code.matches(".*(FAIL|FAILURE|EXCEPTION|ERROR|REJECT)");
        return guessed ? codes.match(null) : match;
    }

    private @Nullable Stage stage(JsonNode entry, List<JsonNode> traces) {
        String node = traces.isEmpty() ? null : Answers.text(traces.getLast().path("group"), "nodeCode");
        String status = Answers.text(entry, "status");
        if (node == null && status == null) {
            return traces.isEmpty() ? ANNOUNCED : null;
        }
        Codes.Match match = codes.match("node:" + node);
        if (match.how() == SourceEvent.How.NONE) {
            match = codes.match("status:" + status);
        }
        return match.how() == SourceEvent.How.NONE ? null : match.stage();
    }

    /** {@code copyRealMailNo} is the number it goes on with while there are no events, and the local carrier's number after that. */
    private Facts.@Nullable Link link(JsonNode entry, TrackingNumber asked, boolean moves) {
        String written = Answers.text(entry, "copyRealMailNo");
        if (written == null) {
            Matcher shown = SHOWN_NUMBER.matcher(Objects.requireNonNullElse(Answers.text(entry, "realMailNo"), ""));
            written = shown.matches() ? shown.group(1) : null;
        }
        TrackingNumber real = Answers.number(written);
        if (real == null || real.equals(asked)) {
            return null;
        }
        return moves
                ? new Facts.Link(real, Facts.Link.Kind.LAST_MILE, carrier(entry.path("destCpInfo")))
                : new Facts.Link(real, Facts.Link.Kind.REPLACED_BY, null);
    }

    private @Nullable String carrier(JsonNode partner) {
        return Stream.of("cpCode", "cpName")
                .map(field -> Objects.requireNonNullElse(Answers.text(partner, field), ""))
                .map(name -> partners.get(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Its epochs are made on China's clock (see {@link CainiaoTime}), so that is where the day must be read. */
    private static @Nullable Promise promise(JsonNode eta) {
        List<LocalDate> days = new ArrayList<>();
        for (String field : List.of("deliveryMinTime", "deliveryMaxTime")) {
            Instant at = CainiaoTime.epoch(eta, field);
            if (at != null) {
                days.add(LocalDate.ofInstant(at, CainiaoTime.CHINA));
            }
        }
        return days.isEmpty() ? null : new Promise(Collections.min(days), Collections.max(days));
    }
}
