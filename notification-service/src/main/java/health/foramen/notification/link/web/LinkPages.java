package health.foramen.notification.link.web;

import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.Clinic;
import health.foramen.notification.journey.Composing;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.link.Link;
import health.foramen.notification.link.OpeningLinks;
import health.foramen.notification.link.OpeningLinks.Visit;
import health.foramen.notification.link.VisitingPatients;
import health.foramen.notification.link.VisitingPatients.Seen;
import health.foramen.notification.text.WebhookSeal;
import health.foramen.notification.wording.Wording;
import health.foramen.shell.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The patient's page. Looking changes nothing; each button is a form; nothing needs a script. */
@Controller
@RequestMapping("/v/{token}")
class LinkPages {

    private static final String DEVICE = "visit";
    private static final Duration DEVICE_FOR = Duration.ofMinutes(45);
    private static final int LONGEST_NAME = 80;

    private final OpeningLinks opening;
    private final VisitingPatients visiting;
    private final Wording wording;
    private final Clinic clinic;
    private final boolean secure;

    LinkPages(OpeningLinks opening, VisitingPatients visiting, Wording wording, Clinic clinic, WebhookSeal seal) {
        this.opening = opening;
        this.visiting = visiting;
        this.wording = wording;
        this.clinic = clinic;
        this.secure = seal.publicUrl().startsWith("https:");
    }

    // ------------------------------------------------------------------------------------------------ looking

