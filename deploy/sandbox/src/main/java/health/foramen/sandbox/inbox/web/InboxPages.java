package health.foramen.sandbox.inbox.web;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import health.foramen.sandbox.SandboxSettings;
import health.foramen.sandbox.fault.Faults;
import health.foramen.sandbox.inbox.web.Shown.Bubble;
import health.foramen.sandbox.inbox.web.Shown.Moment;
import health.foramen.sandbox.inbox.web.Shown.Row;
import health.foramen.sandbox.mail.Mail;
import health.foramen.sandbox.mail.Mails;
import health.foramen.sandbox.mail.OpenedMail;
import health.foramen.sandbox.mail.smtp.Opening;
import health.foramen.sandbox.text.Replies;
import health.foramen.sandbox.text.Texts;
import health.foramen.sandbox.time.Movement;
import health.foramen.sandbox.time.MovingTheClock;
import health.foramen.sandbox.time.MovingTheClock.Asked;

/** Phones, mailboxes, the clock. Every form works without JavaScript; while the clock moves the page looks again by itself. */
@Controller
@RequestMapping("/sandbox")
final class InboxPages {

    private static final int ROWS = 100;
    private static final int BUBBLES = 200;
    private static final int MAILS = 100;
    /** Long enough for a few days; what takes longer is watched. */
    private static final Duration A_MOMENT = Duration.ofMillis(400);

    private final Texts texts;
    private final Replies replies;
    private final Mails mails;
    private final MovingTheClock clock;
    private final Faults faults;
    private final ZoneId zone;

    InboxPages(Texts texts, Replies replies, Mails mails, MovingTheClock clock, Faults faults, SandboxSettings settings) {
        this.texts = texts;
        this.replies = replies;
        this.mails = mails;
        this.clock = clock;
        this.faults = faults;
        this.zone = settings.zone();
    }

    /** The clock stands on every page. */
    @ModelAttribute
    void clock(Model model, HttpServletResponse response) {
        // Mails bring inline styles along; nothing brings scripts.
        response.setHeader("Content-Security-Policy",
                "default-src 'self'; script-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: cid:; frame-ancestors 'self'");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Optional<Movement> latest = clock.latest();
        model.addAttribute("now", Moment.withYear(clock.now(), zone));
        model.addAttribute("zone", zone.getId());
        model.addAttribute("localNow", LocalDateTime.ofInstant(clock.now(), zone).truncatedTo(ChronoUnit.MINUTES));
        model.addAttribute("moving", latest.filter(Movement::moving).orElse(null));
        model.addAttribute("movingTo", latest.filter(Movement::moving).map(movement -> Moment.withYear(movement.to(), zone)).orElse(null));
        model.addAttribute("stuck", latest.map(Movement::state)
                .map(state -> state instanceof Movement.State.Stuck(String why) ? why : null).orElse(null));
    }

    @GetMapping("")
    String withoutSlash() {
        return "redirect:/sandbox/";
    }

    @GetMapping("/")
    String inbox(Model model, @RequestParam("no") Optional<String> no) {
        List<Row> phones = texts.phones(ROWS).stream()
                .map(phone -> new Row(phone.number(), "/sandbox/phones/" + encoded(phone.number()), phone.newest().body(),
                        Moment.of(phone.newest().at(), zone), phone.texts()))
                .toList();
        List<Row> mailboxes = mails.mailboxes(ROWS).stream()
                .map(box -> new Row(box.address(), "/sandbox/mailboxes/" + encoded(box.address()), box.newest().subject(),
                        Moment.of(box.newest().at(), zone), box.mails()))
                .toList();
        model.addAttribute("phones", phones);
        model.addAttribute("mailboxes", mailboxes);
        model.addAttribute("accepted", texts.accepted());
        model.addAttribute("taken", mails.taken());
        model.addAttribute("faults", faults.active().stream().map(fault -> fault.kind().code()).toList());
        model.addAttribute("no", no.map(InboxPages::sentence).orElse(null));
        return "sandbox/inbox";
    }

