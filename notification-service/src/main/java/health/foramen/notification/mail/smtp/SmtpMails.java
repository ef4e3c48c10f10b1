package health.foramen.notification.mail.smtp;

import health.foramen.notification.mail.CalendarFile;
import health.foramen.notification.mail.Letter;
import health.foramen.notification.mail.Mails;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Posts multipart letters: plain words, HTML, and the calendar file beside them. The Message-ID is made of the message's own key, so that a
 * second posting of the same message is seen as the same.
 */
public final class SmtpMails implements Mails {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpMails.class);

    /**
     * @param from address that letters come from
     * @param name as it is shown
     */
    public record Sender(String from, String name) {
    }

    public record Guards(CircuitBreaker breaker, RateLimiter rate, Bulkhead bulkhead) {
    }

    /** The server surely does not have it. */
    public static final class NotTaken extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotTaken(String message) {
            super(message);
        }
    }

    private final JavaMailSender server;
    private final Sender sender;
    private final Guards guards;

    public SmtpMails(JavaMailSender server, Sender sender, Guards guards) {
        this.server = server;
        this.sender = sender;
        this.guards = guards;
    }

    @Override
    public Posting post(Letter letter) {
        String messageId = "<" + letter.reference() + "@" + sender.from().substring(sender.from().indexOf('@') + 1) + ">";
        Supplier<Posting> guarded = CircuitBreaker.decorateSupplier(guards.breaker(),
                RateLimiter.decorateSupplier(guards.rate(), Bulkhead.decorateSupplier(guards.bulkhead(), () -> send(letter, messageId))));
        try {
            return guarded.get();
        } catch (CallNotPermittedException | NotTaken _) {
            return new Posting.NotNow("The mail server cannot be reached.");
        } catch (RequestNotPermitted | BulkheadFullException _) {
            return new Posting.NotNow("More e-mails at once than the mail server takes.");
        } catch (RuntimeException e) {
            LOG.warn("{}: nobody knows whether it was sent: {}", letter.reference(), e.toString());
            return new Posting.Unsure("The mail server's answer was lost.");
        }
    }

    private Posting send(Letter letter, String messageId) {
        MimeMessage message;
        try {
            message = written(letter, messageId);
        } catch (AddressException e) {
            return new Posting.Refused("The e-mail address is not one.");
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Posting.Refused("The e-mail could not be written: " + e.getMessage());
        }
        try {
            server.send(message);
            return new Posting.Posted(messageId);
        } catch (MailAuthenticationException e) {
            throw new NotTaken("the mail server does not know us");
        } catch (MailParseException e) {
            return new Posting.Refused("The e-mail address is not one.");
        } catch (MailException e) {
            return meaning(e);
        }
    }

    /** The fault lies in the causes, or in the exceptions of the single messages. */
    private static Posting meaning(MailException fault) {
        Throwable first = fault instanceof org.springframework.mail.MailSendException sending && sending.getMessageExceptions().length > 0
                ? sending.getMessageExceptions()[0] : fault;
        for (Throwable cause = first; cause != null; cause = cause instanceof MessagingException nested && nested.getNextException() != null
                ? nested.getNextException() : cause.getCause()) {
            if (cause instanceof SendFailedException) {
                return new Posting.Refused("The mail server refused the address.");
            }
            if (cause instanceof ConnectException || cause.getClass().getSimpleName().equals("MailConnectException")) {
                throw new NotTaken("the mail server cannot be reached");
            }
        }
        throw fault;
    }

    private MimeMessage written(Letter letter, String messageId) throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = server.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(message, MimeMessageHelper.MULTIPART_MODE_MIXED, StandardCharsets.UTF_8.name());
        InternetAddress to = new InternetAddress(letter.to(), true);
        helper.setTo(to);
        helper.setFrom(sender.from(), sender.name());
        helper.setSubject(letter.subject());
        helper.setText(letter.plain(), letter.html());
        if (letter.calendar().isPresent()) {
            CalendarFile file = letter.calendar().get();
            helper.addAttachment("visit.ics", new ByteArrayResource(file.text().getBytes(StandardCharsets.UTF_8)),
                    "text/calendar; charset=UTF-8; method=" + file.method());
        }
        message.setHeader("Message-ID", messageId);
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }
}
