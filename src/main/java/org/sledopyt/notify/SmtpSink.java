package org.sledopyt.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A mail server on localhost that takes everything and keeps nothing: what {@link NotifyBench} sends to. */
final class SmtpSink implements AutoCloseable {

    private final ServerSocket socket;
    private final Function<String, @Nullable String> refusals;
    private final Runnable onMail;

    /**
     * @param refusals what to answer to a command line instead of 250; null: take it
     * @param onMail called for each mail taken, before its sender is told
     */
    SmtpSink(Function<String, @Nullable String> refusals, Runnable onMail) {
        this.refusals = refusals;
        this.onMail = onMail;
        try {
            this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.startVirtualThread(() -> converse(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void converse(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = client.getOutputStream()) {
            say(out, "220 sink");
            String line = in.readLine();
            while (line != null) {
                String refusal = refusals.apply(line);
                String command = line.length() < 4 ? line : line.substring(0, 4);
                if (refusal != null) {
                    say(out, refusal);
                } else if (command.equals("DATA")) {
                    say(out, "354 go on");
                    skipMail(in);
                    onMail.run();
                    say(out, "250 taken");
                } else if (command.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            // the client left; the next one comes
        }
    }

    private static void skipMail(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