    @GetMapping("/phones/{number}")
    String phone(Model model, @PathVariable("number") String number, @RequestParam("clinic") Optional<Integer> clinic) {
        model.addAttribute("number", number);
        model.addAttribute("thread", texts.thread(number, BUBBLES).stream().map(text -> Bubble.of(text, zone)).toList());
        model.addAttribute("unheard", clinic.filter(status -> status < 200 || status >= 300).orElse(null));
        return "sandbox/phone";
    }

    @PostMapping("/phones/{number}/replies")
    ResponseEntity<Void> reply(@PathVariable("number") String number, @RequestParam("body") String body) {
        String page = "/sandbox/phones/" + encoded(number);
        if (body.isBlank() || !number.matches("\\+[1-9]\\d{6,14}")) {
            return seeOther(page);
        }
        Replies.Replied replied = replies.reply(number, body.strip());
        return seeOther(page + (replied.clinic().heard() ? "" : "?clinic=" + replied.clinic().status()) + "#answer");
    }

    @GetMapping("/mailboxes/{address}")
    String mailbox(Model model, @PathVariable("address") String address) {
        model.addAttribute("address", address);
        model.addAttribute("mails", mails.newestFirst(Optional.of(address), MAILS).stream()
                .map(mail -> new Row(mail.from(), "/sandbox/mails/" + mail.id(), mail.subject(), Moment.of(mail.at(), zone), 1))
                .toList());
        return "sandbox/mailbox";
    }

    @GetMapping("/mails/{id}")
    String mail(Model model, @PathVariable("id") int id) {
        OpenedMail opened = Opening.open(found(id));
        model.addAttribute("mail", opened);
        model.addAttribute("at", Moment.of(opened.mail().at(), zone));
        // Links of a mail open beside the inbox, not inside the frame.
        model.addAttribute("html", opened.html().map("<base target=\"_blank\">"::concat).orElse(null));
        model.addAttribute("plain", opened.plain().orElse(null));
        return "sandbox/mail";
    }

    @GetMapping("/mails/{id}/attachments/{place}")
    ResponseEntity<byte[]> attachment(@PathVariable("id") int id, @PathVariable("place") int place) {
        List<OpenedMail.Attachment> attachments = Opening.open(found(id)).attachments();
        if (place < 0 || place >= attachments.size()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        OpenedMail.Attachment attachment = attachments.get(place);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(attachment.contentType()))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(attachment.name(), StandardCharsets.UTF_8).build().toString())
                .body(attachment.content());
    }

    @PostMapping("/clock")
    ResponseEntity<Void> move(@RequestParam("how") String how, @RequestParam("to") Optional<String> to) throws InterruptedException {
        Asked asked = switch (how) {
            case "hour" -> clock.by(Duration.ofHours(1));
            case "day" -> clock.by(Duration.ofDays(1));
            case "week" -> clock.by(Duration.ofDays(7));
            case "next" -> clock.toNextDue();
            case "to" -> to(to.orElse(""));
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
        return switch (asked) {
            case Asked.Begun _ -> {
                clock.await(A_MOMENT);
                yield seeOther("/sandbox/");
            }
            case Asked.No(String slug, String _) -> seeOther("/sandbox/?no=" + slug);
        };
    }

    private static ResponseEntity<Void> seeOther(String page) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(page)).build();
    }

    private Asked to(String local) {
        try {
            return clock.to(LocalDateTime.parse(local).atZone(zone).toInstant());
        } catch (DateTimeParseException _) {
            return new Asked.No("no-time", "");
        }
    }

    private static String sentence(String slug) {
        return switch (slug) {
            case "clock-is-moving" -> "The clock is moving already; wait until it stands.";
            case "clock-only-moves-forward" -> "Time only moves forward.";
            case "nothing-due" -> "No message is planned, so there is nothing to move to.";
            case "due-steps-unknown" -> "The notification service does not say which message is due next, so the clock stays here.";
            default -> "Choose a date and a time.";
        };
    }

    @GetMapping("/sandbox.css")
    ResponseEntity<Resource> stylesheet() {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(new ClassPathResource("static/sandbox/sandbox.css"));
    }

    private Mail found(int id) {
        return mails.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
