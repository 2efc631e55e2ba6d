package org.sledopyt.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.ApiTokens;
import org.sledopyt.account.ApiTokens.ApiToken;
import org.sledopyt.account.ApiTokens.NewToken;
import org.sledopyt.account.Profile;
import org.sledopyt.account.SignIn;
import org.sledopyt.account.SignIn.Outcome;
import org.sledopyt.journey.Attentions;
import org.sledopyt.storage.Wake;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The account that asks: what it says of itself, its password, its tokens. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Who am I")
class MeApi {

    record PasswordForm(String old, @JsonProperty("new") String fresh) {
        PasswordForm {
            old = Objects.requireNonNullElse(old, "");
            fresh = Objects.requireNonNullElse(fresh, "");
        }
    }

    record TokenForm(String name) {
        TokenForm {
            name = Objects.requireNonNullElse(name, "");
        }
    }

    /** @param token shown this one time */
    record ShownToken(
            UUID id,
            String name,
            Instant createdAt,
            @Nullable Instant usedAt,
            String token) {}

    private final Accounts accounts;
    private final ApiTokens tokens;
    private final SignIn signIn;
    private final LiveEvents live;
    private final Attentions attentions;
    private final JdbcClient jdbc;

    MeApi(Accounts accounts, ApiTokens tokens, SignIn signIn, LiveEvents live, Attentions attentions, JdbcClient jdbc) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.signIn = signIn;
        this.live = live;
        this.attentions = attentions;
        this.jdbc = jdbc;
    }

    @GetMapping("/me")
    Account me(Account me) {
        return me;
    }

    @PatchMapping("/me")
    Account change(Account me, @RequestBody Patch patch) {
        Profile profile = new Profile(
                patch.text("name", me.name()),
                patch.text("language", me.language()),
                patch.text("zone", me.zone().getId()),
                patch.clearable("country", me.country()));
        Account changed = Problem.unlessDone(accounts.update(me.id(), profile));
        if (!Objects.equals(changed.country(), me.country()) || !changed.zone().equals(me.zone())) {
            attentions.again(me.id());
            Wake.call(jdbc, "attentions", "");
        }
        return changed;
    }

    /** All other sessions of the account end. */
    @PostMapping("/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(Account me, @RequestBody PasswordForm form, HttpServletRequest request) {
        switch (signIn.prove(me.email(), form.old, request.getRemoteAddr())) {
            case Outcome.Proven(Account account) ->
                Problem.unlessDone(signIn.changePassword(account, form.fresh, SessionCookie.read(request)));
            case Outcome.Wrong() -> throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "password.wrong");
            case Outcome.TooMany(var retryAfter) -> throw Problem.tooMany("signin.tooMany", retryAfter);
        }
        live.end(me.id());
    }

    @GetMapping("/tokens")
    Items<ApiToken> tokens(Account me) {
        return new Items<>(tokens.of(me.id()));
    }

    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    ShownToken create(Account me, @RequestBody TokenForm form) {
        NewToken made = Problem.unlessDone(tokens.create(me.id(), form.name));
        ApiToken kept = made.kept();
        return new ShownToken(kept.id(), kept.name(), kept.createdAt(), kept.usedAt(), made.token());
    }

    @DeleteMapping("/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Account me, @PathVariable UUID id) {
        tokens.delete(me.id(), id);
    }
}
