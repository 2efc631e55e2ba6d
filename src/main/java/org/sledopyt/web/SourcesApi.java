package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.intake.AskDueNumbers;
import org.sledopyt.intake.Hooks;
import org.sledopyt.intake.Keyring;
import org.sledopyt.intake.SourceHealth;
import org.sledopyt.intake.UnknownCodes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where we know things from: how each source is doing, and the keys it wants. */
@RestController
@RequestMapping("/api/v1/sources")
@Tag(name = "Sources")
class SourcesApi {

    record FieldView(String name, boolean secret, boolean required, Map<String, String> label) {}

    /**
     * @param off used only if an operator chooses it: nobody promised this way, and it is slow
     * @param every shortest time between two asks for one number, ISO 8601
     * @param spacing shortest time between two calls
     */
    record DoorView(
            String code,
            int batch,
            @Nullable Integer budget,
            boolean off,
            boolean needsKey,
            Duration every,
            Duration spacing,
            List<FieldView> fields) {}

    /**
     * @param kind carrier, platform or aggregator
     * @param needsKey no way to ask it works without a key
     * @param key where its key comes from: screen, environment, nothing (it needs none) or missing
     * @param keySet something was entered on the screen
     * @param state fine, idle, off, no-key, sign-in, quota, blocked, outage or unreadable; outage: it is down, unreadable: its form changed
     * @param unknownCodes for operators only, like {@code hook}; {@code unknown} says how many there are
     * @param day calls of the last 24 hours
     */
    record SourceView(
            String code,
            Map<String, String> name,
            String site,
            String kind,
            List<String> carriers,
            List<DoorView> doors,
            String door,
            boolean ready,
            boolean needsKey,
            String key,
            boolean keySet,
            String state,
            @Nullable Instant since,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String detail,
            @Nullable Instant nextCallAt,
            @Nullable Integer budgetUsed,
            @Nullable Integer budget,
            int queue,
            SourceHealth.Calls day,
            SourceHealth.Calls week,
            List<NeedView> needs,
            Manifest.Sheet sheet,
            int unknown,
            List<UnknownCodes.UnknownCode> unknownCodes,
            @Nullable String hook) {}

    record CredentialsForm(@Nullable String door, @Nullable Map<String, String> values) {}

    record Tested(String outcome, @Nullable String detail) {}

    private final Sources sources;
    private final Keyring keyring;
    private final SourceHealth health;
    private final UnknownCodes unknownCodes;
    private final Hooks hooks;
    private final AskDueNumbers askDueNumbers;

    SourcesApi(
            Sources sources,
            Keyring keyring,
            SourceHealth health,
            UnknownCodes unknownCodes,
            Hooks hooks,
            AskDueNumbers askDueNumbers) {
        this.sources = sources;
        this.keyring = keyring;
        this.health = health;
        this.unknownCodes = unknownCodes;
        this.hooks = hooks;
        this.askDueNumbers = askDueNumbers;
    }

    @GetMapping
    Items<SourceView> list(Account me) {
        return new Items<>(
                health.all().stream().map(one -> view(one, me.operator())).toList());
    }

    @PutMapping("/{code}/credentials")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void keep(Operator operator, @PathVariable String code, @RequestBody CredentialsForm form) {
        Manifest source = find(code).manifest();
        Manifest.Door door = source.door(form.door);
        Map<String, String> values = Objects.requireNonNullElse(form.values, Map.of());
        for (Manifest.Field field : door.fields()) {
            String value = Objects.requireNonNullElse(values.get(field.name()), "");
            if (field.required() && value.isBlank()) {
                throw new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT, "source.fieldMissing", Map.of("field", field.name()));
            }
            if (value.length() > 4_000) {
                throw new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "request.tooLong",
                        Map.of("field", field.name(), "most", 4_000));
            }
        }
        keyring.keep(source, new Credentials(door.code(), values));
    }

    @DeleteMapping("/{code}/credentials")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(Operator operator, @PathVariable String code) {
        keyring.forget(find(code).manifest().code());
    }

    @PostMapping("/{code}/test")
    Tested test(Operator operator, @PathVariable String code) {
        Source source = find(code);
        Credentials by = keyring.of(source.manifest())
                .orElseThrow(() -> new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "source.noKey"));
        return askDueNumbers
                .test(source, by)
                .map(refused -> new Tested(refused.why().name(), refused.detail()))
                .orElse(new Tested("FINE", null));
    }

    private Source find(String code) {
        return sources.find(code)
                .filter(source -> source.manifest().isAsked())
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "source.none"));
    }

    private SourceView view(SourceHealth.Health health, boolean operator) {
        Manifest manifest = health.source();
        return new SourceView(
                manifest.code(),
                manifest.names(),
                manifest.site().toString(),
                manifest.kind().name().toLowerCase(Locale.ROOT),
                manifest.carriers(),
                manifest.doors().stream().map(SourcesApi::door).toList(),
                health.door().code(),
                health.ready(),
                manifest.doors().stream().allMatch(one -> one.off() || needsKey(one)),
                health.key().name().toLowerCase(Locale.ROOT),
                health.key() == Keyring.From.SCREEN,
                health.state().code(),
                health.since(),
                health.lastSuccessAt(),
                health.lastFailureAt(),
                health.detail(),
                health.nextCallAt(),
                health.budgetUsed(),
                health.budget(),
                health.queue(),
                health.day(),
                health.week(),
                manifest.needs().stream().map(NeedView::of).toList(),
                manifest.sheet(),
                health.unknownCodes(),
                operator && health.unknownCodes() > 0 ? unknownCodes.of(manifest.code()) : List.of(),
                operator
                        ? hooks.secret(manifest)
                                .map(secret -> "/hooks/" + manifest.code() + "/" + secret)
                                .orElse(null)
                        : null);
    }

    private static boolean needsKey(Manifest.Door door) {
        return door.fields().stream().anyMatch(Manifest.Field::required);
    }

    private static DoorView door(Manifest.Door door) {
        return new DoorView(
                door.code(),
                door.batch(),
                door.budget() == null ? null : door.budget().calls(),
                door.off(),
                needsKey(door),
                door.every(),
                door.spacing(),
                door.fields().stream()
                        .map(field -> new FieldView(field.name(), field.secret(), field.required(), field.names()))
                        .toList());
    }
}
