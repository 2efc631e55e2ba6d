package org.sledopyt.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** An account that has shown its session or token; the form in which Spring Security wants to know it. */
final class SignedIn extends AbstractAuthenticationToken {

    static final String OPERATOR = "OPERATOR";

    private static final long serialVersionUID = 1;

    private final transient Account account;

    SignedIn(Account account) {
        super(account.operator() ? List.of(new SimpleGrantedAuthority(OPERATOR)) : List.of());
        this.account = account;
        setAuthenticated(true);
    }

    @Override
    public Account getPrincipal() {
        return account;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }
}
