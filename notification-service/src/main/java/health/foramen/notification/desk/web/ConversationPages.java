package health.foramen.notification.desk.web;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.Wishes;
import health.foramen.notification.conversation.Conversations;
import health.foramen.notification.conversation.Conversations.Latest;
import health.foramen.notification.desk.WritingToPatients;
import health.foramen.notification.desk.WritingToPatients.Ahead;
import health.foramen.notification.desk.WritingToPatients.From;
import health.foramen.notification.desk.WritingToPatients.Line;
import health.foramen.notification.journey.Channel;
import health.foramen.notification.journey.FollowingCards;
import health.foramen.notification.journey.Journey;
import health.foramen.notification.journey.Ride;
import health.foramen.notification.journey.StepKey;
import health.foramen.notification.text.Segments;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** All contact with one patient, as a thread; and the list of threads, those with something to read on top. */
@Controller
class ConversationPages {

    private static final int LISTED = 200;
    private static final int LONGEST_NAME = 80;
    private static final String FOREIGN_LINK = "A message may lead to our own pages only: take the address out, or write what is to be found there.";

    record Row(String id, String who, String language, int unread, String lastWords) {
    }

    record Bubble(String time, String iso, String day, String from, String kind, String words, String state, String stateWord, String detail, String again) {
    }

    /** @param again the step's key where it may be sent once more; else empty */
    record Planned(String time, String iso, String step, String channel, String state, String stateWord, String reason, String again) {
    }

    /** A message that may be sent once more. */
    record Once(String key, String title, String time, String why) {
    }

    /**
     * @param ahead     the patient is expected
     * @param needsRide somebody has to drive, and nobody is known who does
     */
    record Visit(String id, String when, String status, String ride, boolean confirmed, boolean changeAsked, boolean ahead, boolean needsRide) {
    }

    private final WritingToPatients writing;
    private final Conversations conversations;
    private final Cards cards;
    private final OptOuts numbers;
    private final NumberKey.Maker keys;
    private final Wishes wishes;
    private final FollowingCards following;

    ConversationPages(WritingToPatients writing, Conversations conversations, Cards cards, OptOuts numbers, NumberKey.Maker keys, FollowingCards following) {
        this.writing = writing;
        this.conversations = conversations;
        this.cards = cards;
        this.numbers = numbers;
        this.keys = keys;
        this.wishes = new Wishes(numbers, keys);
        this.following = following;
    }

    @GetMapping("/conversations")
    String list(@RequestParam(defaultValue = "") String q, Model model) {
        Map<String, Row> rows = new LinkedHashMap<>();
        if (q.isBlank()) {
            List<Latest> latest = conversations.latest(LISTED);
            Map<String, PatientCard> people = cards.byRecord(latest.stream().map(Latest::id).toList());
            latest.forEach(one -> {
                Optional<PatientCard> card = Optional.ofNullable(people.get(one.id()));
                Row row = row(card.map(person -> new Latest(person.patientId(), one.unread(), one.last(), one.words(), Optional.empty())).orElse(one), card);
                // What was said under either record of a person stands in one row.
                rows.merge(row.id(), row, (first, other) -> new Row(first.id(), first.who(), first.language(), first.unread() + other.unread(), first.lastWords()));
            });
        }
        cards.named(q, LISTED).forEach(card -> rows.putIfAbsent(card.patientId(), q.isBlank() ? row(new Latest(card.patientId(), 0, Instant.EPOCH, "", Optional.empty()), Optional.of(card))
                : conversations.find(card.patientId()).map(known -> row(new Latest(known.id(), known.unread(), known.last().orElse(Instant.EPOCH),
                        known.entries().isEmpty() ? "" : known.entries().getLast().words(), Optional.empty()), Optional.of(card)))
                .orElseGet(() -> row(new Latest(card.patientId(), 0, Instant.EPOCH, "", Optional.empty()), Optional.of(card)))));
        model.addAttribute("q", q);
        model.addAttribute("unread", rows.values().stream().filter(row -> row.unread() > 0).toList());
        model.addAttribute("rows", rows.values().stream().filter(row -> row.unread() == 0).toList());
        return "conversations";
    }

