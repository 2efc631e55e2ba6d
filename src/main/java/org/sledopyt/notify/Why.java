package org.sledopyt.notify;

import java.util.Map;

/** Why a person is told something: a key of the catalogue with its arguments. */
public record Why(String key, Map<String, String> args) {}
