package org.sledopyt.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sledopyt.sandbox.Itinerary.Leg;
import org.sledopyt.sandbox.Itinerary.Stop;

/**
 * Parcels 0…n−1. The number of a parcel contains its place in that row, so a story is made from the number alone and nothing is
 * kept. Of ten parcels four come from China by Cainiao and Russian Post, two by Cainiao to Kazakhstan, two go by Russian Post
 * within Russia and two by CDEK.
 */
final class RandomWorld implements World.Stories {

    private static final int MOST = 90_000_000;
    private static final int S10_FIRST = 10_000_000;
    private static final int INDEX_FIRST = 190_000;
    private static final int CDEK_FIRST = 100_000_000;
    private static final Duration BEGUN_WITHIN = Duration.ofDays(40);

    private static final List<Place> SENDERS_CHINA = List.of(Place.SHENZHEN, Place.YIWU, Place.HANGZHOU);
    private static final List<Place> CITIES = List.of(
            Place.SAINT_PETERSBURG,
            Place.KALININGRAD,
            Place.KAZAN,
            Place.YEKATERINBURG,
            Place.OMSK,
            Place.NOVOSIBIRSK,
            Place.VLADIVOSTOK);

    private final long seed;
    private final int parcels;
    private final Instant present;

    RandomWorld(long seed, int parcels, Instant present) {
        if (parcels < 0 || parcels > MOST) {
            throw new IllegalArgumentException("between 0 and " + MOST + " parcels: " + parcels);
        }
        this.seed = seed;
        this.parcels = parcels;
        this.present = present;
    }

    @Override
    public @Nullable Story find(Carrier carrier, String number) {
        int parcel = parcelOf(number);
        if (parcel < 0 || parcel >= parcels) {
            return null;
        }
        Story story = story(parcel);
        boolean known = number.equals(story.numbers().get(carrier))
                || carrier == Carrier.CAINIAO
                        && story.numbers().containsKey(Carrier.CAINIAO)
                        && number.equals(story.numbers().get(Carrier.RUSSIAN_POST));
        return known ? story : null;
    }

    @Override
    public Stream<Story> all() {
        return IntStream.range(0, parcels).mapToObj(this::story);
    }

    private static int parcelOf(String number) {
        return switch (number.length()) {
            case 16 -> digits(number, 2, 16, 0);
            case 13 -> digits(number, 2, 10, S10_FIRST);
            case 10 -> digits(number, 1, 10, CDEK_FIRST);
            case 14 -> {
                int index = digits(number, 0, 6, INDEX_FIRST);
                int month = digits(number, 6, 8, 1);
                int serial = digits(number, 8, 13, 0);
                long parcel = (index * 99L + month) * 100_000 + serial;
                yield index < 0 || month < 0 || serial < 0 || parcel > MOST ? -1 : (int) parcel;
            }
            default -> -1;
        };
    }

    private static int digits(String number, int from, int to, int first) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = number.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value - first > MOST ? -1 : (int) (value - first);
    }

    private static String postNumber(int parcel) {
        int block = parcel / 100_000;
        return Numbers.russianPost(INDEX_FIRST + block / 99, 1 + block % 99, parcel % 100_000);
    }

    private Story story(int parcel) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + parcel);
        Instant begun =
                present.minusSeconds(random.nextLong(BEGUN_WITHIN.toSeconds())).truncatedTo(ChronoUnit.MINUTES);
        Place home = CITIES.get(random.nextInt(CITIES.size()));
        return switch (parcel % 10) {
            case 0, 1, 2, 3 -> {
                Story.Draft draft = Story.draft(Country.CN, Country.RU)
                        .number(Carrier.CAINIAO, Numbers.cainiao(parcel))
                        .number(Carrier.RUSSIAN_POST, Numbers.s10("RB", S10_FIRST + parcel, "CN"));
                yield journey(draft, Itinerary.FROM_CHINA, begun, random, sender(random), home);
            }
            case 4, 5 -> {
                Story.Draft draft =
                        Story.draft(Country.CN, Country.KZ).number(Carrier.CAINIAO, Numbers.cainiao(parcel));
                yield journey(draft, Itinerary.FROM_CHINA, begun, random, sender(random), Place.ALMATY);
            }
            case 6, 7 -> {
                Story.Draft draft =
                        Story.draft(Country.RU, Country.RU).number(Carrier.RUSSIAN_POST, postNumber(parcel));
                yield journey(draft, Itinerary.WITHIN_RUSSIA, begun, random, Place.KAZAN, home);
            }
            default -> {
                Story.Draft draft =
                        Story.draft(Country.RU, Country.RU).number(Carrier.CDEK, Numbers.cdek(CDEK_FIRST + parcel));
                List<Leg> way = List.of(Itinerary.COURIER, Itinerary.TO_A_POINT, Itinerary.TO_A_LOCKER)
                        .get(random.nextInt(3));
                yield journey(draft, way, begun, random, Place.KAZAN, home);
            }
        };
    }

    private static Place sender(SplittableRandom random) {
        return SENDERS_CHINA.get(random.nextInt(SENDERS_CHINA.size()));
    }

    /** Some are quick, some slow; of a hundred two fall silent half-way, one is lost and three go back. */
    private static Story journey(
            Story.Draft draft, List<Leg> way, Instant begun, SplittableRandom random, Place sender, Place home) {
        double pace = 0.6 + random.nextDouble() * random.nextDouble() * 2.4;
        int fate = random.nextInt(100);
        int end = fate < 3 ? way.size() / 2 : fate < 6 ? way.size() - 1 : way.size();
        if (random.nextInt(8) == 0) {
            draft.quirk(Quirk.OUT_OF_ORDER).quirk(Quirk.WRONG_ZONE_LABEL);
        }
        LocalDate first = begun.atOffset(ZoneOffset.UTC).toLocalDate();
        draft.home(home).promised(first.plusDays(Math.round(way.getLast().day() * 1.3)));
        Instant at = begun;
        Instant previous = begun;
        for (Leg leg : way.subList(0, end)) {
            Place where = place(leg.stop(), sender, home);
            at = first.plusDays(Math.round(leg.day() * pace))
                    .atTime(leg.time())
                    .atZone(where.zone())
                    .toInstant()
                    .plusSeconds(60L * random.nextInt(-120, 120));
            if (!at.isAfter(previous)) {
                at = previous.plusSeconds(60L * random.nextInt(5, 90));
            }
            draft.step(at, leg.what(), where);
            previous = at;
        }
        if (fate == 2) {
            draft.step(at.plus(Duration.ofDays(30)), Happening.LOST, Place.MOSCOW);
        } else if (fate >= 3 && fate < 6) {
            draft.step(at.plus(Duration.ofDays(8)), Happening.RETURN_STARTED, home);
        }
        return draft.build();
    }

    private static Place place(Stop stop, Place sender, Place home) {
        return switch (stop) {
            case SENDER -> sender;
            case ORIGIN_HUB -> Place.DONGGUAN;
            case EXPORT_GATE -> Place.GUANGZHOU;
            case IMPORT_GATE, HUB -> home.country() == Country.KZ ? home : Place.MOSCOW;
            case RECIPIENT -> home;
        };
    }
}
