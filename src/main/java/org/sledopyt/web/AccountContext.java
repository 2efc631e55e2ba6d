package org.sledopyt.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sledopyt.account.Account;
import org.sledopyt.carrier.Context;
import org.sledopyt.shipment.Shipments;
import org.springframework.stereotype.Component;

/** What an account's own parcels say about a new number: where it receives them and who brought the earlier ones. */
@Component
class AccountContext {

    /** Numbers are recognised at every pause in typing; history does not change that fast. */
    private final LoadingCache<UUID, Map<String, Integer>> had;

    AccountContext(Shipments shipments) {
        had = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofMinutes(10))
                .maximumSize(1_000)
                .build(shipments::carriersHad);
    }

    Context of(Account me) {
        return Context.of(me.country() == null ? Set.of() : Set.of(me.country()), had.get(me.id()));
    }
}
