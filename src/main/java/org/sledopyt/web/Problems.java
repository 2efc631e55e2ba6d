package org.sledopyt.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/** Makes an {@code application/problem+json} of everything that can go wrong with a request; nothing of our insides is told. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final URI NO_TYPE = URI.create("about:blank");

    /** What PostgreSQL says of a NUL in a text and in JSON; nothing else of a request can make it say so. */
    private static final Set<String> NUL_IN_TEXT = Set.of("22021", "22P05");

    private final EnglishMessages english;
    private final JsonMapper json;

    Problems(EnglishMessages english, JsonMapper json) {
        this.english = english;
        this.json = json;
    }

    /** For what stands before the controllers. */
    void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        problem.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.getOutputStream().write(json.writeValueAsBytes(body(problem)));
    }

    ProblemDetail body(Problem problem) {
        ProblemDetail body = ProblemDetail.forStatus(problem.status());
        body.setType(NO_TYPE);
        english.format(problem.key(), problem.args()).ifPresent(body::setDetail);
        body.setProperty("key", problem.key());
        body.setProperty("args", problem.args());
        return body;
    }

    @ExceptionHandler
    ResponseEntity<Object> problem(Problem problem) {
        return answer(problem, problem.headers());
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpected(Exception e, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            return null;
        }
        if (causeOf(e) instanceof TooLarge) {
            return problem(tooLarge());
        }
        if (causeOf(e) instanceof SQLException sql && NUL_IN_TEXT.contains(sql.getSQLState())) {
            return problem(new Problem(HttpStatus.BAD_REQUEST, "request.unreadable"));
        }
        // The pattern, since a path may hold a secret.
        LOG.error(
                "{} {}", request.getMethod(), request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE), e);
        return problem(ofStatus(500));
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus found = HttpStatus.valueOf(status.value());
        Problem problem =
                switch (e) {
                    case HttpMessageNotReadableException unreadable
                    when causeOf(unreadable) instanceof TooLarge -> tooLarge();
                    case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
                    case MethodArgumentTypeMismatchException wrong -> wrong(found, wrong.getName());
                    case TypeMismatchException wrong -> wrong(found, String.valueOf(wrong.getPropertyName()));
                    case MissingServletRequestParameterException missing -> wrong(found, missing.getParameterName());
                    case MissingRequestValueException missing -> new Problem(found, "request.unreadable");
                    default -> ofStatus(found.value());
                };
        if (problem.status().is5xxServerError()) {
            LOG.error("{}", ((ServletWebRequest) request).getHttpMethod(), e);
        }
        return answer(problem, headers);
    }

    /** What can be said when only the status is known. */
    static Problem ofStatus(int code) {
        HttpStatus status = HttpStatus.resolve(code);
        if (status == null || status.is5xxServerError()) {
            return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "server.failed");
        }
        String key =
                switch (status) {
                    case NOT_FOUND -> "request.unknownPath";
                    case METHOD_NOT_ALLOWED -> "request.wrongMethod";
                    case NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE -> "request.wrongMediaType";
                    case CONTENT_TOO_LARGE -> "request.tooLarge";
                    default -> "request.unreadable";
                };
        return new Problem(status, key);
    }

    static Problem tooLarge() {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, "request.tooLarge");
    }

    private static Problem wrong(HttpStatus status, String field) {
        return new Problem(status, "request.wrongValue", Map.of("field", field));
    }

    private static Problem unreadable(HttpMessageNotReadableException e) {
        String field = e.getCause() instanceof DatabindException databind
                ? databind.getPath().stream()
                        .map(Reference::getPropertyName)
                        .map(name -> name == null ? "[]" : name)
                        .collect(Collectors.joining("."))
                : "";
        return field.isEmpty()
                ? new Problem(HttpStatus.BAD_REQUEST, "request.unreadable")
                : wrong(HttpStatus.BAD_REQUEST, field);
    }

    private static Throwable causeOf(Throwable e) {
        return NestedExceptionUtils.getMostSpecificCause(e);
    }

    private ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body(problem));
    }

    /** More bytes came than a request may have. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }
}
