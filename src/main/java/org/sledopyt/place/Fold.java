package org.sledopyt.place;

import java.text.Normalizer;
import java.util.Locale;

/** Names of places as they are compared: no case, accents, apostrophes or signs. */
final class Fold {

    private static final String CYRILLIC = "абвгдежзиклмнопрстуфхцчшщъыьэюяіїєґў";
    private static final String[] LATIN = {
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts",
        "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "i", "i", "e", "g", "u"
    };

    /** Longest text looked at: no place is longer. */
    private static final int MOST = 120;

    private Fold() {}

    /** {@code Нижний Новгород-2} becomes {@code нижнии новгород 2}. */
    static String name(String written) {
        String text = written.length() <= MOST ? written : written.substring(0, MOST);
        boolean plain = true;
        for (int i = 0; plain && i < text.length(); i++) {
            plain = text.charAt(i) < 128;
        }
        String marked = plain ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(marked.length());
        String lower = marked.toLowerCase(Locale.ROOT);
        boolean gap = false;
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                if (gap && !folded.isEmpty()) {
                    folded.append(' ');
                }
                gap = false;
                add(folded, c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK && !isApostrophe(c)) {
                gap = true;
            }
        }
        return folded.toString();
    }

    private static void add(StringBuilder folded, char c) {
        switch (c) {
            case 'ß' -> folded.append("ss");
            case 'ø' -> folded.append('o');
            case 'ł' -> folded.append('l');
            case 'đ', 'ð' -> folded.append('d');
            case 'ı' -> folded.append('i');
            case 'æ' -> folded.append("ae");
            case 'œ' -> folded.append("oe");
            default -> folded.append(c);
        }
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '’' || c == '‘' || c == 'ʼ' || c == 'ʹ' || c == '`';
    }

    /** One spelling for the many ways to write a Slavic name in Latin letters, and for its Cyrillic form too. */
    static String squeezed(String folded) {
        StringBuilder latin = new StringBuilder(folded.length() + 8);
        for (int i = 0; i < folded.length(); i++) {
            int at = CYRILLIC.indexOf(folded.charAt(i));
            latin.append(at < 0 ? String.valueOf(folded.charAt(i)) : LATIN[at]);
        }
        return latin.toString()
                .replace("shch", "sch")
                .replace("kh", "h")
                .replace("ts", "c")
                .replace("tz", "c")
                .replace('y', 'i')
                .replace('j', 'i')
                .replace("ii", "i")
                .replace("ie", "e")
                .replace("io", "e")
                .replace(" ", "");
    }
}
