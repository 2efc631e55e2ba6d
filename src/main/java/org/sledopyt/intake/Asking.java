package org.sledopyt.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reader;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.Source;

/** Asks a source and reads its answer: the part between T1 and T2, outside any transaction. */
final class Asking {

    /** An order that the source took, to be collected later. */
    record Order(String ticket, Instant collectAt, Instant expiresAt, List<Claimed> claims) {}

    /** What one ask brought. {@code refused}: why the source answers nothing at all, null if it does. */
    record Result(
            List<Answered> answers,
            @Nullable Order order,
            Reading.@Nullable Refused refused,
            @Nullable Duration notReady) {}

    private final Outgoing outgoing;
    private final SignIns signIns;
    private final Clock clock;

    Asking(Outgoing outgoing, SignIns signIns, Clock clock) {
        this.outgoing = outgoing;
        this.signIns = signIns;
        this.clock = clock;
    }

    /** Asks for numbers of which either all or none have to be registered. */
    Result ask(Source source, Manifest.Door door, Credentials by, List<Claimed> claims) {
        boolean register = isToRegister(claims.getFirst());
        Request request = register ? source.register(numbers(claims), by) : source.ask(numbers(claims), by);
        return send(source, door, by, request, Raw.Kind.ANSWER, claims);
    }

    static boolean isToRegister(Claimed claim) {
        return claim.outcome() == Outcome.UNREGISTERED;
    }

    /** Tries credentials: why the source lets nobody in with them, null if it does. */
    Reading.@Nullable Refused probe(Source source, Manifest.Door door, Credentials by) {
        Claimed nobody = Probe.claim(source.manifest());
        return send(source, door, by, source.probe(nobody.number(), by), Raw.Kind.ANSWER, List.of(nobody)).refused;
    }

    /** Tells something of a registered number: why the source takes no such call at present, null if it did, whatever it says of that number. */
    Reading.@Nullable Refused tell(Source source, Manifest.Door door, Credentials by, Request request, Claimed about) {
        return send(source, door, by, request, Raw.Kind.ANSWER, List.of(about)).refused;
    }

    Result collect(Source source, Manifest.Door door, Credentials by, String ticket, List<Claimed> claims) {
        return send(source, door, by, source.collect(ticket, by), Raw.Kind.COLLECTED, claims);
    }

