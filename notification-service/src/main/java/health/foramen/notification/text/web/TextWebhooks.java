package health.foramen.notification.text.web;

import health.foramen.notification.text.IncomingText;
import health.foramen.notification.text.IncomingTexts;
import health.foramen.notification.text.StatusReport;
import health.foramen.notification.text.StatusReports;
import health.foramen.notification.text.WebhookSeal;
import health.foramen.shell.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What the text provider calls: receipts and patients' texts. Open to all, believed only with the provider's seal. */
@RestController
@RequestMapping(path = "/webhooks/text", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
class TextWebhooks {

    /** What a text can hold at the provider. */
    private static final int LONGEST_BODY = 1_600;
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]{2,64}");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,20}");
    /** Says that there is nothing to say; our answers go their own way. */
    private static final String SILENCE = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

    private final WebhookSeal seal;
    private final StatusReports reports;
    private final IncomingTexts texts;
    private final Clock clock;

    TextWebhooks(WebhookSeal seal, StatusReports reports, IncomingTexts texts, Clock clock) {
        this.seal = seal;
        this.reports = reports;
        this.texts = texts;
        this.clock = clock;
    }

    @PostMapping("/status")
    ResponseEntity<?> status(@RequestHeader(name = "X-Twilio-Signature", required = false) String signature, HttpServletRequest request) {
        Map<String, List<String>> form = form(request);
        if (!seal.fits(signature, called(request), form)) {
            return unsealed();
        }
        Optional<String> sid = field(form, "MessageSid").filter(value -> SID.matcher(value).matches());
        Optional<String> word = field(form, "MessageStatus");
        if (sid.isEmpty() || word.isEmpty()) {
            return missing(sid.isEmpty() ? "MessageSid" : "MessageStatus");
        }
        String reference = Optional.ofNullable(request.getParameter("message")).orElse("");
        // A word that we do not know and a message that was never ours are no faults of the caller's.
        StatusReport.Status.of(word.get()).ifPresent(status -> reports.heard(new StatusReport(reference, sid.get(), status, field(form, "ErrorCode"))));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/inbound")
    ResponseEntity<?> inbound(@RequestHeader(name = "X-Twilio-Signature", required = false) String signature, HttpServletRequest request) {
        Map<String, List<String>> form = form(request);
        if (!seal.fits(signature, called(request), form)) {
            return unsealed();
        }
        Optional<String> sid = field(form, "MessageSid").filter(value -> SID.matcher(value).matches());
        Optional<String> from = field(form, "From").filter(value -> NUMBER.matcher(value).matches());
        if (sid.isEmpty() || from.isEmpty()) {
            return missing(sid.isEmpty() ? "MessageSid" : "From");
        }
        String body = field(form, "Body").orElse("");
        if (body.length() > LONGEST_BODY) {
            return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "A text has at most " + LONGEST_BODY + " characters.").error("/Body", "is too long").response();
        }
        texts.heard(new IncomingText(sid.get(), from.get(), body, clock.instant()));
        return ResponseEntity.ok().contentType(MediaType.TEXT_XML).body(SILENCE);
    }

    private static ResponseEntity<?> unsealed() {
        return Problem.of(HttpStatus.FORBIDDEN, "bad-signature", "The X-Twilio-Signature does not fit this request.").response();
    }

    private static ResponseEntity<?> missing(String field) {
        return Problem.of(HttpStatus.BAD_REQUEST, "invalid-fields", "The field " + field + " is missing or malformed.").error("/" + field, "is missing or malformed").response();
    }

    private static Optional<String> field(Map<String, List<String>> form, String name) {
        return Optional.ofNullable(form.get(name)).filter(values -> !values.isEmpty()).map(List::getFirst).filter(value -> !value.isEmpty());
    }

    private static String called(HttpServletRequest request) {
        return request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }

    /** The body's fields without the address's: the seal counts the latter as part of the address. */
    private static Map<String, List<String>> form(HttpServletRequest request) {
        var inAddress = UriComponentsBuilder.fromUriString("?" + Optional.ofNullable(request.getQueryString()).orElse("")).build().getQueryParams().keySet();
        Map<String, List<String>> form = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!inAddress.contains(name)) {
                form.put(name, Arrays.asList(values));
            }
        });
        return form;
    }
}
