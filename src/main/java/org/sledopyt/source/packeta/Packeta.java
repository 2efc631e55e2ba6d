package org.sledopyt.source.packeta;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import org.sledopyt.source.Xml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/**
 * Packeta's partner interface (XML, packets of one's own account) and what its tracking page calls (JSON); written from the sheet and a public client. The page
 * gives texts only, its one code is of the whole packet and of another table. Numbers of packets are printed with a Z that neither door takes.
 */
public final class Packeta extends JsonSource {

    private static final String EXPECTED = "records of Packeta";

    private final Times times;
    private final Words words = Words.general(Packeta.class);

    Packeta(Manifest manifest, Codes codes) {
        super(manifest, codes, EXPECTED);
        this.times = Times.iso().assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String id = numbers.getFirst().text().replaceFirst("^Z(?=\\d)", "");
        if (by.door().equals("page")) {
            return Request.post(
                    "/api/getPacketById/" + Request.encode(id) + "/en",
                    Map.of("Accept", "application/json"),
                    new byte[0]);
        }
        String body = "<packetTracking><apiPassword>" + Xml.escape(by.value("password")) + "</apiPassword><packetId>"
                + Xml.escape(id) + "</packetId></packetTracking>";
        return Request.post(
                "/api/rest", Map.of("Content-Type", "application/xml"), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Reading> read(Raw raw) {
        Element root = Answers.xml(raw.body()).map(Document::getDocumentElement).orElse(null);
        if (root == null || "html".equalsIgnoreCase(root.getLocalName())) {
            return super.read(raw);
        }
        Element result = Xml.find(root, Set.of("result"));
        List<Element> records = result == null ? List.of() : Xml.all(result, "record");
        if (result != null && records.isEmpty() && Xml.text(result, "statusCode") != null) {
            records = List.of(result);
        }
        boolean found = result != null && "ok".equalsIgnoreCase(Xml.text(root, "status"));
        return records.isEmpty() && !found
                ? faults.search(raw, root, EXPECTED)
                : List.of(new Reading.Found(
                        raw.onlyAsked(),
                        SourceEvent.oldestFirst(
                                records.stream().map(this::event).toList()),
                        facts(records)));
    }

    private Facts facts(List<Element> records) {
        Facts facts = Facts.NONE;
        for (Element one : records) {
            facts = facts.linked(Xml.text(one, "externalTrackingCode"), Facts.Link.Kind.LAST_MILE, null)
                    .withPickupUntil(storedUntil(Xml.text(one, "storedUntil"), facts.pickupUntil()));
        }
        return facts;
    }

    /** The last day counts whole. */
    private @Nullable OffsetDateTime storedUntil(@Nullable String written, @Nullable OffsetDateTime otherwise) {
        LocalDate day = times.day(written);
        return day == null || manifest.zone() == null
                ? otherwise
                : day.atTime(23, 59, 59)
                        .atZone(Objects.requireNonNull(manifest.zone()))
                        .toOffsetDateTime();
    }

    private SourceEvent event(Element one) {
        String text = Stream.of("statusText", "codeText", "externalStatusName", "externalNote")
                .map(name -> Xml.text(one, name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        String code = Answers.code(Xml.text(one, "statusCode"));
        Codes.Match match = codes.match(code);
        return new SourceEvent(
                times.read(Xml.text(one, "dateTime")),
                text,
                code,
                match.how() == SourceEvent.How.NONE
                        ? words.match(code, Xml.text(one, "codeText"), words.match(code, text))
                        : match,
                null);
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode item = answer.path("item");
        String state = Answers.code(Json.text(item, "packetStatusId"));
        if (state == null && !item.path("trackingDetails").isArray()) {
            return List.of();
        }
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(item, "trackingDetails").stream().map(this::detail).toList());
        Codes.Match summary = codes.match("page:" + state);
        TrackingNumber number = Answers.number(Json.text(item, "barcode"));
        return about(
                raw,
                List.of(new Reading.Found(
                        number,
                        events,
                        summary.how() == SourceEvent.How.NONE ? Facts.NONE : Facts.NONE.with(summary.stage()))));
    }

    private SourceEvent detail(JsonNode detail) {
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(detail, "text")), "");
        return new SourceEvent(times.read(Json.text(detail, "time")), text, null, words.match(null, text), null);
    }
}
