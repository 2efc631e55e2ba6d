package org.sledopyt.carrier;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words that speak for or against a tracking number, and names of carriers, in one tree of letters. */
final class Words {

    /** What a word says. */
    enum Side {
        FOR,
        AGAINST,
        CARRIER
    }

    /** @param carriers those it names */
    record Cue(Side side, String word, List<String> carriers) {}

    private final List<Cue> cues = new ArrayList<>();
    private final long[] keys = new long[1 << 14];
    private final int[] targets = new int[keys.length];
    private int nodes = 1;
    private final int[] whole = new int[keys.length / 2];
    private final int[] beginning = new int[whole.length];

    Words() {
        for (NamedCsvRecord row : Table.rows("words.csv")) {
            Side side = row.getField("side").equals("for") ? Side.FOR : Side.AGAINST;
            for (String word : Table.parts(row.getField("words"), ';')) {
                add(word, new Cue(side, strip(word), List.of()));
            }
        }
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (Carrier carrier : Carriers.all()) {
            for (String word : Carriers.words(carrier.code())) {
                names.computeIfAbsent(word, _ -> new ArrayList<>(1)).add(carrier.code());
            }
        }
        for (Map.Entry<String, List<String>> name : names.entrySet()) {
            add(name.getKey(), new Cue(Side.CARRIER, strip(name.getKey()), name.getValue()));
        }
    }

    Cue cue(int id) {
        return cues.get(id);
    }

    /** The longest word that begins at {@code from}: its id in the low half, where it ends in the high half; -1 if there is none. */
    long at(CharSequence text, int from) {
        int node = 1;
        long found = -1;
        for (int i = from; i < text.length(); ) {
            node = next(node, fold(text.charAt(i)));
            if (node == 0) {
                break;
            }
            i++;
            if (beginning[node] > 0) {
                found = (long) i << 32 | beginning[node] - 1;
            } else if (whole[node] > 0 && endsAt(text, i)) {
                found = (long) i << 32 | whole[node] - 1;
            }
        }
        return found;
    }

    private static boolean endsAt(CharSequence text, int i) {
        return i == text.length() || !Character.isLetter(text.charAt(i)) || isIdeograph(text.charAt(i - 1));
    }

    /** Scripts that put no blanks between words. */
    static boolean isIdeograph(char c) {
        return c >= 0x3000 && c < 0xFF00 || c >= 0xE00 && c < 0xF00;
    }

    private static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        char lower = Character.toLowerCase(c);
        return lower == 'ё' ? 'е' : lower;
    }

    private int next(int node, char c) {
        long key = (long) node << 16 | c;
        for (int slot = slot(key); keys[slot] != 0; slot = slot + 1 & keys.length - 1) {
            if (keys[slot] == key) {
                return targets[slot];
            }
        }
        return 0;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & keys.length - 1;
    }

    private void add(String word, Cue cue) {
        cues.add(cue);
        int node = 1;
        String text = strip(word);
        for (int i = 0; i < text.length(); i++) {
            node = child(node, fold(text.charAt(i)));
        }
        (word.endsWith("*") ? beginning : whole)[node] = cues.size();
    }

    private int child(int node, char c) {
        int child = next(node, c);
        if (child == 0) {
            child = ++nodes;
            long key = (long) node << 16 | c;
            int slot = slot(key);
            while (keys[slot] != 0) {
                slot = slot + 1 & keys.length - 1;
            }
            keys[slot] = key;
            targets[slot] = child;
        }
        return child;
    }

    private static String strip(String word) {
        return word.endsWith("*") ? word.substring(0, word.length() - 1) : word;
    }
}
