package org.sledopyt.notify;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sledopyt.journey.Change;
import org.sledopyt.journey.Changes;
import org.sledopyt.shipment.Watch;
import org.sledopyt.shipment.Watches;
import org.sledopyt.storage.Ids;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Step T3: a notification of every change for everybody who wants to hear of it, by every channel. */
@Component
class TellWatchers {

    /** Most changes in one transaction: enough to make its cost small, few enough that a crash repeats little. */
    static final int AT_ONCE = 200;

    private final Changes changes;
    private final Watches watches;
    private final Channels channels;
    private final Notifications notifications;
    private final Clock clock;

    TellWatchers(Changes changes, Watches watches, Channels channels, Notifications notifications, Clock clock) {
        this.changes = changes;
        this.watches = watches;
        this.channels = channels;
        this.notifications = notifications;
        this.clock = clock;
    }

    Set<Integer> due() {
        return changes.bucketsWithUntold();
    }

    /** Tells the oldest changes of the bucket; returns whether there may be more. */
    @Transactional
    boolean tell(int bucket) {
        Instant now = clock.instant();
        List<Change> untold = changes.claimUntold(bucket, AT_ONCE);
        if (untold.isEmpty()) {
            return false;
        }
        notifications.add(bucket, notifications(untold, now));
        changes.told(bucket, untold.stream().map(Change::id).toList(), now);
        return untold.size() == AT_ONCE;
    }

    private List<Notification> notifications(List<Change> untold, Instant now) {
        int bucket = untold.getFirst().bucket();
        Map<UUID, List<Watch>> byParcel =
                watches.of(bucket, untold.stream().map(Change::parcelId).collect(Collectors.toSet())).stream()
                        .collect(Collectors.groupingBy(Watch::parcelId));
        Map<UUID, List<Channels.Target>> targets = channels.of(byParcel.values().stream()
                .flatMap(List::stream)
                .map(Watch::accountId)
                .collect(Collectors.toSet()));
        List<Wanted> wanted = new ArrayList<>();
        for (Change change : untold) {
            for (Watch watch : byParcel.getOrDefault(change.parcelId(), List.of())) {
                if (concerns(change, watch) && !watch.isMuted(now) && News.isNews(change, watch)) {
                    wanted.add(new Wanted(change, watch, Inbox.CHANNEL, ""));
                    targets.getOrDefault(watch.accountId(), List.of())
                            .forEach(to -> wanted.add(new Wanted(change, watch, to.kind(), to.target())));
                }
            }
        }
        // later changes get later ids, as the inbox is in the order of ids
        Iterator<UUID> ids = Stream.generate(() -> Ids.next(clock))
                .limit(wanted.size())
                .sorted()
                .iterator();
        return wanted.stream().map(each -> each.notification(ids.next(), now)).toList();
    }

    /** What waits for one person is not another's. */
    private static boolean concerns(Change change, Watch watch) {
        String shipment = change.details().get("shipment");
        return shipment == null || shipment.equals(watch.shipmentId().toString());
    }

    private record Wanted(Change change, Watch watch, String channel, String target) {

        Notification notification(UUID id, Instant now) {
            Map<String, String> args = new HashMap<>(change.details());
            args.put("title", watch.title());
            return new Notification(
                    change.bucket(),
                    id,
                    change.id(),
                    change.parcelId(),
                    watch.shipmentId(),
                    watch.accountId(),
                    channel,
                    target,
                    change.kind().name(),
                    new Saying(
                            args,
                            new Why(
                                    "why.following",
                                    Map.of("since", watch.since().toString()))),
                    now,
                    0);
        }
    }
}
