package health.foramen.referral.referral.web;

import health.foramen.outbox.StableIds;
import health.foramen.referral.care.Who;
import health.foramen.referral.care.web.Mistakes;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading;
import health.foramen.referral.directory.Physician;
import health.foramen.referral.directory.web.PhysicianReader;
import health.foramen.referral.draft.Draft;
import health.foramen.referral.intake.Intake;
import health.foramen.referral.intake.web.IntakeReader;
import health.foramen.referral.packs.Packs;
import health.foramen.referral.patient.Patient;
import health.foramen.referral.patient.web.PatientReader;
import health.foramen.referral.referral.Origin;
import health.foramen.referral.referral.ReferringPatients.Author;
import health.foramen.referral.referral.ReferringPatients.ReferPatient;
import health.foramen.referral.referral.store.StoredReferrals;
import health.foramen.safeguard.Person;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Reads a whole referral, from JSON or a form alike. */
public final class SubmissionReader {

    private final PatientReader patients;
    private final PhysicianReader physicians;
    private final Packs packs;
    private final Clock clock;

    public SubmissionReader(PatientReader patients, PhysicianReader physicians, Packs packs, Clock clock) {
        this.patients = patients;
        this.physicians = physicians;
        this.packs = packs;
        this.clock = clock;
    }

    /** A program's referral: its id follows from the caller and the key. */
    static UUID idOf(Person person, String key) {
        return StableIds.of("referral", person.id(), key);
    }

    /** A form's referral: colleagues who send the same draft send it once. */
    public static UUID idOf(Draft.Owner owner, String key) {
        return StableIds.of("referral", owner.key(), key);
    }

    /**
     * @param practice of the referrer; empty at the desk, which says instead how the referral came and from whom
     * @throws Mistakes naming every field that cannot be accepted
     */
    ReferPatient finished(JsonNode body, UUID id, Optional<String> practice, Person person) {
        var today = Moments.lastBegun(clock);
        var reading = Reading.of(body);
        var patient = patients.read(reading.neededObject("patient"), today);
        var intake = IntakeReader.read(reading, packs.on(today), today, true);
        Author author = practice.<Author>map(code -> new Author.Online(code, Callers.who(person)))
                .orElseGet(() -> entered(reading.neededObject("origin"), Callers.who(person), today));
        reading.nothingElse();
        notBeforeBirth(reading, patient.identity().birthDate(), intake);
        Mistakes.refuse(reading.mistakes());
        return new ReferPatient(id, hash(patient, intake, author), patient, intake, author, List.of());
    }

    /** What no form could hold, such as a field that no referral has; whatever else is wrong may be mended before it is sent. */
    List<Reading.Mistake> strangeFields(JsonNode body, Optional<String> practice, Person person) {
        var today = Moments.lastBegun(clock);
        var reading = Reading.of(body);
        patients.read(reading.object("patient"), today);
        IntakeReader.read(reading, packs.on(today), today, false);
        if (practice.isEmpty()) {
            entered(reading.object("origin"), Callers.who(person), today);
        }
        reading.nothingElse();
        return reading.mistakes().stream().filter(Reading.Mistake::isStrange).toList();
    }

    /** What there is so far; fields that cannot be understood are left out. */
    Intake unfinished(JsonNode body) {
        var today = Moments.lastBegun(clock);
        var reading = Reading.of(body);
        return IntakeReader.read(reading, packs.on(today), today, false);
    }

    private Author.AtTheDesk entered(Reading origin, Who by, LocalDate today) {
        var way = origin.word("way", Origin.Way.class);
        var on = origin.date("on");
        var known = origin.line("physician", 60);
        var id = known.flatMap(SubmissionReader::uuid);
        if (origin.isThere()) {
            origin.needed("way", way);
        }
        way.filter(Origin.Way.ONLINE::equals).ifPresent(_ -> origin.wrong("way", "What the desk enters came by fax, by phone or as a letter."));
        on.filter(day -> day.isAfter(today)).ifPresent(_ -> origin.wrong("on", "It cannot have come after today."));
        if (known.isPresent() && id.isEmpty()) {
            origin.wrong("physician", "The directory has no such physician.");
        }
        var added = origin.says("newPhysician") ? Optional.of(physicians.read(origin.object("newPhysician"))) : Optional.<Physician.Described>empty();
        if (known.isPresent() && added.isPresent()) {
            origin.wrong("newPhysician", "Choose a physician of the directory or enter a new one, not both.");
        }
        if (origin.isThere() && known.isEmpty() && added.isEmpty()) {
            origin.wrong("physician", "On whose behalf? Choose the physician, or enter a new one.");
        }
        origin.nothingElse();
        return new Author.AtTheDesk(by, way.orElse(Origin.Way.FAX), on, id, added);
    }

    private static void notBeforeBirth(Reading reading, LocalDate born, Intake intake) {
        before(reading, born, intake.symptom().onset(), "/symptom/onset", "The onset");
        before(reading, born, intake.consultation().flatMap(Intake.Consultation::date), "/consultation/date", "The consultation");
        before(reading, born, intake.imaging().flatMap(Intake.Imaging::date), "/imaging/date", "The imaging");
        for (int i = 0; i < intake.conservativeCare().size(); i++) {
            before(reading, born, intake.conservativeCare().get(i).from(), "/conservativeCare/" + i + "/from", "Care");
        }
    }

    private static void before(Reading reading, LocalDate born, Optional<LocalDate> day, String pointer, String what) {
        day.filter(date -> date.isBefore(born)).ifPresent(_ -> reading.wrongAt(pointer, what + " cannot lie before the birth date."));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Of what was understood, so that spaces and the order of fields do not matter. */
    private static String hash(Patient.Described patient, Intake intake, Author author) {
        try {
            var written = StoredReferrals.MAPPER.writeValueAsString(patient) + StoredReferrals.MAPPER.writeValueAsString(intake) + switch (author) {
                case Author.Online _ -> "";
                case Author.AtTheDesk desk -> StoredReferrals.MAPPER.writeValueAsString(desk);
            };
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
