package health.foramen.sandbox.mail.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import health.foramen.sandbox.mail.Mail;
import health.foramen.sandbox.mail.Mails;
import health.foramen.sandbox.mail.OpenedMail;
import health.foramen.sandbox.mail.smtp.Opening;

/** Mails for scripts. */
@RestController
@RequestMapping("/sandbox/api/mails")
final class MailsApi {

    private static final int LARGEST_LIST = 1000;

    /** @param text the content when it is text, such as a calendar entry */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attached(String name, String contentType, int bytes, String text) {

        static Attached of(OpenedMail.Attachment attachment) {
            boolean text = attachment.contentType().toLowerCase(Locale.ROOT).startsWith("text/");
            return new Attached(attachment.name(), attachment.contentType(), attachment.content().length,
                    text ? new String(attachment.content(), StandardCharsets.UTF_8) : null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(int id, Instant at, String to, String from, String subject, String messageId, String plain, String html,
            List<Attached> attachments) {

        static Shown of(Mail mail) {
            OpenedMail opened = Opening.open(mail);
            return new Shown(mail.id(), mail.at(), mail.to(), mail.from(), mail.subject(), opened.messageId(),
                    opened.plain().orElse(null), opened.html().orElse(null),
                    opened.attachments().stream().map(Attached::of).toList());
        }
    }

    /** @param taken how many mails the post office has taken in all */
    record MailList(int taken, List<Shown> mails) {
    }

    private final Mails mails;

    MailsApi(Mails mails) {
        this.mails = mails;
    }

    @GetMapping
    MailList list(@RequestParam("to") Optional<String> to, @RequestParam(name = "limit", defaultValue = "50") int limit) {
        return new MailList(mails.taken(), mails.newestFirst(to, Math.clamp(limit, 0, LARGEST_LIST)).stream().map(Shown::of).toList());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget() {
        mails.clear();
    }
}
