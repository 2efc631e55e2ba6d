package org.sledopyt.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sledopyt.account.Account;
import org.sledopyt.journey.Change;
import org.sledopyt.storage.StartProblem;

class MailTest {

    private static final World world = new World();
    private static final World.Node node = world.node(Names.class);

    @BeforeEach
    void clear() throws Exception {
        world.clear();
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    /** As the part of the program that knows the sources does it. */
    static class Names {
        @org.springframework.context.annotation.Bean
        SourceNames sourceNames() {
            return (source, language) ->
                    source.equals("russian-post") && language.equals("ru") ? "Почта России" : source;
        }
    }

    @Test
    void a_russian_mail_is_russian_with_days_and_hours_of_the_reader() throws Exception {
        Account ivan = world.account("ru", "Asia/Novosibirsk");
        MimeMessage mail = mailOf(
                ivan,
                "Зимние ботинки",
                Change.Kind.MILESTONE,
                Map.of(
                        "milestone", "AVAILABLE_FOR_PICKUP",
                        "sub", "POST_OFFICE",
                        "at", "2026-11-23T20:30:00+03:00",
                        "place", "Новосибирск 630099",
                        "source", "russian-post",
                        "text", "Прибыло в место вручения"));
        assertThat(mail.getSubject()).isEqualTo("Зимние ботинки: Ожидает в\u00a0отделении");
        assertThat(plain(text(mail))).isEqualTo("""
                Зимние ботинки: Ожидает в отделении

                Она ждёт вас.
                24 ноября в 00:30 · Новосибирск 630099
                Словами перевозчика: Прибыло в место вручения
                Источник: Почта России
                Трек-номер: RB123456785CN

                Весь путь посылки: http://localhost:8080/parcels/%s

                Вы следите за этой посылкой с 24 ноября 2026 г. и просили сообщать о таких изменениях.
                Настроить уведомления: http://localhost:8080/settings
                """.formatted(shipment()));
        assertThat(html(mail)).contains("<html lang=\"ru\">", "24 ноября в 00:30 · Новосибирск 630099");
    }

    @Test
    void an_english_mail_says_the_same() throws Exception {
        MimeMessage mail = mailOf(
                world.account("en", "Europe/Berlin"),
                "",
                Change.Kind.MILESTONE,
                Map.of(
                        "milestone",
                        "DELIVERED",
                        "sub",
                        "NEIGHBOUR",
                        "at",
                        "2026-11-23T20:30:00+03:00",
                        "source",
                        "cainiao"));
        assertThat(plain(text(mail))).startsWith("""
                RB123456785CN: With a neighbour

                The carrier says it has arrived. If you do not have it, write to the seller soon.
                November 23 at 18:30
                Source: cainiao
                Tracking number: RB123456785CN
                """);
    }

    @Test
    void a_time_without_zone_is_shown_as_it_is_and_named_local() throws Exception {
        MimeMessage mail = mailOf(
                world.account("en", "Asia/Tokyo"),
                "Boots",
                Change.Kind.MILESTONE,
                Map.of("milestone", "IN_TRANSIT", "sub", "CUSTOMS", "at", "2026-11-24T08:15:00"));
        assertThat(text(mail)).contains("November 24 at 08:15 local time");
    }

    @Test
    void promises_and_new_numbers_have_their_own_sentences() throws Exception {
        Account ivan = world.account("ru", "Europe/Moscow");
        Account ann = world.account("en", "UTC");
        assertThat(mailOf(ivan, "Чехол", Change.Kind.PROMISE, Map.of("from", "2026-11-27", "to", "2026-11-29"))
                        .getSubject())
                .isEqualTo("Чехол: доставка ожидается 27–29 ноября");
        assertThat(plain(mailOf(ivan, "Чехол", Change.Kind.PROMISE, Map.of("from", "2026-12-30", "to", "2027-01-02"))
                        .getSubject()))
                .isEqualTo("Чехол: доставка ожидается 30 декабря 2026 г. – 2 января 2027 г.");
        assertThat(mailOf(ann, "Case", Change.Kind.PROMISE, Map.of("from", "2026-11-27", "to", "2026-11-27"))
                        .getSubject())
                .isEqualTo("Case: delivery expected November 27");
        assertThat(mailOf(ann, "Case", Change.Kind.NUMBER, Map.of("from", "RB123456785CN", "to", "10123456789"))
                        .getSubject())
                .isEqualTo("Case: goes on under the number 10123456789");
    }

    @Test
    void headers_say_which_notification_it_is_and_that_a_program_wrote_it() throws Exception {
        MimeMessage mail = mailOf(world.account("en", "UTC"), "Boots", Change.Kind.MILESTONE, Map.of());
        String id = world.jdbc
                .sql("select id from notifications where channel = 'mail'")
                .query(String.class)
                .single();
        assertThat(mail.getMessageID()).isEqualTo("<" + id + "@example.org>");
        assertThat(mail.getHeader("X-Sledopyt-Notification")).containsExactly(id);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<http://localhost:8080/settings>");
        assertThat(mail.getSentDate()).isEqualTo(world.clock.instant());
        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("Sledopyt <sledopyt@example.org>");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Boots\r\nBcc: eve@example.org\r\n\r\nhello",
                "Boots\nBcc: eve@example.org",
                "Boots\u2028Bcc: eve@example.org",
                "Ботинки\r\nBcc: eve@example.org",
                "Boots\u0000\u0085Bcc: eve@example.org"
            })
    void a_title_cannot_add_headers_or_recipients(String title) throws Exception {
        MimeMessage mail = mailOf(
                world.account("en", "UTC"),
                title.replace("\u0000", ""),
                Change.Kind.NUMBER,
                Map.of("to", "1\r\nBcc: x@y"));
        assertThat(world.received()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject())
                .doesNotContain("\n", "\r", "\u2028", "\u0085")
                .contains("Bcc: eve@example.org");
        assertThat(text(mail)).doesNotContain("\nBcc");
    }

