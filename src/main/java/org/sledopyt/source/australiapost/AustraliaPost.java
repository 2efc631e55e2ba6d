package org.sledopyt.source.australiapost;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * Australia Post's and StarTrack's tracking v1, written from its description and recorded answers. Events have no codes, only words; the article's
 * status tells of the newest one. A number is an article, or a consignment of articles: that is where its last article is, so that a consignment
 * is delivered only when all of it is.
 */
public final class AustraliaPost extends JsonSource {

    private static final Times TIMES = Times.iso();

    private static final Pattern ABROAD = Pattern.compile("(.*\\S)\\s*\\(([A-Z]{2})\\)|([A-Z]{2})-\\d+\\s*,.*");

    private final Words words = Words.beside(AustraliaPost.class);

    AustraliaPost(Manifest manifest, Codes codes) {
        super(manifest, codes, "tracking results of Australia Post");
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/shipping/v1/track?tracking_ids=" + Request.joined(numbers, ","));
    }

    @Override
    public List<Raw> split(Raw raw) {
        return splitList(raw, "tracking_results", result -> Json.text(result, "tracking_id"));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        List<Reading> readings = new ArrayList<>();
        for (JsonNode result : Json.list(answer, "tracking_results")) {
            TrackingNumber asked = raw.onlyAsked();
            TrackingNumber number = asked == null ? Answers.number(Json.text(result, "tracking_id")) : asked;
            List<JsonNode> articles = new ArrayList<>();
            collect(Json.list(result, "trackable_items"), articles, 0);
            Json.list(result, "errors").stream()
                    .findFirst()
                    .filter(error -> articles.isEmpty())
                    .map(error -> faults.item(number, Json.text(error, "message", "name"), Json.text(error, "code")))
                    .ifPresent(readings::add);
            articles.stream()
                    .map(article -> article(number, article, Json.text(result, "status")))
                    .reduce(AustraliaPost::behind)
                    .ifPresent(readings::add);
        }
        return readings;
    }

    /** Consignments hold articles, and nothing says how deep. */
    private static void collect(List<JsonNode> items, List<JsonNode> articles, int depth) {
        for (JsonNode item : items) {
            List<JsonNode> inner = Json.list(item, "items");
            if (!inner.isEmpty() && depth < 5) {
                collect(inner, articles, depth + 1);
            } else if (item.has("events") || item.has("status") || item.has("article_id")) {
                articles.add(item);
            }
        }
    }

    private static Reading.Found behind(Reading.Found one, Reading.Found other) {
        return delivered(one) && !delivered(other) ? other : one;
    }

    private static boolean delivered(Reading.Found found) {
        return found.events().stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
    }

    private Reading.Found article(@Nullable TrackingNumber number, JsonNode article, @Nullable String ofAll) {
        Codes.Match status = codes.match(Json.text(article, "status") == null ? ofAll : Json.text(article, "status"));
        String code = Answers.code(Json.text(article, "status") == null ? ofAll : Json.text(article, "status"));
        List<SourceEvent> events = new ArrayList<>(SourceEvent.oldestFirst(
                Json.list(article, "events").stream().map(this::event).toList()));
        boolean known = status.stage().milestone() != Milestone.UNKNOWN;
        if (!events.isEmpty() && known && events.getLast().how() == SourceEvent.How.NONE) {
            SourceEvent last = events.removeLast();
            events.add(new SourceEvent(last.time(), last.text(), code, status, last.place()));
        }
        Facts facts = Facts.NONE
                .withServiceLevel(Json.text(article, "product_type"))
                .with(known ? status.stage() : null)
                .linked(
                        Objects.equals(Answers.number(Json.text(article, "article_id")), number)
                                ? null
                                : Json.text(article, "article_id"),
                        Facts.Link.Kind.REFERENCE,
                        null);
        return new Reading.Found(number, List.copyOf(events), facts);
    }

    private SourceEvent event(JsonNode event) {
        String text = Objects.requireNonNullElse(Json.text(event, "description"), "");
        return new SourceEvent(
                TIMES.read(Json.text(event, "date")),
                text,
                null,
                words.match(null, text),
                place(Json.text(event, "location")));
    }

    private static @Nullable Place place(@Nullable String location) {
        Matcher abroad = ABROAD.matcher(location == null ? "" : location);
        if (abroad.matches()) {
            return Place.in(abroad.group(2) == null ? abroad.group(3) : abroad.group(2), abroad.group(1), null, null);
        }
        if ("Transit Scan".equalsIgnoreCase(location)) {
            return null;
        }
        boolean country = location != null && location.length() == 2;
        return country ? Place.in(location, null, null, null) : Place.of(null, location, null, null);
    }
}
