package org.sledopyt.notify;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The {@code details} of a notification: what to say and why it is said. */
record Saying(Map<String, String> args, Why why) {

    String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    static Saying of(String json) {
        return JsonMapper.shared().readValue(json, Saying.class);
    }
}
