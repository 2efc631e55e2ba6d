package org.sledopyt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The whole server on a free port of localhost, on a fresh database unless one is given. A bean given here takes the place of the
 * server's own of that name.
 */
public final class TestServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Runnable cleanUp;

    private TestServer(ConfigurableApplicationContext context, Runnable cleanUp) {
        this.context = context;
        this.cleanUp = cleanUp;
    }

    public static TestServer start() {
        return new Settings().start();
    }

    /** As {@code TestServer.with("sledopyt.demo", true).with(clock).start()}. */
    public static Settings with(String property, Object value) {
        return new Settings().with(property, value);
    }

    public static Settings with(Clock clock) {
        return new Settings().with(clock);
    }

    public static Settings with(Database database) {
        return new Settings().with(database);
    }

    public static <T> Settings with(String name, Class<T> type, Supplier<T> bean) {
        return new Settings().with(name, type, bean);
    }

    public URI address() {
        return address("");
    }

    /** @param path with its leading slash */
    public URI address(String path) {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return URI.create("http://localhost:" + port + path);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        cleanUp.run();
    }

    /** What differs from the plain server. */
    public static final class Settings {

        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final Map<String, Bean<?>> beans = new LinkedHashMap<>();

        private record Bean<T>(Class<T> type, Supplier<T> maker) {
            void register(String name, GenericApplicationContext context) {
                context.registerBean(name, type, maker, definition -> definition.setDestroyMethodName(""));
            }
        }

        private Settings() {
            with("server.port", 0);
            // Those that the sandbox plays; tests call nobody outside.
            with("sledopyt.intake.only", "cainiao,russian-post,cdek");
            with("spring.main.allow-bean-definition-overriding", true);
        }

        public Settings with(String property, Object value) {
            properties.put(property, value);
            return this;
        }

        public Settings with(Clock clock) {
            return with("clock", Clock.class, () -> clock);
        }

        /** The database stays open when the server is closed: a second server can stand on it. */
        public Settings with(Database database) {
            return with("database", Database.class, () -> database);
        }

        public <T> Settings with(String name, Class<T> type, Supplier<T> bean) {
            beans.put(name, new Bean<>(type, bean));
            return this;
        }

        public TestServer start() {
            Database ownDatabase = beans.containsKey("database") ? null : TestDatabase.fresh();
            if (ownDatabase != null) {
                with(ownDatabase);
            }
            DataFolder folder = DataFolder.open(newFolder());
            with("dataFolder", DataFolder.class, () -> folder);
            SpringApplication application = new SpringApplication(Server.class);
            application.setRegisterShutdownHook(false);
            application.addInitializers(
                    context -> beans.forEach((name, bean) -> bean.register(name, (GenericApplicationContext) context)));
            String[] arguments = properties.entrySet().stream()
                    .map(property -> "--" + property.getKey() + "=" + property.getValue())
                    .toArray(String[]::new);
            ConfigurableApplicationContext context = application.run(arguments);
            return new TestServer(context, () -> {
                folder.close();
                if (ownDatabase != null) {
                    ownDatabase.close();
                }
            });
        }

        private static Path newFolder() {
            try {
                return Files.createTempDirectory("sledopyt-test-server");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
