package org.sledopyt.web;

import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Set;
import org.sledopyt.account.ApiTokens;
import org.sledopyt.account.Sessions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** Who may do what, and what browsers are told not to allow. */
@Configuration(proxyBeanMethods = false)
class Security {

    /** Where people without an account or a session show who they are. */
    static final Set<String> SIGN_IN_FORMS = Set.of("/api/v1/setup", "/api/v1/sign-in");

    private static final String CONTENT = """
            default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
            manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'""";

    private static final String PERMISSIONS =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            Sessions sessions,
            ApiTokens tokens,
            Problems problems,
            ServerProperties server,
            @Value("${sledopyt.web.hosts:}") List<String> hosts) {
        return http.csrf(AbstractHttpConfigurer::disable) // SignedInFilter asks for a header instead
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(Security::headers)
                .addFilterAfter(new KnownHosts(problems, hosts, server.getAddress()), HeaderWriterFilter.class)
                .addFilterBefore(new BodyLimit(problems), AuthorizationFilter.class)
                .addFilterBefore(new SignedInFilter(sessions, tokens, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/api/v1/start")
                        .permitAll()
                        .requestMatchers(SIGN_IN_FORMS.toArray(String[]::new))
                        .permitAll()
                        .requestMatchers("/api/**")
                        .authenticated()
                        .requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .access(operatorOrLocal())
                        .anyRequest()
                        .permitAll())
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, e) -> {
                            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                            problems.write(new Problem(HttpStatus.UNAUTHORIZED, "signin.needed"), response);
                        })
                        .accessDeniedHandler((request, response, e) ->
                                problems.write(new Problem(HttpStatus.FORBIDDEN, "operator.needed"), response)))
                .build();
    }

    private static AuthorizationManager<RequestAuthorizationContext> operatorOrLocal() {
        AuthorizationManager<RequestAuthorizationContext> operator =
                AuthorityAuthorizationManager.hasAuthority(SignedIn.OPERATOR);
        return (authentication, context) -> KnownHosts.isLocal(context.getRequest())
                ? new AuthorizationDecision(true)
                : operator.authorize(authentication, context);
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(content -> content.policyDirectives(CONTENT))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                // Whether the name is always to be asked by https is for the proxy to say that speaks it.
                .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable)
                .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                // What has no rule of its own is kept by the browser alone and asked for each time.
                .addHeaderWriter(new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "private, no-cache"));
    }
}
