package org.sledopyt.source.seventeentrack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Csv;
import org.sledopyt.source.Json;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Wish;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of a registered number. It may be resumed once only, and a deleted one costs a new credit; its carrier may be changed a few times, from the one that the
 * last answer names.
 */
final class Registrations {

    private final Map<String, String> carriers = new HashMap<>();
    private final Map<String, Integer> keys = new HashMap<>();

    Registrations() {
        Csv.rows(Registrations.class, "carriers.csv").forEach(row -> {
            carriers.put(Csv.cell(row, "key"), Csv.cell(row, "carrier"));
            keys.putIfAbsent(Csv.cell(row, "carrier"), Integer.parseInt(Csv.cell(row, "key")));
        });
    }

    /** Our carriers by 17TRACK's keys. */
    Map<String, String> carriers() {
        return carriers;
    }

    static String method(Wish.Kind kind) {
        return switch (kind) {
            case STOP -> "stoptrack";
            case RESUME -> "retrack";
            case FORGET -> "deletetrack";
            case CARRIER -> "changecarrier";
        };
    }

    /** Null where 17TRACK does not know the carrier, has it already or has not told yet which one it took. */
    @Nullable
    ObjectNode change(Wish wish, @Nullable Raw last) {
        ObjectNode item = Json.object().put("number", wish.number().text());
        if (wish.kind() != Wish.Kind.CARRIER) {
            return item;
        }
        Integer wanted = keys.get(String.valueOf(wish.carrier()));
        String taken = last == null
                ? null
                : Answers.json(last.body())
                        .map(answer -> Json.text(
                                Json.list(answer, "data.accepted").stream()
                                        .findFirst()
                                        .orElse(Json.object()),
                                "carrier"))
                        .orElse(null);
        boolean already = taken != null && Objects.equals(carriers.get(taken), wish.carrier());
        return wanted == null || taken == null || already || !taken.matches("\\d{1,9}")
                ? null
                : item.put("carrier_old", Integer.parseInt(taken)).put("carrier_new", wanted);
    }

    static List<TrackingNumber> stopped(Raw pushed) {
        JsonNode told = Answers.json(pushed.body()).orElse(Json.object());
        return "TRACKING_STOPPED".equals(Json.text(told, "event"))
                ? Stream.ofNullable(Answers.number(Json.text(told, "data.number")))
                        .toList()
                : List.of();
    }
}
