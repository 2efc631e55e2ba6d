package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.Profile;
import org.sledopyt.account.Sessions;
import org.sledopyt.account.SetupLink;
import org.sledopyt.account.SignIn;
import org.sledopyt.account.SignIn.Outcome;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Setting up, signing in and out. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Who am I")
class StartApi {

    /** @param state {@code setup}: there is no account yet; {@code sign-in}; {@code signed-in} */
    record Start(
            String state,
            boolean demo,
            String version,
            @Nullable Account account) {}

    record SetupForm(
            String link,
            String email,
            String name,
            String password,
            String language,
            String zone,
            @Nullable String country) {
        SetupForm {
            link = Objects.requireNonNullElse(link, "");
            email = Objects.requireNonNullElse(email, "");
            name = Objects.requireNonNullElse(name, "");
            password = Objects.requireNonNullElse(password, "");
            language = Objects.requireNonNullElse(language, "en");
            zone = Objects.requireNonNullElse(zone, "UTC");
        }
    }

    record SignInForm(String email, String password) {
        SignInForm {
            email = Objects.requireNonNullElse(email, "");
            password = Objects.requireNonNullElse(password, "");
        }
    }

    private final Accounts accounts;
    private final Sessions sessions;
    private final SetupLink setupLink;
    private final SignIn signIn;
    private final LiveEvents live;
    private final boolean demo;

    StartApi(
            Accounts accounts,
            Sessions sessions,
            SetupLink setupLink,
            SignIn signIn,
            LiveEvents live,
            @Value("${sledopyt.demo:false}") boolean demo) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.setupLink = setupLink;
        this.signIn = signIn;
        this.live = live;
        this.demo = demo;
    }

    /** In a demonstration whoever sits at this machine is signed in without asking. */
    @GetMapping("/start")
    Start start(@Nullable Account account, HttpServletRequest request, HttpServletResponse response) {
        if (account != null) {
            return start("signed-in", account);
        }
        Optional<Account> first = accounts.first();
        if (demo && first.isPresent() && KnownHosts.isLocal(request)) {
            begin(first.get(), request, response);
            return start("signed-in", first.get());
        }
        return start(first.isEmpty() ? "setup" : "sign-in", null);
    }

    @PostMapping("/setup")
    @ResponseStatus(HttpStatus.CREATED)
    Account setup(@RequestBody SetupForm form, HttpServletRequest request, HttpServletResponse response) {
        if (!setupLink.opensWith(form.link)) {
            throw new Problem(HttpStatus.FORBIDDEN, "setup.link.wrong");
        }
        Profile profile = new Profile(form.name, form.language, form.zone, form.country);
        Account account = Problem.unlessDone(setupLink.use(form.link, form.email, form.password, profile));
        begin(account, request, response);
        return account;
    }

    @PostMapping("/sign-in")
    Account signIn(@RequestBody SignInForm form, HttpServletRequest request, HttpServletResponse response) {
        return switch (signIn.prove(form.email, form.password, request.getRemoteAddr())) {
            case Outcome.Proven(Account account) -> {
                begin(account, request, response);
                yield account;
            }
            case Outcome.Wrong() -> throw new Problem(HttpStatus.UNAUTHORIZED, "signin.wrong");
            case Outcome.TooMany(var retryAfter) -> throw Problem.tooMany("signin.tooMany", retryAfter);
        };
    }

    @PostMapping("/sign-out")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(Account account, HttpServletRequest request, HttpServletResponse response) {
        String secret = SessionCookie.read(request);
        if (secret != null) {
            sessions.end(secret);
            SessionCookie.clear(request, response);
            live.end(account.id());
        }
    }

    private void begin(Account account, HttpServletRequest request, HttpServletResponse response) {
        String agent = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
        SessionCookie.write(sessions.begin(account.id(), agent), request, response);
    }

    private Start start(String state, @Nullable Account account) {
        String version = Objects.requireNonNullElse(StartApi.class.getPackage().getImplementationVersion(), "dev");
        return new Start(state, demo, version, account);
    }
}
