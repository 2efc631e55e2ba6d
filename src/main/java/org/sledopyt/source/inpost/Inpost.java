package org.sledopyt.source.inpost;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;

/**
 * InPost by two doors: ShipX of Poland, one number and no key, and the group's tracking with dotted codes, by contract. Written from both descriptions. ShipX
 * gives states without words, so the name of the state stands for them. {@code returned_to_sender} is on its way back, not there.
 */
public final class Inpost extends JsonSource {

    private static final Times TIMES = Times.iso();

    /** Second line of a Polish address. */
    private static final Pattern TOWN = Pattern.compile("(\\d{2}-\\d{3})\\s+(.+)");

    Inpost(Manifest manifest, Codes codes) {
        super(manifest, codes, "a parcel of InPost");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String joined = Request.joined(numbers, ",");
        return by.door().equals("group")
                ? Request.getJson("/tracking/v1/parcels?trackingNumbers=" + joined)
                        .with("x-inpost-event-version", "V1")
                : Request.getJson("/v1/tracking/" + joined);
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitList(raw, "parcels", parcel -> Json.text(parcel, "trackingNumber"));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        if (answer.path("parcels").isArray()) {
            List<JsonNode> parcels = Json.list(answer, "parcels");
            return parcels.isEmpty()
                    ? List.of(new Reading.NotFound(raw.onlyAsked()))
                    : about(raw, parcels.stream().map(this::ofGroup).toList());
        }
        return Json.text(answer, "tracking_number") != null || answer.has("tracking_details")
                ? about(raw, List.of(ofShipx(answer)))
                : List.of();
    }

    private Reading.Found ofShipx(JsonNode parcel) {
        JsonNode machine = Json.at(parcel, "custom_attributes.target_machine_detail");
        List<JsonNode> listed = Json.list(parcel, "tracking_details");
        List<SourceEvent> events = SourceEvent.oldestFirst((listed.isEmpty() ? Stream.of(parcel) : listed.stream())
                .filter(detail -> Json.text(detail, "status") != null)
                .map(detail -> event(
                        Json.text(detail, "status"),
                        null,
                        Json.text(detail, "datetime", "updated_at"),
                        Place.of(null, null, null, Json.text(detail, "agency")),
                        machine))
                .toList());
        return new Reading.Found(
                Answers.number(Json.text(parcel, "tracking_number")),
                events,
                Facts.NONE.withServiceLevel(Json.text(parcel, "service", "type")));
    }

    private Reading.Found ofGroup(JsonNode parcel) {
        List<JsonNode> listed = Json.list(parcel, "events");
        List<SourceEvent> events = SourceEvent.oldestFirst((listed.isEmpty() ? Stream.of(parcel) : listed.stream())
                .filter(event -> Json.text(event, "eventCode", "code", "status") != null)
                .map(event -> event(
                        Json.text(event, "eventCode", "code", "status"),
                        Json.text(event, "status", "description"),
                        Json.text(event, "eventTimestamp", "timestamp", "datetime"),
                        Place.in(
                                Json.text(event, "location.country"),
                                Json.text(event, "location.city"),
                                Json.text(event, "location.postalCode"),
                                Json.text(event, "location.name")),
                        parcel.path("none")))
                .toList());
        Facts facts = Facts.NONE
                .between(Json.text(parcel, "origin.country"), Json.text(parcel, "destination.country"))
                .withServiceLevel(Json.text(parcel, "service"));
        return new Reading.Found(Answers.number(Json.text(parcel, "trackingNumber")), events, facts);
    }

    private SourceEvent event(
            @Nullable String code,
            @Nullable String text,
            @Nullable String at,
            @Nullable Place place,
            JsonNode machine) {
        Codes.Match match = codes.match(Answers.code(code));
        String written = text == null || text.equals(code) ? match.name() : text;
        boolean ready = match.stage().milestone() == Milestone.AVAILABLE_FOR_PICKUP;
        return new SourceEvent(
                TIMES.read(at),
                written.isEmpty() ? Objects.requireNonNullElse(code, "") : written,
                Answers.code(code),
                match,
                place == null && ready ? machine(machine) : place);
    }

    /** Where it waits, if it waits. */
    private static @Nullable Place machine(JsonNode machine) {
        Matcher town = TOWN.matcher(Objects.requireNonNullElse(Json.text(machine, "address.line2"), ""));
        boolean known = town.matches();
        return Place.of(null, known ? town.group(2) : null, known ? town.group(1) : null, Json.text(machine, "name"));
    }
}
