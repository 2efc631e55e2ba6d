package org.sledopyt.sandbox;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.sandbox.RenderedAnswers.Rendered;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cainiao's tracking page data, {@code GET /global/detail.json?mailNos=A,B&lang=en-US}. Its oddities are kept: {@code time} is
 * {@code timeStr} read as China's time whatever {@code timeZone} says, texts end in blanks, a tab stands in the days.
 */
final class CainiaoEmulator implements Emulator {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private static final Map<String, String> NODES = Map.of(
            "AE_GROUP_CW_PROCESSING", "Preparing",
            "AE_GROUP_SC_PROCESSING", "In transit",
            "AE_GROUP_EX_CLEARING_CUSTOMS", "At customs",
            "AE_GROUP_LH_PROCESSING", "In transit",
            "AE_GROUP_LH_ARRIVE", "Arrived in the country",
            "AE_GROUP_IM_CLEARING_CUSTOMS", "At customs",
            "AE_GROUP_DES_PROCESSING", "With the local carrier",
            "AE_GROUP_DELIVERING", "On delivery",
            "AE_GROUP_DELIVERED", "Delivered");

    private static final Map<String, String> STATUS_TEXTS = Map.of(
            "SELLER_PREPARING", "Seller is preparing",
            "WAIT_SELLER_SEND_GOODS", "Waiting for the seller",
            "TRANSIT", "In transit ",
            "CLEAR_CUSTOMS", "In customs ",
            "DELIVERING", "Delivering",
            "DELIVERED", "Delivered",
            "FAILED", "Problem ",
            "RETURNED", "Returned");

    /** The points of the progress bar, and the node that lights each. */
    private static final List<Map.Entry<String, String>> POINTS = List.of(
            Map.entry("Prepared", "AE_GROUP_CW_PROCESSING"),
            Map.entry("Left origin", "AE_GROUP_LH_PROCESSING"),
            Map.entry("Customs", "AE_GROUP_IM_CLEARING_CUSTOMS"),
            Map.entry("Local carrier", "AE_GROUP_DES_PROCESSING"),
            Map.entry("Delivered", "AE_GROUP_DELIVERED"));

    private static final Set<Happening> FLOWN = EnumSet.range(Happening.HANDED_TO_AIRLINE, Happening.LOST);
    private static final Set<Happening> ENDS =
            Set.of(Happening.DELIVERED, Happening.COLLECTED_FROM_LOCKER, Happening.RETURNED);

    private record Words(String action, String node, String status, String carriers, String en, String ru) {}

    private final World world;
    private final Settings settings;
    private final Map<String, Words> words = new HashMap<>();
    private final RenderedAnswers rendered = new RenderedAnswers();
    private final Deque<Instant> quick = new ArrayDeque<>();
    private Instant blockedUntil = Instant.MIN;

    CainiaoEmulator(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        for (String[] row : Vocabulary.rows("cainiao.csv")) {
            Words said = new Words(row[2], row[3], row[4], row[5], row[6], row[7]);
            for (String side : row[1].equals("any") ? List.of("origin", "destination") : List.of(row[1])) {
                words.put(row[0] + " " + side, said);
            }
        }
    }

    @Override
    public Answer answer(Asked asked) {
        if (!asked.path().equals("/global/detail.json")) {
            return Answer.html(404, "404", "Sorry, the page does not exist");
        }
        if (!asked.method().equals("GET")) {
            return Answer.html(405, "405", "Not allowed");
        }
        if (blocked(asked.at())) {
            return Faults.captcha();
        }
        Map<String, String> query = Asked.fields(asked.query());
        boolean russian = query.getOrDefault("lang", "").startsWith("ru");
        ByteArrayOutputStream answer = new ByteArrayOutputStream(4096);
        answer.writeBytes(Answer.utf8("{\"module\":["));
        String separator = "";
        for (String number : query.getOrDefault("mailNos", "").split(",")) {
            if (!number.isBlank()) {
                answer.writeBytes(Answer.utf8(separator + "{\"mailNo\":" + quoted(number.strip()) + ","));
                answer.writeBytes(entry(number.strip(), russian, asked.at()));
                separator = ",";
            }
        }
        answer.writeBytes(Answer.utf8("],\"success\":true}"));
        return Answer.json(200, answer.toByteArray());
    }

    @Override
    public Answer badLogin(Asked asked) {
        return Answer.html(403, "403", "Denied by firewall");
    }

    @Override
    public Answer serviceError(Asked asked) {
        return Answer.json(
                200,
                Answer.JSON
                        .createObjectNode()
                        .put("success", false)
                        .put("errorCode", "SYSTEM_BUSY")
                        .put("errorMsg", "System is busy, try again later"));
    }

    private synchronized boolean blocked(Instant now) {
        if (settings.quickCalls() == 0) {
            return false;
        }
        if (now.isBefore(blockedUntil)) {
            return true;
        }
        quick.addLast(now);
        while (quick.getFirst().plus(settings.quickWithin()).isBefore(now)) {
            quick.removeFirst();
        }
        if (quick.size() > settings.quickCalls()) {
            blockedUntil = now.plus(settings.blockedFor());
            quick.clear();
            return true;
        }
        return false;
    }

    private static String quoted(String text) {
        return Answer.JSON.writeValueAsString(text);
    }

    /** The entry of a number behind its {@code mailNo}. */
    private byte[] entry(String number, boolean russian, Instant now) {
        byte[] known = rendered.get((russian ? "ru " : "en ") + number, now, () -> world.find(Carrier.CAINIAO, number)
                .filter(story -> !story.has(Quirk.AGGREGATORS_ONLY))
                .map(story -> render(story, number, russian, now))
                .orElse(null));
        return known != null ? known : Answer.utf8("\"mailNoSource\":\"EXTERNAL\",\"detailList\":[]}");
    }

