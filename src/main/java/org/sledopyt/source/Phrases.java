package org.sledopyt.source;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event's words say, in English, Russian or Chinese, where there is no code. Two tables: {@code phrase-words.csv} gathers words of all
 * languages that mean one thing into families; {@code phrases.csv} says which families together mean which stage. The first row that fits
 * decides, so the more exact ones come first; what fits none stays unknown.
 *
 * <p>A row's {@code when} names families with blanks between them: {@code customs} must be there, {@code !not} must not, {@code arrived<departed}
 * both, in this order. A word of a family begins where a word of the text begins and may be followed by any ending; with a full stop
 * behind it, it ends there too. Chinese has no blanks, so its words stand anywhere. A row with a {@code carrier} is that one's own use of words.
 */
public final class Phrases {

    private static final Phrases STANDARD = new Phrases();
    private static final int MAX_LENGTH = 500;

    /** One thing that a row asks of a text. */
    private record Term(String family, @Nullable String before, boolean wanted) {}

    private record Row(List<Term> terms, String carrier, Codes.Match match) {}

    private final Map<String, List<String>> families = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    private Phrases() {
        for (Map<String, String> row : Csv.rows(Phrases.class, "phrase-words.csv")) {
            List<String> words = families.computeIfAbsent(Csv.cell(row, "family"), name -> new ArrayList<>());
            for (String word : Csv.cell(row, "words").split("\\|")) {
                String plain = plain(word.replace(".", "\u0001")).strip().replace('\u0001', ' ');
                words.add(isChinese(plain) ? plain.strip() : " " + plain);
            }
        }
        for (Map<String, String> row : Csv.rows(Phrases.class, "phrases.csv")) {
            List<Term> terms = new ArrayList<>();
            for (String term : Csv.cell(row, "when").split(" ")) {
                boolean wanted = !term.startsWith("!");
                String[] names = (wanted ? term : term.substring(1)).split("<");
                for (String name : names) {
                    if (!families.containsKey(name)) {
                        throw new IllegalStateException("phrases.csv names an unknown family: " + name);
                    }
                }
                terms.add(new Term(names[0], names.length > 1 ? names[1] : null, wanted));
            }
            Stage stage = Stages.of(Csv.cell(row, "milestone"), Csv.cell(row, "sub"));
            rows.add(new Row(
                    terms,
                    Csv.cell(row, "carrier"),
                    new Codes.Match(stage, SourceEvent.How.TEXT, "", Csv.cell(row, "confidence"))));
        }
    }

    public static Phrases standard() {
        return STANDARD;
    }

    /** What the text says, whoever said it; unknown if no row fits or there is no text. */
    public Codes.Match match(@Nullable String text) {
        return match(text, null);
    }

    /** The same, said by that carrier. */
    public Codes.Match match(@Nullable String text, @Nullable String carrier) {
        if (text == null || text.isBlank()) {
            return Codes.Match.NONE;
        }
        String said = " " + plain(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text) + " ";
        Map<String, Integer> places = new HashMap<>();
        for (Row row : rows) {
            if ((row.carrier.isEmpty() || row.carrier.equals(carrier))
                    && row.terms.stream().allMatch(term -> fits(term, said, places))) {
                return row.match;
            }
        }
        return Codes.Match.NONE;
    }

    private boolean fits(Term term, String said, Map<String, Integer> places) {
        int place = place(term.family, said, places);
        if (term.before != null) {
            int then = place(term.before, said, places);
            return term.wanted == (place >= 0 && place < then);
        }
        return term.wanted == place >= 0;
    }

    /** Where a family first stands in the text; negative if nowhere. */
    private int place(String family, String said, Map<String, Integer> places) {
        Integer known = places.get(family);
        if (known != null) {
            return known;
        }
        int first = -1;
        for (String word : families.getOrDefault(family, List.of())) {
            int place = said.indexOf(word);
            if (place >= 0 && (first < 0 || place < first)) {
                first = place;
            }
        }
        places.put(family, first);
        return first;
    }

    /** Compatible characters put right, lower case, ё as е, anything but letters and digits a blank. */
    private static String plain(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('ё', 'е');
        StringBuilder plain = new StringBuilder(normal.length());
        normal.codePoints().forEach(letter -> {
            if (Character.isLetterOrDigit(letter) || letter == 1) {
                plain.appendCodePoint(letter);
            } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                plain.append(' ');
            }
        });
        return plain.toString();
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN);
    }
}
