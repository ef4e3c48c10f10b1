package health.foramen.referral.emergency.web;

import health.foramen.referral.care.Who;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.emergency.AnsweringEmergencies;
import health.foramen.referral.emergency.EmergencyAlert;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Patients;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Emergencies, unacknowledged on top. */
@Controller
public final class EmergencyPages {

    private static final int LONGEST = 1_000;
    /** Letters of an alert's id with which whoever is on call is sent to it. */
    private static final int PLACE = 8;

    /**
     * One alert in sentences.
     *
     * @param place        where links to it lead on its page
     * @param conversation with whoever wrote it; null where a referral raised it
     */
    public record AlertRow(String id, String place, String conversation, UUID referralId, String patient, String raisedBy, List<String> signs, Instant at, String time, String answered,
                           String waited, int repeated) {
    }

    private final AnsweringEmergencies emergencies;
    private final Patients patients;
    private final Packs packs;
    private final Moments moments;
    private final Clock clock;

    public EmergencyPages(AnsweringEmergencies emergencies, Patients patients, Packs packs, Moments moments, Clock clock) {
        this.emergencies = emergencies;
        this.patients = patients;
        this.packs = packs;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/emergencies")
    String list(@RequestParam(defaultValue = "") String before, Person person, Model model) {
        var treats = person.is(Role.CLINICIAN);
        model.addAttribute("treats", treats);
        model.addAttribute("before", treats && !before.isEmpty() ? emergencies.find(before).flatMap(this::answered).orElse(null) : null);
        model.addAttribute("open", rows(emergencies.open(), treats));
        model.addAttribute("lately", treats ? rows(emergencies.lately(), true) : List.of());
        return "emergency/emergencies";
    }

    @PostMapping("/emergencies/{id}/acknowledge")
    String acknowledge(@PathVariable String id, @RequestParam(defaultValue = "") String done, Person person) {
        var words = done.strip().replaceAll("\\p{Cntrl}", " ");
        var by = new Who(person.id(), person.name());
        var said = words.isEmpty() ? "seen" : words.substring(0, Math.min(words.length(), LONGEST));
        var first = emergencies.acknowledge(id, by, said).flatMap(EmergencyAlert::acknowledged).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return first.by().equals(by) && first.done().equals(said) ? "redirect:/emergencies" : "redirect:/emergencies?before=" + id;
    }

    /** By whom, when and in which words. */
    private Optional<String> answered(EmergencyAlert alert) {
        return alert.acknowledged().map(ack -> ack.by().name() + ", " + moments.time(ack.at()) + ": " + ack.done());
    }

    /** The greatest unit is enough to know how bad it is. */
    private static String spoken(Duration waited) {
        if (waited.toMinutes() < 1) {
            return "less than a minute";
        }
        var hours = waited.toHours();
        return hours < 1 ? counted(waited.toMinutes(), "minute") : hours < 48 ? counted(hours, "hour") : counted(waited.toDays(), "day");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    /** @param treats who does not is told that somebody waits, and not what was found */
    private List<AlertRow> rows(List<EmergencyAlert> alerts, boolean treats) {
        var people = patients.find(alerts.stream().map(EmergencyAlert::patientId).flatMap(Optional::stream).toList());
        return alerts.stream().map(alert -> row(alert, people, treats)).toList();
    }

    private AlertRow row(EmergencyAlert alert, Map<UUID, Patient> people, boolean treats) {
        var sentences = packs.on(LocalDate.now(clock)).redFlags().sentences();
        var sender = alert.sender();
        return new AlertRow(alert.id(), "alert-" + alert.id().substring(0, Math.min(PLACE, alert.id().length())),
                sender.map(EmergencyAlert.Sender::conversationId).or(() -> alert.referralId().isPresent() ? Optional.empty() : alert.patientId().map(UUID::toString)).orElse(null),
                alert.referralId().orElse(null),
                sender.isPresent() ? "An unknown number" + sender.get().numberEnding().map(digits -> ", ending in " + digits).orElse("")
                        : alert.patientId().map(people::get).filter(patient -> !patient.erased()).map(patient -> patient.identity().fullName()).orElse("A patient"),
                alert.raisedBy(), !treats ? List.of() : alert.signs().stream().map(sign -> sentences.getOrDefault(sign.replaceFirst("^red-flag\\.", ""), sign)).toList(), alert.at(),
                moments.time(alert.at()), answered(alert).orElse(null),
                spoken(alert.age(clock.instant())), alert.timesRepeated());
    }
}
