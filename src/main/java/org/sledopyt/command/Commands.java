package org.sledopyt.command;

import java.io.PrintWriter;
import org.sledopyt.storage.StartProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything that can be typed after {@code sledopyt}. Without a word it is {@code serve}. */
@Command(
        name = "sledopyt",
        description = "A parcel tracker that people run themselves.",
        mixinStandardHelpOptions = true,
        version = "Sledopyt 0.1.0",
        subcommands = {
            Serve.class,
            Demo.class,
            Recognise.class,
            Track.class,
            Read.class,
            ListSources.class,
            Rebuilding.class,
            Doctor.class,
            Bench.class,
            WarmUp.class
        })
public final class Commands {

    private Commands() {}

    /** Runs a command line; gives the exit code. A known problem is told in a sentence, without a stack trace. */
    public static int run(String... arguments) {
        CommandLine line = new CommandLine(new Commands());
        line.setExecutionExceptionHandler((e, at, parsed) -> {
            if (e instanceof StartProblem) {
                System.err.println(e.getMessage());
                return 1;
            }
            e.printStackTrace(new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8));
            return 1;
        });
        return line.execute(arguments.length == 0 ? new String[] {"serve"} : arguments);
    }
}
