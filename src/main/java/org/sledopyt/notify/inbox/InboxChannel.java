package org.sledopyt.notify.inbox;

import org.sledopyt.notify.Channel;
import org.sledopyt.notify.Message;
import org.sledopyt.notify.Outcome;
import org.sledopyt.storage.Wake;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The inbox in the app: the notification's row is itself what is shown, so sending means telling whoever has the app open. */
@Component
class InboxChannel implements Channel {

    private final JdbcClient jdbc;

    InboxChannel(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return INBOX;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public String target(String written) {
        return "";
    }

    @Override
    public Outcome send(Message message) {
        Wake.call(jdbc, "inbox", message.to().id());
        return new Outcome.Sent();
    }
}
