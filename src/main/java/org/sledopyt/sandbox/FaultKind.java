package org.sledopyt.sandbox;

/** How an answer can go wrong. */
public enum FaultKind {
    OUTAGE_503,
    /** Too many requests, with {@code Retry-After} in seconds. */
    QUOTA_429,
    /** The same with {@code Retry-After} as a date. */
    QUOTA_429_DATE,
    CAPTCHA,
    /** Status 200 and a page for people. */
    HTML,
    /** A well-formed HTTP answer whose body ends half-way. */
    HALF,
    EMPTY,
    /** The body is in another encoding than its header says. */
    WRONG_ENCODING,
    /** The right answer, late by the length of the fault (real time). */
    SLOW,
    /** No answer until the sandbox is closed. */
    HANG,
    /** A redirect to an address within the network. */
    REDIRECT_PRIVATE,
    REDIRECT_LOOP,
    /** The connection ends in the middle of the body. */
    RESET,
    /** A body of 50 MB. */
    HUGE,
    /** The carrier's own way to refuse login and password. */
    BAD_LOGIN,
    /** The carrier's own way to say that it is in trouble. */
    SERVICE_ERROR,
    /** No fault, but compressed if the client accepts it. */
    GZIP
}
