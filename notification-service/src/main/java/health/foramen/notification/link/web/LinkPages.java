package health.foramen.notification.link.web;

import health.foramen.notification.contact.Language;
import health.foramen.notification.contact.Letters;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.contact.Telephones;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.AppointmentStatus;
import health.foramen.notification.journey.Clinic;
import health.foramen.notification.journey.Composing;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.Ride;
import health.foramen.notification.link.CountingStrangers;
import health.foramen.notification.link.Link;
import health.foramen.notification.link.OpeningLinks;
import health.foramen.notification.link.OpeningLinks.Visit;
import health.foramen.notification.link.VisitingPatients;
import health.foramen.notification.link.VisitingPatients.Offered;
import health.foramen.notification.link.VisitingPatients.Seen;
import health.foramen.notification.mail.CalendarFiles;
import health.foramen.notification.offer.Offer;
import health.foramen.notification.offer.Offer.Answer;
import health.foramen.notification.text.WebhookSeal;
import health.foramen.notification.wording.Wording;
import health.foramen.shell.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
    private static final int LONGEST_NOTE = 200;
    private static final List<DayOfWeek> WORKDAYS = List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);
    /** ASA practice guideline for preoperative fasting, as DOMAIN 4 has it: light meal 6 h, clear fluids 2 h before. */
    private static final Duration NO_FOOD = Duration.ofHours(6);
    private static final Duration NO_DRINK = Duration.ofHours(2);

    /** One group of what to do before coming. */
    record Todo(String when, List<String> what) {
    }

    record EarlierTime(String offerId, String date, String time, String site, String by, boolean taking) {
    }

    private final OpeningLinks opening;
    private final VisitingPatients visiting;
    private final CountingStrangers strangers;
    private final Wording wording;
    private final CalendarFiles calendars;
    private final Clinic clinic;
    private final Telephones telephones;
    private final boolean secure;

    LinkPages(OpeningLinks opening, VisitingPatients visiting, CountingStrangers strangers, Wording wording, CalendarFiles calendars, Clinic clinic, Telephones telephones,
            WebhookSeal seal) {
        this.opening = opening;
        this.visiting = visiting;
        this.strangers = strangers;
        this.wording = wording;
        this.calendars = calendars;
        this.clinic = clinic;
        this.telephones = telephones;
        this.secure = seal.publicUrl().startsWith("https:");
    }

    // ------------------------------------------------------------------------------------------------ looking

    @GetMapping
    String page(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "") String done,
            @CookieValue(name = DEVICE, required = false) String device, @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted,
            HttpServletRequest request, Model model, HttpServletResponse response) {
        return counted(shown(token, lang, done, Map.of(), device, accepted, model, response), request, model, response);
    }

    /** Whoever asks for what does not exist is told to stop after a while. */
    private String counted(String page, HttpServletRequest request, Model model, HttpServletResponse response) {
        if (response.getStatus() == HttpStatus.NOT_FOUND.value() && strangers.again(caller(request))) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
            model.addAttribute("many", true);
        }
        return page;
    }

    /** What the gateway saw, where one stands before us: the last address was added by it. */
    private static String caller(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-For");
        return forwarded == null || forwarded.isBlank() ? request.getRemoteAddr() : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    private String shown(String token, String lang, String done, Map<String, String> errors, String device, String accepted, Model model, HttpServletResponse response) {
        keepPrivate(response);
        return switch (opening.look(token, Optional.ofNullable(device))) {
            case Visit.Unknown _ -> gone(lang, accepted, model, response);
            case Visit.Shut(Link link, boolean resting) -> shut(token, lang, accepted, resting, link.isShutForGood(), errors, model, response);
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
        model.addAttribute("many", false);
        return "link-gone";
    }

    /** Before the birth year is known to be right, not even the language of the card is told: the browser's is used. */
    private String shut(String token, String lang, String accepted, boolean resting, boolean forGood, Map<String, String> errors, Model model, HttpServletResponse response) {
        if (resting) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        }
        speak(Language.of(lang).orElseGet(() -> first(accepted)), token, model);
        // What was chosen goes along; what the browser prefers gives way to the card.
        model.addAttribute("chosen", Language.of(lang).map(Language::code).orElse(""));
        model.addAttribute("resting", resting);
        model.addAttribute("forGood", forGood);
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

    /** Digits in a sentence that runs from right to left keep their own order. */
    private static String apart(String number) {
        return "\u2066" + number + "\u2069";
    }

    private String open(String token, String lang, String done, Map<String, String> errors, Seen seen, Model model) {
        Journey journey = seen.journey();
        Appointment visit = journey.appointment().orElseThrow();
        Language reader = Language.of(lang).orElse(seen.card().language());
        Wording.Page words = speak(reader, token, model);
        LocalDate today = seen.now().atZone(visit.zone()).toLocalDate();
        long days = ChronoUnit.DAYS.between(today, visit.localStart().toLocalDate());
        boolean over = visit.status() == AppointmentStatus.COMPLETED;
        model.addAttribute("seen", seen);
        model.addAttribute("visit", visit);
        model.addAttribute("site", seen.site().orElse(null));
        model.addAttribute("directions", seen.site().flatMap(site -> site.directions(reader)).orElse(""));
        String phone = seen.site().flatMap(SiteCard::phone).orElse(clinic.phone());
        String dialled = telephones.shown(phone, seen.card().phone());
        model.addAttribute("phone", phone);
        model.addAttribute("dialled", dialled);
        model.addAttribute("date", words.date(visit.localStart().toLocalDate()));
        model.addAttribute("time", words.time(visit.start().atZone(visit.zone())));
        model.addAttribute("arrive", words.say("arrive", Map.of("time", words.time(visit.localArrival()))));
        model.addAttribute("countdown", days == 0 ? words.say("today") : days > 0 ? words.say("in-days", Map.of("days", days)) : "");
        boolean expected = journey.isExpected() && !seen.now().isAfter(visit.end());
        model.addAttribute("expected", expected);
        model.addAttribute("cancelled", visit.status() == AppointmentStatus.CANCELLED);
        model.addAttribute("over", over);
        model.addAttribute("missed", visit.status() == AppointmentStatus.NO_SHOW);
        model.addAttribute("here", switch (visit.status()) {
            case ARRIVED, IN_PROCEDURE, RECOVERING -> true;
            case BOOKED, COMPLETED, CANCELLED, NO_SHOW -> false;
        });
        model.addAttribute("todos", expected ? todos(visit, seen.site(), words) : List.of());
        model.addAttribute("offers", seen.offers().stream().map(offered -> earlier(offered, words)).toList());
        model.addAttribute("answers", seen.answers());
        model.addAttribute("answersTold", seen.answers().stream().map(entry -> words.say("answers-day", Map.of("day", entry.day())) + ": "
                + words.say("answers-pain", Map.of("pain", entry.pain()))).toList());
        model.addAttribute("rideMissing", journey.ride().status() == Ride.Status.MISSING);
        model.addAttribute("days", WORKDAYS);
        model.addAttribute("dayNames", WORKDAYS.stream().collect(Collectors.toMap(day -> day, day -> day.getDisplayName(TextStyle.FULL_STANDALONE, locale(words)))));
        model.addAttribute("injection", !visit.isConsultation());
        model.addAttribute("rideNeeded", visit.escortRequired());
        model.addAttribute("rideSaid", !journey.ride().isArranged() ? "" : journey.ride().driver().filter(name -> !name.equals("—"))
                .map(name -> words.say("ride-known", Map.of("driver", "\u2068" + name + "\u2069"))).orElseGet(() -> words.say("ride-known-nobody")));
        model.addAttribute("followUp", visit.followUp().map(words::date).orElse(""));
        model.addAttribute("drive", words.say("todo-drive", Map.of("hours", visit.sedated() ? 24 : 12)));
        model.addAttribute("urgentUs", words.say("urgent-us", Map.of("phone", apart(dialled))));
        model.addAttribute("urgentLife", words.say("urgent-911", Map.of("phone", clinic.emergency())));
        model.addAttribute("diaryTitle", seen.diary().map(step -> words.say("diary-title", Map.of("day", step.day()))).orElse(""));
        model.addAttribute("diaryThanks", seen.answered().map(entry -> words.say("diary-thanks", Map.of("pain", entry.pain(), "day", entry.day()))).orElse(""));
        model.addAttribute("scores", IntStream.rangeClosed(0, 10).boxed().toList());
        model.addAttribute("errors", errors);
        model.addAttribute("done", switch (done) {
            case "yes" -> words.say("saved");
            case "taken" -> words.say("offer-taking");
            case "kept" -> words.say("offer-kept");
            case "gone" -> words.say("offer-gone");
            case "changed" -> words.say("changed");
            case "emergency" -> words.say("emergency", Map.of("phone", clinic.emergency()));
            case "worse" -> words.say("diary-worse", Map.of("phone", apart(dialled)));
            default -> "";
        });
        model.addAttribute("doneKind", done.equals("emergency") ? "emergency" : done.equals("worse") || done.equals("gone") || done.equals("changed") ? "warn" : "success");
        return "link";
    }

    private static Locale locale(Wording.Page words) {
        return Locale.forLanguageTag(words.language().code());
    }

    /** What to do before coming, by the hour at which it begins or ends; an hour of the evening before stands with that day. */
    private static List<Todo> todos(Appointment visit, Optional<SiteCard> site, Wording.Page words) {
        LocalDate day = visit.localArrival().toLocalDate();
        List<String> before = new ArrayList<>();
        if (visit.bloodThinnerHeld()) {
            before.add(words.say("before-medicine"));
        }
        if (!visit.isConsultation()) {
            before.add(words.say("before-ill"));
        }
        List<String> eve = new ArrayList<>(List.of(words.say("before-bring")));
        List<String> onDay = new ArrayList<>(List.of(words.say("before-clothes")));
        if (visit.fasting()) {
            ZonedDateTime food = visit.localArrival().minus(NO_FOOD);
            ZonedDateTime drink = visit.localArrival().minus(NO_DRINK);
            (food.toLocalDate().isBefore(day) ? eve : onDay).add(words.say("plan-food", Map.of("time", words.time(food))));
            (drink.toLocalDate().isBefore(day) ? eve : onDay).add(words.say("plan-drink", Map.of("time", words.time(drink))));
        } else {
            onDay.add(words.say("before-eat"));
        }
        String arrival = words.time(visit.localArrival());
        onDay.add(site.map(where -> words.say("plan-arrive", Map.of("time", arrival, "site", where.name()))).orElseGet(() -> words.say("plan-arrive-there", Map.of("time", arrival))));
        return Stream.of(new Todo(words.say("plan-before"), before), new Todo(words.say("plan-eve", Map.of("date", words.date(day.minusDays(1)))), eve),
                new Todo(words.say("plan-day", Map.of("date", words.date(day))), onDay)).filter(todo -> !todo.what().isEmpty()).toList();
    }

    private static EarlierTime earlier(Offered offered, Wording.Page words) {
        Offer offer = offered.offer();
        ZonedDateTime by = offer.answerBy().atZone(offer.zone());
        return new EarlierTime(offer.offerId(), words.date(offer.localStart().toLocalDate()), words.time(offer.localTime()), offered.site().orElse(""),
                words.say("offer-by", Map.of("date", words.date(by.toLocalDate()), "time", words.time(by))), offer.isBeingBooked());
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
                        .body(calendars.written(Composing.calendar(visit, site, seen.get().card().language(), title, seen.get().now())));
            }
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, "/v/" + token).build();
    }

    /** Where the button of a mail reader leads those whose reader only opens addresses: looking ends nothing. */
    @GetMapping("/no-mail")
    String noMail(@PathVariable String token, @RequestParam(defaultValue = "") String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted, HttpServletRequest request, Model model, HttpServletResponse response) {
        keepPrivate(response);
        Optional<Link> link = opening.stopping(token);
        if (link.isEmpty()) {
            return counted(gone(lang, accepted, model, response), request, model, response);
        }
        speak(Language.of(lang).orElseGet(() -> first(accepted)), token, model);
        model.addAttribute("stopped", visiting.mailsStopAt(link.get()));
        return "link-no-mail";
    }

    /** Pressed by a mail reader itself (RFC 8058, which wants an answer and no redirect) or on the page. */
    @PostMapping("/no-mail")
    String endMail(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "stop") String wish,
            @RequestParam(name = "List-Unsubscribe", defaultValue = "") String pressed,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted, HttpServletRequest request, Model model, HttpServletResponse response) {
        opening.stopping(token).ifPresent(link -> visiting.mailsAt(link, pressed.isEmpty() && wish.equals("start")));
        return pressed.isEmpty() && token.matches("[A-Za-z0-9_-]{1,64}") ? "redirect:/v/" + token + "/no-mail" + Language.of(lang).map(language -> "?lang=" + language.code()).orElse("")
                : noMail(token, lang, accepted, request, model, response);
    }

    // ------------------------------------------------------------------------------------------------ doing

    @PostMapping("/open")
    String unlock(@PathVariable String token, @RequestParam(defaultValue = "") String year, @RequestParam(defaultValue = "") String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted, Model model, HttpServletResponse response) {
        Optional<String> device = whole(latin(year), 1880, 2200).flatMap(given -> opening.unlock(token, given));
        if (device.isPresent()) {
            response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(DEVICE, device.get()).path("/v/" + token).httpOnly(true).secure(secure).sameSite("Lax")
                    .maxAge(DEVICE_FOR).build().toString());
            if (opening.look(token, device) instanceof Visit.Open(Link link)) {
                visiting.opened(link);
            }
            return back(token, lang, "");
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        Wording.Page words = wording.page(Language.of(lang).orElseGet(() -> first(accepted)));
        return shown(token, lang, "", Map.of("year", words.say("wrong-year")), null, accepted, model, response);
    }

    @PostMapping("/confirm")
    String confirm(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "") String start,
            @CookieValue(name = DEVICE, required = false) String device) {
        return ifItStands(token, lang, device, link -> visiting.confirm(link, instant(start)));
    }

    private static Optional<Instant> instant(String told) {
        try {
            return told.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(told));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    @PostMapping("/change")
    String change(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(name = "day", required = false) List<String> days,
            @RequestParam(name = "hours", required = false) List<String> hours, @RequestParam(defaultValue = "") String note,
            @CookieValue(name = DEVICE, required = false) String device) {
        if (!(opening.look(token, Optional.ofNullable(device)) instanceof Visit.Open(Link link))) {
            return back(token, lang, "");
        }
        visiting.askForChange(link, wishes(days == null ? List.of() : days, hours == null ? List.of() : hours, note));
        return back(token, lang, visiting.alarmed(link, shortened(note)) ? "emergency" : "yes");
    }

    private static String shortened(String note) {
        return Letters.beginning(note.strip(), LONGEST_NOTE);
    }

    /** For the desk, which reads English; the patient's own words stay as they are. */
    private static String wishes(List<String> days, List<String> hours, String note) {
        List<String> wishes = new ArrayList<>();
        List<String> known = WORKDAYS.stream().filter(day -> days.contains(day.name())).map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).toList();
        if (!known.isEmpty()) {
            wishes.add("Days: " + String.join(", ", known) + ".");
        }
        List<String> parts = Stream.of("morning", "afternoon").filter(hours::contains).toList();
        if (!parts.isEmpty()) {
            wishes.add("Time: " + String.join(", ", parts) + ".");
        }
        if (!note.isBlank()) {
            wishes.add("“" + shortened(note) + "”");
        }
        return String.join(" ", wishes);
    }

    @PostMapping("/texts")
    String texts(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "stop") String wish,
            @CookieValue(name = DEVICE, required = false) String device) {
        return doing(token, lang, device, link -> visiting.texts(link, wish.equals("start")));
    }

    @PostMapping("/mails")
    String mails(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "stop") String wish,
            @CookieValue(name = DEVICE, required = false) String device) {
        return doing(token, lang, device, link -> visiting.mails(link, wish.equals("start")));
    }

    @PostMapping("/no-ride")
    String noRide(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @CookieValue(name = DEVICE, required = false) String device) {
        return ifItStands(token, lang, device, visiting::noRide);
    }

    @PostMapping("/offers/{offerId}")
    String offer(@PathVariable String token, @PathVariable String offerId, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "") String answer,
            @CookieValue(name = DEVICE, required = false) String device) {
        if (!(opening.look(token, Optional.ofNullable(device)) instanceof Visit.Open(Link link)) || !answer.equals("take") && !answer.equals("keep")) {
            return back(token, lang, "");
        }
        Answer given = answer.equals("take") ? Answer.ACCEPTED : Answer.DECLINED;
        return back(token, lang, switch (visiting.answerOffer(link, offerId, given)) {
            case TAKEN, SAID_BEFORE -> given == Answer.ACCEPTED ? "taken" : "kept";
            case SAID_OTHERWISE -> given == Answer.ACCEPTED ? "gone" : "taken";
            case TOO_LATE -> "gone";
        });
    }

    @PostMapping("/ride")
    String ride(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "") String driver,
            @RequestParam(defaultValue = "") String phone, @CookieValue(name = DEVICE, required = false) String device,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String accepted, Model model, HttpServletResponse response) {
        if (!(opening.look(token, Optional.ofNullable(device)) instanceof Visit.Open(Link link))) {
            return back(token, lang, "");
        }
        Wording.Page words = wording.page(Language.of(lang).or(() -> visiting.see(link).map(Seen::card).map(PatientCard::language)).orElse(Language.ENGLISH));
        Map<String, String> errors = new HashMap<>();
        String name = driver.replaceAll("\\p{Cntrl}+", " ").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
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
        return back(token, lang, visiting.ride(link, name, number.isEmpty() ? Optional.empty() : Optional.of(number)) ? "yes" : "changed");
    }

    @PostMapping("/diary")
    Object diary(@PathVariable String token, @RequestParam(defaultValue = "") String lang, @RequestParam(defaultValue = "") String pain,
            @CookieValue(name = DEVICE, required = false) String device) {
        Optional<Integer> score = whole(pain, 0, 10);
        return score.<Object>map(given -> opening.look(token, Optional.ofNullable(device)) instanceof Visit.Open(Link link)
                        ? back(token, lang, visiting.answerDiary(link, given).map(answered -> answered.worrying() ? "worse" : "yes").orElse("")) : back(token, lang, ""))
                .orElseGet(() -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-fields", "Pain is a number from 0 to 10.")
                        .error("/pain", "0 to 10").response());
    }

    private String doing(String token, String lang, String device, Consumer<Link> deed) {
        return ifItStands(token, lang, device, link -> {
            deed.accept(link);
            return true;
        });
    }

    /** @param deed false when the visit is another by now than the page said */
    private String ifItStands(String token, String lang, String device, Predicate<Link> deed) {
        return back(token, lang, opening.look(token, Optional.ofNullable(device)) instanceof Visit.Open(Link link) ? deed.test(link) ? "yes" : "changed" : "");
    }

    /** The token is a path segment of letters, digits, {@code -} and {@code _} wherever a link was found; anything else goes nowhere. */
    private static String back(String token, String lang, String done) {
        String page = "redirect:/v/" + (token.matches("[A-Za-z0-9_-]{1,64}") ? token : "-");
        String in = Language.of(lang).map(language -> "lang=" + language.code()).orElse("");
        String query = String.join("&", Stream.of(in, done.isEmpty() ? "" : "done=" + done).filter(part -> !part.isEmpty()).toList());
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
