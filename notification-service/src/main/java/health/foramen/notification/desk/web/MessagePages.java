package health.foramen.notification.desk.web;

import health.foramen.notification.contact.Cards;
import health.foramen.notification.contact.NumberKey;
import health.foramen.notification.contact.OptOuts;
import health.foramen.notification.contact.PatientCard;
import health.foramen.notification.contact.SiteCard;
import health.foramen.notification.journey.Appointment;
import health.foramen.notification.journey.KeepingJourneys;
import health.foramen.notification.journey.OnCall;
import health.foramen.notification.journey.Question;
import health.foramen.notification.journey.Tallies;
import health.foramen.notification.journey.Tallies.Tally;
import health.foramen.notification.journey.Troubles;
import health.foramen.notification.journey.Troubles.Trouble;
import health.foramen.notification.journey.VisitNotes;
import health.foramen.notification.journey.VisitNotes.VisitNote;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What did not reach anybody, and how many did. */
@Controller
class MessagePages {

    /** Rows of a list on one page. */
    private static final int PAGE = 50;
    /** As far as a desk looks back. */
    private static final int DAYS = 30;
    /** Whoever comes within that time and has not said so may be called. */
    private static final Duration SOON = Duration.ofDays(3);
    private static final List<String> STATES = List.of("failed", "unknown", "suppressed");

    /** @param patientId empty for a colleague on call */
    record Row(String patientId, String who, String step, String channel, String state, String stateWord, String reason, String at, String iso, String number) {
    }

    /** A visit soon to come that nobody has said yes to. */
    record Waiting(String patientId, String who, String phone, String when, String iso, String site, boolean asked, String ride, String rideKind) {
    }

    record Day(String day, long sent, long delivered, long failed, long suppressed) {
    }

    private final Troubles troubles;
    private final VisitNotes visits;
    private final KeepingJourneys journeys;
    private final Tallies tallies;
    private final Cards cards;
    private final OptOuts numbers;
    private final NumberKey.Maker keys;
    private final Clock clock;

    MessagePages(Troubles troubles, VisitNotes visits, KeepingJourneys journeys, Tallies tallies, Cards cards, OptOuts numbers, NumberKey.Maker keys, Clock clock) {
        this.troubles = troubles;
        this.visits = visits;
        this.journeys = journeys;
        this.tallies = tallies;
        this.cards = cards;
        this.numbers = numbers;
        this.keys = keys;
        this.clock = clock;
    }

    @GetMapping("/messages")
    String messages(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "1") String page, @RequestParam(defaultValue = "1") String older, Model model) {
        troubles.forgetBefore(clock.instant().minus(Duration.ofDays(DAYS)));
        Optional<String> only = Optional.of(state).filter(STATES::contains);
        long many = troubles.count(only);
        int olderPages = pages(many);
        int olderAt = at(older, olderPages);
        List<Trouble> all = troubles.latest(only, (olderAt - 1) * PAGE, PAGE);
        Map<String, PatientCard> people = cards.byRecord(all.stream().map(Trouble::patientId).distinct().toList());
        Map<String, String> bad = new HashMap<>();
        List<Row> rows = all.stream().map(trouble -> {
            Optional<PatientCard> card = Optional.ofNullable(people.get(trouble.patientId()));
            boolean colleague = OnCall.is(trouble.patientId());
            return new Row(colleague ? "" : trouble.patientId(), colleague ? "Whoever is on call" : card.map(PatientCard::fullName).orElse("Patient"), Told.step(trouble.message().step()), trouble.message().channel().word(),
                    Told.kind(trouble.state()), trouble.state(), trouble.why().sentence(),
                    Told.dayAndTime(trouble.at(), card.map(PatientCard::zone).orElse(ZoneId.of("UTC"))), trouble.at().toString(),
                    card.flatMap(PatientCard::phone).map(phone -> bad.computeIfAbsent(phone, this::bad)).orElse(""));
        }).toList();
        List<VisitNote> unconfirmed = unconfirmed();
        int pages = pages(unconfirmed.size());
        int at = at(page, pages);
        model.addAttribute("waiting", waiting(unconfirmed.subList((at - 1) * PAGE, Math.min(at * PAGE, unconfirmed.size()))));
        model.addAttribute("unconfirmed", unconfirmed.size());
        model.addAttribute("page", at);
        model.addAttribute("pages", pages);
        model.addAttribute("many", many);
        model.addAttribute("older", olderAt);
        model.addAttribute("olderPages", olderPages);
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        List<Tally> counted = tallies.since(today.minusDays(DAYS));
        model.addAttribute("rows", rows);
        model.addAttribute("state", only.orElse(""));
        model.addAttribute("states", STATES);
        model.addAttribute("days", days(counted));
        model.addAttribute("sent", sum(counted, "sent"));
        model.addAttribute("delivered", sum(counted, "delivered"));
        model.addAttribute("failed", sum(counted, "failed"));
        model.addAttribute("suppressed", sum(counted, "suppressed"));
        return "messages";
    }

    private static int pages(long rows) {
        return (int) Math.max(1, (rows + PAGE - 1) / PAGE);
    }

    private static int at(String asked, int pages) {
        return asked.matches("[0-9]{1,6}") ? Math.clamp(Integer.parseInt(asked), 1, pages) : 1;
    }

    private String bad(String phone) {
        return numbers.of(keys.of(phone)).bad().orElse("");
    }

    /** The notes say where to look, the journeys what is so. */
    private List<VisitNote> unconfirmed() {
        Instant now = clock.instant();
        return visits.between(now, now.plus(SOON)).stream().filter(note -> note.expected() && !note.confirmed()).toList();
    }

    private List<Waiting> waiting(List<VisitNote> notes) {
        Map<String, PatientCard> people = cards.byRecord(notes.stream().map(VisitNote::patientId).distinct().toList());
        return notes.stream().flatMap(note -> journeys.find(note.appointmentId()).filter(journey -> journey.isExpected() && journey.confirmedAt().isEmpty()).stream()).map(journey -> {
            Appointment visit = journey.appointment().orElseThrow();
            Optional<PatientCard> card = Optional.ofNullable(people.get(journey.patientId()));
            return new Waiting(journey.patientId(), card.map(PatientCard::fullName).orElse("Patient"), card.flatMap(PatientCard::phone).orElse(""),
                    Told.dayAndTime(visit.start(), visit.zone()), visit.start().toString(), cards.site(visit.siteId()).map(SiteCard::name).orElse(visit.siteId()),
                    journey.lastAsked(Question.CONFIRM).isPresent(), Told.ride(journey.ride().status()), Told.rideKind(journey.ride().status()));
        }).toList();
    }

    private static List<Day> days(List<Tally> counted) {
        List<Day> days = new ArrayList<>();
        counted.stream().map(Tally::day).distinct().forEach(day -> {
            List<Tally> of = counted.stream().filter(tally -> tally.day().equals(day)).toList();
            days.add(new Day(day.toString(), sum(of, "sent"), sum(of, "delivered"), sum(of, "failed"), sum(of, "suppressed")));
        });
        return days;
    }

    private static long sum(List<Tally> counted, String state) {
        return counted.stream().filter(tally -> tally.state().equals(state)).mapToLong(Tally::count).sum();
    }
}