    private Result send(
            Source source, Manifest.Door door, Credentials by, Request request, Raw.Kind kind, List<Claimed> claims) {
        Result result = refused(new Reading.Refused(Reading.Refusal.SIGN_IN, null, "no sign-in"), claims);
        // A token that was taken back early is renewed once, then the source's word counts.
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                String token = signIns.token(source, door, by);
                Request signed = source.sign(request, token == null ? by : by.with("token", token), clock.instant());
                Outgoing.Answer answer =
                        outgoing.send(door.address(), SignIns.signed(door, signed, by, token), door.timeout());
                Raw raw = new Raw(
                        source.manifest().code(),
                        kind,
                        numbers(claims),
                        answer.status(),
                        answer.headers(),
                        Redaction.of(answer.body(), source.manifest().dropped(), secrets(door, by)),
                        clock.instant());
                result = read(source, raw, claims);
                boolean signedOut = result.refused != null && result.refused.why() == Reading.Refusal.SIGN_IN;
                if (!signedOut || token == null) {
                    return result;
                }
                signIns.forget(door, by);
            } catch (SignIns.Refused e) {
                return refused(new Reading.Refused(Reading.Refusal.SIGN_IN, null, message(e)), claims);
            } catch (Outgoing.NoAnswer e) {
                return refused(new Reading.Refused(Reading.Refusal.OUTAGE, null, message(e)), claims);
            }
        }
        return result;
    }

    private static List<TrackingNumber> numbers(List<Claimed> claims) {
        return claims.stream().map(Claimed::number).distinct().toList();
    }

    private static List<String> secrets(Manifest.Door door, Credentials by) {
        Stream<String> keys =
                door.fields().stream().filter(Manifest.Field::secret).map(field -> by.value(field.name()));
        Stream<String> extras = by.extras().values().stream().flatMap(told -> told.values().stream());
        return Stream.concat(keys, extras).filter(secret -> !secret.isEmpty()).toList();
    }

    /** Reads an answer about claimed numbers. Every claim gets exactly one {@link Answered}, unless the answer was ordered or is not ready. */
    Result read(Source source, Raw raw, List<Claimed> claims) {
        Map<TrackingNumber, List<Claimed>> open = new LinkedHashMap<>();
        claims.forEach(claim -> open.computeIfAbsent(claim.number(), number -> new ArrayList<>())
                .add(claim));
        List<Answered> answers = new ArrayList<>();
        Reading.Refused refusedOne = null;
        for (Raw piece : Reader.split(source, raw)) {
            byte[] hash = Raws.hash(piece.body());
            TrackingNumber only = piece.onlyAsked();
            if (only != null && open.containsKey(only) && isSame(open.get(only), hash)) {
                open.remove(only).forEach(claim -> answers.add(new Answered.Same(claim)));
                continue;
            }
            for (Reading reading : Reader.read(source, piece)) {
                switch (reading) {
                    case Reading.Refused refused -> {
                        if (only == null || raw.asked().size() < 2) {
                            answers.addAll(refused(refused, remaining(open)).answers);
                            return new Result(answers, null, isOfNewOnly(refused, raw, claims) ? null : refused, null);
                        }
                        List<Claimed> ofOne = open.remove(only);
                        if (ofOne != null) {
                            answers.addAll(refused(refused, ofOne).answers);
                            refusedOne = refused;
                        }
                    }
                    case Reading.Unregistered unregistered ->
                        note(open, named(open, unregistered.number(), only), reading, answers);
                    case Reading.Registered registered ->
                        note(open, named(open, registered.number(), only), reading, answers);
                    case Reading.Ordered ordered -> {
                        Instant now = clock.instant();
                        return new Result(
                                answers,
                                new Order(
                                        ordered.ticket(),
                                        now.plus(ordered.collectAfter()),
                                        now.plus(ordered.livesFor()),
                                        remaining(open)),
                                null,
                                null);
                    }
                    case Reading.NotReady notReady -> {
                        return new Result(answers, null, null, notReady.askAgainAfter());
                    }
                    case Reading.Unreadable unreadable -> close(open, only, piece, hash, reading, answers);
                    case Reading.Found found ->
                        close(open, named(open, found.number(), only), piece, hash, reading, answers);
                    case Reading.NotFound notFound ->
                        close(open, named(open, notFound.number(), only), piece, hash, reading, answers);
                    case Reading.Rejected rejected ->
                        close(open, named(open, rejected.number(), only), piece, hash, reading, answers);
                }
            }
        }
        if (!open.isEmpty()) {
            Reading missing = new Reading.Unreadable("the answer does not mention the number");
            byte[] hash = Raws.hash(raw.body());
            remaining(open).forEach(claim -> answers.add(new Answered.Read(claim, raw, hash, missing)));
        }
        boolean some = answers.stream().anyMatch(answer -> !(answer instanceof Answered.Failed));
        boolean goesOn = some || refusedOne == null || isOfNewOnly(refusedOne, raw, claims);
        return new Result(answers, null, goesOn ? null : refusedOne, null);
    }

    /** Who may register no more can still ask for what is registered; too many calls are another thing. */
    private static boolean isOfNewOnly(Reading.Refused refused, Raw raw, List<Claimed> claims) {
        return refused.why() == Reading.Refusal.QUOTA && raw.status() < 400 && isToRegister(claims.getFirst());
    }

    /** What a source says of a number instead of the parcel. Registered in vain, it is an answer nobody understands. */
    private static void note(
            Map<TrackingNumber, List<Claimed>> open,
            @Nullable TrackingNumber number,
            Reading reading,
            List<Answered> answers) {
        List<Claimed> claims = number == null ? null : open.remove(number);
        if (claims != null) {
            claims.forEach(claim -> answers.add(
                    reading instanceof Reading.Unregistered && isToRegister(claim)
                            ? new Answered.Noted(claim, new Reading.Unreadable("registered, and still it is not"))
                            : new Answered.Noted(claim, reading)));
        }
    }

    private static boolean isSame(List<Claimed> claims, byte[] hash) {
        return claims.stream()
                .allMatch(claim -> (claim.outcome() == Outcome.FOUND || claim.outcome() == Outcome.NOT_FOUND)
                        && java.util.Arrays.equals(claim.rawHash(), hash));
    }

    /** Which claimed number a reading is about: the one it names, else the only one its piece was asked for. */
    private static @Nullable TrackingNumber named(
            Map<TrackingNumber, List<Claimed>> open, @Nullable TrackingNumber named, @Nullable TrackingNumber only) {
        return named != null && open.containsKey(named) ? named : only;
    }

    private static void close(
            Map<TrackingNumber, List<Claimed>> open,
            @Nullable TrackingNumber number,
            Raw piece,
            byte[] hash,
            Reading reading,
            List<Answered> answers) {
        List<Claimed> claims = number == null ? null : open.remove(number);
        if (claims != null) {
            claims.forEach(claim -> answers.add(new Answered.Read(claim, piece, hash, reading)));
        }
    }

    private static List<Claimed> remaining(Map<TrackingNumber, List<Claimed>> open) {
        return open.values().stream().flatMap(List::stream).toList();
    }

    private Result refused(Reading.Refused refused, List<Claimed> claims) {
        List<Answered> answers = new ArrayList<>();
        for (Claimed claim : claims) {
            answers.add(
                    new Answered.Failed(claim, refused.why(), refused.retryAfter(), refused.detail(), clock.instant()));
        }
        return new Result(answers, null, refused, null);
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
