package org.sledopyt.sandbox;

/** A country as the carriers name it: ISO numbers and letters, and the names they print. */
public enum Country {
    CN(156, "CHN", "Китай", "China", "Mainland China"),
    RU(643, "RUS", "Российская Федерация", "Russian Federation", "Russian Federation"),
    KZ(398, "KAZ", "Казахстан", "Kazakhstan", "Kazakhstan"),
    TR(792, "TUR", "Турция", "Turkey", "Turkey");

    final int id;
    final String code3;
    final String ru;
    final String en;
    /** The name Cainiao shows. */
    final String shown;

    Country(int id, String code3, String ru, String en, String shown) {
        this.id = id;
        this.code3 = code3;
        this.ru = ru;
        this.en = en;
        this.shown = shown;
    }
}
