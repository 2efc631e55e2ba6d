package org.sledopyt.source.boxberry;

import java.util.List;
import java.util.Objects;
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
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import tools.jackson.databind.JsonNode;

/**
 * Boxberry's JSON interface, written from its clients. There are no codes: the Russian name of a status is the code. The short and the full list
 * write times differently. Errors come with HTTP 200, as {@code err} or {@code error}, alone or in a list, and say in words what they mean.
 */
public final class Boxberry extends JsonSource {

    private static final Pattern UNKNOWN_ORDER =
            Pattern.compile("(?iu).*(не найден|не существ|нет данных|нет такого|отсутству|not found).*");
    private static final Pattern TOKEN = Pattern.compile("(?iu).*(токен|token|ключ|авториз|доступ|учетн|учётн).*");

    private final Times times;

    Boxberry(Manifest manifest, Codes codes) {
        super(manifest, codes, "statuses of Boxberry");
        this.times = Times.iso()
                .or("dd.MM.uuuu HH:mm:ss", "dd.MM.uuuu HH:mm", "dd.MM.uuuu", "dd/MM/uuuu HH:mm:ss", "dd/MM/uuuu HH:mm")
                .assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        return Request.getJson("/json.php?method=ListStatusesFull&ImId=" + Request.joined(numbers, ","));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        String error = Json.list(answer, "").stream()
                .map(Boxberry::error)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (error != null) {
            return UNKNOWN_ORDER.matcher(error).matches()
                    ? faults.whole(raw, error, "no such order")
                    : TOKEN.matcher(error).matches() ? faults.whole(raw, error, "token") : faults.whole(raw, error);
        }
        if (answer.isArray() && answer.isEmpty()) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        List<JsonNode> statuses = Stream.of("", "statuses", "result", "result.statuses")
                .map(path -> Json.list(answer, path))
                .filter(list -> list.stream().anyMatch(status -> Json.text(status, "Name") != null))
                .findFirst()
                .orElse(List.of());
        return statuses.isEmpty() && !answer.path("statuses").isArray()
                ? List.of()
                : List.of(parcel(raw.onlyAsked(), answer, statuses));
    }

    private Reading.Found parcel(@Nullable TrackingNumber asked, JsonNode answer, List<JsonNode> statuses) {
        List<SourceEvent> events =
                SourceEvent.oldestFirst(statuses.stream().map(this::event).toList());
        boolean delivered = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        var day = times.day(Json.text(answer, "deliveryDate"));
        Facts facts = Facts.NONE
                .withWeightGrams(Json.grams(Json.text(answer, "Weight", "weight"), "kg"))
                .with(delivered ? null : Promise.between(day, day));
        return new Reading.Found(asked, events, facts);
    }

    private SourceEvent event(JsonNode status) {
        String name = Objects.requireNonNullElse(Json.text(status, "Name"), "");
        String comment = Json.text(status, "Comment");
        return new SourceEvent(
                times.read(Json.text(status, "Date")),
                comment == null || comment.equals(name) ? name : name + ": " + comment,
                Answers.code(name),
                codes.match(name),
                null);
    }

    /** What went wrong; null if nothing did. The flags say nothing if they are false or empty. */
    private static @Nullable String error(JsonNode answer) {
        String told = Json.text(answer, "err", "error");
        return told != null && !told.equals("0")
                ? Objects.requireNonNullElse(told.matches("1|true") ? Json.text(answer, "message") : told, told)
                : Json.is(answer, "err") || Json.is(answer, "error")
                        ? Objects.requireNonNullElse(Json.text(answer, "message"), "an error without a word")
                        : null;
    }
}
