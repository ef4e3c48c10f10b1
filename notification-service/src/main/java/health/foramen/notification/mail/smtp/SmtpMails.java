package health.foramen.notification.mail.smtp;

import health.foramen.notification.mail.CalendarFile;
import health.foramen.notification.mail.CalendarFiles;
import health.foramen.notification.mail.Letter;
import health.foramen.notification.mail.Mails;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;
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

    /** Around each call, from the outside to the inside. */
    public record Guards(Retry retry, CircuitBreaker breaker, RateLimiter rate, Bulkhead bulkhead, TimeLimiter time) {
    }

    /** Only what is surely not taken, once more after a moment with jitter. */
    public static RetryConfig retrying() {
        return RetryConfig.custom().maxAttempts(2).retryExceptions(NotTaken.class).intervalFunction(IntervalFunction.ofExponentialRandomBackoff(200, 2, 0.5)).build();
    }

    /** The server surely does not have it. */
    public static final class NotTaken extends RuntimeException {

        private static final long serialVersionUID = 1;

        NotTaken(String message) {
            super(message);
        }
    }

    /** It waited in our own queue until it was no longer sure to be true: no fault of the server's. */
    public static final class Stale extends RuntimeException {

        private static final long serialVersionUID = 1;

        Stale() {
            super("It waited too long in our own queue; whether it still holds is asked anew.");
        }
    }

    /** The connection broke, or nothing was heard, when the letter was on its way. */
    public static final class AnswerLost extends RuntimeException {

        private static final long serialVersionUID = 1;

        AnswerLost(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** SMTP: 4xx is a no for now, 5xx one for good (RFC 5321, 4.2.1). */
    private static final int FOR_GOOD = 500;
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final JavaMailSender server;
    private final Sender sender;
    private final CalendarFiles calendars;
    private final Guards guards;
    private final Clock real;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("mail-timer").daemon().factory());

    public SmtpMails(JavaMailSender server, Sender sender, CalendarFiles calendars, Guards guards, Clock real) {
        this.server = server;
        this.sender = sender;
        this.calendars = calendars;
        this.guards = guards;
        this.real = real;
    }

    @Override
    public Posting post(Letter letter) {
        String messageId = "<" + letter.reference() + "@" + sender.from().substring(sender.from().indexOf('@') + 1) + ">";
        Supplier<Posting> limited = () -> withinTime(() -> send(letter, messageId));
        Supplier<Posting> guarded = Retry.decorateSupplier(guards.retry(), CircuitBreaker.decorateSupplier(guards.breaker(),
                RateLimiter.decorateSupplier(guards.rate(), Bulkhead.decorateSupplier(guards.bulkhead(), limited))));
        try {
            return guarded.get();
        } catch (Stale e) {
            return new Posting.NotNow(e.getMessage(), Duration.ZERO);
        } catch (NotTaken e) {
            return new Posting.NotNow("The mail server does not take it now: " + e.getMessage(), AGAIN);
        } catch (CallNotPermittedException _) {
            return new Posting.NotNow("The mail server has failed too often; it rests for a moment.", AGAIN);
        } catch (RequestNotPermitted | BulkheadFullException _) {
            return new Posting.NotNow("More e-mails at once than the mail server takes.", Duration.ofSeconds(1));
        } catch (AnswerLost e) {
            LOG.warn("{}: nobody knows whether it was sent: {}", letter.reference(), e.getMessage());
            return new Posting.Unsure("The mail server's answer was lost.");
        }
    }

    /** The call itself goes on after its time; whether it came through is not heard, so the letter may go twice, under one Message-ID. */
    private Posting withinTime(Supplier<Posting> call) {
        try {
            return guards.time().executeCompletionStage(timer, () -> CompletableFuture.supplyAsync(call, callers)).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case TimeoutException late -> new AnswerLost("the mail server did not answer in time", late);
                case NotTaken notTaken -> notTaken;
                case Stale stale -> stale;
                case AnswerLost lost -> lost;
                case null, default -> e;
            };
        }
    }

    private Posting send(Letter letter, String messageId) {
        if (letter.leaveBy().filter(by -> real.instant().isAfter(by)).isPresent()) {
            throw new Stale();
        }
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
            throw new NotTaken("it does not know us");
        } catch (MailParseException e) {
            return new Posting.Refused("The e-mail address is not one.");
        } catch (MailSendException e) {
            return meaning(e, messageId);
        } catch (MailException e) {
            throw new AnswerLost(e.toString(), e);
        }
    }

    /**
     * A fault of the whole sending has a cause of its own. When the connection could not be made, that is the message's fault too; when only
     * the goodbye failed, the message went well.
     */
    private static Posting meaning(MailSendException fault, String messageId) {
        Exception[] ofMessage = fault.getMessageExceptions();
        if (fault.getCause() != null && ofMessage.length == 0) {
            return new Posting.Posted(messageId);
        }
        if (fault.getCause() != null && ofMessage[0] == fault.getCause()) {
            throw new NotTaken("it cannot be reached");
        }
        Throwable first = ofMessage.length > 0 ? ofMessage[0] : fault;
        boolean refused = false;
        for (Throwable cause = first; cause != null; cause = cause instanceof MessagingException nested && nested.getNextException() != null
                ? nested.getNextException() : cause.getCause()) {
            OptionalInt code = switch (cause) {
                case SMTPAddressFailedException address -> OptionalInt.of(address.getReturnCode());
                case SMTPSenderFailedException sender -> OptionalInt.of(sender.getReturnCode());
                case SMTPSendFailedException sending -> OptionalInt.of(sending.getReturnCode());
                default -> OptionalInt.empty();
            };
            // A code of -1 is no answer at all; the address's own word counts before that of the whole letter.
            if (code.isPresent() && code.getAsInt() > 0) {
                if (code.getAsInt() < FOR_GOOD) {
                    throw new NotTaken("it says " + code.getAsInt());
                }
                refused = true;
            }
            refused |= cause instanceof SendFailedException && code.isEmpty();
        }
        if (refused) {
            return new Posting.Refused("The mail server refused the address.");
        }
        throw new AnswerLost(first.toString(), fault);
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
            helper.addAttachment("visit.ics", new ByteArrayResource(calendars.written(file).getBytes(StandardCharsets.UTF_8)),
                    "text/calendar; charset=UTF-8; method=" + file.method());
        }
        message.setHeader("Message-ID", messageId);
        message.setHeader("Auto-Submitted", "auto-generated");
        if (letter.stop().isPresent()) {
            // A mail reader shows its own button for these two, and presses it by POST (RFC 8058).
            message.setHeader("List-Unsubscribe", "<" + letter.stop().get() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return message;
    }
}
