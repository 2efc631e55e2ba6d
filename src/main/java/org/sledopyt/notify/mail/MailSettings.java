package org.sledopyt.notify.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server that takes our mails: {@code SLEDOPYT_SMTP_HOST} and so on.
 *
 * @param host null: no mail is sent
 * @param port 0: the usual one for {@code tls}
 * @param user null: no sign-in
 * @param from address mails come from, with or without a name; null: {@code user}, if that is an address
 * @param timeout longest wait for a connection or for one answer
 */
@ConfigurationProperties("sledopyt.smtp")
record MailSettings(
        @Nullable String host,
        @DefaultValue("0") int port,
        @Nullable String user,
        @Nullable String password,
        @Nullable String from,
        @DefaultValue("STARTTLS") Tls tls,
        @DefaultValue("20s") Duration timeout) {

    /** How the connection is guarded. Never weaker than what is set: without it, nothing is sent. */
    enum Tls {
        /** in the open, for a server on the same machine */
        OFF(25),
        STARTTLS(587),
        ON(465);

        final int usualPort;

        Tls(int usualPort) {
            this.usualPort = usualPort;
        }
    }

    @Override
    public String toString() {
        return "mail over " + host + ":" + port;
    }
}
