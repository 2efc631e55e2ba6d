package org.sledopyt.source.postnl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;

/**
 * PostNL's shipping status v2, written from its description and recorded answers. Empty values are <code>{}</code>. Scans ({@code Event}) have
 * fine codes, written {@code 01A} here and {@code A01} elsewhere; a scan whose code is new takes the status that PostNL gave at the same
 * time. Without scans the list of statuses is the history. The list of changed shipments spells its time otherwise.
 */
public final class Postnl extends JsonSource {

    private final Times times;

    Postnl(Manifest manifest, Codes codes) {
        super(manifest, codes, "shipments of PostNL");
        this.times = Times.iso()
                .or("d-M-uuuu HH:mm:ss[.SSSSSSS][.SSSSSS][.SSS][.SS][.S]", "d-M-uuuu HH:mm", "d-M-uuuu")
                .assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson(
                "/shipment/v2/status/barcode/" + Request.joined(numbers, ",") + "?detail=true&language=EN");
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<Reading.Found> found = new ArrayList<>();
        if (answer.isArray()) {
            Json.list(answer, "").stream()
                    .filter(one -> one.path("Status").isObject())
                    .forEach(one -> found.add(shipment(one)));
        }
        for (String form : List.of("CompleteStatus", "CurrentStatus")) {
            for (JsonNode status : Json.list(answer, form)) {
                Json.list(status, "Shipment").stream()
                        .filter(one -> Json.text(one, "Barcode", "MainBarcode") != null)
                        .forEach(one -> found.add(shipment(one)));
            }
        }
        Json.list(answer, "Signature").stream()
                .filter(one -> Json.text(one, "SignatureDate") != null)
                .forEach(one -> found.add(signature(one)));
        JsonNode warning = Json.list(answer, "Warnings").stream().findFirst().orElse(null);
        return found.isEmpty() && warning != null
                ? faults.whole(
                        raw, Json.text(warning, "Message", "Description"), "warning " + Json.text(warning, "Code"))
                : about(raw, found);
    }

    private Reading.Found shipment(JsonNode shipment) {
        List<SourceEvent> events = SourceEvent.oldestFirst(events(shipment));
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        Facts facts = Facts.NONE
                .between(country(shipment, "02"), country(shipment, "01"))
                .withServiceLevel(Json.text(shipment, "ProductDescription"))
                .withWeightGrams(Json.grams(Json.text(shipment, "Dimension.Weight"), "g"));
        String barcode = Json.text(shipment, "Barcode", "MainBarcode");
        String main = Json.text(shipment, "MainBarcode");
        facts = Objects.equals(barcode, main) ? facts : facts.linked(main, Facts.Link.Kind.REFERENCE, null);
        return new Reading.Found(Answers.number(barcode), events, delivered ? facts : facts.with(promise(shipment)));
    }

    private List<SourceEvent> events(JsonNode shipment) {
        List<JsonNode> statuses = new ArrayList<>(Json.list(shipment, "OldStatus"));
        Json.list(shipment, "Status").stream().findFirst().ifPresent(newest -> statuses.addFirst(newest));
        Map<String, JsonNode> statusAt = new HashMap<>();
        statuses.reversed().forEach(status -> statusAt.put(time(status), status));
        List<JsonNode> scans = Json.list(shipment, "Event").stream()
                .filter(scan -> Json.text(scan, "Code", "Description") != null)
                .toList();
        if (!scans.isEmpty()) {
            return scans.stream()
                    .map(scan -> scan(scan, statusAt.get(time(scan))))
                    .toList();
        }
        Set<String> seen = new HashSet<>();
        return statuses.stream()
                .filter(status -> seen.add(time(status) + " " + Json.text(status, "StatusCode")))
                .filter(status -> Json.text(status, "StatusCode", "PhaseCode") != null)
                .map(status -> event(status, status))
                .toList();
    }

    private SourceEvent scan(JsonNode scan, @Nullable JsonNode status) {
        String code = Answers.code(Json.text(scan, "Code"));
        String letterFirst =
                code != null && code.matches("\\d\\d[A-Z]") ? code.substring(2) + code.substring(0, 2) : code;
        Codes.Match match = codes.match(letterFirst);
        return match.how() == SourceEvent.How.NONE && status != null
                ? event(scan, status)
                : new SourceEvent(times.read(time(scan)), text(scan, "Description"), letterFirst, match, null);
    }

    /** What happened at the time of {@code told}, by a status; its phase where the status is new. */
    private SourceEvent event(JsonNode told, JsonNode status) {
        String kind = "status";
        String code = Json.text(status, "StatusCode");
        if (codes.match(kind, code).how() == SourceEvent.How.NONE && Json.text(status, "PhaseCode") != null) {
            kind = "phase";
            code = Json.text(status, "PhaseCode");
        }
        return new SourceEvent(
                times.read(time(told)),
                text(told, "Description", "StatusDescription"),
                kind + "/" + code,
                codes.match(kind, code),
                null);
    }

    private Reading.Found signature(JsonNode signature) {
        var event = new SourceEvent(
                times.read(Json.text(signature, "SignatureDate")), "", "signature", codes.match("signature"), null);
        return new Reading.Found(Answers.number(Json.text(signature, "Barcode")), List.of(event), Facts.NONE);
    }

    private @Nullable Promise promise(JsonNode shipment) {
        String day = Json.text(shipment, "DeliveryDate");
        String from = Json.text(shipment, "Expectation.ETAFrom");
        String to = Json.text(shipment, "Expectation.ETATo");
        return from == null && to == null
                ? Promise.between(times.day(day), times.day(day))
                : Promise.between(times.day(from), times.day(to));
    }

    private static @Nullable String country(JsonNode shipment, String type) {
        return Json.list(shipment, "Address").stream()
                .filter(address -> type.equals(Json.text(address, "AddressType")))
                .map(address -> Json.text(address, "CountryCode"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String time(JsonNode told) {
        return text(told, "TimeStamp", "Timestamp");
    }

    private static String text(JsonNode of, String... paths) {
        return Objects.requireNonNullElse(Json.text(of, paths), "");
    }
}
