package org.sledopyt.source;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source's table {@code words.csv}: what its texts say where its codes are coarse or missing. Columns {@code code,words,milestone,sub,source,confidence}: the
 * row counts if the event has that code (empty: any or none) and its text contains one of the {@code words}, which are separated by {@code |}, in any
 * letter case. The first row that fits decides.
 */
public final class Words {

    private record Row(String code, List<String> words, Codes.Match match) {}

    private final List<Row> rows = new ArrayList<>();

    private Words() {}

    public static Words beside(Class<?> source) {
        Words words = new Words();
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
        return otherwise;
    }

    /**
     * What the text adds to what the code says. A text refines a code that is coarse, but none makes a parcel delivered, or only
     * announced, that its code says is elsewhere. Without a known code the text alone decides.
     */
    public Codes.Match refine(@Nullable String code, @Nullable String text, Codes.Match known) {
        Codes.Match said = match(code, text, known);
        boolean bold = EnumSet.of(Milestone.DELIVERED, Milestone.INFO_RECEIVED, Milestone.NO_CHANGE)
                        .contains(said.stage().milestone())
                && said.stage().milestone() != known.stage().milestone();
        boolean certain = known.how() != SourceEvent.How.NONE;
        return certain && (bold || said.stage().equals(known.stage())) ? known : said;
    }
}
