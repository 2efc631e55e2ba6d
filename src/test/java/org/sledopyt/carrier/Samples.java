package org.sledopyt.carrier;

import java.util.Random;
import java.util.random.RandomGenerator;

/** Makes numbers of a format: its pattern filled by chance, a post's country, the right check character. */
final class Samples {

    private static final String[] COUNTRIES = {"CN", "RU", "SG", "GB", "US", "DE", "KZ", "TR", "TW", "XK"};

    private Samples() {}

    static String valid(Format format, long seed) {
        RandomGenerator random = new Random(seed);
        while (true) {
            StringBuilder filled = new StringBuilder();
            fill(format.shape(), random, filled);
            byte[] s = Symbols.of(filled.toString());
            Format.Slice country = format.country();
            if (country != null) {
                byte[] letters = Symbols.of(COUNTRIES[random.nextInt(COUNTRIES.length)]);
                System.arraycopy(letters, 0, s, country.from(s.length), 2);
            }
            if (correct(format, s)) {
                return Symbols.text(s, 0, s.length);
            }
        }
    }

    /** Sets the check character; false if no character makes the number right. */
    private static boolean correct(Format format, byte[] s) {
        int place = place(format, s.length);
        for (int symbol = 0; symbol < Symbols.DASH; symbol++) {
            s[place] = format.hasCheckCharacter() ? (byte) symbol : s[place];
            if (holds(format, s)) {
                return true;
            }
        }
        return false;
    }

    static boolean holds(Format format, byte[] s) {
        return Checks.hold(
                format.check(), s, format.body().from(s.length), format.body().to(s.length), place(format, s.length));
    }

    static int place(Format format, int length) {
        Integer digit = format.digit();
        return digit == null ? 0 : digit < 0 ? length + digit : digit;
    }

    private static void fill(Shape shape, RandomGenerator random, StringBuilder into) {
        switch (shape) {
            case Shape.One one -> {
                int nth = random.nextInt(Long.bitCount(one.symbols()));
                long set = one.symbols();
                for (int i = 0; i < nth; i++) {
                    set &= set - 1;
                }
                into.append(Symbols.character(Long.numberOfTrailingZeros(set)));
            }
            case Shape.Sequence sequence -> sequence.parts().forEach(part -> fill(part, random, into));
            case Shape.Choice choice ->
                fill(choice.options().get(random.nextInt(choice.options().size())), random, into);
            case Shape.Repeat repeat -> {
                int times = random.nextInt(repeat.least(), repeat.most() + 1);
                for (int i = 0; i < times; i++) {
                    fill(repeat.part(), random, into);
                }
            }
        }
    }
}
