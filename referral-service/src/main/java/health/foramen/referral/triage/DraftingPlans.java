package health.foramen.referral.triage;

import health.foramen.referral.care.Clearance;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Plan;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.intake.EarliestDates;
import health.foramen.referral.intake.Facts;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.Intake.Contradiction;
import health.foramen.referral.intake.Proposal;
import health.foramen.referral.intake.Rules;
import health.foramen.referral.ledger.Ledgers;
import health.foramen.referral.packs.BloodThinners.Hold;
import health.foramen.referral.packs.Catalogue;
import health.foramen.referral.packs.PayerPack;
import health.foramen.referral.packs.PayerPack.Terms;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.packs.Rulebook;
import health.foramen.referral.referral.ClearanceTask;
import health.foramen.referral.referral.Referral;
import health.foramen.referral.site.KnowingSites;
import health.foramen.referral.site.KnownSite;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fills in a plan: the clinician's choice where there is one, else what the physician asked for, else the catalogue, and says which. */
public final class DraftingPlans {

    private final Ledgers ledgers;
    private final Packs packs;
    private final KnowingSites sites;
    private final Clock clock;

    public DraftingPlans(Ledgers ledgers, Packs packs, KnowingSites sites, Clock clock) {
        this.ledgers = ledgers;
        this.packs = packs;
        this.sites = sites;
        this.clock = clock;
    }

    public DraftedPlan draft(Referral referral, PlanChoices choices) {
        var rules = packs.on(LocalDate.now(clock));
        var intake = referral.intake();
        var because = new LinkedHashMap<String, String>();
        var problems = new ArrayList<Contradiction>();
        var procedure = procedure(intake, choices, because);
        var entry = rules.catalogue().entry(procedure);
        var plan = plan(intake, choices, entry, rules, because, problems);
        if (!plan.sites().isEmpty() || !plan.clinicians().isEmpty()) {
            places(plan, sites.all(), problems);
        }
        var facts = new Facts(intake, Proposal.planned(plan), rules, ledgers.of(referral.patientId(), plan.region()), LocalDateTime.now(clock));
        var earliest = earliest(facts, plan, choices, because, problems);
        return new DraftedPlan(plan, earliest, because, problems, Rules.judge(facts), clearances(facts, plan, earliest),
                EarliestDates.of(facts, plan.contrast()).stream().sorted(Comparator.comparing(EarliestDates.Bound::day).reversed()).toList());
    }

    private static Procedure procedure(Intake intake, PlanChoices choices, Map<String, String> because) {
        return choices.procedure().or(() -> {
            because.put("procedure", intake.requestedProcedure().isPresent() ? "asked for by the physician" : "usual for the target's region");
            return intake.requestedProcedure();
        }).orElseGet(() -> switch (intake.target().region().orElse(Region.NONE)) {
            case CERVICAL_THORACIC -> Procedure.TRANSFORAMINAL_CERVICAL_THORACIC;
            case LUMBAR_SACRAL -> Procedure.TRANSFORAMINAL_LUMBAR_SACRAL;
            case PERIPHERAL -> Procedure.GENERAL_JOINT;
            case NONE -> Procedure.CONSULTATION;
        });
    }

