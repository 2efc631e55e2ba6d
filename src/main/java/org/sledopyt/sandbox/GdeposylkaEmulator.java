package org.sledopyt.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.sandbox.CarrierWords.Told;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * GdePosylka's API v4: couriers, detection, tracker. A number that is new to it is first answered without data and with a message. Its
 * document does not say how a number of no courier is answered, so by turns of its length that is an empty list or HTTP 404; nor what the
 * zone of times is, so each courier's are its own. The list of its status codes is not published: what its carriers do beyond the known
 * ones is {@code transited}, and {@code returning} is invented.
 */
final class GdeposylkaEmulator implements Emulator {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final String API = "/api/v4/";
    private static final String COLLECTING = "Информация о посылке обновляется, повторите запрос позже";

    private static final Map<Carrier, String[]> NAMES = Map.of(
            Carrier.CAINIAO, new String[] {"Цайняо", "Cainiao", "CHN"},
            Carrier.RUSSIAN_POST, new String[] {"Почта России", "Russian Post", "RUS"},
            Carrier.CDEK, new String[] {"СДЭК", "CDEK", "RUS"});

    private record Status(String code, String name) {}

    /** A checkpoint of one courier. */
    private record Checkpoint(Carrier by, Told told) {}

    private final World world;
    private final Settings settings;
    private final CarrierWords words = new CarrierWords();
    private final Map<Happening, Status> statuses = new EnumMap<>(Happening.class);
    /** When each number was first asked for. */
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    GdeposylkaEmulator(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        for (String[] row : Vocabulary.rows("gdeposylka.csv")) {
            statuses.put(Happening.valueOf(row[0]), new Status(row[1], row[2]));
        }
    }

    @Override
    public Answer answer(Asked request) {
        String path = request.path();
        if (!path.startsWith(API)) {
            return Answer.html(404, "404", "Страница не найдена");
        }
        if (!request.method().equals("GET")) {
            return error(405, "Method not allowed");
        }
        if (!request.header("x-authorization-token").equals(Settings.PASSWORD)) {
            return badLogin(request);
        }
        String[] parts = path.substring(API.length()).split("/");
        for (int i = 0; i < parts.length; i++) {
            parts[i] = URLDecoder.decode(parts[i], StandardCharsets.UTF_8);
        }
        if (parts.length == 1 && parts[0].equals("couriers")) {
            ArrayNode couriers = Answer.JSON.createArrayNode();
            Stream.of(Carrier.values()).forEach(carrier -> couriers.add(courier(carrier)));
            return success(couriers, false);
        }
        if (parts.length != 3 || !parts[0].equals("tracker")) {
            return error(404, "Not found");
        }
        if (parts[1].equals("detect")) {
            return detect(parts[2]);
        }
        Carrier courier = Stream.of(Carrier.values())
                .filter(carrier -> carrier.code().equals(parts[1]))
                .findFirst()
                .orElse(null);
        return courier == null ? error(404, "Courier not found") : track(courier, parts[2], request.at());
    }

    private static Answer detect(String number) {
        List<Carrier> couriers = couriers(number);
        if (couriers.isEmpty() && number.length() % 2 == 1) {
            return error(404, "Courier not found");
        }
        ArrayNode found = Answer.JSON.createArrayNode();
        couriers.forEach(carrier -> {
            ObjectNode one = found.addObject();
            one.set("courier", courier(carrier));
            one.put("tracking_number", number).put("tracker_url", API + "tracker/" + carrier.code() + "/" + number);
        });
        return success(found, false);
    }

    /** Whose number it looks like, the likeliest first. */
    private static List<Carrier> couriers(String number) {
        if (number.matches("[A-Z]{2}\\d{9}[A-Z]{2}")) {
            return number.endsWith("CN")
                    ? List.of(Carrier.RUSSIAN_POST, Carrier.CAINIAO)
                    : List.of(Carrier.RUSSIAN_POST);
        }
        return number.matches("\\d{14}")
                ? List.of(Carrier.RUSSIAN_POST)
                : number.matches("(LP|AP)\\d{14}")
                        ? List.of(Carrier.CAINIAO)
                        : number.matches("1\\d{9}") ? List.of(Carrier.CDEK) : List.of();
    }