    @Test
    void what_others_wrote_is_text_and_never_markup() throws Exception {
        MimeMessage mail = mailOf(
                world.account("en", "UTC"),
                "<script>alert(1)</script> \"Boots\" & {name} '{' \u202Eevil",
                Change.Kind.MILESTONE,
                Map.of(
                        "milestone", "IN_TRANSIT",
                        "sub", "CUSTOMS",
                        "place", "<img src=x onerror=alert(1)>",
                        "source", "<b>cainiao</b>",
                        "text", "<a href=\"javascript:alert(1)\">click</a>"));
        assertThat(html(mail))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot;Boots&quot; &amp; {name} &#39;{&#39; evil")
                .contains("&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<script", "<img", "<b>", "<a href=\"javascript");
        assertThat(html(mail).split("<a ", -1)).as("our two links").hasSize(3);
        assertThat(text(mail)).contains("<script>alert(1)</script> \"Boots\" & {name} '{' evil");
    }

    @Test
    void an_endless_title_is_cut_between_characters() throws Exception {
        MimeMessage mail =
                mailOf(world.account("en", "UTC"), "👢".repeat(5_000), Change.Kind.NUMBER, Map.of("to", "10123456789"));
        assertThat(mail.getSubject()).isEqualTo("👢".repeat(79) + "…: goes on under the number 10123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "@example.org",
                "ann@",
                "ann@example.org, eve@example.org",
                "ann@example.org\r\nRCPT TO:<eve@example.org>",
                "Ann <ann@example.org>",
                "ann@exa mple.org",
                "ann@example..org",
                "<ann@example.org>",
                "анна@example.org"
            })
    void only_one_plain_address_is_a_target(String written) {
        Account ann = world.account("en", "UTC");
        assertThat(node.get(Channels.class).put(ann.id(), "mail", written, true))
                .isFalse();
        assertThat(node.get(Channels.class).list(ann.id()).items()).isEmpty();
    }

    @Test
    void an_address_of_a_cyrillic_domain_is_kept_as_the_wire_wants_it() {
        Account ann = world.account("en", "UTC");
        assertThat(node.get(Channels.class).put(ann.id(), "mail", " ann@почта.рф ", true))
                .isTrue();
        assertThat(node.get(Channels.class).list(ann.id()).items().getFirst().target())
                .isEqualTo("ann@xn--80a1acny.xn--p1ai");
    }

