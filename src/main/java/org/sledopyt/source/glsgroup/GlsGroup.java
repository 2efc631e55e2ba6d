package org.sledopyt.source.glsgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * GLS's Track and Trace V1, written from the OpenAPI document 1.0.7. Codes of events are {@code GROUP.DETAIL}, typing errors included ("INTIAL"); no list of them is
 * printed, so texts help out, and the parcel's own status where the newest event has neither. Refusals of the gateway stand in headers.
 */
public final class GlsGroup extends JsonSource {

    private static final Times TIMES = Times.iso();

    /** Rows of {@code words.csv} for codes that are in no table. */
    private static final String OTHER = "other";

    private final Words words = Words.beside(GlsGroup.class);

    GlsGroup(Manifest manifest, Codes codes) {
        super(manifest, codes, "parcels of GLS");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/track-and-trace-v1/tracking/simple/trackids/" + Request.joined(numbers, ","))
                .with("Accept-Language", "en");
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitList(raw, "parcels", parcel -> Json.text(parcel, "requested", "unitno"));
    }

    @Override
    public List<Reading> read(Raw raw) {
        String error = raw.header("error");
        return raw.body().length == 0 && error != null
                ? faults.whole(raw, raw.header("message"), error)
                : super.read(raw);
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<Reading.Found> found = new ArrayList<>();
        List<Reading> errors = new ArrayList<>();
        for (JsonNode parcel : Json.list(answer, "parcels")) {
            String code = Json.text(parcel, "errorCode");
            if (code == null) {
                found.add(parcel(parcel));
            } else {
                errors.add(faults.item(
                        Answers.number(Json.text(parcel, "requested")), Json.text(parcel, "errorMessage"), code));
            }
        }
        List<Reading> readings = new ArrayList<>(about(raw, found));
        readings.addAll(raw.onlyAsked() == null || found.isEmpty() ? errors : List.of());
        return readings;
    }

    private Reading.Found parcel(JsonNode parcel) {
        String status = Answers.code(Json.text(parcel, "status"));
        List<SourceEvent> events = new ArrayList<>(SourceEvent.oldestFirst(
                Json.list(parcel, "events").stream().map(this::event).toList()));
        Codes.Match whole = codes.match(status);
        if (status != null && events.isEmpty()) {
            events.add(new SourceEvent(
                    TIMES.read(Json.text(parcel, "statusDateTime")), whole.name(), status, whole, null));
        } else if (!events.isEmpty() && whole.how() != SourceEvent.How.NONE && isLess(events.getLast(), whole)) {
            SourceEvent last = events.removeLast();
            events.add(new SourceEvent(last.time(), last.text(), status, whole, last.place()));
        }
        TrackingNumber requested = Answers.number(Json.text(parcel, "requested", "unitno"));
        TrackingNumber own = Answers.number(Json.text(parcel, "unitno"));
        Facts facts = whole.how() == SourceEvent.How.NONE ? Facts.NONE : Facts.NONE.with(whole.stage());
        return new Reading.Found(
                requested,
                List.copyOf(events),
                own == null || own.equals(requested)
                        ? facts
                        : facts.linked(own.text(), Facts.Link.Kind.REFERENCE, "gls"));
    }

    /** What waits in a shop was delivered to the shop. */
    private static boolean isLess(SourceEvent last, Codes.Match whole) {
        return last.how() == SourceEvent.How.NONE
                || last.stage().milestone() == Milestone.DELIVERED
                        && whole.stage().milestone() == Milestone.AVAILABLE_FOR_PICKUP;
    }

    private SourceEvent event(JsonNode event) {
        String code = Answers.code(Json.text(event, "code"));
        String text = Objects.requireNonNullElse(Answers.plain(Json.text(event, "description")), "");
        Codes.Match match = codes.match(code);
        return new SourceEvent(
                TIMES.read(Json.text(event, "eventDateTime")),
                text,
                code,
                match.how() == SourceEvent.How.NONE ? words.match(OTHER, text) : words.match(code, text, match),
                Place.in(Json.text(event, "country"), Json.text(event, "city"), Json.text(event, "postalCode"), null));
    }
}
