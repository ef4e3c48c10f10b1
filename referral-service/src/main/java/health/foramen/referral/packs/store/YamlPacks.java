package health.foramen.referral.packs.store;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Family;
import health.foramen.referral.care.Guidance;
import health.foramen.referral.care.Position;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Sedation;
import health.foramen.referral.care.Setting;
import health.foramen.referral.care.Spans;
import health.foramen.referral.packs.BloodThinners;
import health.foramen.referral.packs.BloodThinners.Drug;
import health.foramen.referral.packs.BloodThinners.Hold;
import health.foramen.referral.packs.Catalogue;
import health.foramen.referral.packs.Confidence;
import health.foramen.referral.packs.PackInfo;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.packs.PayerPack;
import health.foramen.referral.packs.RedFlags;
import health.foramen.referral.packs.RiskClass;
import health.foramen.referral.packs.Rulebook;
import health.foramen.referral.packs.Screens;
import health.foramen.referral.packs.Sourced;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The shipped packs, and over them those of the clinic's own folder. A file there with the kind and name of a shipped pack changes only the
 * values it states, from its own {@code effectiveFrom} on; one with a new payer name adds a payer. Every rulebook that any day will ever
 * see is built and checked at start.
 */
public final class YamlPacks {

    private static final List<String> SHIPPED = List.of("catalogue", "blood-thinners", "screens", "red-flags", "payer-medicare-2021",
            "payer-medicare-2023", "payer-medicare-2023-revised", "payer-evicore", "payer-bcbs-ma", "payer-self-pay");

    /** One file, not yet laid over others. */
    private record Sheet(String kind, String name, LocalDate effectiveFrom, Yaml yaml) {

        static Sheet of(Yaml yaml) {
            return new Sheet(yaml.get("kind").text(), yaml.get("name").text(), yaml.get("effectiveFrom").date(), yaml);
        }

        String key() {
            return kind + "/" + name;
        }
    }

    private YamlPacks() {
    }

    /** The shipped packs alone. */
    public static Packs shipped() {
        return assemble(shippedSheets(), List.of());
    }

