package org.sledopyt.notify.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.IDN;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sledopyt.notify.Channel;
import org.sledopyt.notify.Links;
import org.sledopyt.notify.Message;
import org.sledopyt.notify.Outcome;
import org.sledopyt.storage.StartProblem;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Mails over the operator's SMTP server. A mail's Message-ID is the notification's id: a repeated one can be told by it. */
@Component
class MailChannel implements Channel {

    private static final int LONGEST_PROBLEM = 300;
    private static final Pattern NOT_THE_ADDRESS = Pattern.compile("^\\d{3}[ -]5\\.(7\\.|2\\.2\\b)");

    private final MailSettings settings;
    private final Letters letters;
    private final Links links;
    private final Clock clock;
    private final @Nullable InternetAddress from;
    private final JavaMailSenderImpl sender;

    MailChannel(MailSettings settings, Letters letters, Links links, Clock clock) {
        this.settings = settings;
        this.letters = letters;
        this.links = links;
        this.clock = clock;
        this.from = from(settings);
        this.sender = sender(settings);
    }

    @Override
    public String kind() {
        return "mail";
    }

    @Override
    public boolean ready() {
        return from != null;
    }

    /** The address with its domain as the wire wants it; null for lists, names beside it, and local parts outside ASCII. */
    @Override
    public @Nullable String target(String written) {
        String address = written.strip();
        int at = address.lastIndexOf('@');
        try {
            String wired = address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
            InternetAddress parsed = new InternetAddress(wired, true);
            boolean plain = parsed.getAddress().equals(wired) && wired.chars().allMatch(c -> c > ' ' && c < 0x7f);
            return at > 0 && plain && wired.length() <= 254 ? wired : null;
        } catch (AddressException | IllegalArgumentException e) {
            return null;
        }
    }

    /** A connection, a greeting and the exchange may each take their time-out. */
    @Override
    public Duration within() {
        return settings.timeout().multipliedBy(3);
    }

    @Override
    public Outcome send(Message message) {
        if (from == null) {
            return new Outcome.Failed("channel.problem.notSetUp");
        }
        try {
            sender.send(mime(message, from));
            return new Outcome.Sent();
        } catch (MailSendException e) {
            return e.getMessageExceptions().length == 0
                    ? new Outcome.Failed(words(e))
                    : outcome(e.getMessageExceptions()[0]);
        } catch (MailException | MessagingException e) {
            return new Outcome.Failed(words(e));
        }
    }

    private MimeMessage mime(Message message, InternetAddress from) throws MessagingException {
        Letter letter = letters.write(message);
        MimeMessage mime = sender.createMimeMessage();
        mime.setFrom(from);
        mime.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(message.target(), true));
        mime.setSubject(letter.subject(), "UTF-8");
        mime.setSentDate(Date.from(clock.instant()));
        mime.setHeader("Message-ID", "<" + message.id() + "@" + domain(from) + ">");
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setHeader("List-Unsubscribe", "<" + links.settings() + ">");
        mime.setHeader("X-Sledopyt-Notification", message.id().toString());
        mime.setHeader("Content-Language", message.to().language());
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), "UTF-8", "html");
        mime.setContent(new MimeMultipart("alternative", text, html));
        return mime;
    }

    /**
     * Only a refused recipient says something about the target. Servers also refuse recipients when they dislike us (5.7) or when the
     * mailbox is full (5.2.2): neither says that the address is wrong. All else may pass tomorrow, once the operator has looked at it.
     */
    private static Outcome outcome(Exception failure) {
        if (failure instanceof SendFailedException refused
                && refused.getInvalidAddresses() != null
                && refused.getInvalidAddresses().length > 0
                && refused.getNextException() != null) {
            String words = words(refused.getNextException());
            return NOT_THE_ADDRESS.matcher(words).find() ? new Outcome.Failed(words) : new Outcome.Gone(words);
        }
        return new Outcome.Failed(words(failure));
    }

    private static String words(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String words = Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName())
                .replaceAll("[\\p{Cc}\\s]+", " ")
                .strip();
        return words.length() <= LONGEST_PROBLEM ? words : words.substring(0, LONGEST_PROBLEM - 1) + "…";
    }

    private static @Nullable InternetAddress from(MailSettings settings) {
        if (isBlank(settings.host())) {
            return null;
        }
        String from = isBlank(settings.from()) ? settings.user() : settings.from();
        try {
            InternetAddress address = new InternetAddress(Objects.requireNonNullElse(from, ""), true);
            if (address.getAddress().indexOf('@') < 0) {
                throw new AddressException("no @");
            }
            return address;
        } catch (AddressException e) {
            throw new StartProblem(
                    "SLEDOPYT_SMTP_FROM is not a mail address. Set it to the address that mails come from, or leave out SLEDOPYT_SMTP_HOST to send none.");
        }
    }

    private static JavaMailSenderImpl sender(MailSettings settings) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(settings.host());
        sender.setPort(settings.port() == 0 ? settings.tls().usualPort : settings.port());
        sender.setUsername(settings.user());
        sender.setPassword(settings.password());
        sender.setDefaultEncoding("UTF-8");
        String timeout = Long.toString(settings.timeout().toMillis());
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.auth", Boolean.toString(!isBlank(settings.user())));
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.tls() == MailSettings.Tls.ON));
        boolean starttls = settings.tls() == MailSettings.Tls.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(starttls));
        return sender;
    }

    private static String domain(InternetAddress address) {
        return address.getAddress().substring(address.getAddress().lastIndexOf('@') + 1);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
