package org.sledopyt.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sledopyt.shipment.Expectation;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Promise;

/** A journey and what its owner said of it, told line by line; see {@code attention-stories.txt}. */
final class AttentionStory {

    final Story story = new Story();
    private Facts facts = Facts.NONE;
    private Instant since = Instant.parse("2026-02-20T00:00:00Z");
    private @Nullable String home = "RU";
    private @Nullable String country;
    private @Nullable String city;
    private @Nullable LocalDate sendBy;
    private Expectation.@Nullable Receipt receipt;
    private @Nullable Instant receiptAt;
    private final Map<String, String> dismissed = new HashMap<>();

    /** One line of a story, but for those that begin with {@code at}. */
    void line(String line) {
        String[] words = line.strip().split(" +", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "post", "platform", "cdek" -> event(words[0], rest.split(" +"));
            case "numbers" -> story.numbers(rest.split(" +"));
            case "origin" -> facts = facts.between(rest, facts.destinationCountry());
            case "destination" -> facts = facts.between(facts.originCountry(), rest);
            case "service" -> facts = facts.withServiceLevel(rest);
            case "stored-until" -> facts = facts.withPickupUntil(OffsetDateTime.parse(rest));
            case "promised" -> facts = facts.with(Promise.on(LocalDate.parse(rest)));
            case "summary" -> facts = facts.with(Story.stage(rest));
            case "followed" -> since = Instant.parse(rest);
            case "home" -> home = rest.equals("-") ? null : rest;
            case "country" -> country = rest;
            case "city" -> city = rest;
            case "send-by" -> sendBy = LocalDate.parse(rest);
            case "says" -> {
                receipt = Expectation.Receipt.valueOf(rest.split(" ")[0]);
                receiptAt = Instant.parse(rest.split(" ")[1]);
            }
            case "dismisses" -> dismissed.put(rest, AttentionRules.movement(journey()));
            default -> throw new IllegalArgumentException(line);
        }
    }

    private void event(String source, String[] words) {
        story.tell(source, words[0], words[1], words.length > 2 ? words[2] : null, words.length > 3 ? words[3] : null);
    }

    Journey journey() {
        Story whole = new Story();
        whole.numbers.clear();
        whole.numbers.addAll(story.numbers);
        whole.reports.addAll(story.reports);
        whole.facts(facts);
        return whole.fold();
    }

    Expectation expected() {
        return new Expectation(
                new UUID(0, 1),
                new UUID(0, 2),
                new UUID(0, 3),
                since,
                ZoneId.of("Europe/Moscow"),
                home,
                country,
                city,
                sendBy,
                receipt,
                receiptAt,
                Map.copyOf(dismissed));
    }

    AttentionRules.Seen seen(Instant now) {
        return AttentionRules.look(journey(), now, expected());
    }

    /** As {@code PICKUP B until 2026-03-25 TABLE; STALE C}. */
    static String written(List<Attention> attentions) {
        return attentions.stream()
                .map(one -> one.code() + " " + one.urgency()
                        + (one.deadline() == null
                                ? ""
                                : " until " + one.deadline().on() + " "
                                        + one.deadline().known()))
                .collect(Collectors.joining("; "));
    }
}
