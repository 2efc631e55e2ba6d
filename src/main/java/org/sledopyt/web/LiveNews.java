package org.sledopyt.web;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sledopyt.notify.Inbox;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.storage.Wake;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Brings what any node wrote to the event streams that are open at this one. */
@Component
@Lazy(false)
class LiveNews implements AutoCloseable {

    private final LiveEvents live;
    private final Shipments shipments;
    private final Inbox inbox;
    private final ExecutorService teller =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    LiveNews(Wake wake, LiveEvents live, Shipments shipments, Inbox inbox) {
        this.live = live;
        this.shipments = shipments;
        this.inbox = inbox;
        wake.onCall(call -> {
            if (live.hasListeners() && !call.topic().isEmpty()) {
                teller.execute(() -> tell(call));
            }
        });
    }

    private void tell(Wake.Call call) {
        switch (call.topic()) {
            case "journey" -> {
                String[] parcel = call.detail().split(":");
                shipments
                        .followers(Integer.parseInt(parcel[0]), UUID.fromString(parcel[1]))
                        .forEach(one -> live.toAccount(one.accountId(), "shipment", Map.of("id", one.shipmentId())));
            }
            case "inbox" -> {
                UUID account = UUID.fromString(call.detail());
                live.toAccount(account, "inbox", Map.of("unread", inbox.unread(account)));
            }
            case "sources" -> live.toAll("sources", Map.of());
            default -> {}
        }
    }

    @Override
    public void close() {
        teller.shutdownNow();
    }
}
