package org.sledopyt.sandbox;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer to be sent. The body is text in UTF-8. */
record Answer(int status, String contentType, byte[] body) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer json(int status, JsonNode body) {
        return json(status, JSON.writeValueAsBytes(body));
    }

    static Answer json(int status, byte[] body) {
        return new Answer(status, "application/json;charset=UTF-8", body);
    }

    static Answer html(int status, String title, String content) {
        String page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body>"
                + content + "</body></html>";
        return new Answer(status, "text/html;charset=UTF-8", utf8(page));
    }

    static Answer soap12(int status, String envelope) {
        return new Answer(status, "application/soap+xml; charset=utf-8", utf8(envelope));
    }

    static Answer soap11(int status, String envelope) {
        return new Answer(status, "text/xml;charset=utf-8", utf8(envelope));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
