package org.sledopyt.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sledopyt.TestClock;
import org.sledopyt.TestDatabase;
import org.sledopyt.account.Result.Done;
import org.sledopyt.account.Result.Refused;
import org.sledopyt.storage.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AccountsTest {

    private static final Profile OLGA = new Profile("Olga", "ru", "Europe/Moscow", "ru");
    private static final String PASSWORD = "four blue winters";

    private static Database database;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final Passwords passwords = new Passwords();
    private final Accounts accounts = new Accounts(jdbc, passwords, clock);
    private final Sessions sessions = new Sessions(jdbc, accounts, clock);
    private final ApiTokens tokens = new ApiTokens(jdbc, accounts, clock);
    private final SetupLink setupLink = new SetupLink(jdbc, accounts, clock);
    private final SignIn signIn = new SignIn(accounts, sessions, passwords, new Tries(clock));

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("delete from accounts").update();
        jdbc.sql("delete from setup_links").update();
    }

    @Test
    void an_account_is_found_by_id_and_by_its_email_however_it_is_written() {
        Account olga = create(" Olga@Example.ORG ");
        assertThat(olga)
                .isEqualTo(new Account(
                        olga.id(), "olga@example.org", "Olga", "ru", ZoneId.of("Europe/Moscow"), "RU", false));
        assertThat(accounts.find(olga.id())).contains(olga);
        assertThat(accounts.findByEmail("OLGA@example.org")).contains(olga);
        assertThat(accounts.findByEmail("nobody@example.org")).isEmpty();
        assertThat(why(accounts.create("OLGA@EXAMPLE.ORG", PASSWORD, OLGA, false)))
                .isEqualTo("email.taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "olga",
                "olga@",
                "@example.org",
                "a b@example.org",
                "a@b@example.org",
                "a@example.org\r\nBcc: c@d",
                "a@-example.org",
                "a@example.org,b@example.org",
                "\"a\"@example.org",
                "a\u0000@example.org",
                "a@exam\u202eple.org"
            })
    void what_is_no_email_is_refused(String email) {
        assertThat(why(accounts.create(email, PASSWORD, OLGA, false))).isEqualTo("email.wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"olga@nas", "o.l+ga@mail.example.org", "ольга@почта.рф", "o'neil@example.org"})
    void emails_of_a_household_and_of_the_world_are_taken(String email) {
        assertThat(accounts.create(email, PASSWORD, OLGA, false)).isInstanceOf(Done.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', en, UTC, -, name.missing",
                "'a\u0007b', en, UTC, -, name.wrong",
                "Olga, xx, UTC, -, language.unknown",
                "Olga, en, Mars/Base, -, zone.unknown",
                "Olga, en, UTC+3, -, zone.unknown",
                "Olga, en, UTC, ZZ, country.unknown",
                "Olga, en, UTC, RUS, country.unknown",
            })
    void what_cannot_be_true_of_a_person_is_refused(
            String name, String language, String zone, String country, String key) {
        Profile profile = new Profile(name, language, zone, country);
        assertThat(why(accounts.create("olga@example.org", PASSWORD, profile, false)))
                .isEqualTo(key);
        Account olga = create("olga@example.org");
        assertThat(why(accounts.update(olga.id(), profile))).isEqualTo(key);
        assertThat(accounts.find(olga.id())).contains(olga);
    }

    @ParameterizedTest
    @CsvSource({"1234567, password.short", "🐘🐘🐘🐘🐘🐘🐘, password.short"})
    void short_passwords_are_refused(String password, String key) {
        assertThat(why(accounts.create("olga@example.org", password, OLGA, false)))
                .isEqualTo(key);
    }

    @Test
    void a_password_is_refused_where_the_algorithm_would_not_see_its_end() {
        assertThat(why(accounts.create("olga@example.org", "ж".repeat(37), OLGA, false)))
                .isEqualTo("password.long");
        assertThat(accounts.create("olga@example.org", "ж".repeat(36), OLGA, false))
                .isInstanceOf(Done.class);
        assertThat(signIn.prove("olga@example.org", "ж".repeat(37), "192.0.2.1"))
                .isEqualTo(new SignIn.Outcome.Wrong());
    }

    @Test
    void a_password_fits_however_the_keyboard_composes_its_letters() {
        create("olga@example.org", "caf\u00e9 au lait");
        assertThat(signIn.prove("olga@example.org", "cafe\u0301 au lait", "192.0.2.1"))
                .isInstanceOf(SignIn.Outcome.Proven.class);
    }

    @Test
    void an_update_changes_what_is_shown_and_nothing_else() {
        Account olga = create("olga@example.org");
        Account changed = done(accounts.update(olga.id(), new Profile("Olya", "en", "Asia/Tokyo", null)));
        assertThat(changed)
                .isEqualTo(
                        new Account(olga.id(), "olga@example.org", "Olya", "en", ZoneId.of("Asia/Tokyo"), null, false));
        assertThat(accounts.find(olga.id())).contains(changed);
    }

    @Test
    void a_session_lasts_90_days_from_its_last_use() {
        Account olga = create("olga@example.org");
        String secret = sessions.begin(olga.id(), "browser");
        clock.forward(Duration.ofDays(89));
        assertThat(sessions.find(secret)).contains(new Sessions.Session(olga, true));
        assertThat(sessions.find(secret)).contains(new Sessions.Session(olga, false));
        clock.forward(Duration.ofDays(89));
        assertThat(sessions.find(secret)).isPresent();
        clock.forward(Duration.ofDays(90));
        assertThat(sessions.find(secret)).isEmpty();
        sessions.begin(olga.id(), "browser");
        assertThat(count("sessions")).as("expired ones are cleared away").isEqualTo(1);
    }

    @Test
    void a_stolen_dump_holds_no_secret_that_opens_anything() {
        Account olga = create("olga@example.org");
        String session = sessions.begin(olga.id(), "browser");
        String token = done(tokens.create(olga.id(), "script")).token();
        for (String table : List.of("accounts", "sessions", "api_tokens")) {
            String dump = String.join(
                    "\n",
                    jdbc.sql("select t::text from " + table + " t")
                            .query(String.class)
                            .list());
            assertThat(dump).isNotEmpty().doesNotContain(session, token, PASSWORD);
        }
    }

    @Test
    void changing_the_password_ends_all_sessions_but_the_one_it_was_done_in() {
        Account olga = create("olga@example.org");
        Account boris = create("boris@example.org");
        String here = sessions.begin(olga.id(), "here");
        String there = sessions.begin(olga.id(), "there");
        String other = sessions.begin(boris.id(), "other");
        assertThat(why(signIn.changePassword(olga, "short", here))).isEqualTo("password.short");
        assertThat(sessions.find(there)).isPresent();
        done(signIn.changePassword(olga, "another password", here));
        assertThat(sessions.find(here)).isPresent();
        assertThat(sessions.find(there)).isEmpty();
        assertThat(sessions.find(other)).isPresent();
        assertThat(signIn.prove("olga@example.org", PASSWORD, "192.0.2.1")).isEqualTo(new SignIn.Outcome.Wrong());
        assertThat(signIn.prove("olga@example.org", "another password", "192.0.2.1"))
                .isEqualTo(new SignIn.Outcome.Proven(olga));
    }

    @Test
    void the_use_of_a_token_is_noted_at_most_once_a_minute() {
        Account olga = create("olga@example.org");
        String token = done(tokens.create(olga.id(), "script")).token();
        assertThat(token).startsWith("sledopyt_");
        assertThat(tokens.of(olga.id()).getFirst().usedAt()).isNull();
        assertThat(tokens.find(token)).contains(olga);
        Instant first = clock.instant();
        assertThat(tokens.of(olga.id()).getFirst().usedAt()).isEqualTo(first);
        clock.forward(Duration.ofSeconds(59));
        assertThat(tokens.find(token)).contains(olga);
        assertThat(tokens.of(olga.id()).getFirst().usedAt()).isEqualTo(first);
        clock.forward(Duration.ofSeconds(1));
        assertThat(tokens.find(token)).contains(olga);
        assertThat(tokens.of(olga.id()).getFirst().usedAt()).isEqualTo(clock.instant());
        assertThat(tokens.find(token + "x")).isEmpty();
    }

    @Test
    void tokens_belong_to_one_account() {
        Account olga = create("olga@example.org");
        Account boris = create("boris@example.org");
        ApiTokens.NewToken made = done(tokens.create(olga.id(), "script"));
        assertThat(tokens.of(boris.id())).isEmpty();
        tokens.delete(boris.id(), made.kept().id());
        assertThat(tokens.find(made.token())).contains(olga);
        tokens.delete(olga.id(), made.kept().id());
        assertThat(tokens.find(made.token())).isEmpty();
    }

    @Test
    void guessing_for_one_email_is_slowed_down_wherever_it_comes_from() {
        create("olga@example.org");
        create("boris@example.org");
        for (int i = 0; i < 10; i++) {
            assertThat(signIn.prove("olga@example.org", "wrong", "192.0.2." + i))
                    .isEqualTo(new SignIn.Outcome.Wrong());
        }
        SignIn.Outcome next = signIn.prove(" OLGA@example.org", PASSWORD, "192.0.2.99");
        assertThat(next).isEqualTo(new SignIn.Outcome.TooMany(Duration.ofSeconds(90)));
        assertThat(signIn.prove("boris@example.org", PASSWORD, "192.0.2.99")).isInstanceOf(SignIn.Outcome.Proven.class);
        clock.forward(Duration.ofSeconds(90));
        assertThat(signIn.prove("olga@example.org", PASSWORD, "192.0.2.99")).isInstanceOf(SignIn.Outcome.Proven.class);
    }

    @Test
    void guessing_from_one_network_is_slowed_down_whichever_email_it_tries() {
        create("olga@example.org");
        for (int i = 0; i < 30; i++) {
            signIn.prove("guess" + i + "@example.org", "wrong", "2001:db8:0:0:0:0:0:" + i);
        }
        assertThat(signIn.prove("olga@example.org", PASSWORD, "2001:db8::ffff"))
                .isInstanceOf(SignIn.Outcome.TooMany.class);
        assertThat(signIn.prove("olga@example.org", PASSWORD, "2001:db8:0:1::1"))
                .isInstanceOf(SignIn.Outcome.Proven.class);
    }

    @Test
    void signing_in_with_success_is_never_too_much() {
        create("olga@example.org");
        for (int i = 0; i < 31; i++) {
            assertThat(signIn.prove("olga@example.org", PASSWORD, "192.0.2.1"))
                    .isInstanceOf(SignIn.Outcome.Proven.class);
        }
    }

    @Test
    void an_unknown_email_takes_as_long_as_a_wrong_password() {
        create("olga@example.org");
        long known = nanos(() -> signIn.prove("olga@example.org", "wrong", "192.0.2.1"));
        long unknown = nanos(() -> signIn.prove("nobody@example.org", "wrong", "192.0.2.2"));
        assertThat((double) unknown / known).isGreaterThan(0.3);
    }

    @Test
    void a_setup_link_makes_one_operator_and_then_none() {
        String earlier = setupLink.offer().orElseThrow();
        String secret = setupLink.offer().orElseThrow();
        assertThat(setupLink.opensWith("guess")).isFalse();
        assertThat(why(setupLink.use("guess", "olga@example.org", PASSWORD, OLGA)))
                .isEqualTo("setup.link.wrong");
        assertThat(why(setupLink.use(secret, "olga@example.org", "short", OLGA)))
                .isEqualTo("password.short");
        Account olga = done(setupLink.use(secret, "olga@example.org", PASSWORD, OLGA));
        assertThat(olga.operator()).isTrue();
        assertThat(accounts.first()).contains(olga);
        for (String link : List.of(earlier, secret)) {
            assertThat(setupLink.opensWith(link)).isFalse();
            assertThat(why(setupLink.use(link, "boris@example.org", PASSWORD, OLGA)))
                    .isEqualTo("setup.link.wrong");
        }
        assertThat(setupLink.offer()).isEmpty();
    }

    @Test
    void two_who_use_a_setup_link_at_once_get_one_account() throws Exception {
        String secret = setupLink.offer().orElseThrow();
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        Callable<Result<Account>> use = () -> transaction.execute(
                status -> setupLink.use(secret, UUID.randomUUID() + "@example.org", PASSWORD, OLGA));
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Result<Account>> results = two.invokeAll(List.of(use, use)).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(results).hasAtLeastOneElementOfType(Done.class).hasAtLeastOneElementOfType(Refused.class);
        }
        assertThat(count("accounts")).isEqualTo(1);
    }

    private Account create(String email) {
        return create(email, PASSWORD);
    }

    private Account create(String email, String password) {
        return done(accounts.create(email, password, OLGA, false));
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    /** The quickest of three. */
    private static long nanos(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static <T> T done(Result<T> result) {
        assertThat(result).isInstanceOf(Done.class);
        return ((Done<T>) result).value();
    }

    private static String why(Result<?> result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused<?>) result).why().key();
    }
}