    private static Row row(Latest one, Optional<PatientCard> card) {
        return new Row(one.id(), card.map(PatientCard::fullName).orElseGet(() -> one.number().map(number -> "Unknown: \u2066" + number + "\u2069").orElse("Unknown number")), card.map(known -> known.language().code()).orElse(""), one.unread(), one.words());
    }

    @GetMapping("/conversations/{id}")
    String thread(@PathVariable String id, @RequestParam(defaultValue = "") String said, Person person, Model model) {
        String standing = cards.person(id);
        if (!standing.equals(id)) {
            return "redirect:/conversations/" + standing;
        }
        fill(id, person, model);
        model.addAttribute("said", said);
        return "conversation";
    }

    @PostMapping("/conversations/{id}/texts")
    String write(@PathVariable String id, @RequestParam(defaultValue = "") String words, @RequestParam(defaultValue = "") String once, Person person, Model model,
            HttpServletResponse response) {
        if (words.isBlank() || words.length() > WritingToPatients.LONGEST) {
            return again(id, words, words.isBlank() ? "Write what the patient should read." : "At most " + WritingToPatients.LONGEST + " characters.", "words", person, model, response);
        }
        return switch (writing.write(id, once(once), words)) {
            case GOES_BY_TEXT -> "redirect:/conversations/" + id + "?said=text";
            case GOES_BY_EMAIL -> "redirect:/conversations/" + id + "?said=email";
            case LEADS_ELSEWHERE -> again(id, words, FOREIGN_LINK, "words", person, model, response);
            case NO_CHANNEL -> again(id, words, "Neither text nor e-mail may be used for this patient: please call.", "words", person, model, response);
            case UNKNOWN_PATIENT -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    /** Shows how the patient would read it and what it costs, and sends nothing. */
    @PostMapping("/conversations/{id}/preview")
    String preview(@PathVariable String id, @RequestParam(defaultValue = "") String words, Person person, Model model, HttpServletResponse response) {
        if (words.isBlank() || words.length() > WritingToPatients.LONGEST) {
            return again(id, words, words.isBlank() ? "Write what the patient should read." : "At most " + WritingToPatients.LONGEST + " characters.", "words", person, model, response);
        }
        if (writing.leadsElsewhere(words)) {
            return again(id, words, FOREIGN_LINK, "words", person, model, response);
        }
        Optional<WritingToPatients.Preview> preview = writing.preview(id, words);
        if (preview.isEmpty()) {
            return again(id, words, "Neither text nor e-mail may be used for this patient: please call.", "words", person, model, response);
        }
        fill(id, person, model);
        model.addAttribute("said", "");
        model.addAttribute("kept", words);
        model.addAttribute("preview", preview.get());
        model.addAttribute("cost", cost(preview.get()));
        return "conversation";
    }

    private static String cost(WritingToPatients.Preview preview) {
        Segments segments = preview.segments();
        return preview.channel() == Channel.EMAIL ? "By e-mail." : "By text: " + segments.units() + " characters of " + (segments.alphabet() == Segments.Alphabet.GSM_7 ? "GSM-7" : "UCS-2")
                + ", " + (segments.count() == 1 ? "1 segment." : segments.count() + " segments.");
    }

    /** Once more, by the way that was chosen, with the reason for those who read the thread later. */
    @PostMapping("/conversations/{id}/again")
    String again(@PathVariable String id, @RequestParam(defaultValue = "") String message, @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String reason, @RequestParam(defaultValue = "") String once, Person person, Model model, HttpServletResponse response) {
        if (reason.isBlank() || reason.length() > WritingToPatients.LONGEST) {
            return again(id, reason, reason.isBlank() ? "Write why it goes again." : "At most " + WritingToPatients.LONGEST + " characters.", "reason", person, model, response);
        }
        Optional<StepKey> key = StepKey.of(message);
        Optional<Channel> way = Stream.of(Channel.TEXT, Channel.EMAIL).filter(one -> one.word().equals(channel)).findFirst();
        if (key.isEmpty() || way.isEmpty()) {
            return again(id, reason, "Choose by text or by e-mail.", "reason", person, model, response);
        }
        return switch (writing.again(id, key.get(), way.get(), once(once).substring(0, 8), reason, person.name())) {
            case GOES -> "redirect:/conversations/" + id + "?said=again";
            case NO_LONGER_TRUE -> again(id, reason, "What it says is no longer true or no longer of use. Write to the patient instead.", "reason", person, model, response);
            case NOT_THIS_WAY -> again(id, reason, "This way may not be used for this patient now.", "reason", person, model, response);
            case UNKNOWN_MESSAGE -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    @PostMapping("/conversations/{id}/calls")
    String call(@PathVariable String id, @RequestParam(defaultValue = "") String note, @RequestParam(defaultValue = "") String once, Person person, Model model,
            HttpServletResponse response) {
        if (note.isBlank() || note.length() > WritingToPatients.LONGEST) {
            return again(id, note, note.isBlank() ? "Write what was said." : "At most " + WritingToPatients.LONGEST + " characters.", "note", person, model, response);
        }
        if (writing.thread(id).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        writing.noteCall(id, once(once), note, person.name());
        return "redirect:/conversations/" + id + "?said=call";
    }

    @PostMapping("/conversations/{id}/visits/{visit}/confirmed")
    String confirmed(@PathVariable String id, @PathVariable String visit, Person person) {
        if (!writing.confirmedByPhone(id, visit, person.name())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/conversations/" + id + "?said=call";
    }

    @PostMapping("/conversations/{id}/visits/{visit}/ride")
    String ride(@PathVariable String id, @PathVariable String visit, @RequestParam(defaultValue = "") String driver, @RequestParam(defaultValue = "") String phone,
            Person person, Model model, HttpServletResponse response) {
        if (driver.isBlank() || driver.length() > LONGEST_NAME) {
            return again(id, driver, driver.isBlank() ? "Write who drives." : "At most " + LONGEST_NAME + " characters.", "driver", person, model, response);
        }
        if (!phone.isBlank() && !phone.strip().matches("\\+?[0-9 ().-]{6,20}")) {
            return again(id, driver, "This does not look like a phone number.", "driver", person, model, response);
        }
        if (!writing.rideByPhone(id, visit, driver, Optional.of(phone.strip()).filter(number -> !number.isEmpty()), person.name())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/conversations/" + id + "?said=call";
    }

    /** Somebody reached the phone: texts are tried again, and what goes by e-mail instead is planned anew. */
    @PostMapping("/conversations/{id}/number")
    String numberWorks(@PathVariable String id) {
        PatientCard card = cards.patient(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        card.phone().map(keys::of).ifPresent(numbers::works);
        following.patientChanged(card);
        return "redirect:/conversations/" + id + "?said=number";
    }

    @PostMapping("/conversations/{id}/read")
    String read(@PathVariable String id) {
        writing.read(id);
        return "redirect:/conversations";
    }

    private String again(String id, String kept, String sentence, String field, Person person, Model model, HttpServletResponse response) {
        fill(id, person, model);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("said", "");
        model.addAttribute("error", sentence);
        model.addAttribute("errorField", field);
        model.addAttribute("kept", kept);
        return "conversation";
    }

    /** A form carries what makes it one writing however often it is sent. */
    private static String once(String given) {
        return given.matches("[0-9a-f-]{36}") ? given : UUID.randomUUID().toString();
    }

    private void fill(String id, Person person, Model model) {
        WritingToPatients.Thread thread = writing.thread(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        ZoneId zone = thread.card().map(PatientCard::zone).orElse(ZoneId.of("UTC"));
        List<Bubble> bubbles = new ArrayList<>();
        String day = "";
        for (Line line : thread.lines()) {
            String thisDay = Told.day(line.at(), zone);
            bubbles.add(new Bubble(Told.time(line.at(), zone), line.at().toString(), thisDay.equals(day) ? "" : thisDay, line.from() == From.PATIENT ? "patient"
                    : line.from() == From.CLINIC ? "clinic" : "system", line.kind(), line.words(), Told.kind(line.state()), line.state(), line.detail(),
                    line.canGoAgain() ? line.key() : ""));
            day = thisDay;
        }
        model.addAttribute("id", id);
        model.addAttribute("card", thread.card().orElse(null));
        model.addAttribute("number", thread.card().flatMap(wishes::texts).orElse(null));
        model.addAttribute("stranger", thread.stranger().orElse(null));
        model.addAttribute("bubbles", bubbles);
        model.addAttribute("ahead", thread.ahead().stream().filter(one -> isOpen(one.state())).map(one -> planned(one, zone)).toList());
        model.addAttribute("dropped", thread.ahead().stream().filter(one -> !isOpen(one.state())).map(one -> planned(one, zone)).toList());
        model.addAttribute("visits", thread.journeys().stream().map(ConversationPages::visit).toList());
        model.addAttribute("unread", thread.unread());
        model.addAttribute("mayWrite", thread.card().isPresent() && person.isAny(Role.FRONT_DESK, Role.ADMINISTRATOR));
        model.addAttribute("ways", thread.card().map(writing::ways).orElse(List.of()).stream().map(Channel::word).toList());
        model.addAttribute("again", Stream.concat(bubbles.stream().filter(bubble -> !bubble.again().isEmpty()).map(bubble -> new Once(bubble.again(),
                        title(bubble.again()), bubble.time(), bubble.detail())), thread.ahead().stream().filter(Ahead::canGoAgain)
                .map(one -> new Once(one.key(), title(one.key()), Told.dayAndTime(one.due(), zone), one.reason()))).toList());
        model.addAttribute("preview", null);
        model.addAttribute("cost", "");
        model.addAttribute("once", UUID.randomUUID().toString());
        model.addAttribute("error", null);
        model.addAttribute("errorField", "");
        model.addAttribute("kept", "");
    }

    private static String title(String key) {
        return StepKey.of(key).map(known -> Told.step(known.step()) + ", by " + known.channel().word()).orElse(key);
    }

    private static boolean isOpen(String state) {
        return state.equals("planned") || state.equals("claimed") || state.equals("unknown");
    }

    private static Planned planned(Ahead one, ZoneId zone) {
        return new Planned(Told.dayAndTime(one.due(), zone), one.due().toString(), Told.step(one.step()), one.channel(), Told.kind(one.state()), one.state(), one.reason(), one.canGoAgain() ? one.key() : "");
    }

    private static Visit visit(Journey journey) {
        return new Visit(journey.id(), journey.appointment().map(visit -> Told.dayAndTime(visit.start(), visit.zone())).orElse(""),
                journey.appointment().map(visit -> visit.status().word().replace('-', ' ')).orElse(""),
                switch (journey.ride().status()) {
                    case NOT_NEEDED -> "no ride needed";
                    case OPEN -> "ride not asked yet";
                    case ASKED -> "ride asked";
                    case ARRANGED -> "ride: " + journey.ride().driver().orElse("arranged") + journey.ride().phone().map(phone -> ", " + phone).orElse("");
                    case MISSING -> "ride missing";
                }, journey.confirmedAt().isPresent(), journey.changeAskedAt().isPresent() && journey.isExpected(), journey.isExpected(), journey.isExpected() && journey.ride().status() != Ride.Status.NOT_NEEDED
                        && journey.ride().driver().isEmpty());
    }
}
