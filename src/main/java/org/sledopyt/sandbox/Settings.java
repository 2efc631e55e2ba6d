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
 * @param tokenLives how long a token of CDEK or AliExpress is good
 * @param webhookTimeout how long CDEK and 17TRACK wait for a receiver, in real time
 * @param callsASecond how many 17TRACK and AliExpress take of each key; 0: any number
 * @param credits how many numbers may be registered with 17TRACK
 * @param collectingFor how long 17TRACK and GdePosylka look before they know a number that is new to them
 */
public record Settings(
        int quickCalls,
        Duration quickWithin,
        Duration blockedFor,
        int callsADay,
        Duration ticketReadyAfter,
        Duration ticketLives,
        Duration tokenLives,
        Duration webhookTimeout,
        int callsASecond,
        int credits,
        Duration collectingFor) {

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
                Duration.ofSeconds(15),
                0,
                1_000_000,
                Duration.ofSeconds(20));
    }

    /** As in life: ten quick calls bring Cainiao's captcha, Russian Post answers a hundred questions a day, 17TRACK takes three calls a
     * second and a hundred numbers. */
    public static Settings strict() {
        return patient()
                .withQuickCalls(10)
                .withCallsADay(100)
                .withCallsASecond(3)
                .withCredits(100);
    }

    public Settings withQuickCalls(int calls) {
        return new Settings(
                calls,
                quickWithin,
                blockedFor,
                callsADay,
                ticketReadyAfter,
                ticketLives,
                tokenLives,
                webhookTimeout,
                callsASecond,
                credits,
                collectingFor);
    }

    public Settings withCallsADay(int calls) {
        return new Settings(
                quickCalls,
                quickWithin,
                blockedFor,
                calls,
                ticketReadyAfter,
                ticketLives,
                tokenLives,
                webhookTimeout,
                callsASecond,
                credits,
                collectingFor);
    }

    public Settings withTicketReadyAfter(Duration wait) {
        return new Settings(
                quickCalls,
                quickWithin,
                blockedFor,
                callsADay,
                wait,
                ticketLives,
                tokenLives,
                webhookTimeout,
                callsASecond,
                credits,
                collectingFor);
    }

    public Settings withTokenLives(Duration life) {
        return new Settings(
                quickCalls,
                quickWithin,
                blockedFor,
                callsADay,
                ticketReadyAfter,
                ticketLives,
                life,
                webhookTimeout,
                callsASecond,
                credits,
                collectingFor);
    }

    public Settings withWebhookTimeout(Duration timeout) {
        return new Settings(
                quickCalls,
                quickWithin,
                blockedFor,
                callsADay,
                ticketReadyAfter,
                ticketLives,
                tokenLives,
                timeout,
                callsASecond,
                credits,
                collectingFor);
    }

    public Settings withCallsASecond(int calls) {
        return new Settings(
                quickCalls,
                quickWithin,
                blockedFor,
                callsADay,
                ticketReadyAfter,
                ticketLives,
                tokenLives,
                webhookTimeout,
                calls,
                credits,
                collectingFor);
    }

    public Settings withCredits(int numbers) {
        return new Settings(
                quickCalls,
                quickWithin,
                blockedFor,
                callsADay,
                ticketReadyAfter,
                ticketLives,
                tokenLives,
                webhookTimeout,
                callsASecond,
                numbers,
                collectingFor);
    }

    public Settings withCollectingFor(Duration wait) {
        return new Settings(
                quickCalls,
                quickWithin,
                blockedFor,
                callsADay,
                ticketReadyAfter,
                ticketLives,
                tokenLives,
                webhookTimeout,
                callsASecond,
                credits,
                wait);
    }
}
