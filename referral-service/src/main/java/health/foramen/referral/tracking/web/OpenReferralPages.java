package health.foramen.referral.tracking.web;

import health.foramen.referral.care.web.Moments;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.WaitsFor;
import health.foramen.referral.referral.web.Callers;
import health.foramen.referral.referral.web.ReferralRow;
import health.foramen.referral.tracking.OpenReferral;
import health.foramen.referral.tracking.WatchingReferrals;
import health.foramen.referral.tracking.WatchingReferrals.Open;
import health.foramen.referral.tracking.WatchingReferrals.Part;
import health.foramen.referral.tracking.WatchingReferrals.Taken;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Everything that is open, on one page. */
@Controller
public final class OpenReferralPages {

    private static final String PATH = "/referrals/open/{id:[0-9a-fA-F-]{36}}";
    private static final int SHOWN = 300;

    /** One open referral. */
    public record Row(UUID id, String href, String patient, String asked, String news, String newsTime, long days, boolean stale, String owner, String ownerId, boolean mine) {
    }

    /** What waits for the same. */
    public record Group(String title, int all, List<Row> rows) {
    }

    public record Chip(String part, String words, int count, boolean chosen) {
    }

    private final WatchingReferrals watching;
    private final Patients patients;
    private final Moments moments;

    public OpenReferralPages(WatchingReferrals watching, Patients patients, Moments moments) {
        this.watching = watching;
        this.patients = patients;
        this.moments = moments;
    }

    @GetMapping("/referrals/open")
    String open(@RequestParam Optional<String> part, @RequestParam Optional<String> said, Person person, Model model) {
        var word = part.filter(one -> OpenReferralsApi.part(one, person).isPresent()).orElse("all");
        var whole = watching.open();
        var all = whole.stream().filter(open -> open.belongsTo(OpenReferralsApi.part(word, person).orElseThrow())).toList();
        var shown = watching.read(all.stream().limit(SHOWN).toList());
        var people = patients.find(shown.stream().map(open -> open.referral().patientId()).toList());
        var groups = new ArrayList<Group>();
        add(groups, "Open for more than " + watching.staleAfterDays() + " days", count(all, Open::stale),
                shown.stream().filter(OpenReferral::stale).map(open -> row(open, people, person)).toList());
        for (var waiting : WaitsFor.values()) {
            add(groups, waiting.words(), count(all, open -> !open.stale() && open.waiting() == waiting),
                    shown.stream().filter(open -> !open.stale() && open.waiting() == waiting).map(open -> row(open, people, person)).toList());
        }
        model.addAttribute("groups", groups);
        model.addAttribute("all", all.size());
        model.addAttribute("part", word);
        model.addAttribute("chips", List.of(
                chip("all", "Everything", word, whole, new Part.Everything()),
                chip("mine", "Mine", word, whole, new Part.Mine(person.id())),
                chip("nobodys", "Nobody's", word, whole, new Part.Nobodys()),
                chip("stale", "Open too long", word, whole, new Part.Stale())));
        model.addAttribute("lost", said.filter("taken"::equals).isPresent());
        return "tracking/open";
    }

    @PostMapping(PATH + "/take")
    String take(@PathVariable UUID id, @RequestParam Optional<String> from, @RequestParam(defaultValue = "all") String part, Person person) {
        return again(watching.take(id, from.filter(seen -> !seen.isBlank()), Callers.who(person)), part, person);
    }

    @PostMapping(PATH + "/release")
    String release(@PathVariable UUID id, @RequestParam(defaultValue = "all") String part, Person person) {
        return again(watching.release(id, Callers.who(person)), part, person);
    }

    private static String again(Taken taken, String part, Person person) {
        var back = "redirect:/referrals/open?part=" + (OpenReferralsApi.part(part, person).isPresent() ? part : "all");
        return switch (taken) {
            case DONE -> back;
            case SOMEBODY_ELSES -> back + "&said=taken";
            case UNKNOWN -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private static Chip chip(String word, String words, String chosen, List<Open> whole, Part part) {
        return new Chip(word, words, count(whole, open -> open.belongsTo(part)), word.equals(chosen));
    }

    private static int count(List<Open> some, Predicate<Open> which) {
        return (int) some.stream().filter(which).count();
    }

    private static boolean mine(OpenReferral open, Person person) {
        return open.owner().filter(owner -> owner.who().id().equals(person.id())).isPresent();
    }

    private static void add(List<Group> groups, String title, int all, List<Row> rows) {
        if (all > 0) {
            groups.add(new Group(title, Math.max(all, rows.size()), rows));
        }
    }

    /** A clinician reads the referral itself; the desk, which reads no notes, goes to the patient. */
    private Row row(OpenReferral open, Map<UUID, Patient> people, Person person) {
        var referral = open.referral();
        var row = ReferralRow.of(referral, people, moments);
        return new Row(referral.id(), person.is(Role.CLINICIAN) ? "/referrals/" + referral.id() : "/patients/" + referral.patientId(), row.patient(), row.asked(),
                row.news(), row.newsTime(), open.days(), open.stale(), open.owner().map(owner -> owner.who().name()).orElse(null),
                open.owner().map(owner -> owner.who().id()).orElse(""), mine(open, person));
    }
}
