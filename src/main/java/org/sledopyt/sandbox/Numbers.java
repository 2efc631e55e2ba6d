package org.sledopyt.sandbox;

import java.util.Locale;

/** Makes tracking numbers that look right and have the right check digit. */
public final class Numbers {

    private static final int[] S10_WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};

    private Numbers() {}

    /** A number of the postal standard S10, as {@code RB123456785CN}. {@code serial} has at most eight digits. */
    public static String s10(String prefix, int serial, String country) {
        String body = digits(8, serial);
        return prefix + body + s10Check(body) + country;
    }

    /** Fourteen digits: index of the accepting office, counter of months, counter of parcels, check digit. */
    public static String russianPost(int index, int month, int serial) {
        String body = digits(6, index) + digits(2, month) + digits(5, serial);
        return body + russianPostCheck(body);
    }

    /** Ten digits that begin with 1. There is no check digit. */
    public static String cdek(int serial) {
        return "1" + digits(9, serial);
    }

    /** {@code LP} and fourteen digits: Cainiao's number of the first mile. */
    public static String cainiao(long serial) {
        return "LP" + digits(14, serial);
    }

    /** {@code AP} and fourteen digits: stands for a parcel that has no number yet. */
    public static String placeholder(long serial) {
        return "AP" + digits(14, serial);
    }

    /** Whether it is a number Russian Post takes: one of its own or S10, with the right check digit. */
    static boolean isPostal(String number) {
        if (number.matches("\\d{14}")) {
            return russianPostCheck(number.substring(0, 13)) == number.charAt(13) - '0';
        }
        return number.matches("[A-Z]{2}\\d{9}[A-Z]{2}") && s10Check(number.substring(2, 10)) == number.charAt(10) - '0';
    }

    private static int s10Check(String body) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += (body.charAt(i) - '0') * S10_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 0 : check == 11 ? 5 : check;
    }

    private static int russianPostCheck(String body) {
        int sum = 0;
        for (int i = 0; i < 13; i++) {
            sum += (body.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return (10 - sum % 10) % 10;
    }

    private static String digits(int width, long value) {
        String digits = String.format(Locale.ROOT, "%0" + width + "d", value);
        if (value < 0 || digits.length() > width) {
            throw new IllegalArgumentException(value + " does not fit " + width + " digits");
        }
        return digits;
    }
}
