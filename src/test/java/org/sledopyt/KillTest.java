package org.sledopyt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sledopyt.sandbox.Happening.ACCEPTED;
import static org.sledopyt.sandbox.Happening.ANNOUNCED;
import static org.sledopyt.sandbox.Happening.ARRIVED_SORTING;
import static org.sledopyt.sandbox.Happening.DELIVERED;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sledopyt.account.Accounts;
import org.sledopyt.intake.Follow;
import org.sledopyt.notify.Channels;
import org.sledopyt.sandbox.Carrier;
import org.sledopyt.sandbox.Country;
import org.sledopyt.sandbox.Numbers;
import org.sledopyt.sandbox.Place;
import org.sledopyt.sandbox.Sandbox;
import org.sledopyt.sandbox.Settings;
import org.sledopyt.sandbox.Story;
import org.sledopyt.sandbox.World;
import org.sledopyt.sandbox.WorldClock;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real processes, killed with SIGKILL between any two steps of the pipeline, lose nothing and double nothing. */
class KillTest {

    /** All runs live through the same days, so that what they keep can be compared as it is written. */
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    /** Over all leases. */
    private static final Duration LATER = Duration.ofMinutes(10);

    private static final List<Story> STORIES = List.of(
            story(Carrier.CAINIAO, Numbers.cainiao(780_512_377), Country.CN, Place.YIWU),
            story(Carrier.RUSSIAN_POST, Numbers.russianPost(630_099, 11, 31_846), Country.RU, Place.KAZAN),
            story(Carrier.CDEK, Numbers.cdek(204_118_537), Country.RU, Place.OMSK));

    /** What the pipeline comes to when nobody disturbs it. */
    private static Kept undisturbed;

    private final GreenMail mails = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

    @TempDir
    Path path;

    /** Where the process is killed, and what is in the database then if it was really there. */
    enum Killed {
        BETWEEN_CLAIMING_AND_ASKING("Asks.claim", true, "asks where asked_at > answered_at"),
        BETWEEN_ASKING_AND_KEEPING("KeepAnswers.keep", false, "asks where asked_at > answered_at"),
        WHILE_KEEPING("Events.add", true, "asks where asked_at > answered_at"),
        BETWEEN_KEEPING_AND_TELLING("TellWatchers.tell", false, "changes where told_at is null"),
        BETWEEN_TELLING_AND_CLAIMING("Attempts.claim", false, "notifications where attempts = 0"),
        BETWEEN_CLAIMING_AND_SENDING("MailChannel.send", false, UNSETTLED_MAILS),
        BETWEEN_SENDING_AND_SETTLING("MailChannel.send", true, UNSETTLED_MAILS);

        private final String step;
        private final boolean after;
        private final String left;

        Killed(String step, boolean after, String left) {
            this.step = step;
            this.after = after;
            this.left = left;
        }
    }

    private static final String UNSETTLED_MAILS =
            "notifications where channel = 'mail' and lease_until is not null and sent_at is null";

    /** Everything that must come out the same, each row in words. */
    private record Kept(List<String> events, List<String> changes, List<String> notifications, List<String> journeys) {}

    @BeforeEach
    void open() {
        mails.start();
    }

    @AfterEach
    void close() {
        mails.stop();
    }

    @ParameterizedTest
    @EnumSource
    void a_node_killed_between_two_steps_loses_and_doubles_nothing(Killed killed) throws Exception {
        Kept expected = undisturbed();
        mails.purgeEmailFromAllMailboxes();
        WorldClock world = WorldClock.stoppedAt(NOW);
        try (Sandbox sandbox = Sandbox.start(0, World.of(world, STORIES));
                Database database = TestDatabase.fresh()) {
            Map<String, Object> settings = settings(sandbox);
            try (TestProcess victim = victim(database, settings, killed.step, killed.after, 0)) {
                victim.say("follow " + numbers(sandbox.world()));
                victim.await("done");
                until(() -> isSettled(database, Instant.EPOCH));
                victim.say("arm");
                victim.await("done");
                world.advance(Duration.ofDays(1));
                victim.say("forward P1D");
                victim.await("blocked");
            }
            assertThat(count(database, killed.left)).as("was it there?").isPositive();

            WorldClock later = WorldClock.real();
            later.advance(Duration.ofDays(1).plus(LATER));
            try (TestServer ignored = node(database, settings, later)) {
                until(() -> isSettled(database, NOW.plus(Duration.ofHours(23))));
            }
            assertThat(kept(database)).isEqualTo(expected);
            assertMails(database, killed == Killed.BETWEEN_SENDING_AND_SETTLING);
        }
    }

