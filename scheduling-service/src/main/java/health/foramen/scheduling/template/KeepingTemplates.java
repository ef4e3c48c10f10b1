package health.foramen.scheduling.template;

import health.foramen.scheduling.site.Fault;
import health.foramen.scheduling.site.Sites;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A desk paints a template, corrects it, leaves a date out, lets another clinician take one, ends it. */
public final class KeepingTemplates {

    /** A bound for one site; a scan of the collection stays short. */
    static final int MOST_OF_A_SITE = 200;

    public sealed interface Outcome {
        record Kept(Templates.Known template, boolean created) implements Outcome {
        }

        record Refused(List<Fault> faults) implements Outcome {
        }

        record Unknown() implements Outcome {
        }

        /** It is another by now than the one that was seen. */
        record Overtaken(Templates.Known now) implements Outcome {
        }
    }

    private final Templates templates;
    private final Sites sites;
    private final RecurrenceRules rules;

    public KeepingTemplates(Templates templates, Sites sites, RecurrenceRules rules) {
        this.templates = templates;
        this.sites = sites;
        this.rules = rules;
    }

    /** The same request again finds the template there. */
    public Outcome add(Template template) {
        List<Fault> faults = faults(template);
        if (faults.isEmpty() && templates.of(template.site()).size() >= MOST_OF_A_SITE) {
            faults = List.of(new Fault("/site", "A site has at most " + MOST_OF_A_SITE + " templates."));
        }
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        boolean created = templates.add(template);
        Templates.Known known = templates.find(template.id()).orElseThrow();
        return created || known.template().equals(template) ? new Outcome.Kept(known, created) : new Outcome.Overtaken(known);
    }

    public Outcome change(String id, long seen, UnaryOperator<Template> change) {
        Optional<Templates.Known> found = templates.find(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Templates.Known known = found.get();
        Template next = change.apply(known.template());
        if (next.equals(known.template())) {
            return new Outcome.Kept(known, false);
        }
        if (known.version() != seen) {
            return new Outcome.Overtaken(known);
        }
        if (!next.site().equals(known.template().site())) {
            return new Outcome.Refused(List.of(new Fault("/site", "A template stays at its site.")));
        }
        List<Fault> faults = faults(next);
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        return templates.replace(next, seen) ? new Outcome.Kept(templates.find(id).orElseThrow(), false)
                : new Outcome.Overtaken(templates.find(id).orElseThrow());
    }

    /** The template as it would be, or why it cannot be. Nothing is stored. */
    public Outcome consider(String id, UnaryOperator<Template> change) {
        return templates.find(id).<Outcome>map(known -> {
            Template next = change.apply(known.template());
            List<Fault> faults = faults(next);
            return faults.isEmpty() ? new Outcome.Kept(new Templates.Known(next, known.version()), false) : new Outcome.Refused(faults);
        }).orElseGet(Outcome.Unknown::new);
    }

    private List<Fault> faults(Template template) {
        return sites.find(template.site()).map(known -> template.faults(known.site(), rules))
                .orElseGet(() -> List.of(new Fault("/site", "No site is called " + template.site() + ".")));
    }
}
