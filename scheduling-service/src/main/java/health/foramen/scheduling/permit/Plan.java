package health.foramen.scheduling.permit;

import health.foramen.scheduling.site.Guidance;
import health.foramen.scheduling.site.Sedation;
import health.foramen.scheduling.site.Setting;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What triage decided, whole: scheduling needs no catalogue of procedures of its own. An empty list of settings, sites or
 * clinicians means any.
 *
 * @param monitoring whether heart rate, breathing and blood pressure are watched; whoever is sedated is
 * @param birthDate  the patient's, where a site asks for ages and the name is known; never stored with the plan
 */
public record Plan(String procedure, String region, List<String> levels, Optional<String> side, Set<Guidance> guidance, boolean contrast,
        Sedation sedation, String position, List<Setting> settings, List<String> sites, List<String> clinicians, Spans spans,
        boolean escortRequired, boolean fasting, boolean bloodThinnerHeld, Boolean monitoring, Optional<LocalDate> birthDate) {

    /**
     * How long each part takes, in elapsed minutes. Defaults of a clinic: arrive 45 before, prepare 15, procedure 30,
     * recovery 60 (15 without sedation at low risk). A span of zero claims nothing.
     */
    public record Spans(Duration arriveBefore, Duration prepare, Duration procedure, Duration recovery) {
        /** No visit of this kind lasts longer; a longer span is a slip of the keyboard. */
        private static final Duration LONGEST = Duration.ofHours(8);

        public Spans {
            for (Duration span : List.of(arriveBefore, prepare, procedure, recovery)) {
                if (span.isNegative() || span.compareTo(LONGEST) > 0) {
                    throw new IllegalArgumentException("a span is between nothing and " + LONGEST + ": " + span);
                }
            }
            if (procedure.isZero()) {
                throw new IllegalArgumentException("a procedure takes time");
            }
        }
    }

    public Plan {
        Objects.requireNonNull(procedure);
        Objects.requireNonNull(sedation);
        Objects.requireNonNull(spans);
        levels = List.copyOf(levels);
        guidance = Set.copyOf(guidance);
        settings = List.copyOf(settings);
        sites = List.copyOf(sites);
        clinicians = List.copyOf(clinicians);
        monitoring = sedation.sedated() || monitoring != null && monitoring;
    }

    public Plan(String procedure, String region, List<String> levels, Optional<String> side, Set<Guidance> guidance, boolean contrast, Sedation sedation,
            String position, List<Setting> settings, List<String> sites, List<String> clinicians, Spans spans, boolean escortRequired, boolean fasting,
            boolean bloodThinnerHeld) {
        this(procedure, region, levels, side, guidance, contrast, sedation, position, settings, sites, clinicians, spans, escortRequired, fasting,
                bloodThinnerHeld, sedation.sedated(), Optional.empty());
    }

    public Plan born(Optional<LocalDate> birthDate) {
        return new Plan(procedure, region, levels, side, guidance, contrast, sedation, position, settings, sites, clinicians, spans, escortRequired, fasting,
                bloodThinnerHeld, monitoring, birthDate);
    }

    /** The same, but sedated and watched otherwise. */
    public Plan watched(Sedation sedation, boolean monitoring) {
        return new Plan(procedure, region, levels, side, guidance, contrast, sedation, position, settings, sites, clinicians, spans, escortRequired, fasting,
                bloodThinnerHeld, monitoring, birthDate);
    }

    /** How old the patient is on that date, in whole years; nothing while nobody has told. */
    public Optional<Integer> age(LocalDate on) {
        return birthDate.map(born -> Period.between(born, on).getYears());
    }

    public boolean allows(Setting setting) {
        return settings.isEmpty() || settings.contains(setting);
    }

    public boolean allowsSite(String site) {
        return sites.isEmpty() || sites.contains(site);
    }

    public boolean allowsClinician(String clinician) {
        return clinicians.isEmpty() || clinicians.contains(clinician);
    }

    /** How well a setting fits: 0 is best. The plan's own order counts; without one, no more hospital than needed. */
    public int fit(Setting setting) {
        return settings.isEmpty() ? Setting.OFFICE.ordinal() - setting.ordinal() : Math.max(0, settings.indexOf(setting));
    }
}
