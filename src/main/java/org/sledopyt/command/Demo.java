package org.sledopyt.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.Server;
import org.sledopyt.account.Account;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;
import org.sledopyt.account.Result;
import org.sledopyt.carrier.Context;
import org.sledopyt.carrier.Recognised;
import org.sledopyt.carrier.Recogniser;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.intake.Follow;
import org.sledopyt.sandbox.DemoParcel;
import org.sledopyt.sandbox.Sandbox;
import org.sledopyt.sandbox.Settings;
import org.sledopyt.sandbox.World;
import org.sledopyt.sandbox.WorldClock;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "the server on an invented world, with parcels in every state; keeps nothing",
        mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "port to listen on (else SLEDOPYT_PORT, else 8080)")
    @Nullable
    Integer port;

    @Option(names = "--lang", paramLabel = "CODE", description = "ru or en")
    @Nullable
    String language;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("sledopyt-demo");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        World world = World.demo(WorldClock.real());
        try (Sandbox sandbox = Sandbox.start(0, world);
                DataFolder data = DataFolder.open(folder)) {
            ConfigurableApplicationContext server =
                    Launch.start(Server.class, data, () -> Database.own(data), true, properties(sandbox));
            fill(server, world);
            return Serve.run(server, () -> delete(folder));
        }
    }

    /** The emulated carriers take the place of the real ones, and everything goes faster. */
    private Map<String, Object> properties(Sandbox sandbox) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("sledopyt.demo", true);
        properties.put("sledopyt.intake.allow", "127.0.0.1");
        properties.put("sledopyt.intake.pace", 0.002);
        // The numbers are invented: no real carrier shall hear of them.
        properties.put("sledopyt.intake.only", String.join(",", sandbox.codes()));
        for (String source : sandbox.codes()) {
            String of = "sledopyt.intake.sources." + source + ".";
            properties.put(of + "address", sandbox.address(source).toString());
            properties.put(of + "every", "10s");
            properties.put(of + "spacing", "150ms");
            properties.put(of + "budget", 100_000);
        }
        properties.put("SLEDOPYT_SOURCE_RUSSIAN_POST_LOGIN", Settings.LOGIN);
        properties.put("SLEDOPYT_SOURCE_RUSSIAN_POST_PASSWORD", Settings.PASSWORD);
        properties.put("SLEDOPYT_SOURCE_CDEK_CLIENT_ID", Settings.LOGIN);
        properties.put("SLEDOPYT_SOURCE_CDEK_CLIENT_SECRET", Settings.PASSWORD);
        properties.put("SLEDOPYT_SOURCE_17TRACK_KEY", Settings.PASSWORD);
        properties.put("SLEDOPYT_SOURCE_GDEPOSYLKA_TOKEN", Settings.PASSWORD);
        properties.put("SLEDOPYT_SOURCE_ALIEXPRESS_APP_KEY", Settings.LOGIN);
        properties.put("SLEDOPYT_SOURCE_ALIEXPRESS_APP_SECRET", Settings.PASSWORD);
        properties.put("SLEDOPYT_SOURCE_ALIEXPRESS_CODE", Settings.PASSWORD);
        if (port != null) {
            properties.put("server.port", port);
        }
        return properties;
    }

    private void fill(ConfigurableApplicationContext server, World world) {
        byte[] password = new byte[16];
        new SecureRandom().nextBytes(password);
        String spoken = Languages.of(language);
        Result<Account> made = server.getBean(Accounts.class)
                .create(
                        "demo@example.com",
                        HexFormat.of().formatHex(password),
                        new Profile(spoken.equals("ru") ? "Вера" : "Vera", spoken, "Europe/Moscow", "RU"),
                        true);
        if (!(made instanceof Result.Done<Account>(Account account))) {
            throw new IllegalStateException("the demo's account could not be made: " + made);
        }
        Context context = Context.of(Set.of("RU"), Map.of());
        for (DemoParcel parcel : world.demoParcels()) {
            Recognised recognised = Recogniser.standard().number(parcel.number(), context);
            server.getBean(Follow.class)
                    .follow(
                            account.id(),
                            new TrackingNumber(parcel.number()),
                            Recogniser.standard().turns(recognised, context),
                            spoken.equals("ru") ? parcel.titleRu() : parcel.titleEn());
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | java.io.UncheckedIOException e) {
            System.err.println("Could not delete " + folder + ": " + e.getMessage());
        }
    }
}
