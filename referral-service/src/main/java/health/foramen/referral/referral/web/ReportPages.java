package health.foramen.referral.referral.web;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.ledger.Session.Relief;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.CorrespondingOnReferrals;
import health.foramen.referral.referral.FollowUp;
import health.foramen.referral.referral.Outcome;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.referral.ReferralState;
import health.foramen.safeguard.Person;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** What became of a referral, as a letter on paper for the physician who asked. */
@Controller
public final class ReportPages {

    /** The days on which the diary asks. */
    private static final List<Integer> DIARY_DAYS = List.of(1, 4, 7, 14, 30, 60, 90);

    /** One day of the diary; a day that nobody answered has no percentage. */
    public record ReliefRow(int day, String date, Integer percent, String words) {
    }

    /**
     * The letter.
     *
     * @param conclusion the outcome in one sentence
     */
    public record Report(String title, String conclusion, List<IntakeView.Line> procedure, List<ReliefRow> relief, String followUp, boolean complete) {
    }

    private final CorrespondingOnReferrals corresponding;
    private final Patients patients;
    private final Packs packs;
    private final SiteNames sites;
    private final Moments moments;
    private final Clock clock;

    public ReportPages(CorrespondingOnReferrals corresponding, Patients patients, Packs packs, SiteNames sites, Moments moments, Clock clock) {
        this.corresponding = corresponding;
        this.patients = patients;
        this.packs = packs;
        this.sites = sites;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/referrals/{id:[0-9a-fA-F-]{36}}/report")
    String report(@PathVariable UUID id, Person person, Model model) {
        var referral = corresponding.find(id, Callers.viewer(person)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var report = of(referral);
        if (report.isEmpty()) {
            return "redirect:/referrals/" + id;
        }
        var patient = Optional.ofNullable(patients.find(List.of(referral.patientId())).get(referral.patientId())).filter(known -> !known.erased());
        model.addAttribute("report", report.get());
        model.addAttribute("name", patient.map(known -> known.identity().fullName()).orElse("Erased patient"));
        model.addAttribute("born", patient.map(Patient::identity).map(identity -> moments.date(identity.birthDate())).orElse(null));
        model.addAttribute("referral", referral);
        model.addAttribute("received", moments.date(referral.receivedAt().atZone(moments.zone()).toLocalDate()));
        model.addAttribute("today", moments.date(LocalDate.now(clock)));
        model.addAttribute("asked", IntakeView.of(referral.intake(), moments, packs.on(LocalDate.now(clock))).lines().stream()
                .filter(line -> List.of("Where it hurts", "Since", "Pain", "Asked for", "Indications").contains(line.label())).toList());
        model.addAttribute("painBefore", referral.intake().symptom().pain().map(String::valueOf).orElse(null));
        return "referral/report";
    }

    private Optional<Report> of(Referral referral) {
        return switch (referral.state()) {
            case ReferralState.Performed p -> Optional.of(new Report("Report after the procedure", conclusion(p.relief(), false),
                    procedure(p.acceptance().plan(), p.appointment().clinicianId(), p.appointment().siteId(), p.on()), relief(p.on(), p.relief()), followUp(p.followUp()), false));
            case ReferralState.Closed(Outcome.Treated t, _, _) -> Optional.of(new Report("Final report", conclusion(t.relief(), true),
                    t.done().map(done -> procedure(done.plan(), done.clinicianId(), t.siteId(), t.on()))
                            .orElseGet(() -> List.of(line("Procedure", t.procedure().words()), line("Performed on", moments.date(t.on())), line("Site", sites.name(t.siteId())))),
                    relief(t.on(), t.relief()), followUp(t.followUp()), true));
            case ReferralState.Closed(Outcome.Consulted c, _, _) -> Optional.of(new Report("Report of the consultation", "The patient was seen for a consultation; nothing was injected.",
                    List.of(line("Seen on", moments.date(c.on())), line("Site", sites.name(c.siteId()))), List.of(), followUp(c.followUp()), true));
            case ReferralState.Closed(Outcome.NotTreated(var reason), _, _) -> Optional.of(new Report("Closed without treatment", "No procedure was performed: " + reason,
                    List.of(), List.of(), null, true));
            case ReferralState.Declined d -> Optional.of(new Report("Declined", "The clinic declined this referral: " + d.reason(),
                    List.of(line("Decided by", d.by().name()), line("On", moments.time(d.at()))), List.of(), null, true));
            case ReferralState.Emergency _, ReferralState.AwaitingTriage _, ReferralState.InformationRequested _, ReferralState.Accepted _, ReferralState.Booked _,
                    ReferralState.Withdrawn _ -> Optional.empty();
        };
    }

    private String conclusion(List<Relief> relief, boolean closed) {
        return relief.stream().filter(entry -> entry.day() > 0).reduce((_, last) -> last)
                .map(last -> last.percent() > 0 ? "%d %% relief on day %d after the procedure.".formatted(last.percent(), last.day())
                        : last.percent() == 0 ? "No relief on day %d after the procedure.".formatted(last.day())
                        : "No relief on day %d: the pain was stronger than before.".formatted(last.day()))
                .orElse(closed ? "The procedure was performed; the patient reported no relief scores." : "The procedure was performed; the first relief scores are awaited.");
    }

    private List<IntakeView.Line> procedure(Plan plan, String clinician, String site, LocalDate on) {
        return Stream.of(line("Procedure", plan.words()), line("CPT", String.join(", ", plan.cpt())), line("Performed on", moments.date(on)),
                        line("Clinician", named(clinician)), line("Site", sites.name(site)), line("Guidance", plan.guidance().stream().map(Coded::words).collect(Collectors.joining(" or "))
                                + (plan.contrast() ? ", with contrast" : "")),
                        line("Position", plan.position().words()), line("Sedation", plan.sedation().words()))
                .filter(line -> !line.words().isBlank()).toList();
    }

    private List<ReliefRow> relief(LocalDate on, List<Relief> relief) {
        return Stream.concat(DIARY_DAYS.stream(), relief.stream().map(Relief::day).filter(day -> day > 0)).distinct().sorted().map(day -> {
            var said = relief.stream().filter(entry -> entry.day() == day).findFirst();
            return new ReliefRow(day, moments.date(on.plusDays(day)), said.map(Relief::percent).orElse(null), said.map(entry -> entry.percent() + " %")
                    .orElse(on.plusDays(day).isAfter(LocalDate.now(clock)) ? "not due yet" : "not reported"));
        }).toList();
    }

    private String followUp(FollowUp followUp) {
        return followUp.date().map(moments::date).or(() -> followUp.noneBecause().map(because -> "None: " + because.replace('-', ' '))).orElse("Not stated");
    }

    /** The clinician's slug as a name: {@code dr.okafor} is "Dr. Okafor". */
    private static String named(String slug) {
        return Stream.of(slug.split("[.-]")).filter(part -> !part.isEmpty()).map(part -> part.equals("dr") ? "Dr." : Reading.capital(part)).collect(Collectors.joining(" "));
    }

    private static IntakeView.Line line(String label, String words) {
        return new IntakeView.Line(label, Reading.capital(words));
    }
}
