package org.sledopyt.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Emulated carriers and aggregators that speak their real wire formats over real HTTP and tell the stories of one {@link World}. Each answers
 * below its own {@link #address(String)}. Listens on 127.0.0.1 only; whoever reaches it may also turn its clock and set its faults
 * below {@code /control}.
 */
public final class Sandbox implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Sandbox.class.getName());
    private static final int BACKLOG = 4096;

    static {
        // Read once, when the JVM makes its first such server: without the first, small answers wait 40 ms; without the
        // second, a
        // client that keeps more than 200 connections finds them closed.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
    }

    private final World world;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Emulator> emulators = new LinkedHashMap<>();
    private final Map<String, LongAdder> calls = new LinkedHashMap<>();
    private final Faults faults = new Faults();
    private final Control control = new Control(this);
    private final Deque<Asked> last = new ArrayDeque<>();
    private volatile int kept;

    private Sandbox(int port, World world, Settings settings) throws IOException {
        this.world = world;
        emulators.put("cainiao", new CainiaoEmulator(world, settings));
        emulators.put("russian-post", new RussianPostEmulator(world, settings));
        emulators.put("cdek", new CdekEmulator(world, settings));
        emulators.put("17track", new SeventeenTrackEmulator(world, settings));
        emulators.put("gdeposylka", new GdeposylkaEmulator(world, settings));
        emulators.put("aliexpress", new AliexpressEmulator(world, settings));
        emulators.keySet().forEach(code -> calls.put(code, new LongAdder()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** With {@link Settings#patient()} carriers. */
    public static Sandbox start(int port, World world) {
        return start(port, world, Settings.patient());
    }

    /** Listens when it returns. {@code port} 0 takes any free one. */
    public static Sandbox start(int port, World world, Settings settings) {
        try {
            return new Sandbox(port, world, settings);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Base address of one of {@link #codes()}. Has no slash at its end. */
    public URI address(String carrier) {
        return URI.create(address() + "/" + known(carrier));
    }

    /** Who is emulated: carriers, and those who tell of other carriers' parcels. */
    public List<String> codes() {
        return List.copyOf(emulators.keySet());
    }

    private String known(String carrier) {
        if (!emulators.containsKey(carrier)) {
            throw new IllegalArgumentException("no such carrier: " + carrier);
        }
        return carrier;
    }

    /** The address that 17TRACK shall push to, as one would enter it in its console; null: none. It is not tried first. */
    public void webhook(@Nullable URI url) {
        ((SeventeenTrackEmulator) Objects.requireNonNull(emulators.get("17track"))).pushTo(url);
    }

    public World world() {
        return world;
    }

    public WorldClock clock() {
        return world.clock();
    }

    /** How many requests this carrier was sent, sign-ins and those struck by faults among them. */
    public long calls(String carrier) {
        return Objects.requireNonNull(calls.get(known(carrier))).sum();
    }

    /** From now on remembers that many requests, over all carriers; 0 forgets them. They contain what the client sent: passwords too. */
    public void keep(int requests) {
        kept = requests;
        synchronized (last) {
            last.clear();
        }
    }

    /** The remembered requests to this carrier, oldest first. */
    public List<Asked> requests(String carrier) {
        synchronized (last) {
            return last.stream()
                    .filter(asked -> asked.carrier().equals(carrier))
                    .toList();
        }
    }

    /** Adds a fault behind those already waiting for this carrier. A request is struck by the first that fits. */
    public void fault(String carrier, Fault fault) {
        faults.add(known(carrier), fault);
    }

    /** Forgets all faults of this carrier. */
    public void heal(String carrier) {
        faults.heal(known(carrier));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            int slash = path.indexOf('/', 1);
            String first = path.substring(1, slash < 0 ? path.length() : slash);
            String query = exchange.getRequestURI().getRawQuery();
            Asked asked = new Asked(
                    first,
                    exchange.getRequestMethod(),
                    slash < 0 ? "" : path.substring(slash),
                    query == null ? "" : query,
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes(),
                    clock().instant());
            Emulator emulator = emulators.get(first);
            if (emulator != null) {
                answer(emulator, asked, exchange);
            } else if (first.equals("control")) {
                Faults.send(exchange, control.answer(asked));
            } else {
                Faults.send(exchange, Answer.html(404, "404", "no such carrier"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The sandbox has a fault of its own", e);
        }
    }

    private void answer(Emulator emulator, Asked asked, HttpExchange exchange)
            throws IOException, InterruptedException {
        Objects.requireNonNull(calls.get(asked.carrier())).increment();
        remember(asked);
        Optional<Fault> fault = faults.next(asked);
        if (fault.isPresent()) {
            faults.strike(fault.get(), asked, emulator, exchange);
        } else {
            Faults.send(exchange, emulator.answer(asked));
        }
    }

    private void remember(Asked asked) {
        if (kept > 0) {
            synchronized (last) {
                last.addLast(asked);
                if (last.size() > kept) {
                    last.removeFirst();
                }
            }
        }
    }

    @Override
    public void close() {
        faults.close();
        server.stop(0);
        threads.shutdownNow();
        emulators.values().forEach(Emulator::close);
    }
}
