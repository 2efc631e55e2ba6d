package org.sledopyt.notify;

import java.time.Instant;
import java.util.UUID;
import org.sledopyt.account.Account;

/**
 * One change for one person by one channel.
 *
 * @param attempt how often it was taken to be sent, this time included; 0 before the first
 */
record Notification(
        int bucket,
        UUID id,
        UUID changeId,
        UUID parcelId,
        UUID shipmentId,
        UUID accountId,
        String channel,
        String target,
        String kind,
        Saying saying,
        Instant madeAt,
        int attempt) {

    Message to(Account account) {
        return new Message(id, account, target, shipmentId, kind, saying.args(), saying.why(), madeAt);
    }
}
