package health.foramen.notification.desk.web;

import health.foramen.notification.contact.Language;
import health.foramen.notification.journey.Cadence;
import health.foramen.notification.journey.Clinic;
import health.foramen.notification.text.Segments;
import health.foramen.notification.text.WebhookSeal;
import health.foramen.notification.wording.Message;
import health.foramen.notification.wording.Samples;
import health.foramen.notification.wording.Wording;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Everything that we say, in every language and channel, with what it costs. */
@Controller
class TemplatePages {

    record Shown(String code, String lang, String dir, String language, String text, String segments, boolean costly, String subject, String mail) {
    }

    record Entry(String code, String purpose, List<Shown> languages) {
    }

    private final Wording wording;
    private final Cadence cadence;
    private final List<Samples> samples;

    TemplatePages(Wording wording, Cadence cadence, Clinic clinic, WebhookSeal seal) {
        this.wording = wording;
        this.cadence = cadence;
        this.samples = Samples.all(clinic.name(), seal.publicUrl());
    }

    @GetMapping("/templates")
    String gallery(@RequestParam(name = "case", defaultValue = "0") int which, Model model) {
        Samples sample = samples.get(Math.clamp(which, 0, samples.size() - 1));
        model.addAttribute("entries", Arrays.stream(Message.values()).filter(message -> message != Message.FOOTER)
                .map(message -> new Entry(message.code(), message.purpose(), Arrays.stream(Language.values()).map(language -> shown(message, language, sample)).toList())).toList());
        model.addAttribute("cases", samples.stream().map(Samples::name).toList());
        model.addAttribute("which", samples.indexOf(sample));
        model.addAttribute("version", cadence.version());
        model.addAttribute("rules", cadence.rules());
        return "templates";
    }

    /** The e-mail as its reader sees it. */
    @GetMapping("/templates/{message}/{language}")
    ResponseEntity<String> mail(@PathVariable String message, @PathVariable String language, @RequestParam(name = "case", defaultValue = "0") int which) {
        Message known = Message.of(message).filter(one -> one.form().hasSubject()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Language in = Language.of(language).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String html = wording.mail(known, in, samples.get(Math.clamp(which, 0, samples.size() - 1)).values()).html(in);
        // A mail program knows no policy of ours: its styles stand in the letter.
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'").body(html);
    }

    private Shown shown(Message message, Language language, Samples sample) {
        String text = message.form().hasText() ? wording.text(message, language, sample.values()) : "";
        Segments segments = Segments.of(text);
        String cost = text.isEmpty() ? "" : segments.units() + " " + (segments.alphabet() == Segments.Alphabet.GSM_7 ? "GSM-7" : "UCS-2") + ", "
                + (segments.count() == 1 ? "1 segment" : segments.count() + " segments");
        Wording.Mail mail = message.form().hasSubject() ? wording.mail(message, language, sample.values()) : null;
        return new Shown(message.code(), language.code(), language.direction(), language.ownName(), text, cost,
                !text.isEmpty() && segments.count() > wording.mostSegments(language), mail == null ? "" : mail.subject(), mail == null ? "" : mail.plain());
    }
}