    private Answer track(Carrier courier, String number, Instant now) {
        Instant first = Objects.requireNonNullElse(asked.putIfAbsent(courier.code() + number, now), now);
        boolean collecting = now.isBefore(first.plus(settings.collectingFor()));
        Story story = collecting ? null : world.find(courier, number).orElse(null);
        List<Checkpoint> told = checkpoints(story, now);
        boolean delivered = told.stream()
                .map(checkpoint -> checkpoint.told.step().what())
                .anyMatch(what -> what == Happening.DELIVERED || what == Happening.COLLECTED_FROM_LOCKER);
        ObjectNode data = Answer.JSON.createObjectNode().put("id", Math.abs(number.hashCode()));
        data.put("tracking_number", number)
                .putNull("tracking_number_secondary")
                .put("tracking_number_current", current(story, number, told));
        data.set("courier", courier(courier));
        data.put("is_active", !told.isEmpty() && !delivered)
                .put("is_delivered", delivered)
                .put("last_check", TIME.format(LocalDateTime.ofInstant(now, MOSCOW)));
        ArrayNode checkpoints = data.putArray("checkpoints");
        for (int i = told.size() - 1; i >= 0; i--) {
            checkpoints.add(checkpoint(told.get(i), 4_589_000_000L + Math.abs(number.hashCode() % 10_000) * 100 + i));
        }
        extra(data.putArray("extra"), courier, story, told);
        return success(data, collecting);
    }

    /** Of all couriers of the parcel, oldest first. */
    private List<Checkpoint> checkpoints(@Nullable Story story, Instant now) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        if (story != null) {
            story.numbers().keySet().stream().sorted().forEach(by -> words.told(by, story, now)
                    .forEach(told -> checkpoints.add(new Checkpoint(by, told))));
        }
        checkpoints.sort(
                Comparator.comparing(checkpoint -> checkpoint.told.step().at()));
        return checkpoints;
    }

    private static @Nullable String current(@Nullable Story story, String number, List<Checkpoint> told) {
        if (story == null) {
            return null;
        }
        String next = story.next() != null ? story.next() : story.numbers().get(Carrier.RUSSIAN_POST);
        boolean goesOn = told.isEmpty() || told.stream().anyMatch(checkpoint -> checkpoint.by == Carrier.RUSSIAN_POST);
        return goesOn && next != null && !next.equals(number) ? next : null;
    }

    private ObjectNode checkpoint(Checkpoint checkpoint, long id) {
        Step step = checkpoint.told.step();
        Place where = step.where();
        Status status = statuses.getOrDefault(step.what(), new Status("transited", "В пути"));
        ZoneId zone = checkpoint.by == Carrier.RUSSIAN_POST ? MOSCOW : where.zone();
        ObjectNode node = Answer.JSON
                .createObjectNode()
                .put("id", id)
                .put("time", TIME.format(LocalDateTime.ofInstant(step.at(), zone)));
        node.set("courier", courier(checkpoint.by));
        return node.put("status_code", status.code)
                .put("status_name", status.name)
                .put("status_raw", checkpoint.told.words())
                .put("location_translated", where.ru())
                .put("location_raw", checkpoint.by == Carrier.CAINIAO ? where.en() : where.ru())
                .putNull("location_color_light")
                .putNull("location_color_dark")
                .put("location_zip_code", where.index().isEmpty() ? null : where.index());
    }

    /** Names of people are there as in life; these people do not exist. */
    private static void extra(ArrayNode extra, Carrier courier, @Nullable Story story, List<Checkpoint> told) {
        if (story == null || told.isEmpty()) {
            return;
        }
        ObjectNode more = extra.addObject().put("courier_slug", courier.code()).putObject("data");
        more.put("recipient.title", "НЕСУЩЕСТВУЮЩАЯ ПОЛУЧАТЕЛЬНИЦА П.П.");
        if (story.promisedOn() != null) {
            more.put("shipment.delivery_date", story.promisedOn().toString());
        }
    }

    private static ObjectNode courier(Carrier carrier) {
        String[] names = Objects.requireNonNull(NAMES.get(carrier));
        return Answer.JSON
                .createObjectNode()
                .put("slug", carrier.code())
                .put("name", names[0])
                .put("name_alt", names[1])
                .put("country_code", names[2])
                .put("review_count", 6)
                .put("review_score", "4.3000000000000000");
    }

    private static Answer success(JsonNode data, boolean collecting) {
        ObjectNode answer = Answer.JSON.createObjectNode().put("result", "success");
        answer.set("data", data);
        ArrayNode messages = answer.putArray("messages");
        if (collecting) {
            messages.add(COLLECTING);
        }
        return Answer.json(200, answer);
    }

    private static Answer error(int status, String text) {
        ObjectNode answer =
                Answer.JSON.createObjectNode().put("result", "error").put("error", text);
        answer.putArray("messages");
        return Answer.json(status, answer);
    }

    @Override
    public Answer badLogin(Asked request) {
        return error(200, "Invalid token");
    }

    /** The text stands in the messages, where another client found it. */
    @Override
    public Answer serviceError(Asked request) {
        ObjectNode answer = Answer.JSON.createObjectNode().put("result", "error");
        answer.putArray("messages").add("Сервис временно недоступен");
        return Answer.json(503, answer);
    }
}
