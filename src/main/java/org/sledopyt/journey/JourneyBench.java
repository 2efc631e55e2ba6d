package org.sledopyt.journey;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.EventTime;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Place;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Sources;
import org.sledopyt.source.Stages;

/** How many journeys a second one core folds: a parcel with 40 events told by three sources, half of the scans by more than one. */
public final class JourneyBench {

    /** What happened, hours after the start, and who tells it: c for Cainiao, r for Russian Post, a for an aggregator. */
    private static final String[] STORY = {
        "INFO_RECEIVED/ANNOUNCED 0 ca CN -", "IN_TRANSIT/PICKED_UP 5 ca CN Dongguan",
                "IN_TRANSIT/ARRIVED_FACILITY 14 c CN Dongguan",
        "IN_TRANSIT/DEPARTED_FACILITY 20 ca CN Dongguan", "IN_TRANSIT/ARRIVED_FACILITY 28 c CN Guangzhou",
                "IN_TRANSIT/EXPORT_CUSTOMS 40 ca CN Guangzhou",
        "IN_TRANSIT/EXPORT_RELEASED 47 c CN Guangzhou", "IN_TRANSIT/LEFT_ORIGIN_COUNTRY 60 ca CN Guangzhou",
                "IN_TRANSIT/TRANSPORT_DEPARTED 66 c CN -",
        "IN_TRANSIT/TRANSPORT_ARRIVED 80 c RU -", "IN_TRANSIT/ARRIVED_DEST_COUNTRY 90 cra RU Москва",
                "IN_TRANSIT/IMPORT_CUSTOMS 95 cra RU Москва",
        "IN_TRANSIT/IMPORT_RELEASED 110 cra RU Москва", "IN_TRANSIT/DEPARTED_FACILITY 118 ra RU Москва",
                "IN_TRANSIT/ARRIVED_FACILITY 130 ra RU Екатеринбург",
        "IN_TRANSIT/DEPARTED_FACILITY 137 r RU Екатеринбург", "IN_TRANSIT/ARRIVED_FACILITY 150 ra RU Омск",
                "IN_TRANSIT/DEPARTED_FACILITY 155 r RU Омск",
        "IN_TRANSIT/ARRIVED_DELIVERY_OFFICE 166 ra RU Омск", "AVAILABLE_FOR_PICKUP/POST_OFFICE 168 cra RU Омск",
                "DELIVERED/COLLECTED 190 cra RU Омск",
    };

    private static final TrackingNumber NUMBER = new TrackingNumber("RB123456785CN");
    private static final LocalDateTime START = LocalDateTime.parse("2026-03-02T09:05:00");

    private JourneyBench() {}

    /**
     * @param round processor time, so that others who use the machine do not count
     * @return journeys a second of one core, of each round
     */
    public static List<Double> run(int rounds, Duration round) {
        Sources sources = Sources.load();
        JourneyFold fold = new JourneyFold(code -> sources.get(code).manifest());
        List<JourneyFold.Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            parcels.add(parcel(i));
        }
        List<Double> measured = new ArrayList<>();
        for (int i = -3; i < rounds; i++) {
            double perSecond = round(fold, parcels, round);
            if (i >= 0) {
                measured.add(perSecond);
            }
        }
        return measured;
    }

    private static double round(JourneyFold fold, List<JourneyFold.Parcel> parcels, Duration time) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long folded = 0;
        long events = 0;
        while (threads.getCurrentThreadCpuTime() - start < time.toNanos()) {
            for (JourneyFold.Parcel parcel : parcels) {
                events += fold.fold(parcel).events().size();
                folded++;
            }
        }
        if (events != folded * STORY.length) {
            throw new IllegalStateException(events / folded + " scans instead of " + STORY.length);
        }
        return folded / ((threads.getCurrentThreadCpuTime() - start) / 1e9);
    }

    private static JourneyFold.Parcel parcel(int seed) {
        List<Reported> reports = new ArrayList<>();
        for (String line : STORY) {
            String[] parts = line.split(" ");
            LocalDateTime utc = START.plusHours(Long.parseLong(parts[1])).plusMinutes(7L * seed);
            String city = parts[4].equals("-") ? null : parts[4];
            for (char who : parts[2].toCharArray()) {
                reports.add(report(parts[0], utc, who, parts[3], city, reports.size()));
            }
        }
        if (reports.size() != 40) {
            throw new IllegalStateException(reports.size() + " reports");
        }
        Facts facts = Facts.NONE.between("CN", "RU");
        return new JourneyFold.Parcel(
                List.of(NUMBER),
                reports,
                List.of(new JourneyFold.Known("russian-post", NUMBER, facts)),
                Stages.NO_DATA);
    }

    private static Reported report(
            String stage, LocalDateTime utc, char who, String country, @Nullable String city, int seq) {
        String[] names = stage.split("/");
        ZoneId zone = country.equals("CN")
                ? ZoneId.of("Asia/Shanghai")
                : ZoneId.of(city != null && city.equals("Омск") ? "Asia/Omsk" : "Europe/Moscow");
        LocalDateTime local = utc.plusSeconds(zone.getRules().getOffset(utc).getTotalSeconds());
        EventTime time = who == 'a'
                ? EventTime.unzoned(local, local.toString())
                : EventTime.assumed(local, zone, local.toString());
        String source = who == 'c' ? "cainiao" : who == 'r' ? "russian-post" : "17track";
        SourceEvent event = new SourceEvent(
                time,
                "The carrier's own words about " + names[1],
                who + names[1] + seq,
                Stages.of(names[0], names[1]),
                SourceEvent.How.CODE,
                Place.of(country, city, null, null),
                null,
                null,
                false);
        return new Reported(NUMBER, source, seq, event, new UUID(0, who), Instant.parse("2026-03-20T00:00:00Z"));
    }
}