    private static Plan plan(Intake intake, PlanChoices choices, Catalogue.Entry entry, Rulebook rules, Map<String, String> because,
            List<Contradiction> problems) {
        var procedure = entry.procedure();
        var catalogue = "catalogue: " + procedure.words();
        var levels = choices.levels().orElseGet(() -> {
            because.put("levels", "asked for by the physician");
            return intake.target().levels().stream().filter(procedure.region()::contains).toList();
        });
        for (int i = 0; i < levels.size(); i++) {
            if (!procedure.region().contains(levels.get(i))) {
                problems.add(new Contradiction("/plan/levels/" + i, "Level %s is not in the %s region.".formatted(levels.get(i).code(), procedure.region().words())));
            }
        }
        if (levels.isEmpty() && procedure.region().isSpinal() && procedure != Procedure.SACROILIAC_JOINT) {
            problems.add(new Contradiction("/plan/levels", "Choose at least one level."));
        }
        var side = side(intake, choices, procedure, because, problems);
        var guidance = choices.guidance().filter(list -> !list.isEmpty()).orElseGet(() -> {
            var payer = intake.payer().flatMap(rules::payer).flatMap(pack -> pack.terms(procedure.family())).map(Terms::guidance).orElse(List.of());
            because.put("guidance", catalogue);
            return payer.isEmpty() ? entry.guidance() : entry.guidance().stream().filter(payer::contains).toList();
        });
        var contrast = choices.contrast().orElseGet(() -> said(because, "contrast", catalogue, entry.contrast()));
        var sedation = choices.sedation().orElseGet(() -> said(because, "sedation", catalogue, entry.sedation()));
        var monitoring = choices.monitoring().orElseGet(() -> said(because, "monitoring", "sedated patients are monitored", sedation.sedates()));
        var position = choices.position().orElseGet(() -> said(because, "position", catalogue, entry.positions().getFirst()));
        var settings = choices.settings().filter(list -> !list.isEmpty()).orElseGet(() -> settings(intake, entry, rules, because));
        for (var setting : settings) {
            if (!entry.settings().contains(setting)) {
                problems.add(new Contradiction("/plan/settings", "The catalogue does not allow %s in a %s.".formatted(procedure.words(), setting.words())));
            }
        }
        var spans = choices.spans().orElseGet(() -> said(because, "spans", catalogue + (sedation.sedates() ? ", sedated" : ""), entry.spans(sedation, levels)));
        var escort = sedation.sedates() || choices.escortRequired().orElseGet(() -> said(because, "escortRequired",
                "an arm or a leg may be numb for about an hour", procedure.isInjection() && procedure.region().isSpinal()));
        if (sedation.sedates()) {
            because.put("escortRequired", "sedation: a companion is required");
        }
        return new Plan(procedure, choices.cpt().isEmpty() ? entry.codes(levels.size(), guidance) : choices.cpt(), procedure.region(), levels, side, guidance, contrast, sedation,
                monitoring || sedation.sedates(), position, settings, choices.sites(), choices.clinicians(), spans, escort,
                sedation.sedates() || choices.fasting(), choices.bloodThinnerHeld() || holds(intake, entry, levels, rules));
    }

    /** Sites of a setting that the plan allows; clinicians who do the procedure at one of them. Nobody could ever book anything else. */
    private static void places(Plan plan, List<KnownSite> known, List<Contradiction> problems) {
        for (int i = 0; i < plan.sites().size(); i++) {
            var id = plan.sites().get(i);
            var site = known.stream().filter(each -> each.id().equals(id)).findFirst();
            if (site.isEmpty()) {
                problems.add(new Contradiction("/plan/sites/" + i, "No site goes by the name %s.".formatted(id)));
            } else if (!plan.settings().contains(site.get().setting())) {
                problems.add(new Contradiction("/plan/sites/" + i, "%s is of the setting %s, which this plan does not allow.".formatted(site.get().name(),
                        site.get().setting().words())));
            }
        }
        var allowed = known.stream().filter(site -> plan.sites().isEmpty() ? plan.settings().contains(site.setting()) : plan.sites().contains(site.id())).toList();
        for (int i = 0; i < plan.clinicians().size(); i++) {
            var id = plan.clinicians().get(i);
            var anywhere = known.stream().flatMap(site -> site.clinician(id).stream()).findFirst();
            var here = allowed.stream().flatMap(site -> site.clinician(id).stream()).toList();
            if (anywhere.isEmpty()) {
                problems.add(new Contradiction("/plan/clinicians/" + i, "No clinician goes by the name %s.".formatted(id)));
            } else if (here.isEmpty()) {
                problems.add(new Contradiction("/plan/clinicians/" + i, "%s works at none of the sites that this plan allows.".formatted(anywhere.get().name())));
            } else if (here.stream().noneMatch(clinician -> clinician.does(plan.procedure()))) {
                problems.add(new Contradiction("/plan/clinicians/" + i, "%s does not do %s at any site that this plan allows.".formatted(anywhere.get().name(),
                        plan.procedure().words())));
            }
        }
    }

    /** Where no payer has to be asked first, if there is such a place. */
    private static List<Setting> settings(Intake intake, Catalogue.Entry entry, Rulebook rules, Map<String, String> because) {
        var payer = intake.payer().flatMap(rules::payer);
        var asks = payer.flatMap(pack -> pack.terms(entry.procedure().family())).map(terms -> authorised(terms, entry.settings())).orElse(List.of());
        var free = entry.settings().stream().filter(setting -> !asks.contains(setting)).toList();
        if (asks.isEmpty() || free.isEmpty()) {
            return said(because, "settings", "catalogue: " + entry.procedure().words(), entry.settings());
        }
        return said(because, "settings", "catalogue, without %s: %s asks for prior authorisation there".formatted(words(asks),
                payer.map(PayerPack::title).orElse("the payer")), free);
    }

