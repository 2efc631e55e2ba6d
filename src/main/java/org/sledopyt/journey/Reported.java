package org.sledopyt.journey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.SourceEvent;

/**
 * An event as a source reported it for a number: one row of the table {@code events}.
 *
 * @param seq place in the source's list, oldest first
 * @param rawId the answer it was first read from
 * @param key what makes two reports the same: source, number, code, time and place as written, and whether it is withdrawn
 */
public record Reported(
        TrackingNumber number, String source, int seq, SourceEvent event, UUID rawId, Instant seenAt, ByteBuffer key) {

    /** For {@code seenAt} where nothing is kept: whoever asks just once may well mean a parcel of last year. */
    public static final Instant AT_ANY_TIME = Instant.EPOCH;

    private static final int KEY_BYTES = 16;

    /** As it was read; the key follows from it. */
    public Reported(TrackingNumber number, String source, int seq, SourceEvent event, UUID rawId, Instant seenAt) {
        this(number, source, seq, event, rawId, seenAt, key(source, number, event, event.withdrawn()));
    }

    /** The key of the report that this one withdraws or repeats. */
    ByteBuffer saidKey() {
        return event.withdrawn() ? key(source, number, event, false) : key;
    }

    String id() {
        return HexFormat.of().formatHex(key().array());
    }

    private static ByteBuffer key(String source, TrackingNumber number, SourceEvent event, boolean withdrawn) {
        MessageDigest digest = sha256();
        add(digest, withdrawn ? "withdrawn" : "said");
        add(digest, source);
        add(digest, number.text());
        add(digest, event.code());
        add(digest, event.time().written());
        // A code says what happened; only without one do the words tell two events of a moment apart.
        add(digest, event.code() == null ? event.text() : "");
        add(
                digest,
                event.place() == null
                        ? ""
                        : event.place().city() + "|" + event.place().postcode());
        return ByteBuffer.wrap(Arrays.copyOf(digest.digest(), KEY_BYTES));
    }

    private static void add(MessageDigest digest, @Nullable String part) {
        digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
