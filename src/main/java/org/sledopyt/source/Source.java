package org.sledopyt.source;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;

/**
 * One interface that is asked for numbers or tells us of them. An implementation is pure: no I/O, no clock, no logging, no state.
 * It lies in a folder of its own with {@code source.yaml} and {@code codes.csv}, is named after the folder's code
 * ({@code russian-post} → {@code russianpost.RussianPost}), has a constructor {@code (Manifest, Codes)} and is found by
 * {@link Sources} without registration.
 */
public interface Source {

    Manifest manifest();

    /** What to send to learn of these numbers; never more than the door's batch. */
    Request ask(List<TrackingNumber> numbers, Credentials by);

    /**
     * What to send so that the source looks for numbers of which it said {@link Reading.Unregistered}; never more than the door's batch.
     * What comes back is read as any answer: {@link Reading.Registered}, a refusal of one number or of all, or events at once.
     */
    default Request register(List<TrackingNumber> numbers, Credentials by) {
        throw new UnsupportedOperationException(manifest().code() + " registers nothing");
    }

    /** Which wishes about registered numbers it understands; none where nothing is registered. */
    default Set<Wish.Kind> wishes() {
        return Set.of();
    }

    /**
     * What to send so that a wish comes true; null if there is nothing to send, such as for a carrier that the source does not know. Whatever comes back, but a
     * refusal of the whole question, ends the matter: a number that is stopped already need not be stopped.
     *
     * @param last the newest answer about the number; null if none was kept
     */
    default @Nullable Request change(Wish wish, @Nullable Raw last, Credentials by) {
        return null;
    }

    /** Numbers of which a webhook says that the source follows them no more. */
    default List<TrackingNumber> stopped(Raw pushed) {
        return List.of();
    }

    /** What to send to see whether it lets us in. Costs the owner nothing; {@code nobody} is a number that no parcel has. */
    default Request probe(TrackingNumber nobody, Credentials by) {
        return ask(List.of(nobody), by);
    }

    /** What to send to fetch what was ordered. Only for doors that answer with {@link Reading.Ordered}. */
    default Request collect(String ticket, Credentials by) {
        throw new UnsupportedOperationException(manifest().code() + " has no tickets");
    }

    /**
     * Puts on what only the moment of sending gives: a time, a signature over it. Called right before sending, after {@link #ask}, so that
     * that stays a question of numbers alone. {@code by} has the token too, as {@code token}, where the door has one.
     */
    default Request sign(Request request, Credentials by, Instant now) {
        return request;
    }

    /** The same for the call that gets the door's token, where that has to be signed, too. */
    default Request signToken(Request call, Credentials by, Instant now) {
        return call;
    }

    /**
     * Whether a webhook really comes from the source, by its signature. Asked before anything of it is read or kept, with the body as it
     * came, and only where {@code source.yaml} says {@code webhook: signed}. What passes is believed like an answer: without a key, nothing may.
     */
    default boolean verify(Raw pushed, Credentials by) {
        return false;
    }

    /**
     * Cuts an answer about several numbers into one raw per number, so that each is compared and kept by itself. An answer that
     * cannot be cut is returned as it is.
     */
    default List<Raw> split(Raw raw) {
        return List.of(raw);
    }

    /** What an answer or webhook says. Never throws, on whatever bytes; an empty list means it concerns no parcel. */
    List<Reading> read(Raw raw);
}
