package org.sledopyt.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time of the invented world. It is a {@link Clock}, so a program under test may live by it too. It may run faster than real
 * time, stand still, and be set.
 */
public final class WorldClock extends Clock {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Clock real = Clock.systemUTC();
    private volatile Pace pace;

    /** World time {@code world} was real time {@code real}; since then it runs {@code speed} times as fast. */
    private record Pace(Instant real, Instant world, double speed) {}

    private WorldClock(Instant world, double speed) {
        pace = new Pace(real.instant(), world, speed);
    }

    /** Real time, until it is changed. */
    public static WorldClock real() {
        WorldClock clock = new WorldClock(Instant.EPOCH, 1);
        Instant now = clock.real.instant();
        clock.pace = new Pace(now, now, 1);
        return clock;
    }

    /** Moves only when told to. */
    public static WorldClock stoppedAt(Instant now) {
        return new WorldClock(now, 0);
    }

    @Override
    public Instant instant() {
        Pace p = pace;
        if (p.speed == 0) {
            return p.world;
        }
        Duration passed = Duration.between(p.real, real.instant());
        return p.world.plus(p.speed == 1 ? passed : times(passed, p.speed));
    }

    public void set(Instant now) {
        change(now, pace.speed);
    }

    public void advance(Duration by) {
        change(instant().plus(by), pace.speed);
    }

    /** How many world seconds pass in a real one; 0 stops the clock. */
    public void speed(double speed) {
        if (!(speed >= 0 && speed <= 1e9)) {
            throw new IllegalArgumentException("speed must be between 0 and a billion: " + speed);
        }
        change(instant(), speed);
    }

    public double speed() {
        return pace.speed;
    }

    private synchronized void change(Instant world, double speed) {
        pace = new Pace(real.instant(), world, speed);
        notifyAll();
    }

    /** Waits until that moment of world time, or until the clock is changed, or a while. */
    synchronized void await(Instant until) throws InterruptedException {
        Duration missing = Duration.between(instant(), until);
        double speed = pace.speed;
        if (missing.isPositive()) {
            Duration wait = speed == 0 || missing.compareTo(times(LONGEST_WAIT, speed)) > 0
                    ? LONGEST_WAIT
                    : times(missing, 1 / speed);
            wait(wait.toMillis() + 1);
        }
    }

    private static Duration times(Duration duration, double factor) {
        double seconds = (duration.getSeconds() + duration.getNano() / 1e9) * factor;
        long whole = (long) seconds;
        return Duration.ofSeconds(whole, (long) ((seconds - whole) * 1e9));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        WorldClock world = this;
        return new Clock() {
            @Override
            public Instant instant() {
                return world.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return world.withZone(other);
            }
        };
    }
}
