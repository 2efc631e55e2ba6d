package org.sledopyt.web;

import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives controllers who asks. A parameter {@code Account} is the account signed in, {@code @Nullable Account} null if nobody is, and
 * {@link Operator} an account that may change what concerns the installation.
 */
final class AccountArguments implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Account.class || parameter.getParameterType() == Operator.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Account account = SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                ? signedIn.getPrincipal()
                : null;
        if (account == null) {
            if (parameter.isOptional()) {
                return null;
            }
            throw new Problem(HttpStatus.UNAUTHORIZED, "signin.needed");
        }
        if (parameter.getParameterType() == Account.class) {
            return account;
        }
        if (!account.operator()) {
            throw new Problem(HttpStatus.FORBIDDEN, "operator.needed");
        }
        return new Operator(account);
    }
}
