package org.sledopyt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sledopyt.intake.IntakeWorld.until;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sledopyt.TestServer;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.sandbox.Fault;
import org.sledopyt.sandbox.FaultKind;
import org.sledopyt.sandbox.Sandbox;
import org.sledopyt.sandbox.Settings;
import org.sledopyt.sandbox.World;
import org.sledopyt.sandbox.WorldClock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real connectors against carriers that misbehave: every fault has a clear outcome, stops nobody and says nothing of the parcel. */
class FaultsTest {

    private static final UUID ACCOUNT = new UUID(3, 3);

    /** Which outcomes are honest for a fault; a fault that only slows or packs the answer is none. */
    private static final Map<FaultKind, Set<String>> HONEST = Map.ofEntries(
            Map.entry(FaultKind.OUTAGE_503, Set.of("OUTAGE")),
            // Cainiao says by 429 as well as by a captcha that we are unwanted for hours.
            Map.entry(FaultKind.QUOTA_429, Set.of("QUOTA", "BLOCKED")),
            Map.entry(FaultKind.QUOTA_429_DATE, Set.of("QUOTA", "BLOCKED")),
            Map.entry(FaultKind.CAPTCHA, Set.of("BLOCKED")),
            Map.entry(FaultKind.HTML, Set.of("BLOCKED", "OUTAGE", "UNREADABLE")),
            Map.entry(FaultKind.HALF, Set.of("UNREADABLE", "OUTAGE")),
            Map.entry(FaultKind.EMPTY, Set.of("UNREADABLE", "OUTAGE")),
            Map.entry(FaultKind.WRONG_ENCODING, Set.of("UNREADABLE", "FOUND")),
            Map.entry(FaultKind.SLOW, Set.of("FOUND")),
            Map.entry(FaultKind.HANG, Set.of("OUTAGE")),
            Map.entry(FaultKind.REDIRECT_PRIVATE, Set.of("BLOCKED", "UNREADABLE", "OUTAGE")),
            Map.entry(FaultKind.REDIRECT_LOOP, Set.of("BLOCKED", "UNREADABLE", "OUTAGE")),
            Map.entry(FaultKind.RESET, Set.of("OUTAGE")),
            Map.entry(FaultKind.HUGE, Set.of("OUTAGE", "UNREADABLE")),
            Map.entry(FaultKind.SERVICE_ERROR, Set.of("OUTAGE", "QUOTA", "UNREADABLE")),
            Map.entry(FaultKind.GZIP, Set.of("FOUND")));

    private static Sandbox sandbox;
    private static TestServer server;
    private static List<String> numbers;
    private static int next;

    @BeforeAll
    static void start() {
        World world = World.demo(WorldClock.real());
        numbers = world.demoParcels().stream()
                .map(parcel -> parcel.number())
                .filter(number -> number.startsWith("LP"))
                .toList();
        sandbox = Sandbox.start(0, world);
        TestServer.Settings settings = TestServer.with("sledopyt.intake.allow", "127.0.0.1");
        for (String source : List.of("cainiao", "russian-post", "cdek")) {
            settings.with("sledopyt.intake.sources." + source + ".address", sandbox.address(source))
                    .with("sledopyt.intake.sources." + source + ".spacing", "0s")
                    .with("sledopyt.intake.sources." + source + ".timeout", "3s");
        }
        server = settings.with("SLEDOPYT_SOURCE_CDEK_CLIENT_ID", Settings.LOGIN)
                .with("SLEDOPYT_SOURCE_CDEK_CLIENT_SECRET", "wrong")
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource(value = FaultKind.class, mode = EnumSource.Mode.EXCLUDE, names = "BAD_LOGIN")
    void every_fault_of_a_carrier_has_an_honest_outcome(FaultKind kind) {
        String number = numbers.get(next++ % numbers.size());
        jdbc().sql("delete from asks").update();
        jdbc().sql("delete from numbers").update();
        server.bean(Gates.class).reopen("cainiao");
        sandbox.fault("cainiao", Fault.of(kind).length(Duration.ofSeconds(1)));
        try {
            server.bean(Follow.class).follow(ACCOUNT, new TrackingNumber(number), List.of(), "");
            until(() -> !outcome(number).equals("WAITING"));
            assertThat(HONEST.get(kind)).as(kind.name()).contains(outcome(number));
            if (outcome(number).equals("UNREADABLE")) {
                assertThat(jdbc().sql("select count(*) from raws where number = ?")
                                .param(number)
                                .query(Integer.class)
                                .single())
                        .isPositive();
            }
        } finally {
            sandbox.heal("cainiao");
        }
    }

    @Test
    void a_wrong_key_is_said_to_be_one() {
        server.bean(Follow.class).follow(ACCOUNT, new TrackingNumber("1204118537"), List.of(List.of("cdek")), "");
        until(() -> jdbc().sql("select outcome from asks where number = '1204118537' and source = 'cdek'")
                .query(String.class)
                .single()
                .equals("SIGN_IN"));
        assertThat(server.bean(Gates.class).of("cdek").lastFailure()).isEqualTo("SIGN_IN");
    }

    private static String outcome(String number) {
        return jdbc().sql("select outcome from asks where number = ? and source = 'cainiao'")
                .param(number)
                .query(String.class)
                .single();
    }

    private static JdbcClient jdbc() {
        return server.bean(JdbcClient.class);
    }
}
