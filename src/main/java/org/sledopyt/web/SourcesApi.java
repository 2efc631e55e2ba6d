package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.intake.AskDueNumbers;
import org.sledopyt.intake.Asks;
import org.sledopyt.intake.Doors;
import org.sledopyt.intake.Gates;
import org.sledopyt.intake.Hooks;
import org.sledopyt.intake.Keyring;
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

    /** {@code off}: used only if an operator chooses it. */
    record DoorView(String code, int batch, @Nullable Integer budget, boolean off, List<FieldView> fields) {}

    /** {@code state}: fine, idle, no-key, sign-in, quota, blocked, outage or unreadable. {@code hook}: for operators only. */
    record SourceView(
            String code,
            Map<String, String> name,
            String site,
            List<String> carriers,
            List<DoorView> doors,
            String door,
            boolean ready,
            boolean needsKey,
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
            List<UnknownCodes.UnknownCode> unknownCodes,
            @Nullable String hook) {}

    record CredentialsForm(@Nullable String door, @Nullable Map<String, String> values) {}

    record Tested(String outcome, @Nullable String detail) {}

    private final Sources sources;
    private final Keyring keyring;
    private final Doors doors;
    private final Gates gates;
    private final Asks asks;
    private final UnknownCodes unknownCodes;
    private final Hooks hooks;
    private final AskDueNumbers askDueNumbers;
    private final Clock clock;

    SourcesApi(
            Sources sources,
            Keyring keyring,
            Doors doors,
            Gates gates,
            Asks asks,
            UnknownCodes unknownCodes,
            Hooks hooks,
            AskDueNumbers askDueNumbers,
            Clock clock) {
        this.sources = sources;
        this.keyring = keyring;
        this.doors = doors;
        this.gates = gates;
        this.asks = asks;
        this.unknownCodes = unknownCodes;
        this.hooks = hooks;
        this.askDueNumbers = askDueNumbers;
        this.clock = clock;
    }

    @GetMapping
    Items<SourceView> list(Account me) {
        return new Items<>(sources.all().stream()
                .map(source -> view(source, me.operator()))
                .toList());
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
        return sources.find(code).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "source.none"));
    }

    private SourceView view(Source source, boolean operator) {
        Manifest manifest = source.manifest();
        Credentials by = keyring.of(manifest).orElse(null);
        Manifest.Door door = doors.of(manifest);
        Gates.Gate gate = gates.of(manifest.code());
        Instant now = clock.instant();
        Integer left = gate.left(door, now);
        Integer budget = door.budget() == null ? null : door.budget().calls();
        String state = state(gate, by != null, now);
        return new SourceView(
                manifest.code(),
                manifest.names(),
                manifest.site().toString(),
                manifest.carriers(),
                manifest.doors().stream().map(SourcesApi::door).toList(),
                door.code(),
                by != null,
                manifest.doors().stream()
                        .allMatch(one -> one.off() || one.fields().stream().anyMatch(Manifest.Field::required)),
                keyring.isSet(manifest),
                state,
                gate.lostSince() != null ? gate.lostSince() : gate.lastFailureAt(),
                gate.lastSuccessAt(),
                gate.lastFailureAt(),
                state.equals("fine") || state.equals("idle") ? null : gate.lastDetail(),
                gate.openUntil() != null && gate.openUntil().isAfter(now) ? gate.openUntil() : null,
                left == null || budget == null ? null : budget - left,
                budget,
                asks.queue(manifest.code()),
                unknownCodes.of(manifest.code()),
                operator
                        ? hooks.secret(manifest)
                                .map(secret -> "/hooks/" + manifest.code() + "/" + secret)
                                .orElse(null)
                        : null);
    }

    private static String state(Gates.Gate gate, boolean ready, Instant now) {
        if (!ready) {
            return "no-key";
        }
        String failure = gate.lastFailure();
        Instant failedAt = gate.lastFailureAt();
        Instant succeededAt = gate.lastSuccessAt();
        boolean closed = gate.openUntil() != null && gate.openUntil().isAfter(now);
        boolean failedLast = failedAt != null && (succeededAt == null || failedAt.isAfter(succeededAt));
        if (failure != null && (closed || failedLast)) {
            return failure.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
        return succeededAt == null ? "idle" : "fine";
    }

    private static DoorView door(Manifest.Door door) {
        return new DoorView(
                door.code(),
                door.batch(),
                door.budget() == null ? null : door.budget().calls(),
                door.off(),
                door.fields().stream()
                        .map(field -> new FieldView(field.name(), field.secret(), field.required(), field.names()))
                        .toList());
    }
}
