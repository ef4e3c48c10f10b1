package health.foramen.referral.triage.web;

import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.intake.web.IntakeReader;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.referral.web.ReferralRow;
import health.foramen.referral.triage.TryingReferrals;
import health.foramen.referral.triage.TryingReferrals.Tried;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Trying a referral against the rules of a day. Nothing is stored; the choice shows no names. */
@Controller
public final class TryPages {

    private static final int CHOICE = 30;
    private static final Form.Shape SHAPE = new Form.Shape(Set.of(), Set.of(), Set.of());

    /** A referral to choose. */
    public record Choice(String id, String words) {
    }

    private final TryingReferrals trying;
    private final Packs packs;
    private final Moments moments;
    private final Clock clock;

    public TryPages(TryingReferrals trying, Packs packs, Moments moments, Clock clock) {
        this.trying = trying;
        this.packs = packs;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping("/packs/try")
    String blank(@RequestParam MultiValueMap<String, String> wanted, Model model) {
        return page(new Form(wanted, List.of()), Optional.empty(), model);
    }

    @PostMapping("/packs/try")
    String tried(@RequestParam MultiValueMap<String, String> sent, Model model, HttpServletResponse response) {
        var form = new Form(sent, List.of());
        var tree = form.tree(SHAPE);
        tree.retain(List.of("day", "referral", "pasted"));
        var body = Reading.of(tree);
        var day = body.date("day").orElse(LocalDate.now(clock));
        var id = body.line("referral", 40).filter(text -> text.matches("[0-9a-fA-F-]{36}"));
        var tried = Optional.<Tried>empty();
        if (id.isPresent()) {
            tried = trying.stored(UUID.fromString(id.get()), day);
            if (tried.isEmpty()) {
                body.wrong("referral", "There is no such referral.");
            }
        } else if (body.says("pasted")) {
            tried = pasted(body, form.value("pasted"), day);
        } else {
            body.wrong("referral", "Choose a referral, or paste one.");
        }
        if (!body.mistakes().isEmpty()) {
            response.setStatus(422);
        }
        return page(form.with(body.mistakes()), tried, model);
    }

    /** What an API client would send to /api/findings or /api/referrals; the patient is not looked at. */
    private Optional<Tried> pasted(Reading body, String text, LocalDate day) {
        try {
            var node = JsonMapper.shared().readTree(text);
            var reading = Reading.of(node.isObject() ? node : JsonNodeFactory.instance.arrayNode());
            reading.object("patient");
            var intake = IntakeReader.read(reading, packs.on(day), LocalDate.now(clock), false);
            reading.nothingElse();
            if (reading.mistakes().isEmpty()) {
                return Optional.of(trying.invented(intake, day));
            }
            reading.mistakes().stream().limit(20).forEach(mistake -> body.wrong("pasted", mistake.pointer() + ": " + mistake.detail()));
        } catch (JacksonException e) {
            body.wrong("pasted", "This is no JSON: " + e.getOriginalMessage());
        }
        return Optional.empty();
    }

    private String page(Form form, Optional<Tried> tried, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("day", form.value("day").isBlank() ? LocalDate.now(clock).toString() : form.value("day"));
        model.addAttribute("choices", trying.latest(CHOICE).stream().map(referral -> new Choice(referral.id().toString(), moments.time(referral.receivedAt()) + " · "
                + ReferralRow.asked(referral) + " · " + referral.intake().payer().orElse("no payer") + " · " + referral.practiceId())).toList());
        model.addAttribute("tried", tried.orElse(null));
        model.addAttribute("moments", moments);
        return "packs/try";
    }
}
