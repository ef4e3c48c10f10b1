package health.foramen.notification.journey.web;

import health.foramen.notification.journey.BrokenCadence;
import health.foramen.notification.journey.Cadence;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.Planning.Explained;
import health.foramen.notification.journey.PreviewingJourneys;
import health.foramen.notification.journey.PreviewingJourneys.Preview;
import health.foramen.notification.journey.web.PreviewApi.BadField;
import health.foramen.notification.journey.web.PreviewApi.Imagined;
import health.foramen.notification.journey.web.PreviewApi.Reader;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.multipart.MultipartFile;

/** The plan of one visit's messages as a page: of a visit that is known or imagined, under the cadence in force or a pasted one. */
@Controller
class PreviewPages {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
    /** Octets of a file, or characters that are pasted: many times what a cadence needs. */
    private static final int LONGEST_FILE = 100_000;

    /** As it was filled in. A box that is absent was not ticked; {@code filled} tells an empty form from an unticked one. */
    record Form(String appointment, String start, String zone, String told, String escort, String sedated, String thinner, String consultation, String text, String email,
            String prefers, String cadence, String filled) {

        static Form empty(Clock clock) {
            ZoneId zone = ZoneId.of("America/Chicago");
            ZonedDateTime start = clock.instant().atZone(zone).plusDays(21).withHour(10).withMinute(15).withSecond(0).withNano(0);
            return new Form("", start.toLocalDateTime().toString(), zone.getId(), "", "on", "on", "", "", "on", "on", "", "", "yes");
        }

        Form known() {
            return new Form(text(appointment), text(start), text(zone), text(told), text(escort), text(sedated), text(thinner), text(consultation), text(text), text(email),
                    text(prefers), text(cadence), "yes");
        }

        Form with(String content) {
            return new Form(appointment, start, zone, told, escort, sedated, thinner, consultation, text, email, prefers, content, filled);
        }

        private static String text(String value) {
            return value == null ? "" : value.strip();
        }
    }

    record Row(String iso, String when, String step, String channel, String state, String hue, String useBy, List<String> reasons) {
    }

    private final PreviewingJourneys previewing;
    private final Clock clock;

    PreviewPages(PreviewingJourneys previewing, Clock clock) {
        this.previewing = previewing;
        this.clock = clock;
    }

    @GetMapping("/messages/plan")
    String look(@ModelAttribute Form given, Model model, HttpServletResponse response) {
        boolean fresh = given.filled() == null && (given.appointment() == null || given.appointment().isBlank());
        Form form = fresh ? Form.empty(clock) : given.known();
        return shown(form, model, response);
    }

    /** A file is long: it comes by post, as pasted words or as a file. */
    @PostMapping("/messages/plan")
    String look(@ModelAttribute Form given, MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        Form form = given.known();
        if (file != null && !file.isEmpty()) {
            if (file.getSize() > LONGEST_FILE) {
                return refused(form, "file", "The file is larger than " + LONGEST_FILE / 1_000 + " kB: a cadence is a short text.", model, response);
            }
            form = form.with(new String(file.getBytes(), StandardCharsets.UTF_8));
        }
        if (form.cadence().length() > LONGEST_FILE) {
            return refused(form.with(""), "cadence", "It is longer than " + LONGEST_FILE + " characters: a cadence is a short text.", model, response);
        }
        return shown(form, model, response);
    }

    private String shown(Form form, Model model, HttpServletResponse response) {
        model.addAttribute("form", form);
        model.addAttribute("rows", List.of());
        try {
            Cadence cadence = previewing.cadence(Optional.of(form.cadence()).filter(content -> !content.isBlank()));
            Optional<Instant> told = told(form);
            Optional<Preview> preview = form.appointment().isBlank() ? Optional.of(imagined(form, cadence, told)) : previewing.of(form.appointment(), cadence, told);
            if (preview.isEmpty()) {
                return refused(form, "appointment", "No journey is known for this appointment, or its patient's card is on its way.", model, response);
            }
            fill(preview.get(), model);
            return "message-plan";
        } catch (BrokenCadence e) {
            return refused(form, "cadence", e.getMessage(), model, response);
        } catch (BadField e) {
            return refused(form, e.pointer().equals("/visit/localStart") ? "start" : e.pointer().endsWith("/zone") ? "zone" : "told", "It " + e.getMessage() + ".", model, response);
        }
    }

    private Preview imagined(Form form, Cadence cadence, Optional<Instant> told) {
        Imagined visit = new Imagined(local("/visit/localStart", form.start()), form.zone(), on(form.escort()), on(form.sedated()), on(form.thinner()),
                on(form.consultation()), null, null);
        Instant at = told.orElseGet(clock::instant);
        return previewing.preview(PreviewApi.visit(visit, at), PreviewApi.recipient(new Reader(form.zone(), on(form.text()), on(form.email()), on(form.prefers())),
                form.zone()), cadence, at);
    }

    private static Optional<Instant> told(Form form) {
        return form.told().isBlank() ? Optional.empty()
                : Optional.of(local("/toldAt", form.told()).atZone(PreviewApi.zone("/visit/zone", form.zone())).toInstant());
    }

    private static boolean on(String box) {
        return !box.isBlank();
    }

    private static LocalDateTime local(String pointer, String value) {
        try {
            return LocalDateTime.parse(value);
        } catch (DateTimeParseException _) {
            throw new BadField(pointer, "is no date and time such as 2026-12-03T10:15");
        }
    }

    private static void fill(Preview preview, Model model) {
        ZoneId zone = preview.recipient().zone();
        model.addAttribute("rows", preview.steps().stream().map(step -> row(step, zone)).toList());
        model.addAttribute("version", preview.cadence().version());
        model.addAttribute("zone", zone.getId());
        model.addAttribute("told", WHEN.format(preview.toldAt().atZone(zone)));
        model.addAttribute("start", WHEN.format(preview.visit().start().atZone(preview.visit().zone())));
        model.addAttribute("going", preview.steps().stream().filter(step -> step.step().isPlanned() && step.step().channel() != Channel.DESK).count());
    }

    private static Row row(Explained explained, ZoneId zone) {
        var step = explained.step();
        boolean goes = step.isPlanned();
        return new Row(step.due().toString(), WHEN.format(step.due().atZone(zone)), step.name(), switch (step.channel()) {
            case TEXT -> "text";
            case EMAIL -> "e-mail";
            case DESK -> "front desk";
        }, goes ? "goes" : step.state().word(), goes ? "ok" : "done", WHEN.format(step.useBy().atZone(zone)), explained.reasons());
    }

    private static String refused(Form form, String field, String sentence, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("form", form);
        model.addAttribute("rows", List.of());
        model.addAttribute("errorField", field);
        model.addAttribute("error", sentence);
        return "message-plan";
    }
}