    private static Optional<Side> side(Intake intake, PlanChoices choices, Procedure procedure, Map<String, String> because,
            List<Contradiction> problems) {
        if (!procedure.isInjection()) {
            return Optional.empty();
        }
        if (choices.side().isPresent()) {
            Intake.sideProblem(procedure, choices.side()).ifPresent(detail -> problems.add(new Contradiction("/plan/side", detail)));
            return choices.side();
        }
        if (procedure.isMidline()) {
            return Optional.of(said(because, "side", "catalogue: interlaminar and caudal injections enter in the midline", Side.MIDLINE));
        }
        var asked = intake.target().side().filter(side -> side != Side.MIDLINE);
        if (asked.isEmpty()) {
            problems.add(new Contradiction("/plan/side", "Choose a side."));
        } else {
            because.put("side", "asked for by the physician");
        }
        return asked;
    }

    private static boolean holds(Intake intake, Catalogue.Entry entry, List<SpinalLevel> levels, Rulebook rules) {
        return intake.safety().bloodThinners().stream().map(rules.bloodThinners()::drug).flatMap(Optional::stream)
                .map(drug -> drug.hold(entry.risk(levels)))
                .anyMatch(hold -> hold instanceof Hold.Days || hold instanceof Hold.Hours || hold instanceof Hold.ClinicianEnters);
    }

    private static LocalDate earliest(Facts facts, Plan plan, PlanChoices choices, Map<String, String> because, List<Contradiction> problems) {
        var bound = EarliestDates.latest(EarliestDates.of(facts, plan.contrast()));
        if (choices.earliest().isPresent()) {
            if (choices.earliest().get().isBefore(bound.day())) {
                problems.add(new Contradiction("/plan/earliest", "Not before %s (%s).".formatted(bound.day(), bound.because())));
            }
            return choices.earliest().get();
        }
        EarliestDates.clinicianMustEnter(facts).ifPresent(drug -> problems.add(new Contradiction("/plan/earliest",
                drug + ": no hold is on file, enter the earliest date.")));
        return said(because, "earliest", bound.because(), bound.day());
    }

    private static List<ClearanceTask> clearances(Facts facts, Plan plan, LocalDate earliest) {
        var tasks = new ArrayList<ClearanceTask>();
        var safety = facts.intake().safety();
        var drugs = safety.bloodThinners().stream().map(facts.rules().bloodThinners()::drug).flatMap(Optional::stream)
                .filter(drug -> !(drug.hold(facts.risk()) instanceof Hold.Unneeded)).map(drug -> drug.name()).toList();
        if (!drugs.isEmpty()) {
            tasks.add(ClearanceTask.open(Clearance.Kind.BLOOD_THINNER, String.join(", ", drugs) + ": the prescriber clears the hold, or agrees to go on."));
        }
        if (safety.contrastReaction() && plan.contrast()) {
            tasks.add(ClearanceTask.open(Clearance.Kind.PREMEDICATION, "Order premedication: the patient has reacted to contrast before."));
        }
        if (safety.pregnancy() != Intake.Pregnancy.NO && plan.guidance().stream().anyMatch(Guidance::usesXRays)) {
            tasks.add(ClearanceTask.open(Clearance.Kind.PREGNANCY, facts.rules().screens().pregnancy().sentence()));
        }
        if ((safety.infection() || safety.antibiotics()) && plan.procedure().isInjection()) {
            tasks.add(ClearanceTask.open(Clearance.Kind.INFECTION, facts.rules().screens().infection().sentence()));
        }
        facts.terms().map(terms -> authorised(terms, plan.settings())).filter(settings -> !settings.isEmpty()).ifPresent(settings -> tasks.add(
                ClearanceTask.open(Clearance.Kind.PRIOR_AUTHORISATION, "%s must agree beforehand to %s in a %s.".formatted(
                        facts.payer().map(PayerPack::title).orElse("The payer"), plan.procedure().words(), words(settings)))));
        if (plan.procedure().isInjection() && facts.rules().screens().consentBeforeVisit().contains(plan.sedation())) {
            tasks.add(ClearanceTask.open(Clearance.Kind.CONSENT, facts.rules().screens().consent().sentence()));
        }
        // Due the day before it is needed, and never today: somebody has to be reached first.
        var tomorrow = facts.today().plusDays(1);
        var due = earliest.minusDays(1).isAfter(tomorrow) ? earliest.minusDays(1) : tomorrow;
        return tasks.stream().map(task -> task.due(due)).toList();
    }

    private static List<Setting> authorised(Terms terms, List<Setting> settings) {
        return settings.stream().filter(terms.authorisationIn()::contains).toList();
    }

    private static String words(List<Setting> settings) {
        return settings.stream().map(Setting::words).collect(Collectors.joining(" or a "));
    }

    private static <T> T said(Map<String, String> because, String field, String why, T value) {
        because.put(field, why);
        return value;
    }
}
