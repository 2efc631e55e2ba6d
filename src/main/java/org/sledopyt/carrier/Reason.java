package org.sledopyt.carrier;

import java.util.Map;

/**
 * Why a carrier is offered, or what speaks against it. The text is {@code recognition.reason.<code>} of the message catalogue
 * with these arguments; {@code carrier} is a carrier's code, to be shown by its name.
 */
public record Reason(String code, Map<String, String> arguments) {

    static Reason of(String code) {
        return new Reason(code, Map.of());
    }

    static Reason of(String code, String argument, String value) {
        return new Reason(code, Map.of(argument, value));
    }
}
