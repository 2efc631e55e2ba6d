package org.sledopyt.sandbox;

import java.time.Duration;

/**
 * How strict the emulated carriers are. Durations are world time unless it is said otherwise.
 *
 * @param quickCalls Cainiao shows a captcha after more calls than that within {@code quickWithin}; 0: never
 * @param blockedFor how long it goes on showing it
 * @param callsADay Russian Post's limit for single questions, from midnight to midnight in Moscow; 0: none
 * @param ticketReadyAfter how long Russian Post prepares a ticket
 * @param ticketLives how long the answer to a ticket is then kept
 * @param tokenLives how long a CDEK token is good
 * @param webhookTimeout how long CDEK waits for a receiver, in real time
 */
public record Settings(
        int quickCalls,
        Duration quickWithin,
        Duration blockedFor,
        int callsADay,
        Duration ticketReadyAfter,
        Duration ticketLives,
        Duration tokenLives,
        Duration webhookTimeout) {

    /** What every carrier with a sign-in accepts; all else is refused. */
    public static final String LOGIN = "sandbox";

    public static final String PASSWORD = "open-sesame";

    /** No captcha and no daily limit; all else as in life. */
    public static Settings patient() {
        return new Settings(
                0,
                Duration.ofSeconds(20),
                Duration.ofHours(1),
                0,
                Duration.ofMinutes(15),
                Duration.ofHours(32),
                Duration.ofHours(1),
                Duration.ofSeconds(15));
    }

    /** As in life: ten quick calls bring Cainiao's captcha, Russian Post answers a hundred questions a day. */
    public static Settings strict() {
        return patient().withQuickCalls(10).withCallsADay(100);
    }

    public Settings withQuickCalls(int calls) {
        return new Settings(
                calls, quickWithin, blockedFor, callsADay, ticketReadyAfter, ticketLives, tokenLives, webhookTimeout);
    }

    public Settings withCallsADay(int calls) {
        return new Settings(
                quickCalls, quickWithin, blockedFor, calls, ticketReadyAfter, ticketLives, tokenLives, webhookTimeout);
    }

    public Settings withTicketReadyAfter(Duration wait) {
        return new Settings(
                quickCalls, quickWithin, blockedFor, callsADay, wait, ticketLives, tokenLives, webhookTimeout);
    }

    public Settings withTokenLives(Duration life) {
        return new Settings(
                quickCalls, quickWithin, blockedFor, callsADay, ticketReadyAfter, ticketLives, life, webhookTimeout);
    }

    public Settings withWebhookTimeout(Duration timeout) {
        return new Settings(
                quickCalls, quickWithin, blockedFor, callsADay, ticketReadyAfter, ticketLives, tokenLives, timeout);
    }
}
