package org.sledopyt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of its own with the tests' class path, to be killed. It is spoken to in lines. What it says otherwise stands in the
 * tests' own output.
 */
public final class TestProcess implements AutoCloseable {

    private static final String END = "(end)";

    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private TestProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    public static TestProcess start(Class<?> main, Map<String, ?> properties) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED"));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        // the test runner may have put the real class path into the manifest of a jar
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        try {
            return new TestProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            // killed in the middle of a line, which was not said then
        }
        said.add(END);
    }

    public void say(String line) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(line)
                    .append('\n')
                    .flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line it says; fails if it ends instead or says nothing for a minute. */
    public String next() {
        try {
            String line = said.poll(60, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError(line == null ? "the process says nothing" : "the process ended");
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Passes over what it says until it says this line. */
    public void await(String line) {
        String heard = next();
        while (!heard.equals(line)) {
            System.out.println(heard);
            heard = next();
        }
    }

    /** Kills it as {@code kill -9} does; returns when it is gone, with what it had said by then and nobody had heard. */
    public List<String> kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        List<String> left = new ArrayList<>();
        try {
            for (String line = said.take(); !line.equals(END); line = said.take()) {
                left.add(line);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        said.add(END);
        return left;
    }

    @Override
    public void close() {
        kill();
    }
}
