package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.carrier.Carriers;
import org.sledopyt.carrier.Recogniser;
import org.sledopyt.carrier.RecognitionJson;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Finds numbers in whatever a person pastes and says whose they may be. */
@RestController
@Tag(name = "Numbers")
class RecogniseApi {

    record TextForm(@Nullable String text) {}

    /** {@code more}: the text holds more numbers than are given. */
    record Found(List<RecognitionJson> items, boolean more) {}

    record CarrierView(String code, Map<String, String> name) {}

    private final AccountContext contexts;

    RecogniseApi(AccountContext contexts) {
        this.contexts = contexts;
    }

    /** All carriers there are, for choosing one by hand. */
    @GetMapping("/api/v1/carriers")
    Items<CarrierView> carriers() {
        return new Items<>(Carriers.all().stream()
                .map(carrier ->
                        new CarrierView(carrier.code(), Map.of("en", carrier.name("en"), "ru", carrier.name("ru"))))
                .toList());
    }

    @PostMapping("/api/v1/recognise")
    Found recognise(Account me, @RequestBody TextForm form) {
        String text = Objects.requireNonNullElse(form.text, "");
        Recogniser.Findings findings = Recogniser.standard().search(text, contexts.of(me));
        return new Found(
                findings.numbers().stream()
                        .map(found -> RecognitionJson.of(found, me.language()))
                        .toList(),
                findings.more());
    }
}
