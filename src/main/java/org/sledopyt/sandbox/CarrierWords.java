package org.sledopyt.sandbox;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What each carrier says in its own words: aggregators pass it on. */
final class CarrierWords {

    private final Map<String, String> cainiao = new HashMap<>();
    private final Map<Happening, String> post = new EnumMap<>(Happening.class);
    private final Map<Happening, String> postAbroad = new EnumMap<>(Happening.class);
    private final Map<Happening, String> cdek = new EnumMap<>(Happening.class);

    /** A step with the words of the carrier that tells it. */
    record Told(Step step, String words) {}

    CarrierWords() {
        for (String[] row : Vocabulary.rows("cainiao.csv")) {
            for (String side : row[1].equals("any") ? List.of("origin", "destination") : List.of(row[1])) {
                cainiao.put(row[0] + " " + side, row[5]);
            }
        }
        for (String[] row : Vocabulary.rows("russian-post.csv")) {
            String said = row[6].isEmpty() || row[6].equals(row[4]) ? row[4] : row[4] + ", " + row[6];
            post.put(Happening.valueOf(row[0]), said);
            if (row[1].equals("yes")) {
                postAbroad.put(Happening.valueOf(row[0]), said);
            }
        }
        for (String[] row : Vocabulary.rows("cdek.csv")) {
            cdek.put(Happening.valueOf(row[0]), row[4]);
        }
    }

    /** What this carrier tells at that moment, oldest first. */
    List<Told> told(Carrier by, Story story, Instant now) {
        return story.told(by, now).stream()
                .map(step -> new Told(step, Objects.requireNonNullElse(words(by, story, step), "")))
                .filter(told -> !told.words.isEmpty())
                .toList();
    }

    private @Nullable String words(Carrier by, Story story, Step step) {
        String usual =
                switch (by) {
                    case CAINIAO ->
                        cainiao.get(
                                step.what() + (step.where().country() == story.origin() ? " origin" : " destination"));
                    case RUSSIAN_POST -> (step.where().country() == Country.RU ? post : postAbroad).get(step.what());
                    case CDEK -> cdek.get(step.what());
                };
        return step.words() != null && (usual != null || step.code() != null) ? step.words() : usual;
    }
}
