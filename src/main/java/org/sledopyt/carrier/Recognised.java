package org.sledopyt.carrier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number and who may have issued it.
 *
 * @param input the text as it stood there, without invisible characters
 * @param number its normal form; null if the input cannot be a tracking number: empty, too long, or {@link #refused}
 * @param candidates best first; empty if no known format fits. The number may then still be followed with a carrier chosen by hand
 * @param suggestions numbers that differ by one wrong or two swapped characters and would be right, likeliest first. Never applied
 * @param refused why the input must be neither kept nor shown (a bank card, an account number); its {@code input} is masked
 */
public record Recognised(
        String input,
        @Nullable TrackingNumber number,
        List<Candidate> candidates,
        List<String> suggestions,
        @Nullable Reason refused) {

    /** The best candidate; null if there is none. */
    public @Nullable Candidate best() {
        return candidates.isEmpty() ? null : candidates.getFirst();
    }
}
