package org.sledopyt.sandbox;

import static org.sledopyt.sandbox.Happening.*;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.sledopyt.sandbox.Itinerary.Leg;

/** The parcels of the demonstration: every state once, and what carriers do at their oddest. */
final class DemoWorld {

    private static final String HOSTILE =
            "Arrived <script>alert(1)</script><img src=x onerror=alert(2)> & 'sorted' \"today\" \u202Egnitros\u202C ]]>";
    private static final String LONG = ("Ваше отправление проходит обработку; пожалуйста, дождитесь следующей записи. "
                    + "The parcel is being processed, please wait for the next entry. ")
            .repeat(80);

    private final Instant now;
    private final List<Story> stories = new ArrayList<>();
    private final List<DemoParcel> parcels = new ArrayList<>();
    private int serial = 20_471_300;

    DemoWorld(Instant present) {
        now = present.truncatedTo(ChronoUnit.SECONDS);
        moving();
        abroad();
        atCustoms();
        inRussia();
        ended();
        odd();
        told();
    }

    List<Story> stories() {
        return List.copyOf(stories);
    }

    List<DemoParcel> parcels() {
        return List.copyOf(parcels);
    }

    /** These get their next steps while one watches. */
    private void moving() {
        Story.Draft boots = post(630_099, 31_846);
        go(boots, Itinerary.WITHIN_RUSSIA, 6, 1, Place.NOVOSIBIRSK, Place.YEKATERINBURG);
        boots.step(in(20), READY_AT_OFFICE, Place.YEKATERINBURG);
        add(boots, "Hiking boots", "Походные ботинки");

        Story.Draft present = cdek(204_118_537);
        go(present, Itinerary.COURIER, 7, 1, Place.KAZAN, Place.SAINT_PETERSBURG);
        present.promised(day(0))
                .step(in(-5400), OUT_FOR_DELIVERY, Place.SAINT_PETERSBURG)
                .step(in(45), DELIVERED, Place.SAINT_PETERSBURG);
        add(present, "Birthday present for my sister", "Подарок сестре на день рождения");

        Story.Draft lights = fromChina();
        go(lights, Itinerary.FROM_CHINA, 5, 1, Place.YIWU, Place.SAINT_PETERSBURG);
        lights.step(in(90), EXPORT_RELEASED, Place.GUANGZHOU).step(in(180), HANDED_TO_AIRLINE, Place.GUANGZHOU);
        add(lights, "String lights for the Christmas tree", "Гирлянда на ёлку");
    }

    private void abroad() {
        Story.Draft teapot = cainiao();
        go(teapot, Itinerary.FROM_CHINA, 1, 1, Place.SHENZHEN, Place.MOSCOW);
        add(teapot, "Teapot with cranes", "Чайник с журавлями");

        Story.Draft scarf = fromChina();
        go(scarf, Itinerary.FROM_CHINA, 2, 1, Place.HANGZHOU, Place.KAZAN);
        scarf.step(in(45), ARRIVED_SORTING, Place.DONGGUAN);
        add(scarf, "Silk scarf for Grandma", "Шёлковый платок бабушке");

        Story.Draft eyepiece = fromChina();
        go(eyepiece, Itinerary.FROM_CHINA, 8, 19, Place.SHENZHEN, Place.NOVOSIBIRSK);
        add(eyepiece, "Telescope eyepiece", "Окуляр для телескопа");

        Story.Draft puzzle = fromChina();
        go(puzzle, Itinerary.FROM_CHINA, 9, 1, Place.YIWU, Place.OMSK);
        add(puzzle, "Wooden puzzle", "Деревянная головоломка");
    }

    private void atCustoms() {
        Story.Draft keyboard = fromChina();
        go(keyboard, Itinerary.FROM_CHINA, 10, 2, Place.SHENZHEN, Place.YEKATERINBURG);
        keyboard.step(in(180), IMPORT_RELEASED, Place.MOSCOW);
        add(keyboard, "Mechanical keyboard", "Механическая клавиатура");

        Story.Draft amplifier = fromChina();
        go(amplifier, Itinerary.FROM_CHINA, 10, 3, Place.SHENZHEN, Place.KALININGRAD);
        amplifier.step(at(-1, "13:20", Place.MOSCOW), DUTY_DUE, Place.MOSCOW);
        add(amplifier, "Valve amplifier kit", "Набор лампового усилителя");
    }

