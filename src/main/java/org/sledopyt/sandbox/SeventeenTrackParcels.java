package org.sledopyt.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.sandbox.CarrierWords.Told;
import org.sledopyt.sandbox.SeventeenTrackEmulator.Registration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parcels as 17TRACK writes them down: all carriers of a parcel, each with its own events. Its oddities are kept: a handover by Russian
 * Post has a local time only, "in the locker" is an exception whose stage says what it is, most events have no stage at all.
 */
final class SeventeenTrackParcels {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final List<String> STAGES = List.of(
            "InfoReceived",
            "PickedUp",
            "Departure",
            "Arrival",
            "AvailableForPickup",
            "OutForDelivery",
            "Delivered",
            "Returning",
            "Returned");

    /** 17TRACK's key of a carrier, and what it prints of it. */
    private record Provider(int key, String name, String homepage, String country, String lang) {}

    private static final Map<Carrier, Provider> PROVIDERS = Map.of(
            Carrier.CAINIAO, new Provider(190271, "Cainiao", "https://global.cainiao.com/", "CN", "en"),
            Carrier.RUSSIAN_POST, new Provider(18031, "Russian Post", "https://www.pochta.ru/", "RU", "ru"),
            Carrier.CDEK, new Provider(100030, "CDEK", "https://www.cdek.ru/", "RU", "ru"));

    private record Stage(String stage, String sub) {
        private static final Stage OTHER = new Stage("", "InTransit_Other");

        String main() {
            return sub.replaceFirst("_.*", "");
        }
    }

    private record Event(Carrier by, Told told, Stage stage) {}

    private final World world;
    private final CarrierWords words = new CarrierWords();
    private final Map<Happening, Stage> stages = new EnumMap<>(Happening.class);

    SeventeenTrackParcels(World world) {
        this.world = world;
        for (String[] row : Vocabulary.rows("17track.csv")) {
            stages.put(Happening.valueOf(row[0]), new Stage(row[1], row[2]));
        }
    }

    /** The keys of all carriers, the likeliest first. */
    static IntStream keys() {
        return Stream.of(Carrier.values()).mapToInt(carrier -> provider(carrier).key);
    }

    static @Nullable Carrier carrier(int key) {
        return Stream.of(Carrier.values())
                .filter(carrier -> provider(carrier).key == key)
                .findFirst()
                .orElse(null);
    }

    private static Provider provider(Carrier carrier) {
        return Objects.requireNonNull(PROVIDERS.get(carrier));
    }

    /** The key of the carrier whose number it looks like; 0 if it looks like none. */
    static int detect(String number) {
        Carrier carrier = number.matches("(LP|AP)\\d{14}")
                ? Carrier.CAINIAO
                : number.matches("[A-Z]{2}\\d{9}[A-Z]{2}|\\d{14}")
                        ? Carrier.RUSSIAN_POST
                        : number.matches("1\\d{9}") ? Carrier.CDEK : null;
        return carrier == null ? 0 : provider(carrier).key;
    }

    @Nullable
    Story story(Registration registration) {
        Carrier carrier = carrier(registration.carrier);
        return carrier == null ? null : world.find(carrier, registration.number).orElse(null);
    }

