package org.sledopyt.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.sledopyt.intake.Hooks;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where sources push to. Answers as soon as it is kept: some sources give up those that let them wait. */
@RestController
@Hidden
class HooksApi {

    private static final int MOST = 1 << 20;

    private final Hooks hooks;

    HooksApi(Hooks hooks) {
        this.hooks = hooks;
    }

    @PostMapping("/hooks/{source}/{secret}")
    void take(@PathVariable String source, @PathVariable String secret, HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST + 1);
        if (body.length > MOST) {
            throw new Problem(HttpStatus.CONTENT_TOO_LARGE, "request.tooLarge");
        }
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        if (!hooks.take(source, secret, headers, body)) {
            throw new Problem(HttpStatus.NOT_FOUND, "request.unknownPath");
        }
    }
}
