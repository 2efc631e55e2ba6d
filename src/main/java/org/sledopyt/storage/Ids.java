package org.sledopyt.storage;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUIDs of version 7: made by any node without asking, and later ones sort after earlier ones. */
public final class Ids {

    private Ids() {}

    public static UUID next(Clock clock) {
        return at(clock.millis());
    }

    public static UUID at(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (epochMillis << 16) | 0x7000L | random.nextInt(0x1000);
        long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
