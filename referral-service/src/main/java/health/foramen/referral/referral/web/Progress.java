package health.foramen.referral.referral.web;

import health.foramen.referral.care.web.Form;
import java.util.ArrayList;
import java.util.List;

/** How far the form is, section by section: what still has to be filled in before it can be sent. */
public record Progress(List<Section> sections) {

    /** @param state done, missing, wrong or optional; {@code says} the same in words */
    public record Section(String anchor, String title, String state, String says) {
    }

    private record Needed(String field, String words) {
    }

    static Progress of(Form form, boolean atTheDesk) {
        var sections = new ArrayList<Section>();
        if (atTheDesk) {
            var physician = form.value("origin.physician").isBlank() && form.value("origin.newPhysician.name").isBlank();
            sections.add(section(form, "s-origin", "How it came", List.of("origin."), physician ? List.of(new Needed("origin.way", "how it came"),
                    new Needed("origin.physician", "the physician")) : List.of(new Needed("origin.way", "how it came"))));
        }
        sections.add(section(form, "s-patient", "Patient", List.of("patient."), List.of(new Needed("patient.givenName", "given name"),
                new Needed("patient.familyName", "family name"), new Needed("patient.birthDate", "birth date"))));
        sections.add(section(form, "s-problem", "Problem", List.of("symptom."), List.of(new Needed("symptom.site", "where it hurts"),
                new Needed("symptom.onset", "since when"), new Needed("symptom.pain", "pain"))));
        sections.add(section(form, "s-target", "Target", List.of("target.", "requestedProcedure", "intent", "indications"),
                List.of(new Needed("target.region", "region"))));
        sections.add(section(form, "s-tried", "Tried so far", List.of("conservativeCare.", "consultation.", "function."), List.of()));
        sections.add(section(form, "s-imaging", "Imaging", List.of("imaging."), List.of()));
        sections.add(section(form, "s-safety", "Safety", List.of("safety."), List.of(new Needed("safety.pregnancy", "pregnancy"))));
        sections.add(section(form, "s-cover", "Cover", List.of("coverage.", "urgency", "note"), List.of(new Needed("coverage.payer", "payer"))));
        return new Progress(List.copyOf(sections));
    }

    /** In one sentence, for the last section. */
    public String missing() {
        var open = sections.stream().filter(section -> section.state().equals("missing")).map(section -> section.title() + ": " + section.says()).toList();
        return open.isEmpty() ? "" : String.join(" · ", open);
    }

    public boolean isComplete() {
        return sections.stream().noneMatch(section -> section.state().equals("missing") || section.state().equals("wrong"));
    }

    private static Section section(Form form, String anchor, String title, List<String> beginnings, List<Needed> needed) {
        var wrong = form.mistakes().stream().map(form::field).anyMatch(field -> beginnings.stream().anyMatch(field::startsWith));
        var open = needed.stream().filter(each -> form.value(each.field()).isBlank()).map(Needed::words).toList();
        if (wrong) {
            return new Section(anchor, title, "wrong", "to correct");
        }
        if (!open.isEmpty()) {
            return new Section(anchor, title, "missing", String.join(", ", open));
        }
        return needed.isEmpty() && beginnings.stream().noneMatch(form::says) ? new Section(anchor, title, "optional", "optional") : new Section(anchor, title, "done", "done");
    }
}
