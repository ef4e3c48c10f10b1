package health.foramen.referral.intake;

import health.foramen.referral.care.Coded;
import health.foramen.referral.care.Procedure;
import health.foramen.referral.care.Region;
import health.foramen.referral.care.Side;
import health.foramen.referral.care.SpinalLevel;
import health.foramen.referral.care.Urgency;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A referral's content. Where it hurts and where the cause lies are two things: leg pain may come from a lumbar root.
 *
 * @param indications ICD-10-CM codes
 * @param payer       code of the payer pack
 * @param function    of a repeat: what the injection before has changed in what the patient can do
 */
public record Intake(Symptom symptom, Target target, Optional<Procedure> requestedProcedure, Optional<Intent> intent,
                     List<String> indications, List<CareTried> conservativeCare, Optional<Consultation> consultation,
                     Optional<Imaging> imaging, Safety safety, Optional<String> payer, Optional<String> memberId, Urgency urgency,
                     Optional<String> note, Optional<FunctionGain> function) {

    public Intake {
        indications = List.copyOf(indications);
        conservativeCare = List.copyOf(conservativeCare);
    }

    public Intake(Symptom symptom, Target target, Optional<Procedure> requestedProcedure, Optional<Intent> intent, List<String> indications,
            List<CareTried> conservativeCare, Optional<Consultation> consultation, Optional<Imaging> imaging, Safety safety, Optional<String> payer,
            Optional<String> memberId, Urgency urgency, Optional<String> note) {
        this(symptom, target, requestedProcedure, intent, indications, conservativeCare, consultation, imaging, safety, payer, memberId, urgency, note,
                Optional.empty());
    }

    /** @param pain 0 (none) to 10 */
    public record Symptom(Optional<String> site, Optional<Side> side, Optional<String> description, Optional<LocalDate> onset,
                          Optional<Integer> pain, boolean radiating, boolean numbness, Weakness weakness, boolean bladderOrBowel,
                          boolean saddleNumbness) {

        private Symptom rewritten(UnaryOperator<String> words) {
            return new Symptom(site.map(words), side, description.map(words), onset, pain, radiating, numbness, weakness, bladderOrBowel, saddleNumbness);
        }
    }

    public record Target(Optional<Region> region, List<SpinalLevel> levels, Optional<Side> side) {

        public Target {
            levels = levels.stream().distinct().toList();
        }
    }

    /**
     * What was tried before a needle. Still going on when {@code to} is absent.
     *
     * @param ended how it went, as a payer asks for it: {@code result} is for readers
     */
    public record CareTried(Care kind, Optional<LocalDate> from, Optional<LocalDate> to, Optional<String> result, Optional<CareEnded> ended) {

        public CareTried(Care kind, Optional<LocalDate> from, Optional<LocalDate> to, Optional<String> result) {
            this(kind, from, to, result, Optional.empty());
        }
    }

    public record Consultation(Optional<LocalDate> date, Optional<String> by) {
    }

    /** @param accession number of the examination in the PACS where its images live, {@code link} the address (https) at which they are seen */
    public record Imaging(Optional<Modality> modality, Optional<LocalDate> date, Optional<String> accession, Optional<String> summary,
                          Optional<String> link) {
    }

    /** @param bloodThinners codes of the pack; {@code contrastReaction} an earlier one */
    public record Safety(List<String> bloodThinners, boolean contrastReaction, Pregnancy pregnancy, boolean infection, boolean antibiotics,
                         boolean diabetes, Optional<String> allergies) {

        public Safety {
            bloodThinners = bloodThinners.stream().distinct().toList();
        }

        private Safety rewritten(UnaryOperator<String> words) {
            return new Safety(bloodThinners, contrastReaction, pregnancy, infection, antibiotics, diabetes, allergies.map(words));
        }
    }

    /**
     * What a patient can do, before the last injection and since, on one and the same scale. On each of the scales fewer points are better.
     *
     * @param before points before it, from 0 to the scale's most, as is {@code after}
     * @param on     the day on which {@code after} was asked
     */
    public record FunctionGain(FunctionScale scale, int before, int after, LocalDate on) {

        /** By how much it is better, of what it was; negative when it is worse. */
        public int percent() {
            return before == 0 ? 0 : Math.floorDiv((before - after) * 100, before);
        }
    }

    /** Questionnaires by which function is measured, each with the points of its worst answer, as their authors published them. */
    public enum FunctionScale implements Coded {
        /** Fairbank 1980, in percent. */
        OSWESTRY("oswestry", "Oswestry Disability Index", 100),
        /** Vernon 1991. */
        NECK_DISABILITY("neck-disability", "Neck Disability Index", 50),
        /** Roland and Morris 1983. */
        ROLAND_MORRIS("roland-morris", "Roland-Morris questionnaire", 24),
        /** Pollard 1984. */
        PAIN_DISABILITY("pain-disability", "Pain Disability Index", 70);

        private final String code;
        private final String title;
        private final int most;

        FunctionScale(String code, String title, int most) {
            this.code = code;
            this.title = title;
            this.most = most;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public String words() {
            return title;
        }

        public int most() {
            return most;
        }
    }

    public enum Weakness implements Coded {
        NONE("none"), MILD("mild"), PROGRESSIVE("progressive"), BOTH_LEGS("both-legs");

        private final String code;

        Weakness(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    public enum Care implements Coded {
        MEDICATION("medication"), PHYSICAL_THERAPY("physical-therapy"), LIFESTYLE("lifestyle"), OTHER("other");

        private final String code;

        Care(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /** What became of care that was tried. */
    public enum CareEnded implements Coded {
        BETTER("better"), NO_BETTER("no-better"), NOT_TOLERATED("not-tolerated");

        private final String code;

        CareEnded(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    public enum Modality implements Coded {
        MRI("mri"), CT("ct"), X_RAY("x-ray"), EMG("emg"), OTHER("other");

        private final String code;

        Modality(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public String words() {
            return this == OTHER ? "other" : code.toUpperCase(Locale.ROOT).replace("X-RAY", "X-ray");
        }
    }

    public enum Pregnancy implements Coded {
        NO("no"), POSSIBLE("possible"), YES("yes");

        private final String code;

        Pregnancy(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    public enum Intent implements Coded {
        THERAPEUTIC("therapeutic"), DIAGNOSTIC("diagnostic");

        private final String code;

        Intent(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /** Something that cannot be, whoever says it. @param pointer to the field, as in RFC 6901 */
    public record Contradiction(String pointer, String detail) {
    }

    /** Without what payers and hospitals call the patient by: the member's number, and the number and address of images. */
    public Intake withoutNumbers() {
        return new Intake(symptom, target, requestedProcedure, intent, indications, conservativeCare, consultation,
                imaging.map(i -> new Imaging(i.modality(), i.date(), Optional.empty(), i.summary(), Optional.empty())), safety, payer, Optional.empty(), urgency, note, function);
    }

    /** With each of the sentences that people wrote changed. */
    public Intake rewritten(UnaryOperator<String> words) {
        return new Intake(symptom.rewritten(words), target, requestedProcedure, intent, indications,
                conservativeCare.stream().map(care -> new CareTried(care.kind(), care.from(), care.to(), care.result().map(words), care.ended())).toList(),
                consultation.map(c -> new Consultation(c.date(), c.by().map(words))),
                imaging.map(i -> new Imaging(i.modality(), i.date(), i.accession(), i.summary().map(words), i.link())), safety.rewritten(words), payer, memberId, urgency,
                note.map(words), function);
    }

    /** Impossible combinations; empty for anything that could be true. */
    public List<Contradiction> contradictions(LocalDate today) {
        var found = new ArrayList<Contradiction>();
        notAfter(found, symptom.onset(), today, "/symptom/onset", "The onset cannot lie after today.");
        symptom.pain().filter(pain -> pain < 0 || pain > 10)
                .ifPresent(_ -> found.add(new Contradiction("/symptom/pain", "Pain is a whole number from 0 to 10.")));
        target.region().ifPresent(region -> {
            for (int i = 0; i < target.levels().size(); i++) {
                var level = target.levels().get(i);
                if (!region.contains(level)) {
                    found.add(new Contradiction("/target/levels/" + i, region.isSpinal()
                            ? "Level " + level.code() + " is not in the " + region.words() + " region."
                            : "A target in the region " + region.words() + " has no spinal level."));
                }
            }
        });
        requestedProcedure.ifPresent(procedure -> {
            target.region().filter(region -> region != procedure.region()).ifPresent(region -> found.add(new Contradiction(
                    "/requestedProcedure", "The procedure treats the " + procedure.region().words() + " region, the target is " + region.words() + ".")));
            sideProblem(procedure, target.side()).ifPresent(detail -> found.add(new Contradiction("/target/side", detail)));
        });
        consultation.ifPresent(c -> notAfter(found, c.date(), today, "/consultation/date", "The consultation cannot lie after today."));
        imaging.ifPresent(i -> notAfter(found, i.date(), today, "/imaging/date", "The imaging cannot lie after today."));
        function.ifPresent(gain -> notAfter(found, Optional.of(gain.on()), today, "/function/on", "Function cannot have been asked about after today."));
        for (int i = 0; i < conservativeCare.size(); i++) {
            var care = conservativeCare.get(i);
            notAfter(found, care.from(), today, "/conservativeCare/" + i + "/from", "Care that was tried cannot begin after today.");
            if (care.from().isPresent() && care.to().isPresent() && care.to().get().isBefore(care.from().get())) {
                found.add(new Contradiction("/conservativeCare/" + i + "/to", "The end lies before the beginning."));
            }
        }
        return List.copyOf(found);
    }

    /** Interlaminar and caudal injections enter in the middle; every other spinal procedure has a side. */
    public static Optional<String> sideProblem(Procedure procedure, Optional<Side> side) {
        if (side.isEmpty() || !procedure.region().isSpinal()) {
            return Optional.empty();
        }
        if (procedure.isMidline() && side.get() != Side.MIDLINE) {
            return Optional.of("An interlaminar or caudal injection enters in the midline: it has no left or right.");
        }
        if (!procedure.isMidline() && side.get() == Side.MIDLINE) {
            return Optional.of("Midline belongs to interlaminar and caudal injections; choose left, right or bilateral.");
        }
        return Optional.empty();
    }

    private static void notAfter(List<Contradiction> found, Optional<LocalDate> date, LocalDate today, String pointer, String detail) {
        date.filter(day -> day.isAfter(today)).ifPresent(_ -> found.add(new Contradiction(pointer, detail)));
    }
}
