package org.sledopyt.command;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.sledopyt.storage.DataFolder;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.StartProblem;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the server's parts on a folder and a database. The database comes up while the classes are still being read. */
public final class Launch {

    private Launch() {}

    /**
     * @param server the class annotated as the application
     * @param properties settings that win over all others
     * @throws StartProblem with a sentence for the person
     */
    public static ConfigurableApplicationContext start(
            Class<?> server,
            DataFolder folder,
            Supplier<Database> database,
            boolean web,
            Map<String, Object> properties) {
        CompletableFuture<Database> coming =
                CompletableFuture.supplyAsync(database, Executors.newVirtualThreadPerTaskExecutor());
        SpringApplication application = new SpringApplication(server);
        application.setWebApplicationType(web ? WebApplicationType.SERVLET : WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        // Before anything else is read: these say where more settings lie.
        application.setDefaultProperties(java.util.Map.of(
                "spring.config.additional-location",
                "optional:file:" + folder.path().toAbsolutePath() + "/sledopyt.yaml"));
        application.addInitializers(context -> {
            GenericApplicationContext generic = (GenericApplicationContext) context;
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new org.springframework.core.env.MapPropertySource("launch", Map.copyOf(properties)));
            generic.registerBean(DataFolder.class, () -> folder, bean -> bean.setDestroyMethodName(""));
            generic.registerBean(Database.class, () -> joined(coming));
        });
        try {
            return application.run();
        } catch (RuntimeException e) {
            coming.thenAccept(Database::close);
            throw problem(e);
        }
    }

    private static Database joined(CompletableFuture<Database> coming) {
        try {
            return coming.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The sentence for the person, if one is hidden in there. */
    private static RuntimeException problem(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartProblem problem) {
                return problem;
            }
            if (cause instanceof org.springframework.boot.web.server.PortInUseException port) {
                return new StartProblem("Port " + port.getPort()
                        + " is taken by another program. Choose one with --port or SLEDOPYT_PORT.");
            }
        }
        return e;
    }
}