    @Test
    void what_one_of_two_nodes_leaves_behind_the_other_takes_up() {
        try (Sandbox sandbox = Sandbox.start(0, World.random(7, 300, WorldClock.stoppedAt(NOW)));
                Database calm = TestDatabase.fresh();
                Database database = TestDatabase.fresh()) {
            Map<String, Object> settings = settings(sandbox);
            String numbers = numbers(sandbox.world());
            try (TestServer node = node(calm, settings, WorldClock.real())) {
                follow(node, numbers);
                until(() -> isSettled(calm, Instant.EPOCH));
            }
            long orphans;
            try (TestProcess survivor = victim(database, settings, "", false, 0)) {
                try (TestProcess victim = victim(database, settings, "KeepAnswers.keep", false, 10)) {
                    victim.say("arm");
                    victim.await("done");
                    survivor.say("follow " + numbers);
                    victim.await("blocked");
                }
                orphans = count(database, "asks where asked_at is not null and answered_at is null");
                survivor.await("done");
                survivor.say("forward " + LATER);
                survivor.await("done");
                until(() -> isSettled(database, Instant.EPOCH));
            }
            assertThat(orphans).isPositive();
            Kept kept = kept(database);
            assertThat(kept.events).isEqualTo(kept(calm).events);
            assertThat(kept.journeys).isEqualTo(kept(calm).journeys);
            assertThat(kept.changes).doesNotHaveDuplicates();
            assertThat(kept.journeys).hasSize(300);
        }
    }

    /** Every mail came; only where nobody could write down that it was sent it came again, and can be told by its id. */
    private void assertMails(Database database, boolean mayRepeat) throws Exception {
        List<String> wanted = rows(database, "select id::text from notifications where channel = 'mail' order by id");
        List<String> came = new ArrayList<>();
        for (MimeMessage mail : mails.getReceivedMessages()) {
            came.add(mail.getMessageID().replaceAll("<(.*)@.*>", "$1"));
        }
        assertThat(came.stream().distinct().sorted().toList()).isEqualTo(wanted);
        if (mayRepeat) {
            assertThat(came).hasSizeGreaterThan(wanted.size());
        } else {
            assertThat(came).doesNotHaveDuplicates();
        }
    }

    private Kept undisturbed() {
        if (undisturbed != null) {
            return undisturbed;
        }
        WorldClock world = WorldClock.stoppedAt(NOW);
        WorldClock clock = WorldClock.real();
        try (Sandbox sandbox = Sandbox.start(0, World.of(world, STORIES));
                Database database = TestDatabase.fresh()) {
            try (TestServer node = node(database, settings(sandbox), clock)) {
                follow(node, numbers(sandbox.world()));
                until(() -> isSettled(database, Instant.EPOCH));
                world.advance(Duration.ofDays(1));
                clock.advance(Duration.ofDays(1));
                Wake.call(node.bean(JdbcClient.class), "asks", "");
                until(() -> isSettled(database, NOW.plus(Duration.ofHours(23))));
            }
            undisturbed = kept(database);
        }
        assertThat(undisturbed.notifications)
                .as("one piece of news of each parcel, in the inbox and by mail, and that one from China came too fast")
                .hasSize(8);
        return undisturbed;
    }

    private static Story story(Carrier carrier, String number, Country from, Place sender) {
        return Story.draft(from, Country.RU)
                .number(carrier, number)
                .home(Place.NOVOSIBIRSK)
                .step(NOW.minus(Duration.ofHours(60)), ANNOUNCED, sender)
                .step(NOW.minus(Duration.ofHours(50)), ACCEPTED, sender)
                .step(NOW.minus(Duration.ofHours(20)), ARRIVED_SORTING, Place.MOSCOW)
                .step(NOW.plus(Duration.ofHours(1)), DELIVERED, Place.NOVOSIBIRSK)
                .build();
    }