    @GetMapping
    String page(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "") String done,
            @CookieValue(name = DEVICE, required = false) String device, @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted,
            Model model, HttpServletResponse response) {
        return shown(token, lang, done, Map.of(), device, accepted, model, response);
    }

    private String shown(String token, String lang, String done, Map<String, String> errors, String device, String accepted, Model model, HttpServletResponse response) {
        keepPrivate(response);
        return switch (opening.look(token, Optional.ofNullable(device))) {
            case Visit.Unknown _ -> gone(lang, accepted, model, response);
            case Visit.Shut(Link _, boolean resting) -> shut(token, lang, accepted, resting, errors, model, response);
            case Visit.Open(Link link) -> visiting.see(link).map(seen -> open(token, lang, done, errors, seen, model)).orElseGet(() -> gone(lang, accepted, model, response));
        };
    }

    /** A patient's page belongs in no cache and tells no other site where its reader came from. */
    private static void keepPrivate(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Robots-Tag", "noindex");
    }

    private String gone(String lang, String accepted, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        speak(Language.of(lang).orElseGet(() -> first(accepted)), "", model);
        return "link-gone";
    }

    /** Before the birth year is known to be right, not even the language of the card is told: the browser's is used. */
    private String shut(String token, String lang, String accepted, boolean resting, Map<String, String> errors, Model model, HttpServletResponse response) {
        if (resting) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        }
        speak(Language.of(lang).orElseGet(() -> first(accepted)), token, model);
        model.addAttribute("resting", resting);
        model.addAttribute("errors", errors);
        return "link-shut";
    }

    private static Language first(String accepted) {
        return accepted == null ? Language.ENGLISH : List.of(accepted.split("[,;-]")).stream().map(String::strip).flatMap(code -> Language.of(code).stream())
                .findFirst().orElse(Language.ENGLISH);
    }

    private Wording.Page speak(Language language, String token, Model model) {
        Wording.Page words = wording.page(language);
        model.addAttribute("w", words);
        model.addAttribute("lang", language.code());
        model.addAttribute("dir", language.direction());
        model.addAttribute("languages", Language.values());
        model.addAttribute("token", token);
        model.addAttribute("clinic", clinic);
        return words;
    }

    private String open(String token, String lang, String done, Map<String, String> errors, Seen seen, Model model) {
        Journey journey = seen.journey();
        Appointment visit = journey.appointment().orElseThrow();
        Wording.Page words = speak(Language.of(lang).orElse(seen.card().language()), token, model);
        LocalDate today = seen.now().atZone(visit.zone()).toLocalDate();
        long days = ChronoUnit.DAYS.between(today, visit.localStart().toLocalDate());
        boolean over = visit.status() == AppointmentStatus.COMPLETED;
        model.addAttribute("seen", seen);
        model.addAttribute("visit", visit);
        model.addAttribute("site", seen.site().orElse(null));
        model.addAttribute("phone", seen.site().flatMap(SiteCard::phone).orElse(clinic.phone()));
        model.addAttribute("date", words.date(visit.localStart().toLocalDate()));
        model.addAttribute("time", words.time(visit.start().atZone(visit.zone())));
        model.addAttribute("arrive", words.say("arrive", Map.of("time", words.time(visit.localArrival()))));
        model.addAttribute("countdown", days == 0 ? words.say("today") : days > 0 ? words.say("in-days", Map.of("days", days)) : "");
        model.addAttribute("expected", journey.isExpected() && !seen.now().isAfter(visit.end()));
        model.addAttribute("cancelled", visit.status() == AppointmentStatus.CANCELLED);
        model.addAttribute("over", over);
        model.addAttribute("injection", !visit.isConsultation());
        model.addAttribute("rideNeeded", visit.escortRequired());
        model.addAttribute("rideSaid", !journey.ride().isArranged() ? "" : journey.ride().driver().filter(name -> !name.equals("—"))
                .map(name -> words.say("ride-known", Map.of("driver", name))).orElseGet(() -> words.say("ride-known-nobody")));
        model.addAttribute("followUp", visit.followUp().map(words::date).orElse(""));
        model.addAttribute("drive", words.say("todo-drive", Map.of("hours", visit.sedated() ? 24 : 12)));
        model.addAttribute("urgentUs", words.say("urgent-us", Map.of("phone", model.getAttribute("phone"))));
        model.addAttribute("urgentLife", words.say("urgent-911", Map.of("phone", clinic.emergency())));
        model.addAttribute("diaryTitle", seen.diary().map(step -> words.say("diary-title", Map.of("day", step.day()))).orElse(""));
        model.addAttribute("diaryThanks", seen.answered().map(entry -> words.say("diary-thanks", Map.of("pain", entry.pain(), "day", entry.day()))).orElse(""));
        model.addAttribute("scores", IntStream.rangeClosed(0, 10).boxed().toList());
        model.addAttribute("errors", errors);
        model.addAttribute("done", done.equals("yes"));
        return "link";
    }

    @GetMapping(path = "/visit.ics", produces = "text/calendar")
    ResponseEntity<String> calendar(@PathVariable String token, @CookieValue(name = DEVICE, required = false) String device) {
        if (opening.look(token, Optional.ofNullable(device)) instanceof Visit.Open(Link link)) {
            Optional<Seen> seen = visiting.see(link).filter(one -> one.site().isPresent());
            if (seen.isPresent()) {
                Appointment visit = seen.get().journey().appointment().orElseThrow();
                SiteCard site = seen.get().site().orElseThrow();
                String title = clinic.name() + ": " + site.name();
                return ResponseEntity.ok().contentType(new MediaType("text", "calendar", StandardCharsets.UTF_8)).cacheControl(CacheControl.noStore())
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"visit.ics\"")
                        .body(Composing.calendar(visit, site, title, seen.get().now()).text());
            }
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, "/v/" + token).build();
    }

    // ------------------------------------------------------------------------------------------------ doing

    @PostMapping("/open")
    String unlock(@PathVariable String token, @RequestParam(defaultValue = "") String year, @RequestParam(defaultValue = "") String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted, Model model, HttpServletResponse response) {
        Optional<String> device = whole(latin(year), 1880, 2200).flatMap(given -> opening.unlock(token, given));
        if (device.isPresent()) {
            response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(DEVICE, device.get()).path("/v/" + token).httpOnly(true).secure(secure).sameSite("Lax")
                    .maxAge(DEVICE_FOR).build().toString());
            return back(token, lang, false);
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        Wording.Page words = wording.page(Language.of(lang).orElseGet(() -> first(accepted)));
        return shown(token, lang, "", Map.of("year", words.say("wrong-year")), null, accepted, model, response);
    }

    @PostMapping("/confirm")
    String confirm(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @CookieValue(name = DEVICE, required = false) String device) {
        return doing(token, lang, device, visiting::confirm);
    }

    @PostMapping("/change")
    String change(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @CookieValue(name = DEVICE, required = false) String device) {
        return doing(token, lang, device, visiting::askForChange);
    }

    @PostMapping("/texts")
    String texts(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "stop") String wish,
            @CookieValue(name = DEVICE, required = false) String device) {
        return doing(token, lang, device, link -> visiting.texts(link, wish.equals("start")));
    }

    @PostMapping("/ride")
    String ride(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "") String driver,
            @RequestParam(defaultValue = "") String phone, @CookieValue(name = DEVICE, required = false) String device,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted, Model model, HttpServletResponse response) {
        if (!(opening.look(token, Optional.ofNullable(device)) instanceof Visit.Open(Link link))) {
            return back(token, lang, false);
        }
        Wording.Page words = wording.page(Language.of(lang).or(() -> visiting.see(link).map(Seen::card).map(PatientCard::language)).orElse(Language.ENGLISH));
        Map<String, String> errors = new HashMap<>();
        if (driver.isBlank() || driver.length() > LONGEST_NAME) {
            errors.put("driver", words.say("ride-missing-name"));
        }
        String number = latin(phone).strip();
        if (!number.isEmpty() && !number.matches("\\+?[0-9 ().-]{6,20}")) {
            errors.put("phone", words.say("ride-bad-phone"));
        }
        if (!errors.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("keptDriver", driver);
            model.addAttribute("keptPhone", phone);
            return shown(token, lang, "", errors, device, accepted, model, response);
        }
        visiting.ride(link, driver.strip(), number.isEmpty() ? Optional.empty() : Optional.of(number));
        return back(token, lang, true);
    }

    @PostMapping("/diary")
    Object diary(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "") String pain,
            @CookieValue(name = DEVICE, required = false) String device) {
        Optional<Integer> score = whole(pain, 0, 10);
        return score.<Object>map(given -> doing(token, lang, device, link -> visiting.answerDiary(link, given)))
                .orElseGet(() -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-fields", "Pain is a number from 0 to 10.")
                        .error("/pain", "0 to 10").response());
    }

    private String doing(String token, String lang, String device, Consumer<Link> deed) {
        if (opening.look(token, Optional.ofNullable(device)) instanceof Visit.Open(Link link)) {
            deed.accept(link);
            return back(token, lang, true);
        }
        return back(token, lang, false);
    }

    /** The token is a path segment of letters, digits, {@code -} and {@code _} wherever a link was found; anything else goes nowhere. */
    private static String back(String token, String lang, boolean done) {
        String page = "redirect:/v/" + (token.matches("[A-Za-z0-9_-]{1,64}") ? token : "-");
        String in = Language.of(lang).map(language -> "lang=" + language.code()).orElse("");
        String query = String.join("&", Stream.of(in, done ? "done=yes" : "").filter(part -> !part.isEmpty()).toList());
        return query.isEmpty() ? page : page + "?" + query;
    }

    private static Optional<Integer> whole(String text, int least, int most) {
        return text.strip().matches("\\d{1,4}") ? Optional.of(Integer.parseInt(text.strip())).filter(value -> value >= least && value <= most) : Optional.empty();
    }

    /** Arabic-Indic digits count too. */
    private static String latin(String text) {
        return text.codePoints().map(letter -> Character.isDigit(letter) ? '0' + Character.digit(letter, 10) : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
