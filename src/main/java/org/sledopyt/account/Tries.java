package org.sledopyt.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How often somebody may try to sign in: by address against one who tries many e-mails, by e-mail against many who try one. */
@Component
class Tries {

    private static final int BY_ADDRESS = 30;
    private static final int BY_EMAIL = 10;
    private static final Duration ALL_BACK_AFTER = Duration.ofMinutes(15);

    /** Together a few megabytes, however many addresses somebody commands. */
    private static final int REMEMBERED = 20_000;

    private final LoadingCache<String, Bucket> byAddress;
    private final LoadingCache<String, Bucket> byEmail;

    Tries(Clock clock) {
        this.byAddress = buckets(BY_ADDRESS, clock);
        this.byEmail = buckets(BY_EMAIL, clock);
    }

    private static LoadingCache<String, Bucket> buckets(int tries, Clock clock) {
        TimeMeter time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterAccess(ALL_BACK_AFTER)
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(tries).refillGreedy(tries, ALL_BACK_AFTER))
                        .withCustomTimePrecision(time)
                        .build());
    }

    /** Counts a try; if there were too many it says how long to wait. */
    Optional<Duration> begin(String email, String address) {
        return take(byAddress.get(network(address))).or(() -> take(byEmail.get(person(email))));
    }

    /** Only failures are to count. */
    void succeeded(String email, String address) {
        byAddress.get(network(address)).addTokens(1);
        byEmail.get(person(email)).addTokens(1);
    }

    private static Optional<Duration> take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** No longer than an e-mail can be: these are kept. */
    private static String person(String email) {
        String person = email.strip().toLowerCase(Locale.ROOT);
        return person.substring(0, Math.min(person.length(), 254));
    }

    /** One customer is usually given a whole /64 of IPv6 addresses. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 4 ? address : HexFormat.of().formatHex(bytes, 0, 8);
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
