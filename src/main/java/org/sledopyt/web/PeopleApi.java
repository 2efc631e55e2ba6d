package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.account.Accounts;
import org.sledopyt.account.SetupLink;
import org.sledopyt.account.SetupLink.Invitation;
import org.sledopyt.account.SetupLink.NewInvitation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who has an account here, and links for more: for operators. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "People")
class PeopleApi {

    record PersonView(UUID id, String name, String email, boolean operator) {}

    /** @param operator the new account is an operator's, too */
    record InvitationForm(@Nullable String name, @Nullable Boolean operator) {}

    /** @param path of the link on this server; shown this one time */
    record ShownInvitation(UUID id, String name, boolean operator, Instant createdAt, Instant expiresAt, String path) {}

    private final Accounts accounts;
    private final SetupLink links;

    PeopleApi(Accounts accounts, SetupLink links) {
        this.accounts = accounts;
        this.links = links;
    }

    @GetMapping("/people")
    Items<PersonView> people(Operator operator) {
        return new Items<>(accounts.all().stream().map(PeopleApi::person).toList());
    }

    @GetMapping("/invitations")
    Items<Invitation> invitations(Operator operator) {
        return new Items<>(links.invitations());
    }

    /** A link that makes one account, within a week. */
    @PostMapping("/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    ShownInvitation invite(Operator operator, @RequestBody InvitationForm form) {
        NewInvitation made = links.invite(
                operator.account(),
                Objects.requireNonNullElse(form.name, ""),
                Objects.requireNonNullElse(form.operator, false));
        Invitation kept = made.kept();
        return new ShownInvitation(
                kept.id(), kept.name(), kept.operator(), kept.createdAt(), kept.expiresAt(), "/setup#" + made.secret());
    }

    @DeleteMapping("/invitations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(Operator operator, @PathVariable UUID id) {
        links.withdraw(id);
    }

    private static PersonView person(Account account) {
        return new PersonView(account.id(), account.name(), account.email(), account.operator());
    }
}
