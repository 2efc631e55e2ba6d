package org.sledopyt.carrier;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text printed for one parcel by one carrier, in its normal form: capitals {@code A–Z}, digits, and {@code -} where it belongs
 * to the number. Two numbers are the same when their texts are equal.
 */
public record TrackingNumber(String text) implements Comparable<TrackingNumber> {

    /** Longest number any carrier prints (GS1 with application identifiers) plus room; longer input is no number. */
    public static final int MAX_LENGTH = 50;

    /** Room for blanks and invisible characters between all of them. */
    private static final int LONGEST_WRITTEN = 1000;

    public TrackingNumber {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a tracking number has 1 to " + MAX_LENGTH + " characters");
        }
    }

    /**
     * The number in {@code written} with blanks, invisible characters, dashes and letter case put right; nothing is guessed. What is
     * in normal form stays as it is.
     *
     * @throws IllegalArgumentException if no letter or digit is left or it is longer than {@link #MAX_LENGTH}
     */
    public static TrackingNumber of(String written) {
        TrackingNumber number = orNull(written);
        if (number == null) {
            throw new IllegalArgumentException("a tracking number has 1 to " + MAX_LENGTH + " characters");
        }
        return number;
    }

    /** As {@link #of}; null instead of the exception. */
    static @Nullable TrackingNumber orNull(String written) {
        if (written.length() > LONGEST_WRITTEN) {
            return null;
        }
        String text = written;
        String before;
        do { // compatibility forms may bring in what has to go: once more until nothing changes
            before = text;
            text = normalised(text);
        } while (!text.equals(before));
        boolean anything = text.codePoints().anyMatch(Character::isLetterOrDigit);
        return anything && text.length() <= MAX_LENGTH ? new TrackingNumber(text) : null;
    }

    private static String normalised(String text) {
        String upper = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        StringBuilder kept = new StringBuilder(upper.length());
        Plain.fold(upper)
                .codePoints()
                .filter(c -> !Character.isWhitespace(c)
                        && !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** The number with its middle hidden, for logs. */
    public String masked() {
        return text.length() <= 6 ? "…" : text.substring(0, 4) + "…" + text.substring(text.length() - 2);
    }

    @Override
    public int compareTo(TrackingNumber other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