    private static String numbers(World world) {
        return String.join(
                " ",
                world.stories()
                        .map(story -> Stream.of(Carrier.values())
                                .map(story.numbers()::get)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElseThrow())
                        .toList());
    }

    private static void follow(TestServer node, String numbers) {
        VictimNode.follow(
                node.bean(Accounts.class),
                node.bean(Channels.class),
                node.bean(Follow.class),
                List.of(numbers.split(" ")));
    }

    /** The emulated carriers and the mail server in this process take the place of the real ones. */
    private Map<String, Object> settings(Sandbox sandbox) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("sledopyt.intake.allow", "127.0.0.1");
        settings.put("sledopyt.intake.only", "cainiao,russian-post,cdek");
        for (String source : List.of("cainiao", "russian-post", "cdek")) {
            String of = "sledopyt.intake.sources." + source + ".";
            settings.put(of + "address", sandbox.address(source));
            settings.put(of + "spacing", "0s");
            settings.put(of + "budget", 100_000);
        }
        settings.put("SLEDOPYT_SOURCE_RUSSIAN_POST_LOGIN", Settings.LOGIN);
        settings.put("SLEDOPYT_SOURCE_RUSSIAN_POST_PASSWORD", Settings.PASSWORD);
        settings.put("SLEDOPYT_SOURCE_CDEK_CLIENT_ID", Settings.LOGIN);
        settings.put("SLEDOPYT_SOURCE_CDEK_CLIENT_SECRET", Settings.PASSWORD);
        settings.put("sledopyt.smtp.host", "127.0.0.1");
        settings.put("sledopyt.smtp.port", mails.getSmtp().getPort());
        settings.put("sledopyt.smtp.tls", "off");
        settings.put("sledopyt.smtp.from", "sledopyt@example.com");
        return settings;
    }

    private TestProcess victim(
            Database database, Map<String, Object> settings, String step, boolean after, int passes) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("victim.url", database.address().url());
        properties.put("victim.user", database.address().user());
        properties.put("victim.password", database.address().password());
        properties.put("victim.folder", path.resolve("node" + System.nanoTime()));
        properties.put("victim.step", step);
        properties.put("victim.after", after);
        properties.put("victim.passes", passes);
        TestProcess process = TestProcess.start(VictimNode.class, properties);
        process.await("ready");
        return process;
    }

    private static TestServer node(Database database, Map<String, Object> settings, WorldClock clock) {
        TestServer.Settings node =
                TestServer.with(database).with(clock).with("spring.main.web-application-type", "none");
        settings.forEach(node::with);
        return node.start();
    }

    /** Everything was asked for since then, told and sent: looked at in one moment. */
    private static boolean isSettled(Database database, Instant since) {
        return rows(database, """
                        select case when exists (select from asks where answered_at is null or answered_at < '%s')
                            or exists (select from changes where told_at is null)
                            or exists (select from notifications where sent_at is null)
                            or not exists (select from asks) then 'busy' else 'settled' end""".formatted(since)).contains("settled");
    }

    private static Kept kept(Database database) {
        return new Kept(
                rows(database, """
                        select concat_ws(' ', number, source, seq, code, written_at, text, withdrawn) as row
                        from events order by row"""),
                rows(database, """
                        select concat_ws(' ', j.number, c.kind, (c.details - 'shipment')::text) as row
                        from changes c join journeys j using (bucket, parcel_id) order by row"""),
                rows(database, """
                        select concat_ws(' ', j.number, n.channel, n.target, n.kind, c.details ->> 'milestone', n.given_up_at) as row
                        from notifications n join journeys j using (bucket, parcel_id)
                            join changes c on c.bucket = n.bucket and c.id = n.change_id order by row"""),
                rows(database, "select concat_ws(' ', number, milestone, sub) as row from journeys order by row"));
    }

    private static List<String> rows(Database database, String sql) {
        return JdbcClient.create(database.dataSource())
                .sql(sql)
                .query(String.class)
                .list();
    }

    private static long count(Database database, String what) {
        return JdbcClient.create(database.dataSource())
                .sql("select count(*) from " + what)
                .query(Long.class)
                .single();
    }

    private static void until(BooleanSupplier done) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it came to that within a minute").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
