package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.notify.Channels;
import org.sledopyt.notify.Inbox;
import org.sledopyt.notify.Outcome;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the account was told, and where it wants to be told. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Inbox and channels")
class InboxApi {

    /** {@code all} true: everything. */
    record ReadForm(@Nullable List<UUID> ids, @Nullable Boolean all) {}

    record ChannelForm(@Nullable String target, @Nullable Boolean enabled) {}

    record Tested(boolean sent) {}

    private final Inbox inbox;
    private final Channels channels;

    InboxApi(Inbox inbox, Channels channels) {
        this.inbox = inbox;
        this.channels = channels;
    }

    @GetMapping("/inbox")
    Inbox.Page inbox(
            Account me,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        try {
            return inbox.page(me, cursor == null || cursor.isBlank() ? null : cursor, limit);
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", "cursor"));
        }
    }

    @PostMapping("/inbox/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(Account me, @RequestBody ReadForm form) {
        boolean all = Boolean.TRUE.equals(form.all);
        if (all || form.ids != null) {
            inbox.markRead(me.id(), all ? null : form.ids);
        }
    }

    @GetMapping("/channels")
    Channels.Listing channels(Account me) {
        return channels.list(me.id());
    }

    @PutMapping("/channels/{kind}")
    Channels.Listing put(Account me, @PathVariable String kind, @RequestBody ChannelForm form) {
        String target = form.target == null ? "" : form.target.strip();
        try {
            if (!channels.put(me.id(), kind, target, !Boolean.FALSE.equals(form.enabled))) {
                throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "channel." + kind + ".wrongTarget");
            }
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.NOT_FOUND, "channel.none");
        }
        return channels.list(me.id());
    }

    @PostMapping("/channels/{kind}/test")
    Tested test(Account me, @PathVariable String kind) {
        Outcome outcome;
        try {
            outcome = channels.test(me, kind);
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.NOT_FOUND, "channel.none");
        }
        return switch (outcome) {
            case Outcome.Sent() -> new Tested(true);
            case Outcome.Failed failed -> throw failed(kind, failed.why());
            case Outcome.Refused refused -> throw failed(kind, refused.why());
            case Outcome.Gone gone -> throw failed(kind, gone.why());
        };
    }

    private static Problem failed(String kind, String why) {
        return new Problem(HttpStatus.BAD_GATEWAY, "channel." + kind + ".failed", Map.of("why", why));
    }
}
