package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cyrillic and Greek letters typed for Latin ones: because they look alike, or because the keyboard was not switched. */
final class Letters {

    private final Map<Character, Character> looks = new HashMap<>();
    private final Map<Character, Character> keys = new HashMap<>();

    Letters() {
        for (NamedCsvRecord row : Table.rows("letters.csv")) {
            char letter = row.getField("letter").charAt(0);
            if (!row.getField("look").isEmpty()) {
                looks.put(letter, row.getField("look").charAt(0));
            }
            if (!row.getField("key").isEmpty()) {
                keys.put(letter, row.getField("key").charAt(0));
            }
        }
    }

    /** The text with every foreign letter as the Latin one that looks the same; null if one has none. */
    @Nullable
    String byLook(String text) {
        return replace(text, looks);
    }

    /** The text as it would have come out with the keyboard switched to Latin; null if it cannot have been typed so. */
    @Nullable
    String byKey(String text) {
        return text.chars().anyMatch(c -> Symbols.isLetter(Symbols.of((char) c))) ? null : replace(text, keys);
    }

    private static @Nullable String replace(String text, Map<Character, Character> letters) {
        StringBuilder latin = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 128 || !Character.isLetterOrDigit(c)) {
                latin.append(c);
                continue;
            }
            Character replaced = letters.get(Character.toUpperCase(c));
            if (replaced == null) {
                return null;
            }
            latin.append(replaced.charValue());
        }
        return latin.toString();
    }
}
