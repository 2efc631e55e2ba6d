package org.sledopyt.source.seventeentrack;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Countries;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Reading;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;

/** One accepted number: a parcel with its events, a row of a list, or no more than that it was accepted. */
final class Item {

    private static final Times TIMES = Times.iso();

    private final Codes codes;
    private final Map<String, String> carriers;

    /** @param carriers our carriers by 17TRACK's keys */
    Item(Codes codes, Map<String, String> carriers) {
        this.codes = codes;
        this.carriers = carriers;
    }

    /** Empty for what only changes a registration: stopped, deleted, another carrier. */
    List<Reading> read(JsonNode item) {
        TrackingNumber number = Answers.number(Json.text(item, "number"));
        if (item.path("track_info").isObject()) {
            return List.of(parcel(number, item.path("track_info")));
        }
        if (item.has("package_status")) {
            return List.of(row(number, item));
        }
        return item.has("origin") ? List.of(new Reading.Registered(number)) : List.of();
    }

    private Reading parcel(@Nullable TrackingNumber number, JsonNode info) {
        String summary = Json.text(info, "latest_status.sub_status", "latest_status.status");
        List<JsonNode> providers = Json.list(info, "tracking.providers");
        List<SourceEvent> events = SourceEvent.oldestFirst(providers.stream()
                .flatMap(provider -> SourceEvent.oldestFirst(Json.list(provider, "events").stream()
                                .map(event ->
                                        event(event, code(event)).by(carriers.get(Json.text(provider, "provider.key"))))
                                .toList())
                        .reversed()
                        .stream())
                .toList());
        JsonNode latest = info.path("latest_event");
        if (events.isEmpty() && latest.isObject()) {
            String code = code(latest);
            events = List.of(event(latest, code == null ? summary : code));
        }
        if (events.isEmpty() && "NotFound_InvalidCode".equals(summary)) {
            return new Reading.Rejected(number, "NotFound_InvalidCode: not a number of the carrier");
        }
        if (events.isEmpty() && (summary == null || summary.startsWith("NotFound"))) {
            return new Reading.NotFound(number);
        }
        return new Reading.Found(number, events, facts(number, info, events, summary));
    }

    private Facts facts(
            @Nullable TrackingNumber number, JsonNode info, List<SourceEvent> events, @Nullable String summary) {
        Facts facts = Facts.NONE
                .between(
                        Json.text(info, "shipping_info.shipper_address.country"),
                        Json.text(info, "shipping_info.recipient_address.country"))
                .withServiceLevel(Json.text(info, "misc_info.service_type"))
                .withWeightGrams(Json.grams(Json.text(info, "misc_info.weight_kg"), "kg"));
        Codes.Match match = codes.match(summary);
        if (match.how() != SourceEvent.How.NONE) {
            facts = facts.with(match.stage());
        }
        String local = Json.text(info, "misc_info.local_number");
        if (local != null && !Objects.equals(Answers.number(local), number)) {
            facts = facts.linked(
                    local, Facts.Link.Kind.LAST_MILE, carriers.get(Json.text(info, "misc_info.local_key")));
        }
        boolean delivered = match.stage().milestone() == Milestone.DELIVERED
                || events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        return delivered ? facts : facts.with(promise(Json.at(info, "time_metrics.estimated_delivery_date")));
    }

    private static @Nullable Promise promise(JsonNode estimate) {
        LocalDate from = TIMES.day(Json.text(estimate, "from"));
        return Promise.between(from, TIMES.day(Json.text(estimate, "to")));
    }

    /** A row of {@code gettracklist} tells the latest event only. */
    private Reading row(@Nullable TrackingNumber number, JsonNode row) {
        String status = Json.text(row, "package_status");
        String text = Json.text(row, "latest_event_info");
        EventTime time = TIMES.read(Json.text(row, "latest_event_time"));
        if (text == null && time.local() == null && "NotFound".equals(status)) {
            return new Reading.NotFound(number);
        }
        Codes.Match match = codes.match(status);
        List<SourceEvent> events = text == null && time.local() == null
                ? List.of()
                : List.of(new SourceEvent(time, Objects.requireNonNullElse(text, ""), Answers.code(status), match, null)
                        .by(carriers.get(Json.text(row, "carrier"))));
        return new Reading.Found(
                number,
                events,
                Facts.NONE
                        .between(Json.text(row, "shipping_country"), Json.text(row, "recipient_country"))
                        .with(match.how() == SourceEvent.How.NONE ? null : match.stage()));
    }

    private SourceEvent event(JsonNode event, @Nullable String code) {
        String text =
                Objects.requireNonNullElse(Json.text(event, "description", "description_translation.description"), "");
        String location = Json.text(event, "location");
        String country = Json.text(event, "address.country");
        String city = Json.text(event, "address.city");
        boolean isCountry = Countries.code(location) != null;
        return new SourceEvent(
                time(event),
                text,
                Answers.code(code),
                codes.match(code),
                Place.in(
                        country == null && isCountry ? location : country,
                        city,
                        Json.text(event, "address.postal_code"),
                        city != null || isCountry ? null : location));
    }

    /** A sub-status that says nothing gives way to the stage: carriers' "ready for pick-up" is an exception to 17TRACK. */
    private @Nullable String code(JsonNode event) {
        String sub = Json.text(event, "sub_status");
        String stage = Json.text(event, "stage");
        boolean vague = sub == null || sub.equals("InTransit_Other") || sub.equals("Exception_Other");
        boolean better = stage != null
                && !stage.equals("InTransit")
                && !stage.equals("Exception")
                && codes.match(stage).how() != SourceEvent.How.NONE;
        return vague && (sub == null || better) ? stage : sub;
    }

    private static EventTime time(JsonNode event) {
        String written = Json.text(event, "time_iso", "time_utc", "time_raw");
        return written == null
                ? TIMES.readAt(
                        Json.text(event, "time_raw.date"),
                        Json.text(event, "time_raw.time"),
                        Json.text(event, "time_raw.timezone"))
                : TIMES.read(written);
    }
}
