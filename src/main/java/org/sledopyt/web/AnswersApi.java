package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.intake.LookAgain;
import org.sledopyt.journey.Attention;
import org.sledopyt.shipment.Expectation;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.shipment.Shipments.Shipment;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a person answers to what waits for them. */
@RestController
@RequestMapping("/api/v1/shipments/{id}")
@Tag(name = "Shipments")
class AnswersApi {

    private static final int LONGEST_CITY = 100;

    enum Answer {
        HAVE_IT,
        NOT_RECEIVED,
        /** no more of {@code code} until the parcel moves */
        DISMISS,
        /** takes back all answers */
        RECALL
    }

    /** @param code what is dismissed */
    record AnswerForm(@Nullable String answer, @Nullable String code) {}

    /** Where it should arrive and by when the shop should send it; what is left out was not said. */
    record ExpectedForm(
            @Nullable String country,
            @Nullable String city,
            @Nullable String sendBy) {}

    private final Shipments shipments;
    private final LookAgain lookAgain;

    AnswersApi(Shipments shipments, LookAgain lookAgain) {
        this.shipments = shipments;
        this.lookAgain = lookAgain;
    }

    @PostMapping("/answers")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(Account me, @PathVariable UUID id, @RequestBody AnswerForm form) {
        Shipment shipment = find(me, id);
        switch (answer(form.answer)) {
            case HAVE_IT -> lookAgain.receipt(shipment, Expectation.Receipt.HAVE_IT);
            case NOT_RECEIVED -> lookAgain.receipt(shipment, Expectation.Receipt.NOT_RECEIVED);
            case DISMISS -> lookAgain.dismiss(shipment, code(form.code));
            case RECALL -> lookAgain.recall(shipment);
        }
    }

    @PutMapping("/expected")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void expect(Account me, @PathVariable UUID id, @RequestBody ExpectedForm form) {
        Shipment shipment = find(me, id);
        lookAgain.expect(shipment, country(form.country), city(form.city), day(form.sendBy));
    }

    private Shipment find(Account me, UUID id) {
        return shipments.find(me.id(), id).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "shipment.none"));
    }

    private static Answer answer(@Nullable String text) {
        return Arrays.stream(Answer.values())
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("answer"));
    }

    private static String code(@Nullable String text) {
        return Arrays.stream(Attention.Code.values())
                .map(Enum::name)
                .filter(name -> name.equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("code"));
    }

    private static @Nullable String country(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String code = text.strip().toUpperCase(Locale.ROOT);
        if (!Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(code)) {
            throw wrong("country");
        }
        return code;
    }

    private static @Nullable String city(@Nullable String text) {
        String city = text == null ? "" : text.replace("\0", "").strip();
        if (city.length() > LONGEST_CITY) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "request.tooLong", Map.of("field", "city", "most", LONGEST_CITY));
        }
        return city.isEmpty() ? null : city;
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            LocalDate day = text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
            if (day != null && (day.getYear() < 2000 || day.getYear() > 2100)) {
                throw wrong("sendBy");
            }
            return day;
        } catch (DateTimeException e) {
            throw wrong("sendBy");
        }
    }

    private static Problem wrong(String field) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "request.wrongValue", Map.of("field", field));
    }
}
