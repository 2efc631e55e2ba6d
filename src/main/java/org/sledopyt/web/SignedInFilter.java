package org.sledopyt.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.account.ApiTokens;
import org.sledopyt.account.Sessions;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who asks: by a token, else by the session's cookie. Browsers send the cookie whoever makes them, so with it every request
 * that changes something must carry a header that pages of other sites cannot set.
 */
final class SignedInFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";
    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS");

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Problems problems;

    SignedInFilter(Sessions sessions, ApiTokens tokens, Problems problems) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/api") && !path.startsWith("/actuator");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String bearer = bearer(request);
        String cookie = SessionCookie.read(request);
        if (bearer == null && cookie != null && isForged(request)) {
            problems.write(new Problem(HttpStatus.FORBIDDEN, "request.forged"), response);
            return;
        }
        account(bearer, cookie, request, response)
                .ifPresent(account -> SecurityContextHolder.setContext(new SecurityContextImpl(new SignedIn(account))));
        chain.doFilter(request, response);
    }

    private Optional<Account> account(
            @Nullable String bearer,
            @Nullable String cookie,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (bearer != null) {
            return tokens.find(bearer);
        }
        if (cookie == null) {
            return Optional.empty();
        }
        Optional<Sessions.Session> session = sessions.find(cookie);
        if (session.isPresent() && session.get().renewed()) {
            SessionCookie.write(cookie, request, response);
        }
        return session.map(Sessions.Session::account);
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    private static boolean isForged(HttpServletRequest request) {
        return !CHANGE_NOTHING.contains(request.getMethod()) && !"1".equals(request.getHeader("X-Sledopyt"));
    }
}
