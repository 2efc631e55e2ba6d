package org.sledopyt.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.carrier.Carrier;
import org.sledopyt.carrier.Carriers;
import org.sledopyt.carrier.Recognised;
import org.sledopyt.carrier.Recogniser;
import org.sledopyt.carrier.RecognitionJson;
import org.sledopyt.carrier.TrackingNumber;
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
    record Found(List<FoundNumber> items, boolean more) {}

    /** As {@code sledopyt recognise} says it, with what this server can do about it. */
    record FoundNumber(
            String input,
            @Nullable String number,
            List<FoundCandidate> candidates,
            List<String> suggestions,
            @JsonInclude(JsonInclude.Include.NON_NULL) RecognitionJson.@Nullable ReasonJson refused) {}

    /** @param needs what our sources for this carrier want to know of a parcel */
    record FoundCandidate(
            String carrier,
            String grade,
            double confidence,
            @Nullable String service,
            @Nullable String origin,
            List<RecognitionJson.ReasonJson> reasons,
            @Nullable OfficialPage page,
            List<NeedView> needs) {}

    /**
     * @param page its tracking page with {@code {number}} where the number goes, or else its home page; null if none is known
     * @param pageTakesNumber whether it is the former
     * @param asked yes, key or no, as in {@link OfficialPage}
     */
    record CarrierView(
            String code,
            Map<String, String> name,
            @Nullable String page,
            boolean pageTakesNumber,
            String asked,
            List<NeedView> needs) {}

    private final Reach reach;
    private final AccountContext contexts;

    RecogniseApi(Reach reach, AccountContext contexts) {
        this.reach = reach;
        this.contexts = contexts;
    }

    /** All carriers there are, for choosing one by hand. */
    @GetMapping("/api/v1/carriers")
    Items<CarrierView> carriers() {
        Reach.Now now = reach.now();
        return new Items<>(
                Carriers.all().stream().map(carrier -> view(carrier, now)).toList());
    }

    private static CarrierView view(Carrier carrier, Reach.Now now) {
        URI site = carrier.site();
        String link = carrier.trackingLink();
        return new CarrierView(
                carrier.code(),
                Map.of("en", carrier.name("en"), "ru", carrier.name("ru")),
                link != null ? link : site == null ? null : site.toString(),
                link != null,
                now.asked(carrier.code()),
                now.needs(carrier.code()));
    }

    @PostMapping("/api/v1/recognise")
    Found recognise(Account me, @RequestBody TextForm form) {
        String text = Objects.requireNonNullElse(form.text, "");
        Recogniser.Findings findings = Recogniser.standard().search(text, contexts.of(me));
        Reach.Now now = reach.now();
        return new Found(
                findings.numbers().stream()
                        .map(found -> view(found, now, me.language()))
                        .toList(),
                findings.more());
    }

    private static FoundNumber view(Recognised found, Reach.Now now, String language) {
        RecognitionJson json = RecognitionJson.of(found, language);
        TrackingNumber number = found.number();
        return new FoundNumber(
                json.input(),
                json.number(),
                json.candidates().stream()
                        .map(one -> new FoundCandidate(
                                one.carrier(),
                                one.grade(),
                                one.confidence(),
                                one.service(),
                                one.origin(),
                                one.reasons(),
                                number == null
                                        ? null
                                        : Carriers.find(one.carrier())
                                                .map(carrier -> now.page(carrier, number, language))
                                                .orElse(null),
                                now.needs(one.carrier())))
                        .toList(),
                json.suggestions(),
                json.refused());
    }
}
