package health.foramen.scheduling.site.web;

import health.foramen.scheduling.site.Dependents;
import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.KeepingSites;
import health.foramen.scheduling.site.KeepingSites.Outcome;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Setting;
import health.foramen.scheduling.site.Site;
import health.foramen.scheduling.site.Sites;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.validation.BindingResult;

/** An administrator writes a site down, or corrects it; what would break is shown first. */
@Controller
class SiteEditPages {

    private static final int UNPROCESSABLE = 422;
    private static final int CONFLICT = 409;
    /** Rows of one kind that a form may send. */
    private static final int MOST_ROWS = 450;

    record Choice(String value, String words) {
    }

    record Broken(String href, Wall.At when, String because, String id) {
    }

    private final Sites sites;
    private final KeepingSites keeping;

    SiteEditPages(Sites sites, KeepingSites keeping) {
        this.sites = sites;
        this.keeping = keeping;
    }

    @InitBinder
    void rows(WebDataBinder binder) {
        binder.setAutoGrowCollectionLimit(MOST_ROWS);
    }

    @GetMapping("/sites/new")
    String write(Model model) {
        return page(SiteForm.empty(), true, model);
    }

    @PostMapping("/sites/new")
    String write(@ModelAttribute("form") SiteForm form, BindingResult binding, Model model, HttpServletResponse response) {
        String id = form.id() == null ? "" : form.id().strip();
        return sites.find(id).isPresent() ? refused(form, true, List.of("A site is called " + id + " already."), model, response)
                : keep(id, form, binding, Optional.empty(), true, model, response);
    }

    @GetMapping("/sites/{id}/edit")
    String edit(@PathVariable String id, Model model, HttpServletResponse response) {
        return sites.find(id).map(known -> page(SiteForm.of(known.site(), known.version()), false, model)).orElseGet(() -> nowhere(response));
    }

    @PostMapping("/sites/{id}/edit")
    String edit(@PathVariable String id, @ModelAttribute("form") SiteForm form, BindingResult binding, Model model, HttpServletResponse response) {
        return sites.find(id).isEmpty() ? nowhere(response)
                : keep(id, form, binding, Optional.of(form.version() == null ? 0 : form.version()), false, model, response);
    }

    private String keep(String id, SiteForm form, BindingResult binding, Optional<Long> seen, boolean fresh, Model model, HttpServletResponse response) {
        if (binding.hasErrors()) {
            return refused(form, fresh, binding.getFieldErrors().stream().map(e -> e.getField() + ": this cannot be read.").toList(), model, response);
        }
        List<String> gaps = form.gaps();
        if (!gaps.isEmpty()) {
            return refused(form, fresh, gaps, model, response);
        }
        return switch (keeping.keep(form.site(id), seen, Set.copyOf(form.confirmed() == null ? List.of() : form.confirmed()))) {
            case Outcome.Kept(Sites.Known known, boolean _, List<Dependents.Broken> displaced) ->
                    "redirect:/sites/" + known.site().id() + "?said=" + (displaced.isEmpty() ? "kept" : "displaced-" + displaced.size());
            case Outcome.Refused(List<Fault> faults) -> refused(form, fresh, faults.stream().map(Fault::detail).toList(), model, response);
            case Outcome.Overtaken() -> {
                response.setStatus(CONFLICT);
                model.addAttribute("refused", List.of("Somebody else changed this site since you opened it. Open it again; what you wrote is still here to copy."));
                yield page(form.withEmptyRows(), fresh, model);
            }
            case Outcome.WouldBreak(List<Dependents.Broken> appointments) -> {
                response.setStatus(CONFLICT);
                model.addAttribute("broken", appointments.stream().map(b -> new Broken("/appointments/" + b.appointment(), Wall.when(LocalDateTime.parse(b.localStart())),
                        b.because(), b.appointment())).toList());
                model.addAttribute("grew", form.confirmed() != null && !form.confirmed().isEmpty());
                yield page(form.withEmptyRows(), fresh, model);
            }
        };
    }

    private String refused(SiteForm form, boolean fresh, List<String> why, Model model, HttpServletResponse response) {
        response.setStatus(UNPROCESSABLE);
        model.addAttribute("refused", why);
        return page(form.withEmptyRows(), fresh, model);
    }

    private String page(SiteForm form, boolean fresh, Model model) {
        model.addAttribute("f", form);
        model.addAttribute("fresh", fresh);
        model.addAttribute("title", fresh ? "A new site" : form.name());
        model.addAttribute("action", fresh ? "/sites/new" : "/sites/" + form.id() + "/edit");
        model.addAttribute("settings", Setting.values());
        model.addAttribute("sedations", Sedation.values());
        model.addAttribute("modalities", List.of(Guidance.FLUOROSCOPY, Guidance.CT, Guidance.ULTRASOUND));
        Optional<Site> site = fresh ? Optional.empty() : sites.find(form.id()).map(Sites.Known::site);
        model.addAttribute("devices", site.map(s -> s.devices().stream().map(d -> new Choice(d.id(), d.name())).toList()).orElse(List.of()));
        model.addAttribute("units", site.map(s -> java.util.stream.Stream.of(s.rooms().stream().map(r -> new Choice(r.id(), r.name())),
                s.devices().stream().map(d -> new Choice(d.id(), d.name())), s.bays().stream().map(b -> new Choice(b.id(), b.name())),
                s.nurses().stream().map(n -> new Choice(n.id(), n.name()))).flatMap(u -> u).toList()).orElse(List.of()));
        return "site-edit";
    }

    private static String nowhere(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return "board-without-sites";
    }
}
