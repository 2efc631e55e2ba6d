package org.sledopyt.sandbox;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Russian Post's operations: which it tells of a parcel, and how it writes each down for single questions. */
final class PostRecords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+03:00'");

    private final Map<Happening, Words> words = new EnumMap<>(Happening.class);

    private record Words(boolean abroad, int type, int attribute, String typeRu, String typeEn, String attributeRu) {}

    /** @param number under which the parcel goes at this operation */
    record Operation(
            Step step, int type, int attribute, String typeRu, String typeEn, String attributeRu, String number) {}

    PostRecords() {
        for (String[] row : Vocabulary.rows("russian-post.csv")) {
            words.put(
                    Happening.valueOf(row[0]),
                    new Words(
                            row[1].equals("yes"),
                            Integer.parseInt(row[2]),
                            Integer.parseInt(row[3]),
                            row[4],
                            row[5],
                            row[6]));
        }
    }

    /** In the order they happened. */
    List<Operation> told(Story story, Instant now) {
        List<Operation> told = new ArrayList<>();
        String number = story.numbers().getOrDefault(Carrier.RUSSIAN_POST, "");
        for (Step step : story.told(Carrier.RUSSIAN_POST, now)) {
            if (step.what() == Happening.RENUMBERED && story.next() != null) {
                number = story.next();
            }
            Words usual = words.get(step.what());
            if (step.code() != null) {
                String[] code = step.code().split("/", -1);
                String said = step.words() != null ? step.words() : "";
                told.add(new Operation(
                        step, Integer.parseInt(code[0]), Integer.parseInt(code[1]), said, said, said, number));
            } else if (usual != null && (usual.abroad || step.where().country() == Country.RU)) {
                String attribute = step.words() != null ? step.words() : usual.attributeRu;
                told.add(new Operation(
                        step, usual.type, usual.attribute, usual.typeRu, usual.typeEn, attribute, number));
            }
        }
        return told;
    }

    /** Names of people are there as in life; these people do not exist. English answers are English only in part. */
    void write(Xml xml, String p, Story story, Operation operation, boolean english) {
        Step step = operation.step();
        boolean atHome = step.where().country() == Country.RU;
        int grams = 100 + Math.floorMod(operation.number().hashCode(), 1900);
        xml.open(p + ":historyRecord").open(p + ":AddressParameters");
        Place goal = story.goal();
        if (goal.country() == Country.RU) {
            xml.open(p + ":DestinationAddress")
                    .element(p + ":Index", goal.index())
                    .element(p + ":Description", goal.ru())
                    .close(p + ":DestinationAddress");
        }
        xml.open(p + ":OperationAddress");
        if (atHome) {
            xml.element(p + ":Index", step.where().index());
        }
        xml.element(p + ":Description", step.where().ru()).close(p + ":OperationAddress");
        country(xml, p, "MailDirect", story.destination());
        country(xml, p, "CountryFrom", story.origin());
        country(xml, p, "CountryOper", step.where().country());
        xml.close(p + ":AddressParameters");

        xml.open(p + ":FinanceParameters");
        for (String amount : List.of("Payment", "Value", "MassRate", "InsrRate", "AirRate", "Rate", "CustomDuty")) {
            xml.element(p + ":" + amount, amount.equals("CustomDuty") && operation.type() == 14 ? 84_300 : 0);
        }
        xml.close(p + ":FinanceParameters");

        xml.open(p + ":ItemParameters")
                .element(p + ":Barcode", operation.number())
                .element(p + ":ValidRuType", false)
                .element(p + ":ValidEnType", false)
                .element(
                        p + ":ComplexItemName", story.origin() == Country.RU ? "Посылка обыкновенная" : "Мелкий пакет");
        named(xml, p, "MailRank", 0, "Без разряда");
        named(xml, p, "PostMark", 0, "Без отметки");
        named(
                xml,
                p,
                "MailType",
                story.origin() == Country.RU ? 4 : 5,
                story.origin() == Country.RU ? "Посылка" : "Мелкий пакет");
        named(xml, p, "MailCtg", 1, "Заказное");
        xml.element(p + ":Mass", grams).close(p + ":ItemParameters");

        xml.open(p + ":OperationParameters");
        named(xml, p, "OperType", operation.type(), english ? operation.typeEn() : operation.typeRu());
        if (operation.attribute() != 0) {
            named(xml, p, "OperAttr", operation.attribute(), operation.attributeRu());
        } else if (operation.type() % 2 == 0) {
            xml.open(p + ":OperAttr").element(p + ":Id", 0).close(p + ":OperAttr");
        }
        xml.element(p + ":OperDate", TIME.format(LocalDateTime.ofInstant(step.at(), RussianPostEmulator.MOSCOW)))
                .close(p + ":OperationParameters");

        xml.open(p + ":UserParameters");
        named(xml, p, "SendCtg", 1, "Население");
        xml.element(p + ":Sndr", "ВЫДУМАННЫЙ ОТПРАВИТЕЛЬ О.О.")
                .element(p + ":Rcpn", "НЕСУЩЕСТВУЮЩАЯ ПОЛУЧАТЕЛЬНИЦА П.П.")
                .close(p + ":UserParameters")
                .close(p + ":historyRecord");
    }

    private static void named(Xml xml, String p, String element, int id, String name) {
        xml.open(p + ":" + element).element(p + ":Id", id);
        if (!name.isEmpty()) {
            xml.element(p + ":Name", name);
        }
        xml.close(p + ":" + element);
    }

    private static void country(Xml xml, String p, String element, Country country) {
        xml.open(p + ":" + element)
                .element(p + ":Id", country.id)
                .element(p + ":Code2A", country.name())
                .element(p + ":Code3A", country.code3)
                .element(p + ":NameRU", country.ru)
                .element(p + ":NameEN", country.en)
                .close(p + ":" + element);
    }
}
