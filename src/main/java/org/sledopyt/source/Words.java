package org.sledopyt.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source's table {@code words.csv}: what its texts say where its codes are coarse or missing. Columns {@code code,words,milestone,sub,source,confidence}: the
 * row counts if the event has that code (empty: any or none) and its text contains one of the {@code words}, which are separated by {@code |}, in any
 * letter case. The first row that fits decides.
 */
public final class Words {

    private record Row(String code, List<String> words, Codes.Match match) {}

    private final List<Row> rows = new ArrayList<>();
    private final boolean general;

    private Words(boolean general) {
        this.general = general;
    }

    /** The table beside a class; what is in no row of it says nothing. */
    public static Words beside(Class<?> source) {
        return read(source, new Words(false));
    }

    /** For a source whose codes are coarse and whose texts are anybody's: its table if there is one, then the general {@link Phrases}. */
    public static Words general(Class<?> source) {
        Words words = new Words(true);
        return source.getResource("words.csv") == null ? words : read(source, words);
    }

    private static Words read(Class<?> source, Words words) {
        for (Map<String, String> row : Csv.rows(source, "words.csv")) {
            Stage stage = Stages.of(Csv.cell(row, "milestone"), Csv.cell(row, "sub"));
            words.rows.add(new Row(
                    Csv.cell(row, "code").toUpperCase(Locale.ROOT),
                    List.of(Csv.cell(row, "words").toLowerCase(Locale.ROOT).split("\\|")),
                    new Codes.Match(stage, SourceEvent.How.TEXT, "", Csv.cell(row, "confidence"))));
        }
        return words;
    }

    /** What the text says; unknown if no row fits. */
    public Codes.Match match(@Nullable String code, @Nullable String text) {
        return match(code, text, Codes.Match.NONE);
    }

    /** What the text says, else what the code says. */
    public Codes.Match match(@Nullable String code, @Nullable String text, Codes.Match otherwise) {
        if (text == null) {
            return otherwise;
        }
        String key = code == null ? "" : code.strip().toUpperCase(Locale.ROOT);
        String said = text.toLowerCase(Locale.ROOT);
        for (Row row : rows) {
            if ((row.code.isEmpty() || row.code.equals(key))
                    && row.words.stream().anyMatch(said::contains)) {
                return row.match;
            }
        }
        Codes.Match phrase = general ? Phrases.standard().match(text) : Codes.Match.NONE;
        return phrase.how() == SourceEvent.How.NONE || phrase.stage().equals(otherwise.stage()) ? otherwise : phrase;
    }

    /** Subs that say no more than their milestone. */
    private static final Set<String> VAGUE =
            Set.of("GENERAL", "OTHER", "DELIVERED", "ANNOUNCED", "READY", "COURIER", "ATTEMPTED", "CUSTOMS");

    /**
     * What the text adds to what the code says. It refines a code within its milestone, and a code that only says <em>moving</em> or
     * <em>trouble</em> also beyond it; but no text makes such a parcel delivered or only announced. Without a known code, or with one
     * of low confidence, the text decides.
     */
    public Codes.Match refine(@Nullable String code, @Nullable String text, Codes.Match known) {
        Codes.Match said = match(code, text, known);
        if (said.stage().equals(known.stage())) {
            return known;
        }
        if (known.how() == SourceEvent.How.NONE || known.confidence().equals("low")) {
            return said;
        }
        if (said.stage().milestone() == known.stage().milestone()) {
            return VAGUE.contains(said.stage().sub()) ? known : said;
        }
        boolean vague = Set.of("GENERAL", "OTHER").contains(known.stage().sub());
        boolean bold = Set.of(Milestone.DELIVERED, Milestone.INFO_RECEIVED, Milestone.NO_CHANGE)
                .contains(said.stage().milestone());
        return vague && !bold ? said : known;
    }
}