    private Rendered render(Story story, String number, boolean russian, Instant now) {
        List<Step> told = story.told(Carrier.CAINIAO, now).stream()
                .filter(step -> words(story, step) != null)
                .toList();
        ObjectNode entry = Answer.JSON.createObjectNode();
        entry.put("mailNoSource", "AE");
        entry.put("originCountry", story.origin().shown).put("destCountry", story.destination().shown);
        entry.put("mailType", "Economy").put("mailTypeDesc", "Economy");
        String status = status(story, told);
        entry.put("status", status).put("statusDesc", STATUS_TEXTS.getOrDefault(status, status));
        ArrayNode details = Answer.JSON.createArrayNode();
        for (int i = told.size() - 1; i >= 0; i--) {
            details.add(event(story, told.get(i), i, russian));
        }
        Instant until = story.nextTold(Carrier.CAINIAO, now);
        boolean flown = told.stream().anyMatch(step -> FLOWN.contains(step.what()));
        if (!told.isEmpty()) {
            Instant first = told.getFirst().at();
            boolean ended = ENDS.contains(told.getLast().what());
            long days =
                    Duration.between(first, ended ? told.getLast().at() : now).toDays();
            entry.put("daysNumber", days + "\tday(s)");
            Instant tomorrow = first.plus(Duration.ofDays(days + 1));
            until = ended || until.isBefore(tomorrow) ? until : tomorrow;
            entry.set("processInfo", progress(story, told));
            entry.set("latestTrace", details.get(0));
            entry.set("globalCombinedLogisticsTraceDTO", details.get(0));
        }
        if (flown && story.promisedOn() != null) {
            long eta = story.promisedOn().atTime(12, 0).toInstant(CHINA).toEpochMilli();
            entry.putObject("globalEtaInfo")
                    .put("etaDesc", "")
                    .put("deliveryMinTime", eta)
                    .put("deliveryMaxTime", eta);
        }
        String next = story.next() != null ? story.next() : story.numbers().get(Carrier.RUSSIAN_POST);
        if (next != null && !next.equals(number) && (flown || told.isEmpty())) {
            entry.put("realMailNo", "Latest Tracking Number:\t" + next).put("copyRealMailNo", next);
        }
        if (told.stream().anyMatch(step -> step.what() == Happening.HANDED_TO_LAST_MILE)
                && story.destination() == Country.RU) {
            entry.putObject("destCpInfo").put("cpName", "Russian Post").put("cpCode", "RUPOST");
        }
        entry.set("detailList", details);
        byte[] json = Answer.JSON.writeValueAsBytes(entry);
        return new Rendered(Arrays.copyOfRange(json, 1, json.length), now, until);
    }

    private ObjectNode event(Story story, Step step, int position, boolean russian) {
        Words said = Objects.requireNonNull(words(story, step));
        LocalDateTime local = LocalDateTime.ofInstant(step.at(), step.where().zone());
        ObjectNode event = Answer.JSON
                .createObjectNode()
                .put("time", local.toInstant(CHINA).toEpochMilli())
                .put("timeStr", TIME.format(local))
                .put("desc", said.carriers)
                .put("standerdDesc", "[" + step.where().en() + "] " + (russian ? said.ru : said.en))
                .put("descTitle", "Carrier note:")
                .put("timeZone", zoneLabel(story, step, position))
                .put("actionCode", said.action);
        if (!said.node.isEmpty()) {
            event.putObject("group")
                    .put("nodeCode", said.node)
                    .put("nodeDesc", NODES.get(said.node))
                    .put("currentIconUrl", "https://img.example.invalid/now.png")
                    .put("historyIconUrl", "https://img.example.invalid/past.png");
        }
        return event;
    }

    private static String zoneLabel(Story story, Step step, int position) {
        int hours = story.has(Quirk.WRONG_ZONE_LABEL)
                ? CHINA.getTotalSeconds() / 3600
                : step.where().zone().getRules().getOffset(step.at()).getTotalSeconds() / 3600;
        return String.format(Locale.ROOT, position % 3 == 2 ? "GMT%+03d:00" : "GMT%+d", hours);
    }

    /** That of the newest step which has one. */
    private String status(Story story, List<Step> told) {
        String status = "SELLER_PREPARING";
        for (Step step : told) {
            String its = Objects.requireNonNull(words(story, step)).status;
            status = its.isEmpty() ? status : its;
        }
        return status;
    }

    private ObjectNode progress(Story story, List<Step> told) {
        Set<String> nodes = new HashSet<>();
        told.forEach(step -> nodes.add(Objects.requireNonNull(words(story, step)).node));
        ObjectNode progress = Answer.JSON.createObjectNode();
        ArrayNode points =
                progress.put("progressStatus", "NORMAL").put("type", "CROSS").putArray("progressPointList");
        int lit = 0;
        for (Map.Entry<String, String> point : POINTS) {
            ObjectNode node = points.addObject().put("pointName", point.getKey());
            if (nodes.contains(point.getValue())) {
                node.put("light", true);
                lit++;
            }
        }
        return progress.put("progressRate", (double) lit / POINTS.size());
    }

    /** Null if Cainiao has no word for it. */
    private @Nullable Words words(Story story, Step step) {
        Words usual = words.get(step.what() + (step.where().country() == story.origin() ? " origin" : " destination"));
        if (step.code() != null) {
            String said = step.words() != null ? step.words() : "";
            return new Words(step.code(), "", "", said, said, said);
        }
        return usual == null || step.words() == null
                ? usual
                : new Words(usual.action, usual.node, usual.status, step.words(), step.words(), step.words());
    }
}
