package org.sledopyt.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sledopyt.Server;
import org.sledopyt.intake.Rebuild;
import org.sledopyt.storage.DataFolder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rebuild",
        description = "make all journeys anew from the kept answers; nobody is told anything",
        mixinStandardHelpOptions = true)
final class Rebuilding implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "FOLDER", description = "data folder (else SLEDOPYT_DATA, else ~/.sledopyt)")
    @Nullable
    Path data;

    @Override
    public Integer call() {
        try (DataFolder folder = DataFolder.open(Place.folder(data));
                ConfigurableApplicationContext server = Launch.start(
                        Server.class,
                        folder,
                        () -> Place.database(folder),
                        false,
                        Map.of("sledopyt.intake.enabled", false))) {
            Rebuild.Done done = server.getBean(Rebuild.class).all();
            System.out.println("Rebuilt " + done.parcels() + " journeys from " + done.raws() + " answers: "
                    + done.events() + " events.");
        }
        return 0;
    }
}
