package health.foramen.referral.tracking.web;

import health.foramen.referral.care.web.Moments;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.Patients;
import health.foramen.referral.referral.web.Callers;
import health.foramen.referral.referral.web.ReferralRow;
import health.foramen.referral.tracking.OpenReferral;
import health.foramen.referral.tracking.Waiting;
import health.foramen.referral.tracking.WatchingReferrals;
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
        var all = watching.open(OpenReferralsApi.part(word, person).orElseThrow());
        var people = patients.find(all.stream().limit(SHOWN).map(open -> open.referral().patientId()).toList());
        var groups = new ArrayList<Group>();
        add(groups, "Open for more than " + watching.staleAfterDays() + " days", all.stream().filter(OpenReferral::stale).toList(), people, person);
        for (var waiting : Waiting.values()) {
            add(groups, waiting.words(), all.stream().filter(open -> !open.stale() && open.waiting() == waiting).toList(), people, person);
        }
        model.addAttribute("groups", groups);
        model.addAttribute("all", all.size());
        model.addAttribute("part", word);
        var whole = word.equals("all") ? all : watching.open(new Part.Everything());
        model.addAttribute("chips", List.of(
                chip("all", "Everything", word, whole, _ -> true),
                chip("mine", "Mine", word, whole, one -> mine(one, person)),
                chip("nobodys", "Nobody's", word, whole, one -> one.owner().isEmpty() && one.waiting().needsSomebody()),
                chip("stale", "Open too long", word, whole, OpenReferral::stale)));
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

    private static Chip chip(String part, String words, String chosen, List<OpenReferral> whole, Predicate<OpenReferral> its) {
        return new Chip(part, words, (int) whole.stream().filter(its).count(), part.equals(chosen));
    }

    private static boolean mine(OpenReferral open, Person person) {
        return open.owner().filter(owner -> owner.who().id().equals(person.id())).isPresent();
    }

    private void add(List<Group> groups, String title, List<OpenReferral> open, Map<UUID, Patient> people, Person person) {
        var left = SHOWN - groups.stream().mapToInt(group -> group.rows().size()).sum();
        if (!open.isEmpty()) {
            groups.add(new Group(title, open.size(), open.stream().limit(left).map(one -> row(one, people, person)).toList()));
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
