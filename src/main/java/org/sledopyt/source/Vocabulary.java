package org.sledopyt.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of another tracking service for our stages, both ways, from {@code vocabularies.csv}. The first row of a word is what it means; further ones are
 * stages for which the service has nothing nearer, {@code *} all those of a milestone that are in no row.
 */
public final class Vocabulary {

    /** Sub-statuses of 17TRACK. */
    public static final Vocabulary SEVENTEEN_TRACK = new Vocabulary("17track");

    /** Subtags of AfterShip; the tag is what stands before the underscore. */
    public static final Vocabulary AFTERSHIP = new Vocabulary("aftership");

    /** These say nothing of where a parcel is: the word before them stays. */
    private static final Set<Milestone> SILENT = Set.of(Milestone.NO_CHANGE, Milestone.UNKNOWN);

    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private final Map<String, String> words = new HashMap<>();

    private Vocabulary(String system) {
        for (Map<String, String> row : Csv.rows(Vocabulary.class, "vocabularies.csv")) {
            if (!Csv.cell(row, "system").equals(system)) {
                continue;
            }
            String word = Csv.cell(row, "word");
            String milestone = Csv.cell(row, "milestone");
            String sub = Csv.cell(row, "sub");
            if (!sub.equals("*")) {
                stages.putIfAbsent(word, Stages.of(milestone, sub));
            }
            words.putIfAbsent(milestone + "/" + sub, word);
        }
    }

    /** What a word means; null if it is none of theirs. */
    public @Nullable Stage stage(String word) {
        return stages.get(word);
    }

    /** The nearest word for a stage; null if it says nothing of where the parcel is. */
    public @Nullable String word(Stage stage) {
        if (SILENT.contains(stage.milestone())) {
            return null;
        }
        String nearest = words.get(stage.milestone() + "/*");
        return words.getOrDefault(stage.toString(), nearest == null ? "" : nearest);
    }

    public Collection<String> words() {
        return stages.keySet();
    }
}
