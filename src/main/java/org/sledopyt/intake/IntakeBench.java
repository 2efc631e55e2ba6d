package org.sledopyt.intake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.journey.Journeys;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reader;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.sledopyt.source.Stages;
import org.sledopyt.storage.Buckets;
import org.sledopyt.storage.Database;
import org.sledopyt.storage.Ids;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How many new events a second go through T2, against COPY of the very same rows into the very same tables. */
@Component
public class IntakeBench {

    private static final int PARCELS = 6_000;
    private static final int EVENTS = 10;
    private static final int THREADS = 4;
    private static final List<String> TABLES = List.of("raws", "events", "journeys", "changes", "asks", "facts");

    public record Round(double eventsPerSecond, double copiedPerSecond) {}

    private final KeepAnswers keepAnswers;
    private final Journeys journeys;
    private final Numbers numbers;
    private final Asks asks;
    private final Sources sources;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    IntakeBench(
            KeepAnswers keepAnswers,
            Journeys journeys,
            Numbers numbers,
            Asks asks,
            Sources sources,
            JdbcTemplate jdbc,
            Clock clock) {
        this.keepAnswers = keepAnswers;
        this.journeys = journeys;
        this.numbers = numbers;
        this.asks = asks;
        this.sources = sources;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public List<Round> run(int rounds, Database.Address address) throws Exception {
        List<Round> measured = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            jdbc.execute("truncate raws, events, journeys, changes, asks, facts, numbers");
            Map<Integer, List<Answered>> answers = prepare(round, PARCELS);
            double ours = through(answers);
            double copy = copy(address);
            if (round >= 0) {
                measured.add(new Round(ours, copy));
            }
        }
        return measured;
    }

    /** Parcels that are followed, and the answer that is about to come for each. */
    Map<Integer, List<Answered>> prepare(int round, int parcels) {
        Source source = sources.get("cainiao");
        Map<Integer, List<Answered>> answers = new HashMap<>();
        for (int i = 0; i < parcels; i++) {
            TrackingNumber number = new TrackingNumber(String.format("LP%02d%012d", round + 1, i));
            int bucket = Buckets.of(number.text()) / 8 * 8;
            UUID parcel = Ids.next(clock);
            numbers.add(number, bucket, parcel, Numbers.PERSON);
            journeys.begin(bucket, parcel, number.text());
            asks.plan(bucket, parcel, number, List.of(List.of("cainiao")), List.of("cainiao"));
            byte[] body = answer(number, i).getBytes(StandardCharsets.UTF_8);
            Raw raw = new Raw("cainiao", Raw.Kind.ANSWER, List.of(number), 200, Map.of(), body, clock.instant());
            Reading reading = Reader.read(source, raw).getFirst();
            Claimed claim = new Claimed(
                    bucket,
                    parcel,
                    number,
                    "cainiao",
                    Outcome.WAITING,
                    0,
                    null,
                    null,
                    Stages.NO_DATA,
                    null,
                    clock.instant());
            answers.computeIfAbsent(bucket, b -> new ArrayList<>())
                    .add(new Answered.Read(claim, raw, Raws.hash(body), reading));
        }
        return answers;
    }

    private static String answer(TrackingNumber number, int seed) {
        String[] codes = {
            "GWMS_ACCEPT", "PU_PICKUP_SUCCESS", "SC_INBOUND_SUCCESS", "SC_OUTBOUND_SUCCESS", "LH_HO_IN_SUCCESS",
            "CC_EX_SUCCESS", "LH_DEPART", "LH_ARRIVE", "CC_IM_SUCCESS", "GTMS_ACCEPT"
        };
        LocalDateTime first = LocalDateTime.of(2026, 10, 1, 0, 0).plusMinutes(seed);
        StringBuilder events = new StringBuilder();
        for (int e = EVENTS - 1; e >= 0; e--) {
            LocalDateTime at = first.plusHours(31L * e);
            events.append(e == EVENTS - 1 ? "" : ",")
                    .append("{\"time\":")
                    .append(at.toInstant(ZoneOffset.ofHours(8)).toEpochMilli())
                    .append(",\"timeStr\":\"")
                    .append(at.toLocalDate())
                    .append(' ')
                    .append(at.toLocalTime().withSecond(0).toString())
                    .append(":00\",\"timeZone\":\"GMT+8\",\"desc\":\"Step ")
                    .append(e)
                    .append(" of the way\",\"standerdDesc\":\"[Dongguan] Step of the way\",\"actionCode\":\"")
                    .append(codes[e])
                    .append("\"}");
        }
        return "{\"module\":[{\"mailNo\":\"" + number
                + "\",\"mailNoSource\":\"AE\",\"originCountry\":\"Mainland China\",\"destCountry\":\"Russian Federation\",\"detailList\":["
                + events + "]}],\"success\":true}";
    }

    private double through(Map<Integer, List<Answered>> answers) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<CompletableFuture<Void>> done = answers.entrySet().stream()
                    .map(entry -> CompletableFuture.runAsync(
                            () -> keepAnswers.keep(entry.getKey(), "cainiao", entry.getValue()), threads))
                    .toList();
            CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Integer events = jdbc.queryForObject("select count(*) from events", Integer.class);
        if (events == null || events != PARCELS * EVENTS) {
            throw new IllegalStateException(events + " events instead of " + PARCELS * EVENTS);
        }
        return events / seconds;
    }

    /** Takes the rows out, empties the tables and puts the rows back, in one transaction a table. */
    private double copy(Database.Address address) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            Map<String, byte[]> rows = new HashMap<>();
            for (String table : TABLES) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                copy.copyOut("copy " + table + " to stdout", out);
                rows.put(table, out.toByteArray());
            }
            statement.execute("truncate raws, events, journeys, changes, asks, facts");
            long start = System.nanoTime();
            for (String table : TABLES) {
                copy.copyIn("copy " + table + " from stdin", new ByteArrayInputStream(rows.get(table)));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return PARCELS * EVENTS / seconds;
        }
    }
}
