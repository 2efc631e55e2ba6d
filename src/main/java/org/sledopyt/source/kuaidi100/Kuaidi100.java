package org.sledopyt.source.kuaidi100;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Signature;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * kuaidi100, an aggregator for China, written from the vendor's page and client. An answer has one of two shapes, told apart by {@code returnCode}. A step has a
 * code of three digits, or of one, or only the name of its state; the first digit of an unknown one is the state. It wants to know the company: a table of
 * shapes says it where the number does. A callback is a form with the same JSON in it.
 */
public final class Kuaidi100 extends JsonSource {

    private static final Times TIMES = Times.iso().or("uuuu/MM/dd HH:mm:ss");

    private final Words words = Words.general(Kuaidi100.class);
    private final Map<String, String> carriers = Csv.named(Kuaidi100.class, "companies.csv");
    private final Map<Pattern, String> companies = new LinkedHashMap<>();

    Kuaidi100(Manifest manifest, Codes codes) {
        super(manifest, codes, "steps of kuaidi100");
        Csv.rows(Kuaidi100.class, "companies.csv").stream()
                .filter(row -> !Csv.cell(row, "pattern").isEmpty())
                .forEach(row -> companies.put(Pattern.compile(Csv.cell(row, "pattern")), Csv.cell(row, "name")));
    }

    /** Signed over the exact text that is sent; no moment is part of it. */
    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String number = numbers.getFirst().text();
        String company = companies.entrySet().stream()
                .filter(one -> one.getKey().matcher(number).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("auto");
        String param = new String(
                Answers.bytes(Json.object()
                        .put("com", company)
                        .put("num", number)
                        .put("phone", by.extra(numbers.getFirst(), "phone_tail"))
                        .put("resultv2", "4")
                        .put("show", "0")
                        .put("order", "desc")),
                StandardCharsets.UTF_8);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("customer", by.value("customer"));
        form.put("param", param);
        form.put("sign", md5(param + by.value("key") + by.value("customer")));
        return Request.form("/poll/query.do", form);
    }

    @Override
    public boolean verify(Raw pushed, Credentials by) {
        Map<String, String> form = form(pushed);
        return !by.value("salt").isEmpty()
                && form.containsKey("param")
                && Signature.same(md5(form.get("param") + by.value("salt")), form.get("sign"));
    }

    private static String md5(String text) {
        return Signature.hex(Signature.md5(text)).toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> form(Raw raw) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String field : new String(raw.body(), StandardCharsets.UTF_8).split("&")) {
            String[] parts = field.split("=", 2);
            try {
                form.put(parts[0], URLDecoder.decode(parts.length == 1 ? "" : parts[1], StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // not a form
                return Map.of();
            }
        }
        return form;
    }

    @Override
    public List<Reading> read(Raw raw) {
        boolean json = Answers.json(raw.body()).isPresent();
        String param = json ? null : form(raw).get("param");
        return super.read(param == null ? raw : raw.part(raw.asked(), param.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        String fault = Json.text(answer, "returnCode");
        if (fault != null && !fault.equals("200")) {
            return faults.whole(raw, Json.text(answer, "message"), "returnCode:" + fault);
        }
        List<JsonNode> results = answer.has("data") && answer.has("nu")
                ? List.of(answer)
                : Stream.of("lastResult", "destResult")
                        .flatMap(path -> Json.list(answer, path).stream())
                        .filter(one -> one.has("nu"))
                        .toList();
        if (results.isEmpty()) {
            return List.of();
        }
        List<SourceEvent> events = SourceEvent.oldestFirst(results.stream()
                .flatMap(result -> Json.list(result, "data").stream()
                        .map(step -> step(step).by(carriers.get(String.valueOf(Json.text(result, "com"))))))
                .toList());
        Codes.Match poll = codes.match("poll:" + Json.text(answer, "status"));
        Codes.Match state = codes.match(Json.text(results.getLast(), "state"));
        Codes.Match summary = poll.stage().milestone() == Milestone.EXPIRED ? poll : state;
        TrackingNumber number = Answers.number(Json.text(results.getFirst(), "nu"));
        return about(
                raw,
                List.of(new Reading.Found(
                        number,
                        events,
                        summary.how() == SourceEvent.How.NONE ? Facts.NONE : Facts.NONE.with(summary.stage()))));
    }

    private SourceEvent step(JsonNode step) {
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(step, "context")), "");
        String code = Answers.code(Json.text(step, "statusCode"));
        if (codes.match(code).how() == SourceEvent.How.NONE) {
            String state = Answers.code(Json.text(step, "status"));
            code = code != null && code.matches("\\d{3}") ? code.substring(0, 1) : state == null ? code : state;
        }
        Codes.Match known = codes.match(code);
        boolean coarse = known.stage().is(Milestone.IN_TRANSIT, "GENERAL") || known.how() == SourceEvent.How.NONE;
        return new SourceEvent(
                TIMES.read(Json.text(step, "ftime", "time")),
                text,
                code,
                coarse ? words.refine(code, text, known) : known,
                Place.in(null, Json.text(step, "areaName", "location"), null, null));
    }
}
