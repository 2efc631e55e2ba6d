package org.sledopyt.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads a controller's {@link Paging} parameter; 400 {@code request.wrongValue} if it is not one. */
final class PagingArguments implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Paging.class;
    }

    @Override
    public Paging resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return paging(request.getParameter("limit"), request.getParameter("cursor"));
    }

    static Paging paging(@Nullable String limit, @Nullable String cursor) {
        return new Paging(limit == null ? Paging.USUAL : limit(limit), cursor == null ? null : position(cursor));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= Paging.MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong("limit");
    }

    private static String position(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("cursor");
        }
    }

    private static Problem wrong(String field) {
        return new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", field));
    }
}
