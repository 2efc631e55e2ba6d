package org.sledopyt.account;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sledopyt.account.Result.Reason;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Keeps passwords as bcrypt, marked with the algorithm so that another can follow. */
@Component
class Passwords {

    private static final int SHORTEST = 8;

    /** bcrypt sees no more than that. */
    private static final int MOST_BYTES = 72;

    /** What {@link #pretend} compares with. Made up, no password gives it; the same work as {@link #encoder} does. */
    private static final String NOBODYS = "{bcrypt}$2a$10$" + ".".repeat(53);

    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder()));

    Optional<Reason> objection(String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of(new Reason("password.short", Map.of("min", SHORTEST)));
        }
        if (bytes(normal(password)) > MOST_BYTES) {
            return Optional.of(new Reason("password.long", Map.of("maxBytes", MOST_BYTES)));
        }
        return Optional.empty();
    }

    String encode(String password) {
        return Objects.requireNonNull(encoder.encode(normal(password)));
    }

    boolean matches(String password, String encoded) {
        String normal = normal(password);
        return bytes(normal) <= MOST_BYTES && encoder.matches(normal, encoded);
    }

    /** Takes as long as {@link #matches} with a wrong password: who waits for the answer learns nothing. */
    void pretend(String password) {
        matches(password, NOBODYS);
    }

    /** Keyboards differ in how they compose the same letter. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