    private void inRussia() {
        Story.Draft jam = post(236_006, 10_577);
        go(jam, Itinerary.WITHIN_RUSSIA, 5, 1, Place.KALININGRAD, Place.VLADIVOSTOK);
        add(jam, "Sea buckthorn jam from Aunt", "Облепиховое варенье от тёти");

        Story.Draft coffee = post(190_031, 52_904);
        go(coffee, Itinerary.WITHIN_RUSSIA, 7, 11, Place.SAINT_PETERSBURG, Place.OMSK);
        coffee.step(at(-1, "09:00", Place.OMSK), STORAGE_ENDING, Place.OMSK);
        add(coffee, "Coffee beans", "Кофе в зёрнах");

        Story.Draft book = cdek(204_118_623);
        go(book, Itinerary.TO_A_POINT, 8, 3, Place.KAZAN, Place.MOSCOW);
        add(book, "Bird guide", "Определитель птиц");

        Story.Draft headphones = cdek(204_118_709);
        go(headphones, Itinerary.TO_A_LOCKER, 8, 1, Place.KAZAN, Place.YEKATERINBURG);
        add(headphones, "Headphones", "Наушники");

        Story.Draft sledge = cdek(204_118_815);
        go(sledge, Itinerary.COURIER, 8, 1, Place.KAZAN, Place.KALININGRAD);
        sledge.step(at(-1, "19:40", Place.KALININGRAD), ATTEMPT_FAILED, Place.KALININGRAD)
                .step(at(-1, "20:15", Place.KALININGRAD), DATE_MOVED, Place.KALININGRAD);
        add(sledge, "Sledge for the children", "Санки детям");
    }

    private void ended() {
        Story.Draft tea = fromChina();
        go(tea, Itinerary.FROM_CHINA, 17, 1, Place.HANGZHOU, Place.SAINT_PETERSBURG);
        add(tea, "Pu-erh from Yunnan", "Пуэр из Юньнани");

        Story.Draft phoneCase = post(420_111, 77_012).quirk(Quirk.OUT_OF_ORDER);
        go(phoneCase, Itinerary.WITHIN_RUSSIA, 8, 96, Place.KAZAN, Place.MOSCOW);
        add(phoneCase, "Phone case", "Чехол для телефона");

        Story.Draft jeans = post(644_099, 40_262);
        go(jeans, Itinerary.WITHIN_RUSSIA, 7, 24, Place.OMSK, Place.KAZAN);
        jeans.step(at(-6, "10:05", Place.KAZAN), RETURN_STARTED, Place.KAZAN)
                .step(at(-4, "22:30", Place.MOSCOW), RETURN_MOVING, Place.MOSCOW);
        add(jeans, "Jeans nobody found time to collect", "Джинсы, за которыми не успели");

        Story.Draft poster = Story.draft(Country.TR, Country.RU)
                .number(Carrier.RUSSIAN_POST, Numbers.s10("RE", serial(), "TR"))
                .home(Place.SAINT_PETERSBURG)
                .step(at(-62, "12:10", Place.ISTANBUL), ACCEPTED, Place.ISTANBUL)
                .step(at(-60, "23:45", Place.ISTANBUL), DEPARTED_COUNTRY, Place.ISTANBUL)
                .step(at(-55, "07:30", Place.MOSCOW), ARRIVED_COUNTRY, Place.MOSCOW)
                .step(at(-5, "16:00", Place.MOSCOW), LOST, Place.MOSCOW);
        add(poster, "Old map of the Bosphorus", "Старая карта Босфора");
    }

    private void odd() {
        parcels.add(new DemoParcel(
                Numbers.s10("RB", serial(), "CN"),
                "Fountain pen, shipped says the shop",
                "Перьевая ручка, «уже отправлена»"));
        String number = Numbers.s10("RB", serial(), "CN");
        int check = number.charAt(10) - '0';
        parcels.add(new DemoParcel(
                number.substring(0, 10) + (check + 1) % 10 + "CN",
                "Number copied by hand",
                "Номер, переписанный от руки"));

        Story.Draft lamp = fromChina();
        go(lamp, Itinerary.FROM_CHINA, 7, 2, Place.SHENZHEN, Place.MOSCOW);
        String lampNumber = stored(lamp.build());
        Story placeholder = Story.draft(Country.CN, Country.RU)
                .number(Carrier.CAINIAO, Numbers.placeholder(serial() + 700_000_000L))
                .next(lampNumber)
                .build();
        parcels.add(new DemoParcel(stored(placeholder), "Desk lamp", "Настольная лампа"));

        Story.Draft yarn = fromChina();
        go(yarn, Itinerary.FROM_CHINA, 12, 3, Place.YIWU, Place.NOVOSIBIRSK);
        yarn.step(at(-1, "06:10", Place.MOSCOW), ARRIVED_SORTING, Place.MOSCOW).late(Duration.ofMinutes(50));
        add(yarn, "Knitting yarn", "Пряжа для вязания");

        Story.Draft compass = fromChina();
        go(compass, Itinerary.FROM_CHINA, 4, 3, Place.SHENZHEN, Place.MOSCOW);
        compass.step(at(-1, "12:34", Place.GUANGZHOU), ODDITY, Place.GUANGZHOU)
                .coded("XR_CAMEL_CARAVAN")
                .saying("Loaded on a camel")
                .by(Carrier.CAINIAO);
        add(compass, "Compass", "Компас");

        Story.Draft stickers = fromChina();
        go(stickers, Itinerary.FROM_CHINA, 2, 3, Place.SHENZHEN, Place.MOSCOW);
        stickers.step(at(-1, "20:20", Place.DONGGUAN), ARRIVED_SORTING, Place.DONGGUAN)
                .saying(HOSTILE);
        add(stickers, "Stickers from a strange shop", "Наклейки из странного магазина");

        Story.Draft flag = post(690_090, 63_318);
        go(flag, Itinerary.WITHIN_RUSSIA, 3, 2, Place.VLADIVOSTOK, Place.MOSCOW);
        flag.step(at(-1, "05:05", Place.MOSCOW), ARRIVED_SORTING, Place.MOSCOW).saying(LONG);
        add(flag, "Kite with a long tail", "Воздушный змей с длинным хвостом");

        Story.Draft foreign = cdek(204_119_047).quirk(Quirk.OTHER_CONTRACT);
        go(foreign, Itinerary.COURIER, 5, 1, Place.KAZAN, Place.OMSK);
        add(foreign, "A parcel of another shop's", "Посылка чужого магазина");
    }

