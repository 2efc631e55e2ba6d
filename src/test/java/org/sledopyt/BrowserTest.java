package org.sledopyt;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sledopyt.account.SetupLink;
import org.sledopyt.sandbox.Sandbox;
import org.sledopyt.sandbox.Settings;
import org.sledopyt.sandbox.World;
import org.sledopyt.sandbox.WorldClock;

/**
 * The main job as a person does it, in a real browser: make an account by the link, paste a number, see its journey, see it move without
 * reloading, find the message in the inbox and in the mailbox. Emulated carriers, everything else is real.
 */
class BrowserTest {

    private static final List<Path> BROWSERS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"), Path.of("/usr/bin/chromium-browser"));
    /** What comes after the heading, where that takes its time. */
    private static final Map<String, String> CONTENT = Map.of(
            "/", "main section li", "/sources", "article .how", "/settings", "section[aria-labelledby=people] li");

    private static final Path PICTURES = Path.of("target", "pictures");

    private static Sandbox sandbox;
    private static TestServer server;
    private static GreenMail mail;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(BrowserTest.class.getResource("/static/index.html") != null, "the app is not built");
        Path chromium = BROWSERS.stream().filter(Files::exists).findFirst().orElse(null);
        assumeTrue(chromium != null, "no Chromium on this machine");
        sandbox = Sandbox.start(0, World.demo(WorldClock.real()));
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        TestServer.Settings settings = TestServer.with("sledopyt.intake.allow", "127.0.0.1")
                .with("sledopyt.intake.pace", 0.002)
                .with("sledopyt.smtp.host", "127.0.0.1")
                .with("sledopyt.smtp.port", mail.getSmtp().getPort())
                .with("sledopyt.smtp.from", "sledopyt@example.com")
                .with("sledopyt.smtp.tls", "off")
                .with("SLEDOPYT_SOURCE_RUSSIAN_POST_LOGIN", Settings.LOGIN)
                .with("SLEDOPYT_SOURCE_RUSSIAN_POST_PASSWORD", Settings.PASSWORD)
                .with("sledopyt.intake.only", "cainiao,russian-post,cdek,sf-express")
                .with("SLEDOPYT_SOURCE_SF_EXPRESS_PARTNER", "none")
                .with("SLEDOPYT_SOURCE_SF_EXPRESS_CHECK_WORD", "none")
                .with("sledopyt.intake.sources.sf-express.address", sandbox.address("cdek"));
        for (String source : List.of("cainiao", "russian-post", "cdek")) {
            String of = "sledopyt.intake.sources." + source + ".";
            settings.with(of + "address", sandbox.address(source))
                    .with(of + "every", "3s")
                    .with(of + "spacing", "50ms")
                    .with(of + "budget", 100_000);
        }
        server = settings.start();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (server != null) {
            server.close();
            mail.stop();
            sandbox.close();
        }
    }

    @Test
    void from_the_first_start_to_a_message_about_a_parcel_that_moved() throws Exception {
        List<String> complaints = new ArrayList<>();
        try (BrowserContext person = browser.newContext(new Browser.NewContextOptions()
                .setLocale("ru-RU")
                .setTimezoneId("Europe/Moscow")
                .setViewportSize(1280, 900))) {
            Page page = person.newPage();
            page.setDefaultTimeout(20_000);
            page.onPageError(complaints::add);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.text().contains("401")) {
                    complaints.add(message.text());
                }
            });
            setUp(page);
            mailTo("vera@example.com", page);
            follow(page);
            seeItMove(page);
            tellWhatASourceNeeds(page);
            seeWhatWaits(page);
            page.navigate(server.address("/parcels").toString());
            String parcel = page.locator("a[href^='/parcels/']")
                    .filter(new Locator.FilterOptions().setHasText("LP"))
                    .first()
                    .getAttribute("href");
            for (String path : List.of("/", "/parcels", parcel, "/inbox", "/sources", "/settings")) {
                look(page, path, path.equals(parcel) ? "journey" : path.equals("/") ? "today" : path.substring(1));
            }
            lookAtPasteBox(page, "paste");
            speak(page, "en");
            lookAtPasteBox(page, "paste-en");
        }
        assertThat(complaints).isEmpty();
    }

    private void setUp(Page page) {
        String secret = server.bean(SetupLink.class).offer().orElseThrow();
        page.navigate(server.address("/setup#" + secret).toString());
        page.locator("input[autocomplete=name], input[name=name]").first().fill("Вера");
        page.locator("input[type=email]").first().fill("vera@example.com");
        page.locator("input[type=password]").first().fill("eine lange parole 7");
        page.locator("button[type=submit], form button").last().click();
        page.locator(".paste, input[type=text], textarea").first().waitFor();
        assertThat(server.bean(SetupLink.class).offer()).isEmpty();
    }

    private void mailTo(String address, Page page) {
        Object status = page.evaluate(
                "address => fetch('/api/v1/channels/mail', {method: 'PUT', headers: {'Content-Type': 'application/json', 'X-Sledopyt': '1'},"
                        + " body: JSON.stringify({target: address, enabled: true})}).then(answer => answer.status)",
                address);
        assertThat(status).isEqualTo(200);
    }

    /** The boots reach their post office some seconds after the world began, or have done so; a scarf moves a little later. */
    private void follow(Page page) {
        page.navigate(server.address("/").toString());
        Locator paste = page.locator("main input[type=text], main input:not([type]), main textarea")
                .first();
        paste.fill("Ваша посылка LP00000800475439 отправлена, ещё одна: LP00000800512690");
        page.getByText("LP00000800512690").first().waitFor();
        page.locator("main button")
                .filter(new Locator.FilterOptions().setHasText("тслед"))
                .last()
                .click();
        Locator rows = page.locator("main a[href^='/parcels/']");
        page.waitForCondition(() -> rows.count() >= 2);
        page.navigate(server.address("/parcels").toString());
        page.waitForCondition(() -> rows.count() == 2);
    }

    private void seeItMove(Page page) throws Exception {
        page.locator("a[href^='/parcels/']").last().click();
        page.locator("ol li").first().waitFor();
        String before = page.locator("main").innerText();
        sandbox.clock().advance(Duration.ofMinutes(10));
        // Nobody reloads: the event stream brings it.
        page.waitForCondition(
                () -> !page.locator("main").innerText().equals(before),
                new Page.WaitForConditionOptions().setTimeout(60_000));
        long end = System.nanoTime() + 60_000_000_000L;
        while (mail.getReceivedMessages().length == 0 && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(mail.getReceivedMessages()).isNotEmpty();
        assertThat(mail.getReceivedMessages()[0].getAllRecipients()[0]).hasToString("vera@example.com");
        page.navigate(server.address("/inbox").toString());
        assertThat(page.locator("main")).containsText("LP");
    }

    /** Parcels in every state: what waits stands first with its reason, and can be put aside and taken back. */
    private void seeWhatWaits(Page page) {
        List<Map<String, String>> numbers = sandbox.world().demoParcels().stream()
                .map(parcel -> Map.of("number", parcel.number(), "title", parcel.titleRu()))
                .toList();
        page.evaluate("""
                numbers => fetch('/api/v1/shipments', {method: 'POST', body: JSON.stringify({numbers}),
                    headers: {'Content-Type': 'application/json', 'X-Sledopyt': '1'}})""", numbers);
        page.waitForCondition(() -> {
            page.navigate(server.address("/").toString());
            page.locator("main h1").first().waitFor();
            return page.getByText("Кофе в зёрнах").count() > 0
                    && page.locator("main section").first().locator("li").count() >= 6;
        });
        look(page, "/", "waits");
        page.getByText("Кофе в зёрнах").first().click();
        Locator urgent = page.locator(".act.bad");
        urgent.first().waitFor();
        assertThat(urgent.first()).containsText("Последний день");
        String journey = java.net.URI.create(page.url()).getPath();
        look(page, journey, "waits-journey");
        page.getByText("Отложить до").first().click();
        page.getByText("Отменить мои ответы").waitFor();
        assertThat(urgent).hasCount(0);
        page.getByText("Отменить мои ответы").click();
        urgent.first().waitFor();
        page.navigate(server.address("/").toString());
        page.getByText("Набор лампового усилителя").first().click();
        page.getByText("Нужно оплатить пошлину").first().waitFor();
        speak(page, "en");
        look(page, "/", "waits-english");
        look(page, journey, "waits-journey-english");
        speak(page, "ru");
    }

    /** A number of SF Express is followed with the end of the phone, which the paste box asks for. */
    private void tellWhatASourceNeeds(Page page) {
        paste(page, "SF1318220443554");
        page.locator("main label input").last().fill("4321");
        page.locator("main button")
                .filter(new Locator.FilterOptions().setHasText("тслед"))
                .last()
                .click();
        Locator rows = page.locator("main a[href^='/parcels/']");
        page.navigate(server.address("/parcels").toString());
        page.waitForCondition(() -> rows.count() == 3);
        page.getByText("SF Express").first().waitFor();
        rows.filter(new Locator.FilterOptions().setHasText("SF")).first().click();
        page.getByText("SF Express").first().waitFor();
    }

    private static void paste(Page page, String text) {
        page.navigate(server.address("/").toString());
        page.locator("main input[type=text], main input:not([type]), main textarea")
                .first()
                .fill(text);
        page.locator("main label input").last().waitFor();
    }

    private void lookAtPasteBox(Page page, String name) {
        look(page, "/", name, () -> paste(page, "SF1318220443590, RB8765432I6CN"));
    }

    private static void speak(Page page, String language) {
        Object status = page.evaluate(
                "language => fetch('/api/v1/me', {method: 'PATCH', headers: {'Content-Type': 'application/json', 'X-Sledopyt': '1'},"
                        + " body: JSON.stringify({language})}).then(answer => answer.status)",
                language);
        assertThat(status).isEqualTo(200);
    }

    private void look(Page page, String path, String name) {
        look(page, path, name, () -> {});
    }

    /** Each screen on a desktop and a phone, light and dark: no serious fault for readers, nothing wider than the screen. */
    private void look(Page page, String path, String called, Runnable prepare) {
        for (boolean phone : List.of(false, true)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.setViewportSize(phone ? 390 : 1280, phone ? 844 : 900);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.navigate(server.address(path).toString());
                page.locator("main h1").first().waitFor();
                boolean journey = path.startsWith("/parcels/");
                String content = journey ? ".map .land[d*=Z]" : CONTENT.get(path);
                if (content != null) {
                    page.locator(content).first().waitFor();
                }
                prepare.run();
                String name =
                        called + (phone ? "-phone" : "") + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setFullPage(true));
                Object tooWide = page.evaluate("document.documentElement.scrollWidth > innerWidth");
                assertThat(tooWide).as(name + " scrolls sideways").isEqualTo(false);
                List<String> faults = new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .filter(rule -> rule.getImpact().equals("serious")
                                        || rule.getImpact().equals("critical"))
                                .map(Rule::getHelp)
                                .toList();
                assertThat(faults).as(name).isEmpty();
            }
        }
    }
}