    /** The shipped packs and the clinic's folder; a folder that is named but not there is a mistake worth stopping for. */
    public static Packs withFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BrokenPack(folder.toString(), 1, "the folder of the clinic's own packs is not there");
        }
        try (var files = Files.list(folder)) {
            var own = files.filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml")).sorted()
                    .map(YamlPacks::sheet).toList();
            return assemble(shippedSheets(), own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Sheet> shippedSheets() {
        return SHIPPED.stream().map(name -> {
            var file = "packs/" + name + ".yaml";
            try (var bytes = YamlPacks.class.getClassLoader().getResourceAsStream(file)) {
                return Sheet.of(Yaml.read(file, bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }

    private static Sheet sheet(Path file) {
        try (var bytes = Files.newInputStream(file)) {
            return Sheet.of(Yaml.read(file.toString(), bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Packs assemble(List<Sheet> shipped, List<Sheet> own) {
        refuseTwoOfOneDay(own);
        var days = new TreeSet<LocalDate>();
        shipped.forEach(sheet -> days.add(sheet.effectiveFrom()));
        own.forEach(sheet -> days.add(sheet.effectiveFrom()));
        var rulebooks = new TreeMap<LocalDate, Rulebook>();
        for (var day : days) {
            rulebooks.put(day, rulebook(inForce(shipped, own, day)));
        }
        return new Packs(rulebooks);
    }

    /** Which of the two should win, nobody could say. */
    private static void refuseTwoOfOneDay(List<Sheet> own) {
        var seen = new HashMap<String, Sheet>();
        for (var sheet : own) {
            var other = seen.putIfAbsent(sheet.key() + " " + sheet.effectiveFrom(), sheet);
            if (other != null) {
                throw sheet.yaml().get("effectiveFrom").broken("the pack %s is stated from this day in %s already".formatted(sheet.key(), other.yaml().file()));
            }
        }
    }

    /** For each pack: the shipped sheets until that day, and over them each of the clinic's own, in both the newest on top. */
    private static Map<String, Yaml> inForce(List<Sheet> shipped, List<Sheet> own, LocalDate day) {
        var byAge = Comparator.comparing(Sheet::effectiveFrom);
        var result = new LinkedHashMap<String, Yaml>();
        shipped.stream().filter(sheet -> !sheet.effectiveFrom().isAfter(day)).sorted(byAge)
                .forEach(sheet -> result.merge(sheet.key(), sheet.yaml(), Yaml::under));
        own.stream().filter(sheet -> !sheet.effectiveFrom().isAfter(day)).sorted(byAge)
                .forEach(sheet -> result.merge(sheet.key(), sheet.yaml(), Yaml::under));
        shipped.stream().filter(sheet -> !sheet.kind().equals("payer"))
                .forEach(sheet -> result.putIfAbsent(sheet.key(), sheet.yaml()));
        return result;
    }

    private static Rulebook rulebook(Map<String, Yaml> sheets) {
        var payers = new LinkedHashMap<String, PayerPack>();
        for (var sheet : sheets.entrySet()) {
            switch (sheet.getKey()) {
                case "catalogue/procedures", "blood-thinners/blood-thinners", "screens/screens", "red-flags/red-flags" -> { }
                case String key when key.startsWith("payer/") -> {
                    var pack = sheet.getValue().whole(YamlPacks::payer);
                    payers.put(pack.code(), pack);
                }
                default -> throw sheet.getValue().get("kind").broken("a pack " + sheet.getKey() + " is not known");
            }
        }
        return new Rulebook(sheets.get("catalogue/procedures").whole(YamlPacks::catalogue), payers,
                sheets.get("blood-thinners/blood-thinners").whole(YamlPacks::bloodThinners),
                sheets.get("screens/screens").whole(YamlPacks::screens), sheets.get("red-flags/red-flags").whole(YamlPacks::redFlags));
    }

    private static PackInfo info(Yaml pack) {
        return new PackInfo(pack.get("kind").text(), pack.get("name").text(), pack.get("title").text(), pack.get("version").text(),
                pack.get("effectiveFrom").date(), pack.get("source").text(), pack.get("confidence").coded(Confidence.class),
                pack.get("reviewer").text(), pack.get("version").file(), pack.values());
    }

    private static Catalogue catalogue(Yaml pack) {
        var info = info(pack);
        var entries = pack.get("procedures").each(YamlPacks::procedure, (procedure, yaml) -> yaml.whole(entry -> entry(info, procedure, entry)));
        return checked(pack.get("procedures"), () -> new Catalogue(info, entries));
    }

    private static Catalogue.Entry entry(PackInfo info, Procedure procedure, Yaml entry) {
        var spans = entry.get("spans").whole(s -> checked(s, () -> new Spans(s.get("arriveBefore").number(0, 240),
                s.get("prepare").number(0, 240), s.get("procedure").number(1, 480), s.get("recovery").number(0, 480))));
        return new Catalogue.Entry(procedure, entry.find("cpt").map(Yaml::text), entry.find("cptAdditional").map(Yaml::text),
                entry.find("cptWithUltrasound").map(Yaml::text), atLeastOne(entry.get("guidance"), g -> g.coded(Guidance.class)),
                entry.find("exceptionalGuidance").map(list -> list.list(g -> g.coded(Guidance.class))).orElse(List.of()),
                entry.get("contrast").yesNo(), atLeastOne(entry.get("positions"), p -> p.coded(Position.class)),
                entry.get("risk").coded(RiskClass.class), entry.find("thoracicRisk").map(risk -> risk.coded(RiskClass.class)),
                entry.get("sedation").coded(Sedation.class), atLeastOne(entry.get("settings"), s -> s.coded(Setting.class)), spans,
                entry.get("recoveryUnsedated").number(0, 480), entry.find("thoracicRecoveryUnsedated").map(minutes -> minutes.number(0, 480)),
                entry.find("source").map(Yaml::text).orElse(info.source()),
                entry.find("confidence").map(c -> c.coded(Confidence.class)).orElse(info.confidence()));
    }

    private static PayerPack payer(Yaml pack) {
        var info = info(pack);
        return new PayerPack(info, pack.get("families").each(
                (name, yaml) -> Coded.of(Family.class, name).orElseThrow(() -> yaml.broken("the family " + name + " is not known")),
                (family, yaml) -> yaml.whole(terms -> terms(info, family, terms))));
    }

    private static PayerPack.Terms terms(PackInfo info, Family family, Yaml terms) {
        var source = terms.find("source").map(Yaml::text).orElse(info.source());
        var confidence = terms.find("confidence").map(c -> c.coded(Confidence.class)).orElse(info.confidence());
        Function<Yaml, Sourced<Integer>> number = value -> sourced(value, source, confidence, v -> v.number(0, 3650));
        return new PayerPack.Terms(family, terms.find("painWeeks").map(number), terms.find("painMonths").map(number),
                terms.find("scaleRequired").map(Yaml::yesNo).orElse(false), terms.find("conservativeCareWeeks").map(number),
                terms.find("exemptIndications").map(list -> list.list(Yaml::text)).orElse(List.of()),
                terms.find("guidance").map(list -> list.list(g -> g.coded(Guidance.class))).orElse(List.of()),
                terms.find("contrastRequired").map(Yaml::yesNo).orElse(false),
                terms.find("levels").map(map -> map.each(YamlPacks::procedure, (_, most) -> most.number(1, 31))).orElse(Map.of()),
                terms.find("oneRegion").map(Yaml::yesNo).orElse(false),
                terms.find("sessions").map(list -> list.list(w -> w.whole(window -> new PayerPack.Window(window.get("count").number(1, 99),
                        window.get("months").number(1, 120), window.find("source").map(Yaml::text).orElse(source),
                        window.find("confidence").map(c -> c.coded(Confidence.class)).orElse(confidence))))).orElse(List.of()),
                terms.find("spacingDays").map(number),
                terms.find("repeat").map(r -> r.whole(repeat -> new PayerPack.Repeat(repeat.get("reliefPercent").number(1, 100),
                        sourced(repeat.get("sustainedDays"), source, confidence, days -> days.number(1, 365)),
                        repeat.find("functionGainPercent").map(gain -> sourced(gain, source, confidence, percent -> percent.number(1, 100)))))),
                terms.find("imagingMonths").map(number),
                terms.find("sedationNotRoutine").map(list -> list.list(s -> s.coded(Sedation.class))).orElse(List.of()),
                terms.find("diagnosticBlocks").map(b -> b.whole(blocks -> new PayerPack.DiagnosticBlocks(blocks.get("count").number(1, 9),
                        blocks.get("reliefPercent").number(1, 100)))),
                terms.find("authorisationIn").map(list -> list.list(s -> s.coded(Setting.class))).orElse(List.of()), source, confidence);
    }

    private static BloodThinners bloodThinners(Yaml pack) {
        var info = info(pack);
        return new BloodThinners(info, Map.copyOf(pack.get("drugs").each((code, _) -> code, (code, yaml) -> yaml.whole(drug ->
                new Drug(code, drug.get("name").text(), hold(drug.get("intermediate")), hold(drug.get("low")),
                        drug.find("source").map(Yaml::text).orElse(info.source()),
                        drug.find("confidence").map(c -> c.coded(Confidence.class)).orElse(info.confidence()))))));
    }

    private static Hold hold(Yaml hold) {
        if (hold.isMap()) {
            return hold.whole(map -> {
                var days = map.find("days");
                var hours = map.find("hours");
                if (days.isPresent() == hours.isPresent()) {
                    throw map.broken("a hold states either days or hours");
                }
                return days.<Hold>map(d -> new Hold.Days(d.number(1, 90), map.find("also").map(Yaml::text)))
                        .orElseGet(() -> new Hold.Hours(hours.orElseThrow().number(1, 240)));
            });
        }
        return switch (hold.text()) {
            case "none" -> new Hold.Unneeded();
            case "shared-decision" -> new Hold.SharedDecision();
            case "clinician-enters" -> new Hold.ClinicianEnters();
            default -> throw hold.broken("a hold is none, shared-decision, clinician-enters, or states days or hours");
        };
    }

    private static Screens screens(Yaml pack) {
        var info = info(pack);
        Function<Yaml, Sourced<Integer>> number = value -> sourced(value, info.source(), info.confidence(), v -> v.number(0, 1000));
        Function<Yaml, Screens.Advice> advice = value -> value.whole(a -> new Screens.Advice(a.get("sentence").text(),
                a.find("source").map(Yaml::text).orElse(info.source())));
        return new Screens(info, number.apply(pack.get("painWeeks")),
                sourced(pack.get("severePain"), info.source(), info.confidence(), v -> v.number(0, 10)),
                number.apply(pack.get("contrastNoticeHours")), pack.get("dayStarts").time(), number.apply(pack.get("lightMealHours")),
                number.apply(pack.get("clearFluidsHours")), number.apply(pack.get("drivingHours")), number.apply(pack.get("drivingHoursSedated")),
                pack.get("consentBeforeVisit").list(s -> s.coded(Sedation.class)), pack.get("permitValidDays").number(1, 365),
                pack.get("agreedReliefDay").number(1, 365), pack.get("outcomeGivenUpDays").number(1, 365),
                advice.apply(pack.get("pregnancy")), advice.apply(pack.get("infection")), advice.apply(pack.get("diabetes")),
                advice.apply(pack.get("sedation")), advice.apply(pack.get("consent")));
    }

    private static RedFlags redFlags(Yaml pack) {
        var info = info(pack);
        var sentences = pack.get("signs").each((code, _) -> code, (_, sentence) -> sentence.text());
        return checked(pack.get("signs"), () -> new RedFlags(info, pack.get("instruction").text(), sentences));
    }

    /** A plain value has the source of its pack; a map states {@code value} with a source or confidence of its own. */
    private static <T> Sourced<T> sourced(Yaml yaml, String source, Confidence confidence, Function<Yaml, T> read) {
        if (!yaml.isMap()) {
            return new Sourced<>(read.apply(yaml), source, confidence);
        }
        return yaml.whole(map -> new Sourced<>(read.apply(map.get("value")), map.find("source").map(Yaml::text).orElse(source),
                map.find("confidence").map(c -> c.coded(Confidence.class)).orElse(confidence)));
    }

    private static Procedure procedure(String code, Yaml place) {
        return Coded.of(Procedure.class, code).orElseThrow(() -> place.broken("the procedure " + code + " is not known"));
    }

    private static <T> List<T> atLeastOne(Yaml yaml, Function<Yaml, T> each) {
        var items = new ArrayList<>(yaml.list(each));
        if (items.isEmpty()) {
            throw yaml.broken("the list needs at least one entry");
        }
        return List.copyOf(items);
    }

    /** What a constructor refuses is the file's mistake. */
    private static <T> T checked(Yaml place, Supplier<T> building) {
        try {
            return building.get();
        } catch (IllegalArgumentException e) {
            throw place.broken(Optional.ofNullable(e.getMessage()).orElse("cannot be understood"));
        }
    }
}