    @Test
    void a_test_mail_shows_whether_mail_works() throws Exception {
        Account ann = world.account("ru", "UTC");
        Channels channels = node.get(Channels.class);
        assertThat(channels.test(ann, "mail")).isEqualTo(new Outcome.Failed("channel.problem.noTarget"));
        channels.put(ann.id(), "mail", "ann@example.org", false);
        assertThat(channels.test(ann, "mail")).isEqualTo(new Outcome.Sent());
        assertThat(world.received().getFirst().getSubject()).isEqualTo("Проверочное сообщение Следопыта");
        assertThat(text(world.received().getFirst())).contains("http://localhost:8080/", "Вы попросили");
        assertThat(world.node(Map.of()).get(Channels.class).test(ann, "mail"))
                .isEqualTo(new Outcome.Failed("channel.problem.notSetUp"));
        assertThatThrownBy(() -> channels.test(ann, "pigeon")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void links_lead_to_where_people_reach_this_installation() throws Exception {
        Map<String, Object> settings =
                new HashMap<>(NotifyBench.smtp(world.mails.getSmtp().getPort()));
        settings.put("sledopyt.web.address", "https://parcels.example.org/");
        World.Node outside = world.node(settings);
        MimeMessage mail = mailOf(outside, world.account("en", "UTC"), "Boots", Change.Kind.MILESTONE, Map.of());
        assertThat(text(mail)).contains("https://parcels.example.org/parcels/" + shipment());
    }

    @Test
    void a_from_that_is_no_address_is_told_at_the_start() {
        Map<String, Object> settings = new HashMap<>(NotifyBench.smtp(1));
        settings.put("sledopyt.smtp.from", "Sledopyt");
        assertThatThrownBy(() -> world.awake(settings))
                .rootCause()
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("SLEDOPYT_SMTP_FROM");
    }

    @Test
    void without_the_guard_that_is_set_nothing_is_sent_and_the_password_stays_here() {
        Map<String, Object> settings =
                new HashMap<>(NotifyBench.smtp(world.mails.getSmtp().getPort()));
        settings.put("sledopyt.smtp.tls", "starttls");
        settings.put("sledopyt.smtp.user", "ann");
        settings.put("sledopyt.smtp.password", "secret");
        World.Node guarded = world.node(settings);
        Account ann = world.account("en", "UTC");
        guarded.get(Channels.class).put(ann.id(), "mail", "ann@example.org", true);
        assertThat(guarded.get(Channels.class).test(ann, "mail"))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.why())
                        .containsIgnoringCase("STARTTLS")
                        .doesNotContain("secret"));
        assertThat(world.received()).isEmpty();
    }

    @Test
    void what_waits_is_told_with_its_last_day_and_what_to_do_in_the_readers_language() throws Exception {
        Map<String, String> details = Map.of(
                "attention", "PICKUP_URGENT",
                "urgency", "A",
                "todo", "todo.PICKUP_URGENT.text",
                "until", "2026-11-28",
                "known", "STATED");
        MimeMessage english = mailOf(world.account("en", "Europe/Berlin"), "Boots", Change.Kind.ATTENTION, details);
        assertThat(plain(english.getSubject())).isEqualTo("Boots: Collect it until November 28");
        assertThat(plain(text(english)))
                .contains("\nCollect it now, or ask the carrier whether it can be kept longer.");
        world.clear();
        MimeMessage russian = mailOf(world.account("ru", "Europe/Moscow"), "Ботинки", Change.Kind.ATTENTION, details);
        assertThat(plain(russian.getSubject())).isEqualTo("Ботинки: Заберите до 28 ноября");
        world.clear();
        Map<String, String> counted = new HashMap<>(details);
        counted.put("known", "TABLE");
        MimeMessage about = mailOf(world.account("ru", "Europe/Moscow"), "Ботинки", Change.Kind.ATTENTION, counted);
        assertThat(plain(about.getSubject())).isEqualTo("Ботинки: Заберите примерно до 28 ноября");
        assertThat(plain(text(russian))).contains("\nЗаберите сейчас или спросите перевозчика,");
    }

    private MimeMessage mailOf(Account account, String title, Change.Kind kind, Map<String, String> details) {
        return mailOf(node, account, title, kind, details);
    }

    private MimeMessage mailOf(
            World.Node node, Account account, String title, Change.Kind kind, Map<String, String> details) {
        node.get(Channels.class).put(account.id(), "mail", account.id() + "@example.org", true);
        World.Parcel parcel = world.parcel(node, account, "RB123456785CN", title);
        world.happens(node, parcel, kind, details);
        node.run();
        return world.received().getLast();
    }

    private String shipment() {
        return world.jdbc
                .sql("select shipment_id from notifications where channel = 'mail'")
                .query(String.class)
                .single();
    }

    /** Typographic blanks as plain ones, so that expected texts can be read. */
    private static String plain(String text) {
        return text.replaceAll("[\\u00A0\\u2009\\u202F]", " ").replace("\r\n", "\n");
    }

    private static String text(MimeMessage mail) throws Exception {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
    }

    private static String html(MimeMessage mail) throws Exception {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent();
    }
}
