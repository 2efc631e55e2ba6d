package org.sledopyt.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a PATCH: what it does not name stays as it is, and null clears. */
@Schema(type = "object")
final class Patch {

    private final ObjectNode fields;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Patch(ObjectNode fields) {
        this.fields = fields;
    }

    /** The new text, or the one there was. Null as {@link #clearable} gives is not possible here and refused. */
    String text(String field, String now) {
        String text = clearable(field, now);
        if (text == null) {
            throw wrong(field);
        }
        return text;
    }

    @Nullable
    String clearable(String field, @Nullable String now) {
        JsonNode value = fields.get(field);
        if (value == null) {
            return now;
        }
        if (value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(field);
        }
        return value.stringValue();
    }

    boolean flag(String field, boolean now) {
        JsonNode value = fields.get(field);
        if (value == null) {
            return now;
        }
        if (!value.isBoolean()) {
            throw wrong(field);
        }
        return value.booleanValue();
    }

    private static Problem wrong(String field) {
        return new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", field));
    }
}
