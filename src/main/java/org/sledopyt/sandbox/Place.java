package org.sledopyt.sandbox;

import java.time.ZoneId;

/**
 * Where something happened.
 *
 * @param index post index; empty abroad
 * @param cdekCode number of the city in CDEK's list; 0 where CDEK has none
 */
public record Place(String en, String ru, Country country, ZoneId zone, String index, int cdekCode) {

    public static final Place SHENZHEN = china("Shenzhen", "Шэньчжэнь");
    public static final Place DONGGUAN = china("Dongguan", "Дунгуань");
    public static final Place GUANGZHOU = china("Guangzhou", "Гуанчжоу");
    public static final Place YIWU = china("Yiwu", "Иу");
    public static final Place HANGZHOU = china("Hangzhou", "Ханчжоу");
    public static final Place ISTANBUL =
            new Place("Istanbul", "Стамбул", Country.TR, ZoneId.of("Europe/Istanbul"), "", 0);
    public static final Place ALMATY = new Place("Almaty", "Алматы", Country.KZ, ZoneId.of("Asia/Almaty"), "", 4756);
    public static final Place MOSCOW = russia("Moscow", "Москва", "Europe/Moscow", "101000", 44);
    public static final Place SAINT_PETERSBURG =
            russia("Saint Petersburg", "Санкт-Петербург", "Europe/Moscow", "190000", 137);
    public static final Place KALININGRAD = russia("Kaliningrad", "Калининград", "Europe/Kaliningrad", "236000", 152);
    public static final Place KAZAN = russia("Kazan", "Казань", "Europe/Moscow", "420000", 424);
    public static final Place YEKATERINBURG =
            russia("Yekaterinburg", "Екатеринбург", "Asia/Yekaterinburg", "620000", 250);
    public static final Place OMSK = russia("Omsk", "Омск", "Asia/Omsk", "644000", 268);
    public static final Place NOVOSIBIRSK = russia("Novosibirsk", "Новосибирск", "Asia/Novosibirsk", "630000", 270);
    public static final Place VLADIVOSTOK = russia("Vladivostok", "Владивосток", "Asia/Vladivostok", "690000", 288);

    private static Place china(String en, String ru) {
        return new Place(en, ru, Country.CN, ZoneId.of("Asia/Shanghai"), "", 0);
    }

    private static Place russia(String en, String ru, String zone, String index, int cdekCode) {
        return new Place(en, ru, Country.RU, ZoneId.of(zone), index, cdekCode);
    }
}
