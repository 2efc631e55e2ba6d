package org.sledopyt.source.cdek;

import static org.sledopyt.source.Reading.Refusal.BLOCKED;
import static org.sledopyt.source.Reading.Refusal.OUTAGE;
import static org.sledopyt.source.Reading.Refusal.SIGN_IN;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;
import tools.jackson.databind.JsonNode;

/**
 * CDEK's API for its contract clients, and its webhooks; written from the OpenAPI document of January 2026. It shows the orders of one's
 * own contract only. What the document gets wrong or leaves open: codes come with blanks after them, it does not say which end of
 * {@code statuses} is the newest, and errors stand in one of two places.
 */
public final class Cdek implements Source {

    private final Manifest manifest;
    private final Order order;
    private final Push push;
    private final Map<String, String> errors = new HashMap<>();

    Cdek(Manifest manifest, Codes codes) {
        this.manifest = manifest;
        Statuses statuses = new Statuses(codes);
        this.order = new Order(statuses);
        this.push = new Push(statuses);
        Csv.rows(Cdek.class, "errors.csv").forEach(row -> errors.put(Csv.cell(row, "code"), Csv.cell(row, "means")));
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String number = URLEncoder.encode(numbers.getFirst().text(), StandardCharsets.UTF_8);
        return Request.get("/v2/orders?cdek_number=" + number, Map.of("Accept", "application/json"));
    }

    @Override
    public List<Reading> read(Raw raw) {
        JsonNode answer = Answers.json(raw.body()).orElse(null);
        if (answer == null || !answer.isObject()) {
            return noAnswer(raw);
        }
        if (answer.has("attributes")) {
            return push.read(answer);
        }
        List<JsonNode> faults = faults(answer);
        JsonNode entity = answer.path("entity");
        if (entity.has("cdek_number") || entity.has("uuid") && faults.isEmpty()) {
            return order.read(answer, raw.onlyAsked());
        }
        if (!faults.isEmpty()) {
            return List.of(fault(raw, faults));
        }
        if (answer.has("error")
                && Answers.refusal(raw).map(Reading.Refused::why).orElse(SIGN_IN) == SIGN_IN) {
            String why = Answers.line(Answers.text(answer, "error_description", "error"));
            return List.of(new Reading.Refused(SIGN_IN, null, why));
        }
        // a token answers a sign-in, not a question, and must not be quoted
        return answer.has("access_token") ? List.of() : noAnswer(raw);
    }

    private static List<Reading> noAnswer(Raw raw) {
        if (Answers.refusal(raw).isPresent()) {
            return List.of(Answers.refusal(raw).get());
        }
        return Answers.isWebPage(raw)
                ? List.of(new Reading.Refused(BLOCKED, null, "a web page instead of data"))
                : Answers.unreadable(raw, "an order or an event of CDEK");
    }

    /** Errors of the call, of what the call set going, and warnings where there is nothing else. */
    private static List<JsonNode> faults(JsonNode answer) {
        List<JsonNode> requests = answer.path("requests").values().stream().toList();
        return Stream.of("errors", "warnings")
                .map(kind -> Stream.concat(Stream.of(answer), requests.stream())
                        .flatMap(of -> of.path(kind).values().stream())
                        .filter(fault -> Answers.text(fault, "code") != null)
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The first error whose meaning is known decides. Texts are not looked at: they come in two languages. */
    private Reading fault(Raw raw, List<JsonNode> faults) {
        JsonNode fault =
                faults.stream().filter(one -> !means(one).isEmpty()).findFirst().orElse(faults.getFirst());
        String told = Answers.line(
                Answers.text(fault, "code") + ": " + Objects.requireNonNullElse(Answers.text(fault, "message"), ""));
        return switch (means(fault)) {
            case "not-found" -> new Reading.NotFound(raw.onlyAsked());
            case "rejected" -> new Reading.Rejected(raw.onlyAsked(), told);
            case "sign-in" -> new Reading.Refused(SIGN_IN, null, told);
            case "outage" -> new Reading.Refused(OUTAGE, Answers.retryAfter(raw), told);
            default -> new Reading.Unreadable("the service did not take the question: " + told);
        };
    }

    private String means(JsonNode fault) {
        String code = Objects.requireNonNullElse(Answers.text(fault, "code"), "");
        return errors.getOrDefault(code, code.endsWith("_forbidden") ? "rejected" : "");
    }
}
