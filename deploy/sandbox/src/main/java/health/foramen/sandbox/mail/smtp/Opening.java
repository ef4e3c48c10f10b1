package health.foramen.sandbox.mail.smtp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import health.foramen.sandbox.mail.Mail;
import health.foramen.sandbox.mail.OpenedMail;
import health.foramen.sandbox.mail.OpenedMail.Attachment;

/** Takes a MIME message apart: the first HTML and the first plain body, and all else as attachments. */
public final class Opening {

    private static final Session SESSION = Session.getInstance(new Properties());

    private Optional<String> html = Optional.empty();
    private Optional<String> plain = Optional.empty();
    private final List<Attachment> attachments = new ArrayList<>();

    private Opening() {
    }

    public static OpenedMail open(Mail mail) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(mail.raw()));
            Opening opening = new Opening();
            opening.take(message);
            return new OpenedMail(mail, Objects.requireNonNullElse(message.getMessageID(), ""), opening.html, opening.plain,
                    List.copyOf(opening.attachments));
        } catch (IOException | MessagingException broken) {
            throw new IllegalStateException("The mail " + mail.id() + " cannot be read", broken);
        }
    }

    private void take(Part part) throws IOException, MessagingException {
        boolean body = part.getFileName() == null && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                take(parts.getBodyPart(i));
            }
        } else if (body && html.isEmpty() && part.isMimeType("text/html")) {
            html = Optional.of((String) part.getContent());
        } else if (body && plain.isEmpty() && part.isMimeType("text/plain")) {
            plain = Optional.of((String) part.getContent());
        } else {
            attachments.add(new Attachment(name(part), part.getContentType(), part.getInputStream().readAllBytes()));
        }
    }

    private String name(Part part) throws MessagingException {
        if (part.getFileName() != null) {
            return part.getFileName();
        }
        String extension = part.isMimeType("text/calendar") ? "ics" : part.isMimeType("text/*") ? "txt" : "bin";
        return "attachment-%d.%s".formatted(attachments.size() + 1, extension).toLowerCase(Locale.ROOT);
    }
}