    /** What only aggregators know, and an order of which nothing but its number is known. */
    private void told() {
        Story.Draft tripod = cainiao().quirk(Quirk.AGGREGATORS_ONLY);
        go(tripod, Itinerary.FROM_CHINA, 5, 2, Place.SHENZHEN, Place.KAZAN);
        add(tripod, "Tripod, known to 17TRACK", "Штатив, о котором знает 17TRACK");

        Story.Draft mugs = cainiao();
        go(mugs, Itinerary.FROM_CHINA, 6, 1, Place.YIWU, Place.OMSK);
        parcels.add(new DemoParcel(
                AliexpressEmulator.orderOf(stored(mugs.build())),
                "Order of enamel mugs",
                "Заказ эмалированных кружек"));
    }

    private Story.Draft fromChina() {
        return cainiao().number(Carrier.RUSSIAN_POST, Numbers.s10("RB", serial(), "CN"));
    }

    private Story.Draft cainiao() {
        return Story.draft(Country.CN, Country.RU).number(Carrier.CAINIAO, Numbers.cainiao(serial() + 780_000_000L));
    }

    private static Story.Draft post(int index, int number) {
        return Story.draft(Country.RU, Country.RU).number(Carrier.RUSSIAN_POST, Numbers.russianPost(index, 11, number));
    }

    private static Story.Draft cdek(int number) {
        return Story.draft(Country.RU, Country.RU).number(Carrier.CDEK, Numbers.cdek(number));
    }

    private int serial() {
        return serial += 4_139;
    }

    /** Its first {@code legs} steps, the last of them so many days ago. */
    private void go(Story.Draft draft, List<Leg> way, int legs, int daysAgo, Place sender, Place home) {
        int today = way.get(legs - 1).day() + daysAgo;
        for (Leg leg : way.subList(0, legs)) {
            Place where =
                    switch (leg.stop()) {
                        case SENDER -> sender;
                        case ORIGIN_HUB -> Place.DONGGUAN;
                        case EXPORT_GATE -> Place.GUANGZHOU;
                        case IMPORT_GATE, HUB -> Place.MOSCOW;
                        case RECIPIENT -> home;
                    };
            draft.step(at(leg.day() - today, leg.time(), where), leg.what(), where);
        }
        draft.home(home).promised(day(way.getLast().day() + 4 - today));
    }

    private void add(Story.Draft draft, String titleEn, String titleRu) {
        parcels.add(new DemoParcel(stored(draft.build()), titleEn, titleRu));
    }

    /** Returns the number its owner was given: the first carrier's. */
    private String stored(Story story) {
        stories.add(story);
        for (Carrier carrier : Carrier.values()) {
            String number = story.numbers().get(carrier);
            if (number != null) {
                return number;
            }
        }
        throw new IllegalArgumentException("a story without a number");
    }

    private Instant at(int day, String time, Place where) {
        return at(day, LocalTime.parse(time), where);
    }

    private Instant at(int day, LocalTime time, Place where) {
        return now.atZone(where.zone())
                .toLocalDate()
                .plusDays(day)
                .atTime(time)
                .atZone(where.zone())
                .toInstant();
    }

    private LocalDate day(int day) {
        return now.atZone(Place.MOSCOW.zone()).toLocalDate().plusDays(day);
    }

    private Instant in(int seconds) {
        return now.plusSeconds(seconds);
    }
}
