package org.sledopyt.carrier;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A recognised number as people and programs outside see it: the JSON of {@code sledopyt recognise} and of the REST API, with reasons
 * in words. A public contract.
 *
 * @param number null only if {@code refused} is there, or if the input cannot be a number
 * @param refused why the input was not kept; absent otherwise
 */
public record RecognitionJson(
        String input,
        @Nullable String number,
        List<CandidateJson> candidates,
        List<String> suggestions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReasonJson refused) {

    /**
     * @param confidence rounded to hundredths, never 1: nothing is certain
     * @param tracked how far such parcels are usually tracked: {@code delivery}, {@code part}, {@code none}, {@code unknown}
     */
    public record CandidateJson(
            String carrier,
            String grade,
            double confidence,
            @Nullable String service,
            @Nullable String origin,
            String tracked,
            List<ReasonJson> reasons) {}

    public record ReasonJson(String code, String text) {}

    private static final JsonFactory JSON = new JsonFactory();
    private static final Map<String, Map<String, String>> CATALOGUES = new ConcurrentHashMap<>();

    /** In {@code en} or {@code ru}; in English for any other language. */
    public static RecognitionJson of(Recognised recognised, String language) {
        Map<String, String> catalogue =
                CATALOGUES.computeIfAbsent(language.equals("ru") ? "ru" : "en", RecognitionJson::catalogue);
        return of(recognised, language, key -> catalogue.getOrDefault(key, key));
    }

    /** With texts from another catalogue: {@code patterns} gives the pattern of a key. */
    public static RecognitionJson of(Recognised recognised, String language, UnaryOperator<String> patterns) {
        TrackingNumber number = recognised.number();
        Reason refused = recognised.refused();
        return new RecognitionJson(
                recognised.input(),
                number == null ? null : number.text(),
                recognised.candidates().stream()
                        .map(candidate -> new CandidateJson(
                                candidate.carrier(),
                                small(candidate.grade()),
                                Math.min(99, Math.round(candidate.confidence() * 100)) / 100.0,
                                candidate.service(),
                                candidate.origin(),
                                small(candidate.tracked()),
                                candidate.reasons().stream()
                                        .map(reason -> reason(reason, language, patterns))
                                        .toList()))
                        .toList(),
                recognised.suggestions(),
                refused == null ? null : reason(refused, language, patterns));
    }

    private static String small(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static ReasonJson reason(Reason reason, String language, UnaryOperator<String> patterns) {
        String text = patterns.apply("recognition.reason." + reason.code());
        for (Map.Entry<String, String> argument : reason.arguments().entrySet()) {
            String value =
                    switch (argument.getKey()) {
                        case "carrier" ->
                            Carriers.find(argument.getValue())
                                    .map(carrier -> carrier.name(language))
                                    .orElse(argument.getValue());
                        case "service" -> patterns.apply("recognition.service." + argument.getValue());
                        default -> argument.getValue();
                    };
            text = text.replace("{" + argument.getKey() + "}", value);
        }
        return new ReasonJson(reason.code(), text);
    }

    /** The JSON in one line. */
    public String text() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("input", input);
            write(json, "number", number);
            json.writeArrayPropertyStart("candidates");
            for (CandidateJson candidate : candidates) {
                write(json, candidate);
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("suggestions");
            suggestions.forEach(json::writeString);
            json.writeEndArray();
            if (refused != null) {
                json.writeName("refused");
                write(json, refused);
            }
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, CandidateJson candidate) {
        json.writeStartObject();
        json.writeStringProperty("carrier", candidate.carrier);
        json.writeStringProperty("grade", candidate.grade);
        json.writeNumberProperty("confidence", candidate.confidence);
        write(json, "service", candidate.service);
        write(json, "origin", candidate.origin);
        json.writeStringProperty("tracked", candidate.tracked);
        json.writeArrayPropertyStart("reasons");
        for (ReasonJson reason : candidate.reasons) {
            write(json, reason);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ReasonJson reason) {
        json.writeStartObject();
        json.writeStringProperty("code", reason.code);
        json.writeStringProperty("text", reason.text);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }

    private static Map<String, String> catalogue(String language) {
        Map<String, String> texts = new HashMap<>();
        String file = "/messages/" + language + ".json";
        try (InputStream in = RecognitionJson.class.getResourceAsStream(file);
                JsonParser json =
                        JSON.createParser(ObjectReadContext.empty(), in == null ? InputStream.nullInputStream() : in)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    texts.put(json.currentName(), json.getString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(texts);
    }
}
