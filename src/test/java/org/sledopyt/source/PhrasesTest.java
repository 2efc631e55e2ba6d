package org.sledopyt.source;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

    private static final Path PHRASES =
            Path.of(System.getProperty("sledopyt.shared", "../shared"), "statuses", "phrases-dev.csv");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            Shipment information received;                            INFO_RECEIVED/ANNOUNCED
            Your parcel was picked up by the carrier;                 IN_TRANSIT/PICKED_UP
            Arrived at sorting centre;                                IN_TRANSIT/ARRIVED_FACILITY
            Departed from sorting centre;                             IN_TRANSIT/DEPARTED_FACILITY
            Flight departed;                                          IN_TRANSIT/TRANSPORT_DEPARTED
            Arrived in the destination country;                       IN_TRANSIT/ARRIVED_DEST_COUNTRY
            Customs clearance completed;                              IN_TRANSIT/CUSTOMS_RELEASED
            Customs: import duty to be paid;                          IN_TRANSIT/CUSTOMS_DUTY_DUE
            Not released by customs;                                  IN_TRANSIT/CUSTOMS_HELD
            Handed over to local carrier;                             IN_TRANSIT/HANDED_TO_LAST_MILE
            Out for delivery;                                         OUT_FOR_DELIVERY/COURIER
            Delivered to parcel locker;                               AVAILABLE_FOR_PICKUP/LOCKER
            Delivered, left with neighbour;                           DELIVERED/NEIGHBOUR
            Delivery attempt failed: nobody at home;                  DELIVERY_FAILURE/NOT_HOME
            Could not be delivered;                                   DELIVERY_FAILURE/OTHER
            Return delivered to sender;                               RETURN/RETURNED
            The parcel will be returned to the sender;                RETURN/INITIATED
            Присвоен трек-номер;                                      INFO_RECEIVED/ANNOUNCED
            Принято в отделении связи;                                IN_TRANSIT/PICKED_UP
            Покинуло сортировочный центр;                             IN_TRANSIT/DEPARTED_FACILITY
            Прибыло на территорию России;                             IN_TRANSIT/ARRIVED_DEST_COUNTRY
            Выпущено таможней;                                        IN_TRANSIT/CUSTOMS_RELEASED
            Курьер в пути;                                            OUT_FOR_DELIVERY/COURIER
            Заказ готов к выдаче в постамате;                         AVAILABLE_FOR_PICKUP/LOCKER
            Заказ ожидает вас в пункте выдачи;                        AVAILABLE_FOR_PICKUP/PICKUP_POINT
            Не удалось вручить: адресат отсутствует дома;             DELIVERY_FAILURE/NOT_HOME
            Вручено адресату;                                         DELIVERED/DELIVERED
            Возвращается отправителю;                                 RETURN/IN_TRANSIT
            Срок доставки переносится из-за погоды, задержка;         EXCEPTION/DELAYED_WEATHER
            快件已签收;                                                DELIVERED/SIGNED
            快件未妥投;                                                DELIVERY_FAILURE/OTHER
            离开广州，发往莫斯科;                                        IN_TRANSIT/DEPARTED_FACILITY
            清关完成;                                                  IN_TRANSIT/CUSTOMS_RELEASED
            Zork blarg;                                               UNKNOWN/UNMAPPED
            """)
    void words_say_a_stage(String text, String stage) {
        assertThat(Phrases.standard().match(text).stage().toString()).isEqualTo(stage);
    }

    @Test
    void the_shared_phrases_are_read_right() throws IOException {
        if (!Files.exists(PHRASES)) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(PHRASES)) {
            for (NamedCsvRecord row : rows) {
                String wanted = row.getField("canonical") + "/" + row.getField("sub");
                String carrier = row.getField("carrier").toLowerCase(Locale.ROOT);
                String read = Phrases.standard()
                        .match(row.getField("text"), carrier)
                        .stage()
                        .toString();
                if (!read.equals(wanted)) {
                    wrong.add(row.getField("text") + " " + read);
                }
            }
        }
        // after a return it is the sender who has it: what a text alone does not say, and the journey knows
        assertThat(wrong).containsExactly("Delivered DELIVERED/DELIVERED");
    }

    @Test
    void one_carriers_own_use_of_words_is_not_that_of_others() {
        assertThat(Phrases.standard().match("Не вручен", "cdek").stage()).hasToString("RETURN/INITIATED");
        assertThat(Phrases.standard().match("Не вручен", "boxberry").stage()).hasToString("DELIVERY_FAILURE/OTHER");
        assertThat(Phrases.standard().match("Не вручен: нет дома", "cdek").stage())
                .hasToString("DELIVERY_FAILURE/NOT_HOME");
    }

    /** Invented, as carriers of all kinds might say it: a rule that is widened for one must not break another. */
    @ParameterizedTest
    @CsvFileSource(files = "src/test/java/org/sledopyt/source/phrases-said.csv", numLinesToSkip = 1)
    void what_carriers_say_is_read(String text, String stage) {
        assertThat(Phrases.standard().match(text).stage()).hasToString(stage);
    }
}