    /** When 17TRACK next learns something; {@link Instant#MAX} if never. */
    Instant nextNews(Registration registration, Instant now) {
        Story story = story(registration);
        return story == null
                ? Instant.MAX
                : story.numbers().keySet().stream()
                        .map(carrier -> story.nextTold(carrier, now))
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.MAX);
    }

    boolean knows(Registration registration, Instant now) {
        return !events(story(registration), now).isEmpty();
    }

    /** Of all carriers, oldest first. */
    private List<Event> events(@Nullable Story story, Instant now) {
        List<Event> events = new ArrayList<>();
        if (story != null) {
            story.numbers().keySet().stream().sorted().forEach(by -> words.told(by, story, now)
                    .forEach(told -> events.add(
                            new Event(by, told, stages.getOrDefault(told.step().what(), Stage.OTHER)))));
        }
        events.sort(Comparator.comparing(event -> event.told.step().at()));
        return events;
    }

    private static Instant asOf(Registration registration, Instant now) {
        Instant stopped = registration.stoppedAt;
        return stopped != null && stopped.isBefore(now) ? stopped : now;
    }

    private static Stage latest(Registration registration, List<Event> events) {
        boolean mistyped =
                registration.number.matches("[A-Z]{2}\\d{9}[A-Z]{2}|\\d{14}") && !Numbers.isPostal(registration.number);
        return events.isEmpty()
                ? new Stage("", mistyped ? "NotFound_InvalidCode" : "NotFound_Other")
                : events.getLast().stage;
    }

    ObjectNode item(Registration registration, Instant at) {
        Instant now = asOf(registration, at);
        Story story = story(registration);
        List<Event> events = events(story, now);
        ObjectNode item = Answer.JSON
                .createObjectNode()
                .put("number", registration.number)
                .put("carrier", registration.carrier)
                .put("param", registration.param)
                .put("tag", registration.tag)
                .put("lang", registration.lang);
        for (String extra : List.of("destination_postal_code", "origin_country", "destination_country", "ship_date")) {
            item.putNull(extra);
        }
        ObjectNode info = item.putObject("track_info");
        ObjectNode shipping = info.putObject("shipping_info");
        address(shipping.putObject("shipper_address"), story == null ? null : story.origin(), null);
        address(
                shipping.putObject("recipient_address"),
                story == null ? null : story.destination(),
                story == null ? null : story.home());
        Stage latest = latest(registration, events);
        info.putObject("latest_status")
                .put("status", latest.main())
                .put("sub_status", latest.sub)
                .putNull("sub_status_descr");
        if (events.isEmpty()) {
            info.putNull("latest_event");
        } else {
            info.set("latest_event", event(events.getLast()));
        }
        metrics(info.putObject("time_metrics"), story, events, now);
        milestones(info.putArray("milestone"), events);
        misc(info.putObject("misc_info"), registration, story, events);
        providers(info.putObject("tracking"), registration, story, events, now);
        return item;
    }

    private static void address(ObjectNode node, @Nullable Country country, @Nullable Place place) {
        node.put("country", country == null ? null : country.name())
                .putNull("state")
                .put("city", place == null ? null : place.en())
                .putNull("street")
                .put("postal_code", place == null || place.index().isEmpty() ? null : place.index())
                .putObject("coordinates")
                .putNull("longitude")
                .putNull("latitude");
    }

    private static ObjectNode event(Event event) {
        Step step = event.told.step();
        ObjectNode node = Answer.JSON.createObjectNode();
        times(node, event);
        node.put("description", event.told.words());
        node.putNull("description_translation");
        node.put(
                "location",
                event.by == Carrier.CAINIAO ? step.where().en() : step.where().ru());
        node.put("stage", event.stage.stage.isEmpty() ? null : event.stage.stage);
        node.put("sub_status", event.stage.sub);
        address(node.putObject("address"), step.where().country(), step.where());
        return node;
    }

    private static void times(ObjectNode node, @Nullable Event event) {
        if (event == null) {
            node.putNull("time_iso").putNull("time_utc");
            node.putObject("time_raw").putNull("date").putNull("time").putNull("timezone");
            return;
        }
        Step step = event.told.step();
        boolean localOnly = event.by == Carrier.RUSSIAN_POST && step.what() == Happening.DELIVERED;
        OffsetDateTime local = step.at()
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(event.by == Carrier.RUSSIAN_POST ? MOSCOW : step.where().zone())
                .toOffsetDateTime();
        node.put("time_iso", localOnly ? null : ISO.format(local));
        node.put("time_utc", localOnly ? null : local.toInstant().toString());
        node.putObject("time_raw")
                .put("date", DATE.format(local))
                .put("time", TIME.format(local))
                .put("timezone", localOnly ? null : local.getOffset().getId());
    }

    private static void metrics(ObjectNode node, @Nullable Story story, List<Event> events, Instant now) {
        boolean delivered = !events.isEmpty() && events.getLast().stage.main().equals("Delivered");
        int days = events.isEmpty()
                ? 0
                : (int) Duration.between(events.getFirst().told.step().at(), now)
                        .toDays();
        int last = events.isEmpty()
                ? 0
                : (int) Duration.between(events.getLast().told.step().at(), now).toDays();
        node.put("days_after_order", days)
                .put("days_of_transit", days)
                .put("days_of_transit_done", delivered ? days - last : 0)
                .put("days_after_last_update", last);
        LocalDate promised = story == null || delivered || events.isEmpty() ? null : story.promisedOn();
        String day = promised == null ? null : ISO.format(promised.atStartOfDay(MOSCOW));
        node.putObject("estimated_delivery_date")
                .put("source", day == null ? null : "Official")
                .put("from", day)
                .put("to", day);
    }

    private static void milestones(ArrayNode nodes, List<Event> events) {
        for (String stage : STAGES) {
            Event first = events.stream()
                    .filter(event -> event.stage.stage.equals(stage))
                    .findFirst()
                    .orElse(null);
            times(nodes.addObject().put("key_stage", stage), first);
        }
    }

    private static void misc(ObjectNode node, Registration registration, @Nullable Story story, List<Event> events) {
        String local = story == null ? null : later(story, registration.number, events);
        boolean post = local != null && story != null && story.numbers().containsKey(Carrier.RUSSIAN_POST);
        node.put("risk_factor", 0)
                .putNull("service_type")
                .putNull("weight_raw")
                .putNull("weight_kg")
                .putNull("pieces")
                .putNull("dimensions")
                .putNull("customer_number")
                .putNull("reference_number")
                .put("local_number", local)
                .put("local_provider", post ? provider(Carrier.RUSSIAN_POST).name : null)
                .put("local_key", post ? provider(Carrier.RUSSIAN_POST).key : 0);
    }

    /** A parcel goes on under another number once the carrier there has said something, or if there is nothing but that. */
    private static @Nullable String later(Story story, String number, List<Event> events) {
        String next = story.next() != null ? story.next() : story.numbers().get(Carrier.RUSSIAN_POST);
        boolean goesOn = events.isEmpty()
                || events.stream().anyMatch(event -> event.by == Carrier.RUSSIAN_POST)
                || story.numbers().containsKey(Carrier.CDEK);
        return goesOn && !number.equals(next) ? next : null;
    }

    /** The one with the newest event first. */
    private static void providers(
            ObjectNode tracking, Registration registration, @Nullable Story story, List<Event> events, Instant now) {
        List<Carrier> carriers = new ArrayList<>();
        events.reversed().stream().map(Event::by).distinct().forEach(carriers::add);
        Carrier registered = Objects.requireNonNull(carrier(registration.carrier));
        if (carriers.isEmpty()) {
            carriers.add(registered);
        }
        tracking.put("providers_hash", events.hashCode());
        ArrayNode nodes = tracking.putArray("providers");
        for (Carrier carrier : carriers) {
            Provider provider = provider(carrier);
            ObjectNode node = nodes.addObject();
            node.putObject("provider")
                    .put("key", provider.key)
                    .put("name", provider.name)
                    .put("alias", provider.name)
                    .putNull("tel")
                    .put("homepage", provider.homepage)
                    .put("country", provider.country);
            List<Event> its =
                    events.stream().filter(event -> event.by == carrier).toList();
            node.putNull("service_type")
                    .put("latest_sync_status", its.isEmpty() ? "Failure" : "Success")
                    .put("latest_sync_time", now.truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("provider_lang", provider.lang)
                    .putNull("provider_tips")
                    .put("events_hash", its.hashCode());
            ArrayNode list = node.putArray("events");
            its.reversed().forEach(event -> list.add(event(event)));
        }
    }

    /** A row of the list of all registrations; the name of one field is misspelt in life too. */
    ObjectNode row(Registration registration, boolean pending, Instant at) {
        Instant now = asOf(registration, at);
        Story story = story(registration);
        List<Event> events = pending ? List.of() : events(story, now);
        Event last = events.isEmpty() ? null : events.getLast();
        Instant stopped = registration.stoppedAt;
        Instant pushed = registration.pushedAt;
        int status = registration.pushStatus;
        ObjectNode row = Answer.JSON
                .createObjectNode()
                .put("number", registration.number)
                .put("param", registration.param)
                .put("param_type", "None")
                .put("data_origin", "Api")
                .put("carrier", registration.carrier)
                .put(
                        "shipping_country",
                        last == null || story == null ? null : story.origin().name())
                .put("final_carrier", 0)
                .put(
                        "recipient_country",
                        last == null || story == null
                                ? null
                                : story.destination().name())
                .put("register_time", second(registration.at))
                .put("tracking_status", stopped == null ? "Tracking" : "Stopped")
                .put("package_status", latest(registration, events).main())
                .put("track_time", pending ? null : second(now))
                .put("sync_status", !pending)
                .put("push_time", pushed == null ? null : second(pushed))
                .put("push_status", pushed == null ? "NotPushed" : status / 100 == 2 ? "Success" : "Failure");
        row.put("push_status_code", pushed == null ? null : (Integer) status)
                .put("stop_track_time", stopped == null ? null : second(stopped))
                .put("stop_track_reason", stopped == null ? null : "ByRequest")
                .put("is_retracked", registration.retracked)
                .put("carrier_change_count", registration.carrierChanges)
                .put("tag", registration.tag)
                .put("email", Objects.requireNonNullElse(registration.email, ""))
                .put("order_no", registration.orderNo)
                .put("lang", Objects.requireNonNullElse(registration.lang, ""))
                .put("latest_event_info", last == null ? null : last.told.words());
        row.put(
                "latest_event_time",
                last == null
                        ? null
                        : ISO.format(last.told
                                .step()
                                .at()
                                .atZone(last.told.step().where().zone())));
        row.put("delievery_time", time(events, "Delivered")).put("pickup_time", time(events, "AvailableForPickup"));
        return row;
    }

    private static String time(List<Event> events, String stage) {
        return events.stream()
                .filter(event -> event.stage.stage.equals(stage))
                .map(event -> second(event.told.step().at()))
                .findFirst()
                .orElse("");
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
