package org.sledopyt.web;

import java.time.Duration;
import java.util.Map;
import org.sledopyt.account.Result;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The answer to a request that cannot be fulfilled. Thrown anywhere below a controller it becomes {@code application/problem+json}.
 *
 * <p>People read it by {@code key}, a key of the message catalogue, and {@code args}; programs by status and key.
 */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String key;
    private final transient Map<String, Object> args;
    private final transient HttpHeaders headers = new HttpHeaders();

    Problem(HttpStatus status, String key, Map<String, Object> args) {
        super(key);
        this.status = status;
        this.key = key;
        this.args = args;
    }

    Problem(HttpStatus status, String key) {
        this(status, key, Map.of());
    }

    /** 429, with the time in the header that programs look for. */
    static Problem tooMany(String key, Duration retryAfter) {
        long seconds = retryAfter.plusMillis(999).toSeconds();
        Problem problem = new Problem(HttpStatus.TOO_MANY_REQUESTS, key, Map.of("seconds", seconds));
        problem.headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return problem;
    }

    /** What was done, or 422 with the reason why not. */
    static <T> T unlessDone(Result<T> result) {
        return switch (result) {
            case Result.Done<T>(T value) -> value;
            case Result.Refused<T>(Result.Reason why) ->
                throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, why.key(), why.args());
        };
    }

    HttpStatus status() {
        return status;
    }

    String key() {
        return key;
    }

    Map<String, Object> args() {
        return args;
    }

    HttpHeaders headers() {
        return headers;
    }

    /** Not a bug: nobody reads where it was thrown. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
